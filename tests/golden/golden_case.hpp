// SPDX-License-Identifier: Apache-2.0
// What a golden test is: a name and a table, or a statement. The tables that they speak of are here
// too, so that an engine can be given them.
#pragma once

#include <egregora/expr/columns.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/statements.hpp>

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace egregora::testing {

struct GoldenCase {
  std::string name;
  std::function<Table()> table = {};
  /// Where the case is a statement and no table.
  std::function<SqlStatement(const CompileOptions&)> statement = {};
  /// Its EXPLAIN would need more than the tables that are there.
  bool explained = true;
};

/// What a failing test and ctest call it.
inline void PrintTo(const GoldenCase& golden, std::ostream* out) { *out << golden.name; }

/// A column of each type that the engine can hold.
Schema items_schema();
Table items();
/// author: string, joined: date, manager: string?
Schema authors_schema();
Table authors();

/// id: int64, labels: map<string, int64>?. DuckDB's alone: other engines have no maps.
Schema labelled_schema();
Table labelled();

/// A case that selects one expression over items(), as column x.
GoldenCase golden_column(std::string name, std::function<Expr(const Table&)> expression);

std::vector<GoldenCase> verb_cases();
std::vector<GoldenCase> merge_cases();
std::vector<GoldenCase> join_cases();
std::vector<GoldenCase> window_cases();
std::vector<GoldenCase> value_cases();
std::vector<GoldenCase> time_and_nested_cases();
std::vector<GoldenCase> function_cases();
std::vector<GoldenCase> map_cases();
std::vector<GoldenCase> literal_cases();
std::vector<GoldenCase> reduction_cases();
std::vector<GoldenCase> statement_cases();
std::vector<GoldenCase> all_cases();

}  // namespace egregora::testing
