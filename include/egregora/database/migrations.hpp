// SPDX-License-Identifier: Apache-2.0
// Versioned changes of the layout, each applied once, in order, in a transaction with its row of
// history.
#pragma once

#include <egregora/database/duckdb_manager.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace egregora {

struct AppliedMigration {
  std::int64_t version = 0;
  std::string name;
  double duration_ms = 0;
};

struct MigrationResult {
  std::vector<AppliedMigration> applied = {};  ///< empty: the database was up to date
  std::int64_t version = 0;                    ///< of the layout now
};

struct MigrationTarget {
  std::filesystem::path db_path;
};

/// Applies what is pending; running it again applies nothing.
/// Throws: MigrationError for a changed checksum, a gap, or a database newer than this library.
MigrationResult run_migrations(DuckDBStorageManager& storage);
MigrationResult run_migrations(const MigrationTarget& target);

}  // namespace egregora
