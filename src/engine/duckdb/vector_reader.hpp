// SPDX-License-Identifier: Apache-2.0
// Collecting DuckDB's vectors, a chunk at a time, into one column of ours.
#pragma once

#include <egregora/data/column_data.hpp>

#include <string>
#include <vector>

#include "engine/duckdb/handles.hpp"

namespace egregora::duckdb {

/// Reads one column (and, for nested types, its children) of a result.
/// Vectors must be flat, as duckdb_fetch_chunk gives them (it flattens at every depth).
class VectorReader {
 public:
  /// Throws: UnsupportedOperationError naming `column` where the type cannot be read.
  VectorReader(duckdb_logical_type type, const std::string& column);

  const DataType& type() const noexcept { return column_->type; }
  /// Makes room for `rows` values of a fixed width.
  void reserve(idx_t rows);
  /// Makes room for as much as the column finished last holds.
  void reserve_as_before();
  /// Takes over values [begin, begin + count) of `vector`.
  void append(duckdb_vector vector, idx_t begin, idx_t count);
  /// Hands over what was read; reading may go on with an empty column.
  std::shared_ptr<ColumnData> finish();

 private:
  void append_values(duckdb_vector vector, idx_t begin, idx_t count);
  void append_fixed(const void* data, idx_t begin, idx_t count);
  void append_booleans(const bool* data, idx_t begin, idx_t count);
  void append_timestamps(duckdb_vector vector, idx_t begin, idx_t count, std::int64_t factor);
  void append_decimals(const void* data, idx_t begin, idx_t count);
  void append_uuids(const duckdb_hugeint* data, idx_t begin, idx_t count);
  void append_texts(duckdb_vector vector, idx_t begin, idx_t count);
  void append_labels(duckdb_vector vector, idx_t begin, idx_t count);
  void append_lists(duckdb_vector vector, idx_t begin, idx_t count);
  void start();

  duckdb_type id_;
  duckdb_type stored_id_;  // how a decimal or an enumeration is stored
  std::size_t width_ = 0;
  std::size_t values_before_ = 0;  // bytes of the column finished last
  std::size_t offsets_before_ = 0;
  std::shared_ptr<ColumnData> column_;
  std::vector<VectorReader> children_;
};

}  // namespace egregora::duckdb
