// SPDX-License-Identifier: Apache-2.0
// checkpoint() beside others who read and write.
#include <atomic>
#include <future>
#include <thread>

#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Flush : public StorageTest {
 protected:
  void SetUp() override { storage_.write_table(numbers(10'000), "t"); }
  /// Makes old rows that a reader who began before still needs.
  void change_everything() {
    storage_.update("t", {Named{"word", literal("z")}}, col("id") >= 0);
    storage_.update("t", {Named{"word", literal("y")}}, col("id") >= 0);
  }
  bool has_log() const { return fs::exists(path("test.duckdb.wal")); }

  DuckDBStorageManager storage_{on_file()};
};

TEST_F(Flush, waits_for_a_transaction_of_another_thread) {
  std::future<void> flushed;
  storage_.transaction([&](Transaction& tx) {
    tx.update("t", {Named{"word", literal("b")}}, col("id") == 1);
    flushed = std::async(std::launch::async, [&] { storage_.checkpoint(); });
    EXPECT_EQ(flushed.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  });
  EXPECT_NO_THROW(flushed.get());
  EXPECT_FALSE(has_log());
}

TEST_F(Flush, waits_for_a_lease_that_writes) {
  std::future<void> flushed;
  {
    auto lease = storage_.connection();
    lease->query("BEGIN");
    lease->query("UPDATE t SET word = 'b' WHERE id = 1");
    flushed = std::async(std::launch::async, [&] { storage_.checkpoint(); });
    EXPECT_EQ(flushed.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  }
  EXPECT_NO_THROW(flushed.get());
}

TEST_F(Flush, is_not_disturbed_by_a_busy_writer) {
  std::atomic<bool> stop = false;
  std::jthread writer([&] {
    while (!stop) storage_.update("t", {Named{"word", literal("b")}}, col("id") == 1);
  });
  for (int round = 0; round < 30; ++round) EXPECT_NO_THROW(storage_.checkpoint()) << round;
  stop = true;
}

TEST_F(Flush, minds_no_stream_that_was_left_half_read) {
  auto stream = storage_.read_table("t").stream(1);
  EXPECT_TRUE(stream->next());
  {
    // Given back after the stream's, this connection is the one that is used from here.
    auto other = storage_.connection();
    stream.reset();
    other->query("SELECT 1");
  }
  change_everything();
  EXPECT_NO_THROW(storage_.checkpoint());
  EXPECT_FALSE(has_log());
}

TEST_F(Flush, says_that_a_reader_is_in_its_way_and_that_nothing_is_lost) {
  auto stream = storage_.read_table("t").stream(1);
  EXPECT_TRUE(stream->next());
  change_everything();
  EXPECT_THAT(message_of<ConflictError>([&] { storage_.checkpoint(); }),
              AllOf(HasSubstr("a stream or a transaction"), HasSubstr("nothing is lost")));
  EXPECT_NO_THROW(storage_.insert("t", numbers(1)));
  EXPECT_EQ(storage_.describe("t").checkpoint, CheckpointState::stale);
  stream.reset();
  EXPECT_NO_THROW(storage_.checkpoint());
  EXPECT_FALSE(has_log());
}

TEST_F(Flush, of_closing_minds_no_open_stream) {
  const auto stream = storage_.read_table("t").stream(1);
  EXPECT_TRUE(stream->next());
  change_everything();
  EXPECT_NO_THROW(storage_.close());
  EXPECT_FALSE(has_log());
  DuckDBStorageManager again{on_file()};
  EXPECT_EQ(words(again.read_table("t")).at(0), "y");
}

}  // namespace
}  // namespace egregora
