// SPDX-License-Identifier: Apache-2.0
// The table that says which migrations a database has seen.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/database/migrations.hpp>
#include <egregora/expr/columns.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "database/session.hpp"
#include "database/table_names.hpp"

namespace egregora::detail {

struct Migration;

struct MigrationColumns : Columns<MigrationColumns> {
  static constexpr std::string_view table_name = kMigrationsTable;
  Column<sql::BigInt> version{this, "version", primary_key};
  Column<sql::Text> name{this, "name"};
  Column<sql::Text> checksum{this, "checksum"};
  Column<sql::TimestampTz> applied_at{this, "applied_at"};
  Column<sql::Double> duration_ms{this, "duration_ms"};
  Column<sql::Text> library_version{this, "library_version"};
};

/// Oldest first.
std::vector<MigrationRecord> read_history(Session& session);
void record_migration(Session& session, const Migration& migration, Timestamp applied_at,
                      double duration_ms);

}  // namespace egregora::detail
