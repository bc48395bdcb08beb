// SPDX-License-Identifier: Apache-2.0
// One file, two processes: the second waits, then is refused by an error that names the first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/memtable.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

/// Has the database open until let go. Forked before this process starts any thread.
class OtherProcess {
 public:
  explicit OtherProcess(const StorageOptions& options) {
    if (pipe(ready_) != 0 || pipe(go_) != 0) throw std::runtime_error("no pipe");
    process_ = fork();
    if (process_ == 0) hold(options);
    char byte = 0;
    opened_ = ::read(ready_[0], &byte, 1) == 1 && byte == 'y';
  }
  ~OtherProcess() { let_go(); }
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

  void let_go() {
    if (process_ <= 0) return;
    static_cast<void>(!::write(go_[1], "g", 1));
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  bool opened() const { return opened_; }
  std::string id() const { return std::to_string(process_); }

 private:
  [[noreturn]] void hold(const StorageOptions& options) const {
    char byte = 'n';
    try {
      DuckDBStorageManager storage(options);
      byte = 'y';
      static_cast<void>(!::write(ready_[1], &byte, 1));
      static_cast<void>(!::read(go_[0], &byte, 1));
    } catch (...) {
      static_cast<void>(!::write(ready_[1], &byte, 1));
    }
    _exit(0);
  }

  int ready_[2] = {};
  int go_[2] = {};
  pid_t process_ = -1;
  bool opened_ = false;
};

class TwoProcesses : public ::testing::Test {
 protected:
  StorageOptions options(std::chrono::milliseconds timeout = 200ms, bool read_only = false) const {
    StorageOptions result;
    result.db_path = folder_ / "shared.duckdb";
    result.lock_timeout = timeout;
    result.read_only = read_only;
    return result;
  }
  std::string refusal(const StorageOptions& wanted) const {
    try {
      DuckDBStorageManager storage(wanted);
      return "not refused";
    } catch (const DatabaseLockedError& error) {
      return error.what();
    }
  }

  testing::TemporaryFolder folder_;
};

TEST_F(TwoProcesses, the_second_writer_waits_and_is_told_who_has_it) {
  const OtherProcess other(options());
  ASSERT_TRUE(other.opened());
  const auto began = std::chrono::steady_clock::now();
  EXPECT_THAT(refusal(options(300ms)), HasSubstr("process " + other.id()));
  EXPECT_GE(std::chrono::steady_clock::now() - began, 300ms);
}

TEST_F(TwoProcesses, a_reader_beside_a_writer_is_told_who_has_it) {
  const OtherProcess other(options());
  ASSERT_TRUE(other.opened());
  EXPECT_THAT(refusal(options(100ms, true)), HasSubstr("process " + other.id()));
}

TEST_F(TwoProcesses, a_writer_beside_a_reader_is_told_who_has_it) {
  { OtherProcess maker(options()); }
  const OtherProcess other(options(200ms, true));
  ASSERT_TRUE(other.opened());
  EXPECT_THAT(refusal(options(100ms)), HasSubstr("process " + other.id()));
}

TEST_F(TwoProcesses, two_readers_do_not_mind_each_other) {
  { OtherProcess maker(options()); }
  const OtherProcess other(options(200ms, true));
  ASSERT_TRUE(other.opened());
  DuckDBStorageManager storage(options(200ms, true));
  EXPECT_TRUE(storage.list_tables().empty());
}

TEST_F(TwoProcesses, another_name_of_the_file_is_no_way_around_the_lock) {
  { OtherProcess maker(options()); }
  std::filesystem::create_directory(folder_ / "elsewhere");
  std::filesystem::create_symlink(folder_ / "shared.duckdb", folder_ / "elsewhere/link.duckdb");
  const OtherProcess other(options());
  ASSERT_TRUE(other.opened());
  std::filesystem::create_hard_link(folder_ / "shared.duckdb", folder_ / "hard.duckdb");
  StorageOptions by_name = options(100ms);
  for (const char* name : {"elsewhere/link.duckdb", "hard.duckdb", "elsewhere/../shared.duckdb"}) {
    by_name.db_path = folder_ / name;
    for (const bool read_only : {false, true}) {
      by_name.read_only = read_only;
      EXPECT_THAT(refusal(by_name), HasSubstr("process " + other.id())) << name;
    }
  }
}

TEST_F(TwoProcesses, the_second_writer_goes_on_when_the_first_ends) {
  OtherProcess other(options());
  ASSERT_TRUE(other.opened());
  std::jthread later([&] {
    std::this_thread::sleep_for(200ms);
    other.let_go();
  });
  DuckDBStorageManager storage(options(20s));
  storage.write_table(memtable({{"n", std::vector<std::int64_t>{1}}}), "numbers");
  EXPECT_EQ(storage.row_count("numbers"), 1);
}

}  // namespace
}  // namespace egregora
