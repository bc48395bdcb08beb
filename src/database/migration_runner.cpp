// SPDX-License-Identifier: Apache-2.0
// One transaction for all: a database between two layouts is one that nobody has tested.
#include "database/migration_runner.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include "database/backup.hpp"
#include "database/managed_tables.hpp"
#include "database/migration_work.hpp"

namespace egregora::detail {

namespace fs = std::filesystem;

namespace {
ErrorDetails of_history() { return {.object_name = std::string(kMigrationsTable)}; }

bool has_managed_tables(StorageCore& core) {
  CallSession session(core);
  bool has_any = false;
  for_each_managed_table([&]<class S>() {
    has_any = has_any || session->columns_of(session->durable(S::table_name)).has_value();
  });
  return has_any;
}

std::string no_copy(const fs::path& path, const Error& error) {
  return fmt::format(
      "nothing was migrated, because the database cannot be copied first to '{}': {}",
      path.string(), error.what());
}

/// A copy of the database that goes again unless it is kept.
class Backup {
 public:
  Backup(StorageCore& core, std::int64_t version) : files_(core.database().files().file_system()) {
    const fs::path path = free_backup_path(files_, *core.database().path(), version);
    try {
      core.engine().copy_to(path);
    } catch (const StorageFatalError& error) {
      throw StorageFatalError(no_copy(path, error), {.object_name = path.string()});
    } catch (const Error& error) {
      throw MigrationError(no_copy(path, error), {.object_name = path.string()});
    }
    path_ = path;
  }
  ~Backup() {
    if (kept_) return;
    try {
      files_.unlink(path_);
    } catch (const std::exception& error) {
      log(LogLevel::warning, error.what());  // a copy too many
    }
  }
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;
  const fs::path& path() const { return path_; }
  void keep() { kept_ = true; }

 private:
  FileSystem& files_;
  fs::path path_;
  bool kept_ = false;
};

AppliedMigration apply(TransactionState& state, MigrationWork& work, const Migration& migration) {
  const auto start = std::chrono::steady_clock::now();
  work.begin(migration.version);
  try {
    migration.apply(work);
  } catch (const StorageFatalError&) {
    throw;
  } catch (const Error& error) {
    throw MigrationError(
        fmt::format("migration {} ('{}') failed, and the database is as it was: {}",
                    migration.version, migration.name, error.what()),
        {.object_name = std::string(error.object_name()), .sql = std::string(error.sql())});
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  record_migration(state.session(), migration, state.core().clock().now(), took.count());
  return {migration.version, std::string(migration.name), took.count()};
}

void apply_all(StorageCore& core, MigrationList wanted, MigrationResult& result) {
  TransactionState state(core);
  MigrationWork work(state);
  for (const Migration& migration : wanted) {
    result.applied.push_back(apply(state, work, migration));
  }
  state.commit();
  state.finish();
  result.rejected = work.rejected();
}

bool any_rebuilds(MigrationList wanted) {
  for (const Migration& migration : wanted) {
    if (migration.rebuilds) return true;
  }
  return false;
}
}  // namespace

std::optional<std::string> history_problem(const std::vector<MigrationRecord>& history,
                                           MigrationList known) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    const MigrationRecord& row = history[i];
    if (i >= known.size()) {
      return fmt::format(
          "the database has seen migration {} ('{}'), which this library does not "
          "know; use a newer version of it",
          row.version, row.name);
    }
    if (row.version != known[i].version) {
      return fmt::format(
          "the history of migrations has a gap: after {} comes {}; restore the "
          "database from a backup",
          i, row.version);
    }
    if (row.checksum != known[i].checksum()) {
      return fmt::format(
          "migration {} ('{}') is not the one that was applied; use the version of "
          "this library that applied it, or a newer release",
          row.version, row.name);
    }
  }
  return std::nullopt;
}

void check_history(const std::vector<MigrationRecord>& history, MigrationList known) {
  if (const auto problem = history_problem(history, known)) {
    throw MigrationError(*problem, of_history());
  }
}

MigrationList pending(const std::vector<MigrationRecord>& history, MigrationList known) {
  return known.subspan(std::min(history.size(), known.size()));
}

void migrate(StorageCore& core, MigrationList known, MigrationResult& result) {
  core.require_outside_transaction();
  core.database().require_writable();
  result.version = known.empty() ? 0 : known.back().version;
  const auto wanted = [&] {
    const std::vector<MigrationRecord> history = read_history(*CallSession(core));
    check_history(history, known);
    return pending(history, known);
  };
  if (wanted().empty()) return;
  {
    const WriterGuard guard(core.database().writers());
    const MigrationList list = wanted();  // another thread may have been faster
    if (list.empty()) return;
    core.database().finish_publishing();
    std::optional<Backup> backup;
    if (!core.database().in_memory() && any_rebuilds(list) && has_managed_tables(core)) {
      backup.emplace(core, list.front().version - 1);
    }
    apply_all(core, list, result);
    if (backup) {
      backup->keep();
      result.backup = backup->path();
    }
  }
  // Replaying DDL from the log has open bugs in the engine (duckdb 22044, 19712, 20543).
  core.flush();
}

}  // namespace egregora::detail
