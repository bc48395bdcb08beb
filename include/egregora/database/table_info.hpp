// SPDX-License-Identifier: Apache-2.0
// What the storage manager tells about tables, their Parquet files, and what is wrong with them.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>
#include <egregora/data/schema.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

enum class TableKind {
  table,    ///< durable
  view,     ///< computed whenever it is read
  scratch,  ///< written without a checkpoint: in the manager's memory
};

/// How a table's Parquet file stands to the table.
enum class CheckpointState {
  none,   ///< there is no file
  fresh,  ///< the file holds the table's rows
  stale,  ///< the table changed since the file was written
};

/// "table", "view", "scratch"; "none", "fresh", "stale".
std::string_view to_string(TableKind kind) noexcept;
std::string_view to_string(CheckpointState state) noexcept;

struct TableInfo {
  std::string name;
  TableKind kind = TableKind::table;
  Schema schema = {};
  std::vector<std::string> primary_key = {};
  std::int64_t rows = 0;
  CheckpointState checkpoint = CheckpointState::none;
};

/// One kept version of a table's Parquet file. The newest one of a table is also at `path`'s stable
/// name.
struct CheckpointInfo {
  std::string table;
  std::int64_t version = 0;  ///< grows with every file written in this database
  Timestamp created_at = {};
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::filesystem::path path = {};
  bool fresh = false;  ///< holds what the table holds now
  Uuid checkpoint_id = {};
};

/// Something that is not as it should be. `kind` is a stable word such as "checkpoint-missing".
struct Problem {
  std::string kind;
  std::string object;
  std::string message;
  std::string remedy;
};

}  // namespace egregora
