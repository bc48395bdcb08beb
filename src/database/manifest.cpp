// SPDX-License-Identifier: Apache-2.0
// Typed statements over the internal tables. The manifest has no key: it holds a few rows a table,
// and an index would cost every write.
#include "database/manifest.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include "core/check.hpp"
#include "database/migration_history.hpp"

namespace egregora::detail {

namespace {
constexpr std::string_view kDatabaseId = "database_id";
constexpr std::string_view kLayoutVersion = "storage_layout";

constexpr std::array<std::pair<VersionState, std::string_view>, 3> kStates = {{
    {VersionState::live, "live"},
    {VersionState::detached, "detached"},
    {VersionState::tombstone, "tombstone"},
}};

std::string_view to_text(VersionState state) {
  return kStates.at(static_cast<std::size_t>(state)).second;
}

VersionState to_state(std::string_view text) {
  for (const auto& [state, name] : kStates) {
    if (name == text) return state;
  }
  throw DatabaseError(
      "the manifest holds an unknown state; a newer version of this library may have "
      "written it: '" +
          std::string(text) + "'",
      {.object_name = std::string(kManifestTable)});
}

template <class C>
Table stored() {
  return table(C::table_name, C::schema());
}

template <class C>
void create(Session& session) {
  CreateTable statement{session.durable(C::table_name), {C::declared()}};
  statement.if_missing = true;
  session.run(statement);
}

void put_meta(Session& session, std::string_view key, std::string_view value) {
  session.run(InsertRows{
      session.durable(kMetaTable), MetaColumns::schema().names(), {{Scalar(key), Scalar(value)}}});
}

Expr equals_text(std::string_view column, std::string_view text) { return col(column) == text; }

ManifestRow read_row(const Row& row, const ManifestColumns& c) {
  ManifestRow read;
  read.checkpoint_id = row[c.checkpoint_id];
  read.table = row[c.table];
  read.generation = row[c.generation];
  read.created_at = row[c.created_at];
  read.rows = row[c.rows];
  read.bytes = row[c.bytes];
  read.digest = row[c.digest];
  read.file = row[c.file];
  read.definition = row[c.definition];
  read.schema_hash = row[c.schema_hash];
  read.expression_hash = row[c.expression_hash];
  read.state = to_state(row[c.state]);
  read.fresh = row[c.fresh];
  return read;
}
}  // namespace

void create_internal_tables(Session& session, const Uuid& new_database_id) {
  create<MetaColumns>(session);
  create<ManifestColumns>(session);
  create<MigrationColumns>(session);
  if (read_database_id(session)) return;
  put_meta(session, kDatabaseId, new_database_id.to_string());
  put_meta(session, kLayoutVersion, "1");
}

std::optional<Uuid> read_database_id(Session& session) {
  if (!session.columns_of(session.durable(kMetaTable))) return std::nullopt;
  const DataFrame found =
      session.query(stored<MetaColumns>().filter(equals_text("key", kDatabaseId)).select("value"));
  if (found.num_rows() == 0) return std::nullopt;
  return Uuid::parse(found.column<std::string>(0)[0]);
}

std::vector<ManifestRow> read_manifest(Session& session) {
  std::vector<ManifestRow> rows;
  if (!session.columns_of(session.durable(kManifestTable))) return rows;
  const ManifestColumns columns;
  for (const Row& row : session.query(stored<ManifestColumns>()).rows()) {
    rows.push_back(read_row(row, columns));
  }
  // Here, because every opening asks, and the engine plans a sort for longer than this takes.
  std::stable_sort(rows.begin(), rows.end(), [](const ManifestRow& a, const ManifestRow& b) {
    return a.generation < b.generation;
  });
  return rows;
}

void insert_version(Session& session, const ManifestRow& row) {
  session.run(
      InsertRows{session.durable(kManifestTable),
                 ManifestColumns::schema().names(),
                 {{Scalar(row.checkpoint_id), Scalar(row.table), Scalar(row.generation),
                   Scalar(row.created_at), Scalar(row.rows), Scalar(row.bytes), Scalar(row.digest),
                   Scalar(row.file), Scalar(row.definition), Scalar(row.schema_hash),
                   Scalar(row.expression_hash), Scalar::null(DataType::uuid()),
                   Scalar(to_text(row.state)), Scalar(row.fresh)}}});
}

void delete_versions(Session& session, const std::vector<Uuid>& checkpoint_ids) {
  if (checkpoint_ids.empty()) return;
  const std::vector<Scalar> ids(checkpoint_ids.begin(), checkpoint_ids.end());
  session.run(Delete{session.durable(kManifestTable), ManifestColumns::schema(),
                     col("checkpoint_id").isin(ids)});
}

void set_version_state(Session& session, std::string_view table, VersionState state) {
  session.run(Update{session.durable(kManifestTable),
                     ManifestColumns::schema(),
                     {{"state", literal(to_text(state))}, {"fresh", literal(false)}},
                     equals_text("table_name", table)});
}

void mark_stale(Session& session, std::string_view table) {
  Expr where = col("fresh");
  if (!table.empty()) where = where && equals_text("table_name", table);
  session.run(Update{session.durable(kManifestTable),
                     ManifestColumns::schema(),
                     {{"fresh", literal(false)}},
                     where});
}

}  // namespace egregora::detail
