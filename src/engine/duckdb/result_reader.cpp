// SPDX-License-Identifier: Apache-2.0
// Fetching chunks and cutting them into frames.
#include "engine/duckdb/result_reader.hpp"

#include <algorithm>
#include <set>

#include "engine/duckdb/engine_error.hpp"

namespace egregora::duckdb {

Schema result_schema(std::vector<Field> fields) {
  std::set<std::string> taken;
  for (Field& field : fields) {
    std::string name = field.name;
    for (int i = 1; !taken.insert(fold_case(name)).second; ++i)
      name = field.name + "_" + std::to_string(i);
    field.name = std::move(name);
  }
  return Schema(std::move(fields));
}

ResultReader::ResultReader(ResultHandle result, std::string sql)
    : result_(std::move(result)), sql_(std::move(sql)) {
  std::vector<Field> fields;
  // A statement that gives no rows has a column "Count" or "Success" in the C API; it is none of
  // ours.
  const bool has_rows =
      duckdb_result_return_type(*result_.get()) == DUCKDB_RESULT_TYPE_QUERY_RESULT;
  const idx_t count = has_rows ? duckdb_column_count(result_.get()) : 0;
  for (idx_t i = 0; i < count; ++i) {
    const TypeHandle type(duckdb_column_logical_type(result_.get(), i));
    columns_.emplace_back(type.get(), duckdb_column_name(result_.get(), i));
    fields.push_back({duckdb_column_name(result_.get(), i), columns_.back().type()});
  }
  schema_ = result_schema(std::move(fields));
}

bool ResultReader::fetch() {
  if (ended_) return false;  // asked once more, a streaming result calls its end an error
  chunk_.reset(duckdb_fetch_chunk(*result_.get()));
  used_ = 0;
  if (chunk_ && duckdb_data_chunk_get_size(chunk_.get()) > 0) return true;
  ended_ = true;
  if (chunk_) return false;
  // The end and an error look alike but for the text.
  const char* error = duckdb_result_error(result_.get());
  if (error != nullptr && *error != '\0') throw_engine_error(error, sql_);
  return false;
}

DataFrame ResultReader::read_all() {
  if (columns_.empty()) return {};
  // Also for a result that is not materialised: it then counts what it knows, and reserving that is
  // harmless.
  const idx_t rows =
      duckdb_result_is_streaming(*result_.get()) ? 0 : duckdb_row_count(result_.get());
  for (VectorReader& column : columns_) column.reserve(rows);
  while (fetch()) {
    const idx_t count = duckdb_data_chunk_get_size(chunk_.get());
    for (idx_t i = 0; i < columns_.size(); ++i) {
      columns_[i].append(duckdb_data_chunk_get_vector(chunk_.get(), i), 0, count);
    }
  }
  return finish();
}

std::optional<DataFrame> ResultReader::read(std::int64_t limit) {
  if (columns_.empty()) return std::nullopt;
  // One batch is as large as the other; growing each anew costs as much as copying it.
  for (VectorReader& column : columns_) column.reserve_as_before();
  idx_t wanted = static_cast<idx_t>(limit);
  while (wanted > 0) {
    const idx_t size = chunk_ ? duckdb_data_chunk_get_size(chunk_.get()) : 0;
    if (used_ == size) {
      if (!fetch()) break;
      continue;
    }
    const idx_t count = std::min(wanted, size - used_);
    for (idx_t i = 0; i < columns_.size(); ++i) {
      columns_[i].append(duckdb_data_chunk_get_vector(chunk_.get(), i), used_, count);
    }
    used_ += count;
    wanted -= count;
  }
  if (wanted == static_cast<idx_t>(limit)) return std::nullopt;
  return finish();
}

DataFrame ResultReader::finish() {
  std::vector<std::shared_ptr<const ColumnData>> columns;
  columns.reserve(columns_.size());
  for (VectorReader& column : columns_) columns.push_back(column.finish());
  return {schema_, std::move(columns)};
}

}  // namespace egregora::duckdb
