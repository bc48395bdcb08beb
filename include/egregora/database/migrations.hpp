// SPDX-License-Identifier: Apache-2.0
// Versioned changes of the layout, each applied once, in order, all of them or none.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/database/duckdb_manager.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

struct AppliedMigration {
  std::int64_t version = 0;
  std::string name;
  double duration_ms = 0;
};

/// Rows that a rule of a new layout does not take, and that are kept aside: Migrations::rejected().
struct RejectedRows {
  std::string table;
  std::int64_t rows = 0;
};

struct MigrationResult {
  std::vector<AppliedMigration> applied = {};  ///< empty: the database was up to date
  std::int64_t version = 0;                    ///< of the layout now
  std::vector<RejectedRows> rejected = {};
  /// The database as it was before, where tables that hold rows were to be made anew:
  /// `<database>.backup-<version>`. It is the caller's to remove.
  std::optional<std::filesystem::path> backup = {};
};

/// A migration that would be applied.
struct PlannedMigration {
  std::int64_t version = 0;
  std::string name;
  std::string says;       ///< what it does
  bool rebuilds = false;  ///< makes tables anew that may hold rows
};

/// A row of the history.
struct MigrationRecord {
  std::int64_t version = 0;
  std::string name;
  std::string checksum;
  Timestamp applied_at = {};
  double duration_ms = 0;
  std::string library_version;
};

struct MigrationStatus {
  std::int64_t version = 0;  ///< of the layout; 0: the database has seen no migration
  std::int64_t newest = 0;   ///< that this library knows
  std::vector<MigrationRecord> applied = {};  ///< oldest first
};

/// The migrations of one database. Every call throws: MigrationError for a changed checksum, a gap,
/// or a database newer than this library, except where said; InvalidOperationError inside a
/// transaction. Thread safety: any thread. Lifetime: the manager's.
class Migrations {
 public:
  explicit Migrations(DuckDBStorageManager& storage) : storage_(&storage) {}

  /// What run() would apply, in order. Changes nothing.
  std::vector<PlannedMigration> plan() const;
  /// Throws nothing about the history: it is what is looked at.
  MigrationStatus status() const;
  /// What differs between the database and this library: a history that does not fit, tables that
  /// are missing or are not what their schema struct declares. Empty: nothing.
  std::vector<Problem> verify() const;
  /// Applies what is pending in one transaction, each with its row of history, and flushes; again:
  /// applies nothing. First copies a database in which tables with rows will be made anew. Where it
  /// fails the database is as it was. Throws further: InvalidOperationError (read-only),
  /// DatabaseBehindError; MigrationError naming the migration that failed, or the copy.
  MigrationResult run() const;
  /// The rows of `table` that migrations did not take, with `migration`, `rule` and `rejected_at`
  /// before the columns they had. Throws: TableNotFoundError where there are none.
  Table rejected(std::string_view table) const;

 private:
  DuckDBStorageManager* storage_;
};

/// Migrations::run().
MigrationResult run_migrations(DuckDBStorageManager& storage);
/// The same for a file that nobody else of this process has open; it is opened once more
/// afterwards, and where that fails the copy takes its place: MigrationError says so.
/// Throws further: InvalidOperationError without `db_path`.
MigrationResult run_migrations(const StorageOptions& options);

}  // namespace egregora
