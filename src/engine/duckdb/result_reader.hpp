// SPDX-License-Identifier: Apache-2.0
// Results as data frames, whole or in batches.
#pragma once

#include <egregora/data/data_frame.hpp>

#include <optional>

#include "engine/duckdb/vector_reader.hpp"

namespace egregora::duckdb {

/// A schema from names as a result gives them: repeated ones get "_1", "_2" ..., as DuckDB does for
/// subqueries.
Schema result_schema(std::vector<Field> fields);

/// Reads one result from its first row to its last.
class ResultReader {
 public:
  /// Throws: UnsupportedOperationError naming the first column that cannot be read.
  explicit ResultReader(ResultHandle result, std::string sql);

  const Schema& schema() const noexcept { return schema_; }
  /// All rows that are left.
  DataFrame read_all();
  /// At most `limit` rows, or absent where none is left. Throws: what the engine met while it went
  /// on.
  std::optional<DataFrame> read(std::int64_t limit);

 private:
  bool fetch();
  DataFrame finish();

  ResultHandle result_;
  std::string sql_;
  Schema schema_;
  std::vector<VectorReader> columns_;
  ChunkHandle chunk_;  // fetched, and used up to used_
  idx_t used_ = 0;
  bool ended_ = false;
};

}  // namespace egregora::duckdb
