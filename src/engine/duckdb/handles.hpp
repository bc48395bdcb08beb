// SPDX-License-Identifier: Apache-2.0
// Owners of what DuckDB's C API hands out: each destroys its handle exactly once, whatever happens.
#pragma once

#include <duckdb.h>

#include <memory>
#include <type_traits>
#include <utility>

namespace egregora::duckdb {

template <class H, auto destroy>
struct HandleDeleter {
  using pointer = H;
  void operator()(H handle) const noexcept { destroy(&handle); }
};
template <class H, auto destroy>
using Handle = std::unique_ptr<std::remove_pointer_t<H>, HandleDeleter<H, destroy>>;

using DatabaseHandle = Handle<duckdb_database, duckdb_close>;
using ConnectionHandle = Handle<duckdb_connection, duckdb_disconnect>;
using ConfigHandle = Handle<duckdb_config, duckdb_destroy_config>;
using StatementHandle = Handle<duckdb_prepared_statement, duckdb_destroy_prepare>;
using ChunkHandle = Handle<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using TypeHandle = Handle<duckdb_logical_type, duckdb_destroy_logical_type>;
using ValueHandle = Handle<duckdb_value, duckdb_destroy_value>;
using DescriptionHandle = Handle<duckdb_table_description, duckdb_table_description_destroy>;
using ErrorHandle = Handle<duckdb_error_data, duckdb_destroy_error_data>;
using AppenderHandle = Handle<duckdb_appender, duckdb_appender_destroy>;

struct Freer {
  void operator()(void* text) const noexcept { duckdb_free(text); }
};
/// A text that the C API allocated.
using OwnedText = std::unique_ptr<char, Freer>;

/// A result; a struct in the C API, and so not a unique_ptr.
class ResultHandle {
 public:
  ResultHandle() = default;
  ~ResultHandle() { duckdb_destroy_result(&raw_); }
  ResultHandle(ResultHandle&& other) noexcept : raw_(std::exchange(other.raw_, duckdb_result{})) {}
  ResultHandle& operator=(ResultHandle&& other) noexcept {
    std::swap(raw_, other.raw_);
    return *this;
  }
  duckdb_result* get() noexcept { return &raw_; }

 private:
  duckdb_result raw_ = {};
};

}  // namespace egregora::duckdb
