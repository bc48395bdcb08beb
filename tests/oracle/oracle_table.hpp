// SPDX-License-Identifier: Apache-2.0
// Tables of what a function must give: inputs and the value that they demand. A table is asked of
// DuckDB over columns that may be NULL, over columns that never are, and over literals; inlined and
// bound.
#pragma once

#include <egregora/expr/expr.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/operators.hpp>
#include <egregora/expr/table.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "expr/function_table.hpp"
#include "oracle/oracle_values.hpp"

namespace egregora {
class Connection;
struct SqlStatement;
}  // namespace egregora

namespace egregora::testing {

/// One row of a table: what goes in, what must come out.
struct OracleRow {
  std::string name;
  std::vector<Scalar> inputs;
  Scalar expected;  ///< NULL is one of the result's type
};

/// Inputs that the engine must refuse.
struct OracleRefusal {
  std::string name;
  std::vector<Scalar> inputs;
};

using Inputs = std::vector<Expr>;

/// Types that go in, the type that comes out, and how it is written.
struct OracleForm {
  std::vector<DataType> inputs;
  DataType result;
  std::function<Expr(const Inputs&)> expression;
};

/// Whether literals are asked too: `x == NULL` written out means `x IS NULL`.
enum class Ask { columns_and_literals, columns };

/// The tables of one function.
class OracleTable {
 public:
  explicit OracleTable(FunctionId function) : function_(function) {}
  /// What ORACLE does: registers the function, so that coverage_test.cpp finds the ones without.
  static OracleTable registered(FunctionId function);

  FunctionId function() const { return function_; }
  void gives(const OracleForm& form, const std::vector<OracleRow>& rows,
             Ask ask = Ask::columns_and_literals) const;
  /// Floating results within a few units in the last place: libraries round them differently.
  void nearly_gives(const OracleForm& form, const std::vector<OracleRow>& rows) const;
  /// Executing fails for each of the rows.
  void fails(const OracleForm& form, const std::vector<OracleRefusal>& rows) const;

  /// Every function that has a table of its own.
  static const std::vector<FunctionId>& all();

 private:
  FunctionId function_;
};

/// Fails where `expression` has no call of `function`: a table must ask what it is named after.
void expect_use(const Expr& expression, FunctionId function);
/// The connection that all tables share.
Connection& oracle_connection();
/// Stores the rows of a table in memory, so that nothing is folded; the stored table.
Table stored(const std::string& name, const Schema& schema,
             const std::vector<std::vector<Scalar>>& rows);
DataFrame run(const Table& table, bool bound);
std::string sql_of(const Table& table);

}  // namespace egregora::testing

/// Begins the tables of a function: `ORACLE(Numbers, floor) { oracle.gives(...); }`.
#define ORACLE(suite, function_name)                                                       \
  static const auto oracle_of_##function_name =                                            \
      ::egregora::testing::OracleTable::registered(::egregora::FunctionId::function_name); \
  static void ask_##function_name(const ::egregora::testing::OracleTable& oracle);         \
  TEST(suite##Oracle, function_name) { ask_##function_name(oracle_of_##function_name); }   \
  static void ask_##function_name([[maybe_unused]] const ::egregora::testing::OracleTable& oracle)
