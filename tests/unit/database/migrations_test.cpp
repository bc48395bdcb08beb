// SPDX-License-Identifier: Apache-2.0
// Migrations are applied once, in order, and lose no row of what an older version of this library
// left.
#include <egregora/database/init.hpp>
#include <egregora/database/migrations.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/database/validate_rows.hpp>

#include <atomic>
#include <fstream>
#include <thread>

#include "database/backup.hpp"
#include "database/conversations.hpp"
#include "database/managed_tables.hpp"
#include "database/migrated_file.hpp"
#include "database/migration_history.hpp"
#include "database/migration_list.hpp"
#include "database/migration_runner.hpp"
#include "database/migration_work.hpp"
#include "database/storage_access.hpp"
#include "unit/database/old_layouts.hpp"
#include "unit/database/sample_row.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MigrationsTest : public StorageTest {
 protected:
  /// A database as the version of this library left it that knew the first migrations only.
  void make_old(std::size_t version) const {
    DuckDBStorageManager storage{on_file()};
    const auto create = [&](const std::vector<const char*>& tables) {
      for (const char* sql : tables) storage.connection()->query(sql);
    };
    create(old_layouts::kVersion1);
    if (version > 1) create(old_layouts::kAddedInVersion2);
    storage.transaction([&](Transaction& tx) {
      detail::Session& session = detail::StorageAccess::state(tx).session();
      detail::keep_conversations(session);
      for (std::size_t i = 0; i < version; ++i) {
        detail::record_migration(session, detail::migrations()[i], parse_timestamp("2025-01-01"),
                                 1);
      }
    });
  }
  static std::vector<std::string> names(const MigrationResult& result) {
    std::vector<std::string> found;
    for (const AppliedMigration& applied : result.applied) found.push_back(applied.name);
    return found;
  }
  /// The rows of the tables of the first version, as text.
  static std::vector<std::string> picture(DuckDBStorageManager& storage) {
    std::vector<std::string> rows;
    detail::CoreTables::for_each([&]<class S>() {
      rows.push_back(storage.read_table<S>().order_by(S::order_key()[0]).execute().to_string());
    });
    return rows;
  }
  static std::vector<std::string> kinds(const std::vector<Problem>& problems) {
    std::vector<std::string> found;
    for (const Problem& problem : problems) found.push_back(problem.kind + " " + problem.object);
    return found;
  }
  fs::path backup(const std::string& suffix) const { return path("test.duckdb.backup-" + suffix); }
};

/// Migrations that this library knows, and one more.
std::vector<detail::Migration> with_another(void (*apply)(detail::MigrationWork&)) {
  std::vector<detail::Migration> list = detail::migrations();
  const auto version = static_cast<std::int64_t>(list.size()) + 1;
  list.push_back({version, "another", "another", apply, true});
  return list;
}

TEST_F(MigrationsTest, are_applied_once) {
  const StorageOptions target{.db_path = path("site/test.duckdb")};
  const MigrationResult first = run_migrations(target);
  EXPECT_THAT(names(first),
              ElementsAre("core_tables", "store_tables", "rules_of_runs_and_windows"));
  EXPECT_EQ(first.version, 3);
  EXPECT_EQ(first.backup, std::nullopt);  // there was nothing to lose
  EXPECT_THAT(run_migrations(target).applied, IsEmpty());
  DuckDBStorageManager storage{{.db_path = path("site/test.duckdb")}};
  initialize_database(storage);
  const DataFrame history = storage.connection()->query("SELECT * FROM _egregora_migrations");
  EXPECT_EQ(history.num_rows(), 3);
  EXPECT_THAT(history.schema().names(), ElementsAre("version", "name", "checksum", "applied_at",
                                                    "duration_ms", "library_version"));
}

TEST_F(MigrationsTest, give_a_new_database_every_table) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  EXPECT_THAT(
      storage.list_tables(),
      ElementsAre("annotations", "comparison_history", "conversations", "documents", "elo_ratings",
                  "lineage", "messages", "rejects", "run_events", "run_tables", "runs",
                  "task_errors", "task_history", "tasks", "window_messages", "windows"));
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(MigrationsTest, lose_no_row_of_any_earlier_version) {
  for (std::size_t version : {1, 2}) {
    SCOPED_TRACE(version);
    make_old(version);
    std::vector<std::string> before;
    {
      DuckDBStorageManager storage{on_file()};
      EXPECT_EQ(storage.table_exists("elo_ratings"), version > 1);
      detail::CoreTables::for_each([&]<class S>() {
        for (int row = 0; row < 3; ++row) storage.insert(S::table_name, sample_row<S>());
      });
      if (version > 1) {
        storage.insert("lineage", sample_row<schemas::Lineage>());
        storage.insert("tasks", sample_row<schemas::Tasks>());
      }
      before = picture(storage);
    }
    {
      DuckDBStorageManager storage{on_file()};
      const MigrationResult result = run_migrations(storage);
      EXPECT_EQ(result.applied.size(), 3 - version);
      EXPECT_THAT(result.rejected, IsEmpty());
      EXPECT_EQ(result.backup, backup(std::to_string(version)));
      EXPECT_EQ(picture(storage), before);
      EXPECT_EQ(storage.row_count("lineage"), version > 1 ? 1 : 0);
      EXPECT_THAT(Migrations(storage).verify(), IsEmpty());
      EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
    }
    DuckDBStorageManager old{{.db_path = backup(std::to_string(version))}};
    EXPECT_EQ(picture(old), before);
    EXPECT_TRUE(old.table_exists("conversations"));
    EXPECT_EQ(Migrations(old).status().version, version);
    old.close();
    fs::remove(path("test.duckdb"));
  }
}

TEST_F(MigrationsTest, rows_that_break_a_new_rule_are_kept_aside_and_reported) {
  make_old(2);
  DuckDBStorageManager storage{on_file()};
  const Scalar early(parse_timestamp("2024-01-01"));
  const Uuid twice = uuid4();
  storage.insert("windows", sample_row<schemas::Windows>({{"label", "good"}}));
  storage.insert("windows", sample_row<schemas::Windows>({{"label", "bad"}, {"end_time", early}}));
  storage.insert("windows",
                 sample_row<schemas::Windows>({{"label", "empty"}, {"message_count", Scalar(0)}}));
  storage.insert("runs", sample_row<schemas::Runs>({{"duration_seconds", Scalar(-1.0)}}));
  storage.insert("runs", sample_row<schemas::Runs>({{"rows_in", Scalar(0)}}));
  storage.insert("lineage", sample_row<schemas::Lineage>({{"child_run_id", Scalar(twice)},
                                                          {"parent_run_id", Scalar(twice)}}));
  storage.checkpoint();
  const auto invalid = validate_rows<schemas::Windows>(storage.read_table("windows"));
  ASSERT_THAT(invalid, SizeIs(2));
  EXPECT_EQ(invalid[0].rule, "ends_after_it_starts");
  EXPECT_EQ(invalid[1].rule, "has_messages");

  const MigrationResult result = run_migrations(storage);
  ASSERT_THAT(result.rejected, SizeIs(3));
  EXPECT_EQ(result.rejected[0].table, "windows");
  EXPECT_EQ(result.rejected[0].rows, 2);
  EXPECT_EQ(storage.row_count("windows"), 1);
  EXPECT_EQ(storage.row_count("runs"), 1);
  EXPECT_EQ(storage.row_count("lineage"), 0);
  const DataFrame aside = Migrations(storage).rejected("windows").order_by("label").execute();
  EXPECT_EQ(aside.column<std::string>("label")[0], "bad");
  EXPECT_EQ(aside.column<std::string>("rule")[0], "ends_after_it_starts");
  EXPECT_EQ(aside.column<std::string>("rule")[1], "has_messages");
  EXPECT_EQ(aside.column<std::int64_t>("migration")[0], 3);
  EXPECT_EQ(aside.value(0, "window_id"), invalid[0].key[0]);
  EXPECT_THAT(storage.list_tables(), ::testing::Not(::testing::Contains(HasSubstr("rejected"))));
  EXPECT_THROW((void)Migrations(storage).rejected("messages"), TableNotFoundError);
  // The rules hold now, and the files of what changed are known to be old.
  EXPECT_THROW(storage.insert("runs", sample_row<schemas::Runs>({{"rows_out", Scalar(-1)}})),
               ConstraintError);
  EXPECT_EQ(storage.describe("windows").checkpoint, CheckpointState::none);
  storage.checkpoint("windows");
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(MigrationsTest, a_file_of_a_rebuilt_table_counts_as_stale) {
  make_old(2);
  DuckDBStorageManager storage{on_file()};
  storage.insert("windows", sample_row<schemas::Windows>());
  storage.checkpoint("windows");
  run_migrations(storage);
  EXPECT_EQ(storage.describe("windows").checkpoint, CheckpointState::stale);
  EXPECT_EQ(storage.row_count("windows"), 1);
}

TEST_F(MigrationsTest, a_failure_leaves_the_database_as_it_was) {
  make_old(1);
  DuckDBStorageManager storage{on_file()};
  storage.insert("windows", sample_row<schemas::Windows>());
  const auto before = picture(storage);
  const auto list = with_another([](detail::MigrationWork& work) {
    work.create<schemas::Documents>();
    throw InvalidOperationError("no such thing");
  });
  MigrationResult result;
  const auto core = detail::StorageAccess::core(storage);
  EXPECT_THAT(message_of<MigrationError>([&] { detail::migrate(*core, list, result); }),
              HasSubstr("migration 4 ('another') failed, and the database is as it was: no such"));
  EXPECT_EQ(picture(storage), before);
  EXPECT_FALSE(storage.table_exists("documents"));
  EXPECT_EQ(Migrations(storage).status().version, 1);
  EXPECT_THAT(files_in(folder_.path()), ElementsAre("test.duckdb", "test.duckdb.lock",
                                                    "test.duckdb.wal"));  // no copy is left
  EXPECT_THAT(run_migrations(storage).applied, SizeIs(2));
}

TEST_F(MigrationsTest, what_does_not_open_afterwards_gives_way_to_the_copy) {
  make_old(2);
  const auto list =
      with_another([](detail::MigrationWork& work) { work.create<schemas::Tasks>(); });
  {
    DuckDBStorageManager storage{on_file()};
    storage.insert("windows", sample_row<schemas::Windows>());
  }
  const auto ruin = [&] {
    fs::resize_file(path("test.duckdb"), 5000);
    std::ofstream(path("test.duckdb.wal")) << "rubbish";
  };
  EXPECT_THAT(message_of<MigrationError>([&] { detail::migrate_file(on_file(), list, ruin); }),
              HasSubstr("the copy from before took its place"));
  EXPECT_TRUE(fs::exists(path("test.duckdb.failed")));
  EXPECT_TRUE(fs::exists(path("test.duckdb.wal.failed")));
  EXPECT_FALSE(fs::exists(backup("2")));
  DuckDBStorageManager storage{on_file()};
  EXPECT_EQ(storage.row_count("windows"), 1);
  EXPECT_EQ(Migrations(storage).status().version, 2);
  EXPECT_THAT(run_migrations(storage).applied, SizeIs(1));
}

TEST_F(MigrationsTest, a_stage_that_a_failure_left_is_in_nobodys_way) {
  make_old(2);
  DuckDBStorageManager storage{on_file()};
  storage.insert("windows", sample_row<schemas::Windows>());
  storage.connection()->query("CREATE TABLE _egregora_stage (x INTEGER)");
  EXPECT_THAT(run_migrations(storage).applied, SizeIs(1));
  EXPECT_EQ(storage.row_count("windows"), 1);
}

TEST_F(MigrationsTest, a_copy_is_never_written_over) {
  make_old(2);
  std::ofstream(backup("2")) << "somebody's";
  DuckDBStorageManager storage{on_file()};
  EXPECT_EQ(run_migrations(storage).backup, backup("2-2"));
  EXPECT_EQ(fs::file_size(backup("2")), 10U);
}

TEST_F(MigrationsTest, without_room_for_the_copy_nothing_is_migrated) {
  make_old(2);
  DuckDBStorageManager storage{on_file()};
  fs::create_directory(path("test.duckdb.backup-2.egregora-new"));  // in the copy's way
  EXPECT_THAT(message_of<MigrationError>([&] { run_migrations(storage); }),
              HasSubstr("nothing was migrated, because the database cannot be copied first"));
  EXPECT_EQ(Migrations(storage).status().version, 2);
  fs::remove(path("test.duckdb.backup-2.egregora-new"));
  EXPECT_THAT(run_migrations(storage).applied, SizeIs(1));
}

TEST_F(MigrationsTest, a_column_that_the_new_layout_lacks_stops_it) {
  make_old(2);
  DuckDBStorageManager storage{on_file()};
  storage.add_column("windows", {"mine", DataType::string()});
  EXPECT_THAT(message_of<MigrationError>([&] { run_migrations(storage); }),
              HasSubstr("table 'windows' has a column 'mine' that the new layout lacks"));
  EXPECT_TRUE(storage.read_table("windows").schema().contains("mine"));
}

TEST_F(MigrationsTest, a_plan_says_what_would_happen_and_changes_nothing) {
  make_old(1);
  {
    DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .read_only = true}};
    const auto plan = Migrations(storage).plan();
    ASSERT_THAT(plan, SizeIs(2));
    EXPECT_EQ(plan[0].version, 2);
    EXPECT_FALSE(plan[0].rebuilds);
    EXPECT_EQ(plan[1].name, "rules_of_runs_and_windows");
    EXPECT_TRUE(plan[1].rebuilds);
    EXPECT_THAT(plan[1].says, HasSubstr("rebuild windows"));
    EXPECT_EQ(Migrations(storage).status().newest, 3);
    EXPECT_THROW(run_migrations(storage), InvalidOperationError);
  }
  DuckDBStorageManager storage{on_file()};
  run_migrations(storage);
  EXPECT_THAT(Migrations(storage).plan(), IsEmpty());
  const MigrationStatus status = Migrations(storage).status();
  ASSERT_THAT(status.applied, SizeIs(3));
  EXPECT_EQ(status.applied[0].applied_at, parse_timestamp("2025-01-01"));
  EXPECT_EQ(status.version, 3);
}

TEST_F(MigrationsTest, verify_finds_what_drifted) {
  make_old(2);
  DuckDBStorageManager storage{on_file()};
  EXPECT_THAT(kinds(Migrations(storage).verify()),
              ElementsAre("migration-pending _egregora_migrations", "schema-drift windows",
                          "schema-drift runs", "schema-drift lineage"));
  run_migrations(storage);
  EXPECT_THAT(Migrations(storage).verify(), IsEmpty());
  storage.drop_table("rejects");
  storage.connection()->query("ALTER TABLE documents ADD COLUMN mine INTEGER");
  storage.connection()->query("ALTER TABLE elo_ratings ALTER COLUMN rating SET DEFAULT 1000");
  EXPECT_THAT(
      kinds(Migrations(storage).verify()),
      ElementsAre("table-missing rejects", "schema-drift elo_ratings", "schema-drift documents"));
  storage.connection()->query("UPDATE _egregora_migrations SET checksum = 'x' WHERE version = 2");
  EXPECT_THAT(kinds(Migrations(storage).verify()),
              ::testing::Contains("migration-history _egregora_migrations"));
}

TEST_F(MigrationsTest, threads_that_migrate_at_once_do_it_once) {
  make_old(1);
  DuckDBStorageManager storage{on_file()};
  std::atomic<std::size_t> applied = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] { applied += run_migrations(storage).applied.size(); });
    }
  }
  EXPECT_EQ(applied, 2U);
  EXPECT_THAT(Migrations(storage).verify(), IsEmpty());
}

TEST_F(MigrationsTest, are_refused_inside_a_transaction) {
  DuckDBStorageManager storage{on_file()};
  storage.transaction(
      [&](Transaction&) { EXPECT_THROW(run_migrations(storage), InvalidOperationError); });
}

TEST_F(MigrationsTest, work_in_memory_without_a_copy) {
  DuckDBStorageManager storage;
  EXPECT_EQ(run_migrations(storage).backup, std::nullopt);
  EXPECT_THAT(Migrations(storage).verify(), IsEmpty());
}

TEST_F(MigrationsTest, take_over_what_a_user_created_before) {
  DuckDBStorageManager storage{on_file()};
  storage.create_table<schemas::Runs>();
  storage.create_table<schemas::EloRatings>();
  storage.insert("elo_ratings", sample_row<schemas::EloRatings>());
  EXPECT_THAT(run_migrations(storage).applied, SizeIs(3));
  EXPECT_EQ(storage.row_count("elo_ratings"), 1);
}

TEST_F(MigrationsTest, a_history_that_does_not_fit_is_refused_with_the_remedy) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  const auto expect_refused = [&](const std::string& sql, const char* word) {
    storage.connection()->query(sql);
    EXPECT_THAT(message_of<MigrationError>([&] { run_migrations(storage); }), HasSubstr(word));
  };
  expect_refused("INSERT INTO _egregora_migrations VALUES (4, 'later', 'x', now(), 0, '9')",
                 "newer version");
  storage.connection()->query("DELETE FROM _egregora_migrations WHERE version = 4");
  EXPECT_NO_THROW(run_migrations(storage));
  expect_refused("UPDATE _egregora_migrations SET checksum = 'x'", "not the one that was applied");
  expect_refused("UPDATE _egregora_migrations SET version = 9 WHERE version = 1", "gap");
}

}  // namespace
}  // namespace egregora
