// SPDX-License-Identifier: Apache-2.0
// A database that is behind its log: what it refuses, what doctor says, and going on with it.
#include "unit/database/storage_fixture.hpp"

#include "support/failing_file_system.hpp"

namespace egregora {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Acceptance : public StorageTest {
 protected:
  /// Three rows in `kept` and `changed`; then five in `changed`, and `lost`, taken back by an old
  /// copy of the database file.
  void SetUp() override {
    {
      DuckDBStorageManager storage{on_file()};
      storage.write_table(numbers(3), "kept");
      storage.write_table(numbers(3), "changed");
    }
    fs::copy_file(path("test.duckdb"), path("old.duckdb"));
    {
      DuckDBStorageManager storage{on_file()};
      storage.write_table(numbers(5), "changed");
      storage.write_table(numbers(7), "lost");
    }
    fs::copy_file(path("old.duckdb"), path("test.duckdb"), fs::copy_options::overwrite_existing);
  }
  static void copy_all(const fs::path& from, const fs::path& to) {
    for (const char* name : {"test.duckdb", "test.duckdb.generations", ".egregora"}) {
      fs::remove_all(to / name);
      fs::copy(from / name, to / name, fs::copy_options::recursive);
    }
  }
  static std::vector<std::string> kinds(DuckDBStorageManager& storage) {
    std::vector<std::string> found;
    for (const Problem& problem : storage.checkpoints().doctor()) found.push_back(problem.kind);
    return found;
  }
};

TEST_F(Acceptance, doctor_names_the_ways_out_and_changes_nothing) {
  const auto before = files_in(folder_.path());
  DuckDBStorageManager storage{on_file()};
  const auto problems = storage.checkpoints().doctor();
  const auto behind = std::find_if(problems.begin(), problems.end(), [](const Problem& problem) {
    return problem.kind == "database-behind";
  });
  ASSERT_NE(behind, problems.end());
  EXPECT_THAT(behind->message, AllOf(HasSubstr("generation 2"), HasSubstr("4")));
  EXPECT_THAT(behind->remedy, AllOf(HasSubstr("backup"), HasSubstr("rebuild_database()"),
                                    HasSubstr("accept_behind()")));
  storage.close();
  EXPECT_EQ(files_in(folder_.path()), before);
  EXPECT_THROW(DuckDBStorageManager{on_file()}.insert("kept", numbers(1)), DatabaseBehindError);
  EXPECT_THROW(DuckDBStorageManager{on_file()}.checkpoints().restore("kept"), DatabaseBehindError);
}

TEST_F(Acceptance, what_is_accepted_may_be_written) {
  DuckDBStorageManager storage{on_file()};
  const AcceptedLoss loss = storage.checkpoints().accept_behind();
  EXPECT_EQ(loss.generations, 2);
  EXPECT_THAT(kinds(storage), Not(Contains("database-behind")));
  EXPECT_EQ(storage.describe("kept").checkpoint, CheckpointState::fresh);
  EXPECT_EQ(storage.describe("changed").checkpoint, CheckpointState::stale);
  storage.checkpoint();
  EXPECT_THAT(kinds(storage), IsEmpty());
  EXPECT_EQ(count_in(storage, data("changed.parquet")), 3);
  storage.write_table(numbers(9), "kept");
  storage.close();
  DuckDBStorageManager again{on_file()};
  EXPECT_EQ(again.row_count("kept"), 9);
  EXPECT_EQ(again.row_count("changed"), 3);
  EXPECT_THAT(kinds(again), IsEmpty());
}

TEST_F(Acceptance, files_of_what_was_lost_are_set_aside) {
  AcceptedLoss loss;
  {
    DuckDBStorageManager storage{on_file()};
    loss = storage.checkpoints().accept_behind();
    storage.checkpoint();
  }
  ASSERT_THAT(loss.set_aside, SizeIs(2));
  DuckDBStorageManager storage{on_file()};  // its cleaning leaves them alone
  EXPECT_EQ(count_in(storage, loss.set_aside[0]), 5);
  EXPECT_EQ(count_in(storage, loss.set_aside[1]), 7);
  storage.write_table(storage.read_parquet(loss.set_aside[1]), "lost");
  EXPECT_EQ(storage.row_count("lost"), 7);
}

TEST_F(Acceptance, an_older_version_that_is_kept_comes_back_to_its_place) {
  fs::remove_all(path("test.duckdb"));
  fs::remove_all(path("old.duckdb"));
  fs::remove_all(path(".egregora"));
  StorageOptions options = on_file();
  options.keep_versions = 3;
  { DuckDBStorageManager(options).write_table(numbers(3), "t"); }
  fs::copy_file(path("test.duckdb"), path("old.duckdb"));
  { DuckDBStorageManager(options).write_table(numbers(5), "t"); }
  fs::copy_file(path("old.duckdb"), path("test.duckdb"), fs::copy_options::overwrite_existing);
  DuckDBStorageManager storage{options};
  storage.checkpoints().accept_behind();
  EXPECT_EQ(count_in(storage, data("t.parquet")), 3);
  EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::fresh);
  EXPECT_THAT(kinds(storage), IsEmpty());
}

TEST_F(Acceptance, the_file_of_another_database_stays_in_its_place) {
  DuckDBStorageManager other{
      {.db_path = path("other.duckdb"), .checkpoint_dir = path(".egregora/data")}};
  other.write_table(numbers(8), "kept");
  DuckDBStorageManager storage{on_file()};
  storage.checkpoints().accept_behind();
  EXPECT_EQ(count_in(other, data("kept.parquet")), 8);
  EXPECT_THAT(other.checkpoints().verify(), IsEmpty());
}

TEST_F(Acceptance, does_nothing_to_a_database_that_is_not_behind) {
  DuckDBStorageManager storage{{.db_path = path("other.duckdb"), .checkpoint_dir = path("other")}};
  storage.write_table(numbers(1), "t");
  const auto before = files_in(folder_.path());
  const AcceptedLoss loss = storage.checkpoints().accept_behind();
  EXPECT_EQ(loss.generations, 0);
  EXPECT_THAT(loss.set_aside, IsEmpty());
  EXPECT_EQ(files_in(folder_.path()), before);
  EXPECT_EQ(temp_storage().checkpoints().accept_behind().generations, 0);
}

TEST_F(Acceptance, is_refused_to_who_only_looks) {
  DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .read_only = true}};
  EXPECT_THROW(storage.checkpoints().accept_behind(), InvalidOperationError);
}

TEST_F(Acceptance, no_failed_operation_breaks_anything) {
  fs::create_directory(path("start"));
  copy_all(folder_.path(), path("start"));
  for (int nth = 1;; ++nth) {
    SCOPED_TRACE(nth);
    copy_all(path("start"), folder_.path());
    const auto files = std::make_shared<testing::FailingFileSystem>(detail::posix_file_system());
    StorageOptions options = on_file();
    options.files = files;
    DuckDBStorageManager storage(options);
    files->fail_at(nth);
    try {
      storage.checkpoints().accept_behind();
    } catch (const CheckpointError&) {
    }
    const bool was_last = static_cast<int>(files->operations().size()) < nth;
    files->fail_at(0);
    storage.close();
    DuckDBStorageManager again{on_file()};
    again.checkpoints().accept_behind();
    again.checkpoint();
    EXPECT_THAT(kinds(again), IsEmpty());
    EXPECT_EQ(count_in(again, data("changed.parquet")), 3);
    again.close();
    if (was_last) break;
  }
}

}  // namespace
}  // namespace egregora
