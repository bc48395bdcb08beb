// SPDX-License-Identifier: Apache-2.0
// The public face of migrations.
#include <egregora/database/init.hpp>
#include <egregora/database/migrations.hpp>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "database/declared_definition.hpp"
#include "database/migrated_file.hpp"
#include "database/migration_runner.hpp"
#include "database/migration_work.hpp"
#include "database/storage_access.hpp"
#include "expr/relation.hpp"

namespace egregora {

namespace {
std::vector<MigrationRecord> history_of(detail::StorageCore& core) {
  return detail::read_history(*detail::CallSession(core));
}
}  // namespace

std::vector<PlannedMigration> Migrations::plan() const {
  const auto core = detail::StorageAccess::core(*storage_);
  const std::vector<MigrationRecord> history = history_of(*core);
  detail::check_history(history, detail::migrations());
  std::vector<PlannedMigration> planned;
  for (const detail::Migration& migration : detail::pending(history, detail::migrations())) {
    planned.push_back({migration.version, std::string(migration.name), std::string(migration.says),
                       migration.rebuilds});
  }
  return planned;
}

MigrationStatus Migrations::status() const {
  const auto core = detail::StorageAccess::core(*storage_);
  MigrationStatus status;
  status.applied = history_of(*core);
  status.version = status.applied.empty() ? 0 : status.applied.back().version;
  status.newest = detail::migrations().back().version;
  return status;
}

std::vector<Problem> Migrations::verify() const {
  const auto core = detail::StorageAccess::core(*storage_);
  const std::vector<MigrationRecord> history = history_of(*core);
  std::vector<Problem> problems;
  const auto misfit = detail::history_problem(history, detail::migrations());
  if (misfit) {
    problems.push_back(
        {"migration-history", std::string(detail::kMigrationsTable), *misfit, "see what it says"});
  } else if (!detail::pending(history, detail::migrations()).empty()) {
    problems.push_back({"migration-pending", std::string(detail::kMigrationsTable),
                        fmt::format("the layout is of version {}, and {} is the newest",
                                    history.size(), detail::migrations().back().version),
                        "run the migrations"});
  }
  for (Problem& drift : detail::drift_of(*core, problems.empty())) {
    problems.push_back(std::move(drift));
  }
  return problems;
}

MigrationResult Migrations::run() const {
  const auto core = detail::StorageAccess::core(*storage_);
  MigrationResult result;
  detail::migrate(*core, detail::migrations(), result);
  return result;
}

Table Migrations::rejected(std::string_view table) const {
  const auto core = detail::StorageAccess::core(*storage_);
  const std::string name = detail::rejected_table(table);
  detail::CallSession session(*core);
  const auto schema = session->schema_of(session->durable(name));
  if (schema) return scan_table(name, *schema, core->source(), nullptr);
  throw TableNotFoundError(fmt::format("no row of '{}' was rejected by a migration", table),
                           {.object_name = std::string(table)});
}

MigrationResult run_migrations(DuckDBStorageManager& storage) { return Migrations(storage).run(); }

MigrationResult run_migrations(const StorageOptions& options) {
  return detail::migrate_file(options, detail::migrations());
}

void initialize_database(DuckDBStorageManager& storage) { run_migrations(storage); }

}  // namespace egregora
