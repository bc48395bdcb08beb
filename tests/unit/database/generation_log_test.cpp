// SPDX-License-Identifier: Apache-2.0
#include "database/generation_log.hpp"

#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>

#include "support/failing_file_system.hpp"
#include "support/temporary_folder.hpp"

namespace egregora::detail {
namespace {

const Uuid kDatabase = Uuid::parse("00000000-0000-4000-8000-00000000000d");
const Uuid kOther = Uuid::parse("00000000-0000-4000-8000-00000000000e");
const Uuid kCheckpoint = Uuid::parse("00000000-0000-4000-8000-00000000000c");

class GenerationLogTest : public ::testing::Test {
 protected:
  GenerationLog open(const Uuid& database = kDatabase) {
    return GenerationLog(files_, folder_ / "log", database);
  }
  egregora::testing::TemporaryFolder folder_;
  egregora::testing::FailingFileSystem files_{posix_file_system()};
};

TEST_F(GenerationLogTest, an_absent_log_knows_nothing) {
  GenerationLog log = open();
  EXPECT_EQ(log.newest(), 0);
  EXPECT_FALSE(log.has(1));
}

TEST_F(GenerationLogTest, remembers_what_was_appended) {
  open().append({1, kCheckpoint, "a"});
  open().append({3, kCheckpoint, "b"});
  const GenerationLog log = open();
  EXPECT_EQ(log.newest(), 3);
  EXPECT_TRUE(log.has(1));
  EXPECT_FALSE(log.has(2));
}

TEST_F(GenerationLogTest, ignores_lines_of_another_database) {
  open(kOther).append({9, kCheckpoint, "a"});
  EXPECT_EQ(open().newest(), 0);
  EXPECT_EQ(open(kOther).newest(), 9);
}

TEST_F(GenerationLogTest, a_line_cut_at_any_byte_is_as_if_it_had_not_been_written) {
  open().append({1, kCheckpoint, "a"});
  const std::string first = folder_.read("log");
  open().append({2, kCheckpoint, "b"});
  const std::string both = folder_.read("log");
  for (std::size_t length = first.size(); length < both.size(); ++length) {
    folder_.write("log", both.substr(0, length));
    EXPECT_EQ(open().newest(), 1) << length;
    open().append({5, kCheckpoint, "c"});
    EXPECT_EQ(open().newest(), 5) << length;
    EXPECT_TRUE(open().has(1)) << length;
  }
}

TEST_F(GenerationLogTest, starts_again_with_what_it_is_told) {
  GenerationLog log = open();
  for (const std::int64_t generation : {1, 2, 3}) log.append({generation, kCheckpoint, "a"});
  log.restart({1});
  EXPECT_EQ(log.newest(), 1);
  log.append({2, kCheckpoint, "b"});
  const GenerationLog again = open();
  EXPECT_EQ(again.newest(), 2);
  EXPECT_FALSE(again.has(3));
}

TEST_F(GenerationLogTest, a_flipped_byte_loses_its_line_and_no_other) {
  open().append({1, kCheckpoint, "a"});
  open().append({2, kCheckpoint, "b"});
  const std::string whole = folder_.read("log");
  for (std::size_t at = 0; at + 1 < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    folder_.write("log", damaged);
    const GenerationLog log = open();
    EXPECT_LE(log.newest(), 2) << at;
    EXPECT_TRUE(log.has(1) || log.has(2) || damaged[at] == '\n' || whole[at] == '\n') << at;
  }
}

TEST_F(GenerationLogTest, a_failed_append_does_not_spoil_the_next) {
  GenerationLog log = open();
  log.append({1, kCheckpoint, "a"});
  files_.fail_at(1);
  EXPECT_THROW(log.append({2, kCheckpoint, "b"}), CheckpointError);
  EXPECT_FALSE(log.has(2));
  files_.fail_at(0);
  log.append({3, kCheckpoint, "c"});
  EXPECT_TRUE(open().has(3));
  EXPECT_FALSE(open().has(2));
}

TEST_F(GenerationLogTest, a_long_log_is_cut_down_to_what_is_needed) {
  GenerationLog log = open();
  for (int generation = 1; generation <= 1100; ++generation) {
    log.append({generation, kCheckpoint, "t"});
  }
  log.compact({7, 900});
  EXPECT_TRUE(log.has(7));
  EXPECT_FALSE(log.has(8));
  const GenerationLog again = open();
  EXPECT_TRUE(again.has(7) && again.has(900));
  EXPECT_EQ(again.newest(), 1100);
  EXPECT_LT(folder_.read("log").size(), 500U);
}

}  // namespace
}  // namespace egregora::detail
