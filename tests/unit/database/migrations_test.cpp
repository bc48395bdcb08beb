// SPDX-License-Identifier: Apache-2.0
// Migrations are applied once, in order, and lose no row of what an older version of this library
// left.
#include <egregora/database/init.hpp>
#include <egregora/database/migrations.hpp>
#include <egregora/database/schemas.hpp>

#include "database/managed_tables.hpp"
#include "database/migration_history.hpp"
#include "database/migration_list.hpp"
#include "database/storage_access.hpp"
#include "unit/database/sample_row.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Migrations : public StorageTest {
 protected:
  /// A database as the versions of this library left it that knew the first migrations only.
  void make_old(std::size_t known) const {
    DuckDBStorageManager storage{on_file()};
    for (std::size_t i = 0; i < known; ++i) {
      const detail::Migration& migration = detail::migrations()[i];
      storage.transaction([&](Transaction& tx) {
        migration.apply(tx);
        detail::record_migration(detail::StorageAccess::state(tx).session(), migration,
                                 parse_timestamp("2025-01-01"), 1);
      });
    }
  }
  static std::vector<std::string> names(const MigrationResult& result) {
    std::vector<std::string> found;
    for (const AppliedMigration& applied : result.applied) found.push_back(applied.name);
    return found;
  }
};

TEST_F(Migrations, are_applied_once) {
  const MigrationTarget target{path("site/test.duckdb")};
  const MigrationResult first = run_migrations(target);
  EXPECT_THAT(names(first), ElementsAre("core_tables", "store_tables"));
  EXPECT_EQ(first.version, 2);
  EXPECT_THAT(run_migrations(target).applied, IsEmpty());
  DuckDBStorageManager storage{{.db_path = path("site/test.duckdb")}};
  initialize_database(storage);
  const DataFrame history = storage.connection()->query("SELECT * FROM _egregora_migrations");
  EXPECT_EQ(history.num_rows(), 2);
  EXPECT_THAT(history.schema().names(), ElementsAre("version", "name", "checksum", "applied_at",
                                                    "duration_ms", "library_version"));
}

TEST_F(Migrations, give_a_new_database_every_table) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  EXPECT_THAT(
      storage.list_tables(),
      ElementsAre("annotations", "comparison_history", "conversations", "documents", "elo_ratings",
                  "lineage", "messages", "rejects", "run_events", "run_tables", "runs",
                  "task_errors", "task_history", "tasks", "window_messages", "windows"));
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(Migrations, lose_no_row_of_a_database_of_the_first_version) {
  make_old(1);
  std::vector<std::string> before;
  const auto picture = [](DuckDBStorageManager& storage) {
    std::vector<std::string> rows;
    detail::CoreTables::for_each([&]<class S>() {
      rows.push_back(storage.read_table(S::table_name).execute().to_string());
    });
    return rows;
  };
  {
    DuckDBStorageManager storage{on_file()};
    EXPECT_FALSE(storage.table_exists("elo_ratings"));
    detail::CoreTables::for_each([&]<class S>() {
      for (int row = 0; row < 3; ++row) storage.insert(S::table_name, sample_row<S>());
    });
    before = picture(storage);
  }
  DuckDBStorageManager storage{on_file()};
  EXPECT_THAT(names(run_migrations(storage)), ElementsAre("store_tables"));
  EXPECT_EQ(picture(storage), before);
  EXPECT_TRUE(storage.table_exists("elo_ratings"));
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(Migrations, take_over_what_a_user_created_before) {
  DuckDBStorageManager storage{on_file()};
  storage.create_table<schemas::Runs>();
  storage.create_table<schemas::EloRatings>();
  storage.insert("elo_ratings", sample_row<schemas::EloRatings>());
  EXPECT_THAT(run_migrations(storage).applied, SizeIs(2));
  EXPECT_EQ(storage.row_count("elo_ratings"), 1);
}

TEST_F(Migrations, a_history_that_does_not_fit_is_refused_with_the_remedy) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  const auto expect_refused = [&](const std::string& sql, const char* word) {
    storage.connection()->query(sql);
    EXPECT_THAT(message_of<MigrationError>([&] { run_migrations(storage); }), HasSubstr(word));
  };
  expect_refused("INSERT INTO _egregora_migrations VALUES (3, 'later', 'x', now(), 0, '9')",
                 "newer version");
  storage.connection()->query("DELETE FROM _egregora_migrations WHERE version = 3");
  EXPECT_NO_THROW(run_migrations(storage));
  expect_refused("UPDATE _egregora_migrations SET checksum = 'x'", "not the one that was applied");
  expect_refused("UPDATE _egregora_migrations SET version = 9 WHERE version = 1", "gap");
}

}  // namespace
}  // namespace egregora
