// SPDX-License-Identifier: Apache-2.0
// The tables inside the database that say which Parquet files belong to it: one row a version of a
// table's file. The head of a table is its live row with the newest generation; only the head can
// be fresh.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>
#include <egregora/expr/columns.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/session.hpp"
#include "database/table_names.hpp"

namespace egregora::detail {

struct ManifestColumns : Columns<ManifestColumns> {
  static constexpr std::string_view table_name = kManifestTable;
  Column<sql::Uuid> checkpoint_id{this, "checkpoint_id"};
  Column<sql::Text> table{this, "table_name"};
  Column<sql::BigInt> generation{this, "generation"};
  Column<sql::TimestampTz> created_at{this, "created_at"};
  Column<sql::BigInt> rows{this, "row_count"};
  Column<sql::BigInt> bytes{this, "byte_count"};
  Column<sql::Text> digest{this, "digest"};
  Column<sql::Text> file{this, "file"};
  Column<sql::Text> definition{this, "definition"};
  Column<sql::Text> schema_hash{this, "schema_hash"};
  Column<sql::Text> expression_hash{this, "expression_hash"};
  Column<nullable<sql::Uuid>> run_id{this, "run_id"};
  Column<sql::Text> state{this, "state"};
  Column<sql::Bool> fresh{this, "fresh"};
};

/// What a row stands for. Values of the column `state`.
enum class VersionState {
  live,       ///< a version of a table that exists
  detached,   ///< its table was dropped, the file was to stay
  tombstone,  ///< table and file were dropped together; the file may still be there
};

struct ManifestRow {
  Uuid checkpoint_id;
  std::string table;
  std::int64_t generation = 0;
  Timestamp created_at = {};
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::string digest;
  std::string file;        ///< name in the versions folder; empty for a database in memory
  std::string definition;  ///< CREATE TABLE text: columns, keys, checks
  std::string schema_hash;
  std::string expression_hash;
  VersionState state = VersionState::live;
  bool fresh = true;
};

struct MetaColumns : Columns<MetaColumns> {
  static constexpr std::string_view table_name = kMetaTable;
  Column<sql::Text> key{this, "key", primary_key};
  Column<sql::Text> value{this, "value"};
};

/// Creates manifest, history and meta where they are missing; gives the database its id.
void create_internal_tables(Session& session, const Uuid& new_database_id);
/// Absent where the internal tables are missing.
std::optional<Uuid> read_database_id(Session& session);

/// Oldest generation first. Empty where the table is missing.
std::vector<ManifestRow> read_manifest(Session& session);
void insert_version(Session& session, const ManifestRow& row);
void delete_versions(Session& session, const std::vector<Uuid>& checkpoint_ids);
void set_version_state(Session& session, std::string_view table, VersionState state);
/// Of one table, or of all where `table` is empty.
void mark_stale(Session& session, std::string_view table);

}  // namespace egregora::detail
