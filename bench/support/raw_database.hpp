// SPDX-License-Identifier: Apache-2.0
// The other side of a comparison: DuckDB's C API as one writes against it by hand.
#pragma once

#include <duckdb.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

namespace bench {

/// Raw DuckDB on a file of its own, on one thread.
class RawDatabase {
 public:
  explicit RawDatabase(const std::filesystem::path& path);
  ~RawDatabase();
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;

  /// Returns how many rows the statement changed.
  std::int64_t run(const std::string& sql);
  duckdb_database handle() const { return database_; }
  duckdb_connection connection() const { return connection_; }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

/// A result that is read chunk by chunk.
/// fsync of a file or folder. Throws: std::runtime_error.
void sync_path(const std::filesystem::path& path);

class RawResult {
 public:
  RawResult() = default;
  ~RawResult() { duckdb_destroy_result(&result_); }
  RawResult(RawResult&& other) noexcept : result_(std::exchange(other.result_, {})) {}
  RawResult& operator=(RawResult&&) = delete;

  duckdb_result* get() { return &result_; }
  idx_t rows() { return duckdb_row_count(&result_); }
  /// Calls `use(chunk, rows)` for each chunk; returns the rows of all.
  template <class F>
  std::int64_t for_each_chunk(const F& use) {
    std::int64_t rows = 0;
    while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result_)) {
      const idx_t size = duckdb_data_chunk_get_size(chunk);
      if (size > 0) use(chunk, size);
      duckdb_destroy_data_chunk(&chunk);
      rows += static_cast<std::int64_t>(size);
      if (size == 0) break;
    }
    return rows;
  }

 private:
  duckdb_result result_ = {};
};

/// A statement prepared once and run often.
class RawStatement {
 public:
  RawStatement(const RawDatabase& database, const std::string& sql);
  ~RawStatement() { duckdb_destroy_prepare(&statement_); }
  RawStatement(const RawStatement&) = delete;
  RawStatement& operator=(const RawStatement&) = delete;

  RawStatement& bind(idx_t parameter, std::int64_t value);
  RawResult execute();
  /// A result that is computed while it is read.
  RawResult stream();

 private:
  duckdb_prepared_statement statement_ = nullptr;
};

}  // namespace bench
