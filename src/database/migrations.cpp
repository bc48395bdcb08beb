// SPDX-License-Identifier: Apache-2.0
// Comparing a database's history with the list, and applying what is missing: each migration and
// its row of history in one transaction.
#include <egregora/database/init.hpp>
#include <egregora/database/migrations.hpp>

#include <chrono>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "database/migration_history.hpp"
#include "database/migration_list.hpp"
#include "database/storage_access.hpp"

namespace egregora {

namespace {
using detail::AppliedRow;
using detail::Migration;

[[noreturn]] void refuse(std::string_view problem, std::string_view remedy) {
  throw MigrationError(fmt::format("{}; {}", problem, remedy),
                       {.object_name = std::string(detail::kMigrationsTable)});
}

void check_history(const std::vector<AppliedRow>& history) {
  const auto& known = detail::migrations();
  for (std::size_t i = 0; i < history.size(); ++i) {
    const AppliedRow& row = history[i];
    if (i >= known.size()) {
      refuse(
          fmt::format("the database has seen migration {} ('{}'), which this library does not know",
                      row.version, row.name),
          "use a newer version of it");
    }
    if (row.version != known[i].version) {
      refuse(fmt::format("the history of migrations has a gap: after {} comes {}", i, row.version),
             "restore the database from a backup");
    }
    if (row.checksum != known[i].checksum()) {
      refuse(
          fmt::format("migration {} ('{}') is not the one that was applied", row.version, row.name),
          "use the version of this library that applied it, or a newer release");
    }
  }
}

AppliedMigration apply(DuckDBStorageManager& storage, const Migration& migration) {
  AppliedMigration applied{migration.version, std::string(migration.name)};
  storage.transaction([&](Transaction& tx) {
    const auto start = std::chrono::steady_clock::now();
    migration.apply(tx);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    applied.duration_ms = took.count();
    detail::TransactionState& state = detail::StorageAccess::state(tx);
    detail::record_migration(state.session(), migration, state.core().clock().now(), took.count());
  });
  return applied;
}
}  // namespace

MigrationResult run_migrations(DuckDBStorageManager& storage) {
  const auto core = detail::StorageAccess::core(storage);
  core->database().require_writable();
  const std::vector<AppliedRow> history = detail::read_history(*detail::CallSession(*core));
  check_history(history);
  MigrationResult result;
  result.version = detail::migrations().back().version;
  for (const Migration& migration : detail::migrations()) {
    if (migration.version <= static_cast<std::int64_t>(history.size())) continue;
    result.applied.push_back(apply(storage, migration));
  }
  // Replaying DDL from the log has open bugs in the engine (duckdb 22044, 19712, 20543).
  if (!result.applied.empty()) core->flush();
  return result;
}

MigrationResult run_migrations(const MigrationTarget& target) {
  DuckDBStorageManager storage{{.db_path = target.db_path}};
  MigrationResult result = run_migrations(storage);
  storage.close();
  return result;
}

void initialize_database(DuckDBStorageManager& storage) { run_migrations(storage); }

}  // namespace egregora
