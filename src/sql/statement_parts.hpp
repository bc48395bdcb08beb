// SPDX-License-Identifier: Apache-2.0
// What several statements have in common: full names, lists of columns, a query between two texts,
// and expressions over the columns of one table.
#pragma once

#include <egregora/sql/statements.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/printer.hpp"

namespace egregora::detail {

/// `"catalog"."schema"."name"`, without the parts that are empty.
std::string full_name(const TableName& table);
/// `'text'`
std::string quoted_text(std::string_view text);
/// `("a", "b")`
std::string column_list(const std::vector<std::string>& columns);
/// Throws: UnsupportedOperationError naming `operation` for any other dialect.
void require_duckdb(const CompileOptions& options, std::string_view operation);
/// `before`, then the query, then `after`.
SqlStatement around_query(std::string_view before, const Table& query, std::string_view after,
                          const CompileOptions& options);

/// Values and a condition over the columns of one table, as UPDATE, DELETE, CHECK and DEFAULT hold
/// them: named by `schema`, windows and reductions over the table itself refused.
class RowExpressions {
 public:
  /// Throws: ColumnNotFoundError; InvalidOperationError where they need more than a row at a time.
  RowExpressions(const TableName& target, const Schema& schema, const std::vector<Named>& values,
                 const std::optional<Expr>& where, const CompileOptions& options);

  const SelectTree& tree() const noexcept { return tree_; }
  const Select& select() const noexcept { return *tree_.root; }
  /// The alias under which the table's columns are printed, e.g. "t0".
  std::string alias() const;

 private:
  Table query_;  // what the tree points into
  SelectTree tree_;
};

}  // namespace egregora::detail
