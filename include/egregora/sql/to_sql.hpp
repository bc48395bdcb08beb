// SPDX-License-Identifier: Apache-2.0
// From a lazy table to the SQL that an engine runs. Pure: the same table gives the same bytes,
// always.
#pragma once

#include <egregora/expr/table.hpp>
#include <egregora/sql/sql_text.hpp>

#include <functional>
#include <optional>
#include <string>

namespace egregora {

/// The SQL of `table` in `dialect`, literals inlined, stored tables by their bare names.
/// Throws: UnsupportedOperationError naming operation and engine for what the dialect cannot say
/// exactly.
std::string to_sql(const Table& table, const Dialect& dialect = Dialect::duckdb());

/// How a stored table's or an in-memory table's leaf is written, e.g. `"db"."main"."messages"`.
struct CompileOptions {
  const Dialect* dialect = &Dialect::duckdb();
  /// True: literals become `?` parameters in order. False: they are inlined.
  bool bind_literals = false;
  /// The full name of a stored table; absent function: the bare name.
  std::function<std::string(const std::string& table_name)> resolve_table = {};
  /// The full name under which an in-memory frame was loaded, or empty: print it as VALUES.
  std::function<std::string(const DataFrame& frame)> resolve_frame = {};
  /// Values of the table's parameters.
  const Parameters* parameters = nullptr;
};

SqlStatement compile(const Table& table, const CompileOptions& options);

}  // namespace egregora
