// SPDX-License-Identifier: Apache-2.0
// Reading and writing the history.
#include "database/migration_history.hpp"

#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include "database/migration_list.hpp"

namespace egregora::detail {

namespace {
constexpr std::string_view kLibraryVersion = EGREGORA_VERSION;
}

std::vector<MigrationRecord> read_history(Session& session) {
  const MigrationColumns columns;
  const Table history = table(kMigrationsTable, MigrationColumns::schema());
  std::vector<MigrationRecord> rows;
  for (const Row& row : session.query(history.order_by(col("version").asc())).rows()) {
    rows.push_back({row[columns.version], std::string(row[columns.name]),
                    std::string(row[columns.checksum]), row[columns.applied_at],
                    row[columns.duration_ms], std::string(row[columns.library_version])});
  }
  return rows;
}

void record_migration(Session& session, const Migration& migration, Timestamp applied_at,
                      double duration_ms) {
  session.run(
      InsertRows{session.durable(kMigrationsTable),
                 MigrationColumns::schema().names(),
                 {{Scalar(migration.version), Scalar(migration.name), Scalar(migration.checksum()),
                   Scalar(applied_at), Scalar(duration_ms), Scalar(kLibraryVersion)}}});
}

}  // namespace egregora::detail
