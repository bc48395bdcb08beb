// SPDX-License-Identifier: Apache-2.0
// Faults at every operation on files of ours, what a writable opening cleans up, and what doctor
// finds.
#include "unit/database/storage_fixture.hpp"

#include <fstream>

#include "support/failing_file_system.hpp"

namespace egregora {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Files = testing::FailingFileSystem;

constexpr std::int64_t kManyRows = 130'000;

class Recovery : public StorageTest {
 protected:
  StorageOptions with(const std::shared_ptr<Files>& files) const {
    StorageOptions options = on_file();
    options.files = files;
    return options;
  }
  static std::shared_ptr<Files> new_files() {
    return std::make_shared<Files>(detail::posix_file_system());
  }
  std::vector<std::string> problems(DuckDBStorageManager& storage) {
    std::vector<std::string> kinds;
    for (const Problem& problem : storage.checkpoints().doctor()) kinds.push_back(problem.kind);
    return kinds;
  }
  void fail_every_operation(std::int64_t old_rows, std::int64_t new_rows);
};

/// Writes `new_rows` over `old_rows` with the nth operation failing, for every n.
void Recovery::fail_every_operation(std::int64_t old_rows, std::int64_t new_rows) {
  for (int nth = 1;; ++nth) {
    SCOPED_TRACE(nth);
    fs::remove_all(path("test.duckdb"));
    const auto files = new_files();
    DuckDBStorageManager storage(with(files));
    storage.write_table(numbers(old_rows), "t");
    files->fail_at(nth);
    bool committed = true;
    try {
      storage.write_table(numbers(new_rows), "t");
    } catch (const CheckpointError& error) {
      committed = error.committed();
    }
    const bool was_last = static_cast<int>(files->operations().size()) < nth;
    files->fail_at(0);
    const std::int64_t rows = committed ? new_rows : old_rows;
    EXPECT_EQ(storage.row_count("t"), rows);
    EXPECT_THAT(count_in(storage, data("t.parquet")), AnyOf(Eq(old_rows), Eq(new_rows)));
    if (storage.describe("t").checkpoint == CheckpointState::fresh) {
      EXPECT_EQ(count_in(storage, data("t.parquet")), rows);
    }
    storage.write_table(numbers(7), "u");  // usable; finishes what is pending
    EXPECT_EQ(count_in(storage, data("t.parquet")), rows);
    EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::fresh);
    storage.close();
    DuckDBStorageManager again{on_file()};
    EXPECT_EQ(again.row_count("t"), rows);
    EXPECT_EQ(count_in(again, data("t.parquet")), rows);
    EXPECT_THAT(problems(again), IsEmpty());
    EXPECT_THAT(files_in(path(".egregora")), SizeIs(4));  // two tables, one version each
    again.close();
    fs::remove_all(path(".egregora"));
    if (was_last) break;
  }
}

TEST_F(Recovery, no_failed_operation_of_a_small_write_breaks_anything) {
  fail_every_operation(3, 5);
}

TEST_F(Recovery, no_failed_operation_of_a_large_write_breaks_anything) {
  fail_every_operation(3, kManyRows);
}

TEST_F(Recovery, no_failed_operation_of_a_first_write_breaks_anything) {
  for (int nth = 1;; ++nth) {
    SCOPED_TRACE(nth);
    const auto files = new_files();
    auto options = with(files);
    options.db_path = path("first" + std::to_string(nth) + ".duckdb");
    options.checkpoint_dir = path("first" + std::to_string(nth));
    DuckDBStorageManager storage(options);
    files->fail_at(nth);
    try {
      storage.write_table(numbers(5), "t");
    } catch (const CheckpointError&) {
    }
    const bool was_last = static_cast<int>(files->operations().size()) < nth;
    files->fail_at(0);
    storage.write_table(numbers(5), "t");
    EXPECT_EQ(count_in(storage, *options.checkpoint_dir / "t.parquet"), 5);
    EXPECT_THAT(problems(storage), IsEmpty());
    if (was_last) break;
  }
}

TEST_F(Recovery, no_failed_operation_of_a_drop_breaks_anything) {
  for (int nth = 1;; ++nth) {
    SCOPED_TRACE(nth);
    const auto files = new_files();
    DuckDBStorageManager storage(with(files));
    storage.write_table(numbers(3), "t");
    files->fail_at(nth);
    try {
      storage.drop_table("t", {.checkpoint_too = true});
    } catch (const CheckpointError& error) {
      EXPECT_TRUE(error.committed());
    }
    const bool was_last = static_cast<int>(files->operations().size()) < nth;
    EXPECT_FALSE(storage.table_exists("t"));
    storage.close();
    DuckDBStorageManager again{on_file()};
    EXPECT_THAT(again.list_tables(), IsEmpty());
    EXPECT_THAT(files_in(path(".egregora")), IsEmpty());
    EXPECT_THAT(problems(again), IsEmpty());
    if (was_last) break;
  }
}

TEST_F(Recovery, a_committed_file_is_put_in_place_at_the_next_opening) {
  const auto files = new_files();
  {
    DuckDBStorageManager storage(with(files));
    storage.write_table(numbers(3), "t");
    const auto publishing = [](const std::string& operation) {
      return operation.starts_with("rename");
    };
    files->fail_at(0);
    storage.write_table(numbers(4), "t");
    const auto& done = files->operations();
    const auto at = std::find_if(done.begin(), done.end(), publishing) - done.begin();
    files->fail_at(static_cast<int>(at) + 1);
    EXPECT_THROW(storage.write_table(numbers(5), "t"), CheckpointError);
    EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::stale);
    EXPECT_THAT(problems(storage), ElementsAre("checkpoint-stale"));
    storage.close();
  }
  DuckDBStorageManager again{on_file()};
  EXPECT_EQ(count_in(again, data("t.parquet")), 5);
  EXPECT_EQ(again.describe("t").checkpoint, CheckpointState::fresh);
}

TEST_F(Recovery, stages_and_orphans_are_gone_after_a_writable_opening) {
  fs::path versions;
  {
    DuckDBStorageManager storage{on_file()};
    storage.write_table(numbers(3), "t");
    storage.connection()->query("CREATE TABLE _egregora_stage AS SELECT 1");
    versions = storage.checkpoints().list().at(0).path.parent_path();
    std::ofstream(versions / "t.9.00000000-0000-4000-8000-000000000001.parquet") << "half";
    std::ofstream(versions / "mine.txt") << "not ours";
    EXPECT_THAT(problems(storage), ElementsAre("checkpoint-stale", "orphan-file"));
  }
  DuckDBStorageManager again{on_file()};
  EXPECT_THAT(files_in(versions), SizeIs(2));
  EXPECT_TRUE(fs::exists(versions / "mine.txt"));
  auto raw = again.connection();
  EXPECT_EQ(raw->query("SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE '%stage%'")
                .column<std::int64_t>(0)[0],
            0);
}

TEST_F(Recovery, a_stage_that_a_failure_left_is_in_nobodys_way) {
  DuckDBStorageManager storage{on_file()};
  storage.create_table("keyed", numbers(0).schema(), {.primary_key = {"id"}});
  for (const char* name : {"keyed", "plain", "plain"}) {
    storage.connection()->query("CREATE TABLE _egregora_stage AS SELECT 1");
    storage.write_table(numbers(3), name);
    EXPECT_EQ(storage.row_count(name), 3);
  }
}

TEST_F(Recovery, a_database_older_than_its_log_is_not_written) {
  {
    DuckDBStorageManager storage{on_file()};
    storage.write_table(numbers(3), "t");
  }
  fs::copy_file(path("test.duckdb"), path("old.duckdb"));
  { DuckDBStorageManager(on_file()).write_table(numbers(5), "t"); }
  fs::copy_file(path("old.duckdb"), path("test.duckdb"), fs::copy_options::overwrite_existing);
  const auto before = files_in(path(".egregora"));
  DuckDBStorageManager storage{on_file()};
  EXPECT_EQ(storage.row_count("t"), 3);
  EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::stale);
  EXPECT_THROW(storage.write_table(numbers(1), "t"), DatabaseBehindError);
  EXPECT_THROW(storage.insert("t", numbers(1)), DatabaseBehindError);
  EXPECT_THROW((void)storage.connection()->query("DELETE FROM t"), DatabaseBehindError);
  EXPECT_EQ(files_in(path(".egregora")), before);
  const auto found = problems(storage);
  EXPECT_NE(std::find(found.begin(), found.end(), "database-behind"), found.end());
}

TEST_F(Recovery, a_new_database_ignores_the_log_of_the_one_before) {
  { DuckDBStorageManager(on_file()).write_table(numbers(3), "t"); }
  fs::remove(path("test.duckdb"));
  DuckDBStorageManager storage{on_file()};
  EXPECT_NO_THROW(storage.write_table(numbers(4), "t"));
  EXPECT_EQ(count_in(storage, data("t.parquet")), 4);
}

TEST_F(Recovery, works_where_the_file_system_has_no_links) {
  const auto files = new_files();
  files->without_links();
  DuckDBStorageManager storage(with(files));
  storage.write_table(numbers(3), "t");
  storage.write_table(numbers(4), "t");
  EXPECT_EQ(count_in(storage, data("t.parquet")), 4);
  EXPECT_THAT(problems(storage), IsEmpty());
  storage.drop_table("t", {.checkpoint_too = true});
  EXPECT_THAT(files_in(path(".egregora")), IsEmpty());
}

TEST_F(Recovery, doctor_finds_damaged_missing_and_foreign_files) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(3), "damaged");
  storage.write_table(numbers(3), "foreign");
  storage.write_table(numbers(3), "missing");
  fs::permissions(data("damaged.parquet"), fs::perms::owner_all);
  std::fstream(data("damaged.parquet"), std::ios::in | std::ios::out | std::ios::binary).put('X');
  fs::remove(data("foreign.parquet"));
  std::ofstream(data("foreign.parquet")) << "theirs";
  fs::remove(data("missing.parquet"));
  EXPECT_THAT(problems(storage),
              ElementsAre("checkpoint-damaged", "checkpoint-foreign", "checkpoint-missing"));
  for (const char* table : {"foreign", "missing"}) storage.checkpoint(table);
  EXPECT_THAT(problems(storage), ElementsAre("checkpoint-damaged"));
  storage.write_table(numbers(3), "damaged");
  EXPECT_THAT(problems(storage), IsEmpty());
}

TEST_F(Recovery, two_databases_may_share_a_folder) {
  DuckDBStorageManager one{{.db_path = path("one.duckdb"), .checkpoint_dir = path("shared")}};
  DuckDBStorageManager two{{.db_path = path("two.duckdb"), .checkpoint_dir = path("shared")}};
  one.write_table(numbers(1), "t");
  two.write_table(numbers(2), "t");
  EXPECT_EQ(count_in(two, path("shared/t.parquet")), 2);
  EXPECT_THAT(problems(one), ElementsAre("checkpoint-foreign"));
  EXPECT_THAT(problems(two), IsEmpty());
  one.close();
  DuckDBStorageManager again{{.db_path = path("one.duckdb"), .checkpoint_dir = path("shared")}};
  EXPECT_EQ(count_in(two, path("shared/t.parquet")), 2);
  again.drop_table("t", {.checkpoint_too = true});
  EXPECT_EQ(count_in(two, path("shared/t.parquet")), 2);
  EXPECT_THAT(problems(two), IsEmpty());
}

TEST_F(Recovery, a_small_write_needs_three_syncs_besides_the_engines) {
  const auto files = new_files();
  DuckDBStorageManager storage(with(files));
  storage.write_table(numbers(1000), "t");
  files->fail_at(0);
  storage.write_table(numbers(1000), "t");
  int syncs = 0;
  for (const std::string& operation : files->operations()) {
    if (operation.starts_with("sync") || operation.starts_with("append")) ++syncs;
  }
  EXPECT_EQ(syncs,
            4);  // the file, its folder, the folder of the table's name, the log; and one commit
}

}  // namespace
}  // namespace egregora
