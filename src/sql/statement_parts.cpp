// SPDX-License-Identifier: Apache-2.0
#include "sql/statement_parts.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/expr/memtable.hpp>

#include "sql/literal_text.hpp"
#include "sql/lowering.hpp"

namespace egregora::detail {

std::string full_name(const TableName& table) {
  std::string text;
  for (const std::string* part : {&table.catalog, &table.schema}) {
    if (!part->empty()) text += SqlIdentifier(*part).text() + ".";
  }
  return text + SqlIdentifier(table.name).text();
}

std::string quoted_text(std::string_view text) {
  std::string literal;
  append_quoted(literal, text);
  return literal;
}

std::string column_list(const std::vector<std::string>& columns) {
  std::string text = "(";
  for (const std::string& column : columns) {
    if (&column != &columns.front()) text += ", ";
    text += SqlIdentifier(column).text();
  }
  return text + ")";
}

void require_duckdb(const CompileOptions& options, std::string_view operation) {
  if (!(*options.dialect == Dialect::duckdb())) throw_unsupported(operation, *options.dialect);
}

SqlStatement around_query(std::string_view before, const Table& query, std::string_view after,
                          const CompileOptions& options) {
  const SelectTree tree = lower(*query.node(), {.dialect = options.dialect,
                                                .resolve_table = options.resolve_table,
                                                .resolve_frame = options.resolve_frame});
  Printer printer(tree, {.dialect = options.dialect, .bind_literals = options.bind_literals});
  printer.raw(before);
  printer.query();
  printer.raw(after);
  return printer.finish();
}

namespace {
Table query_over(const Table& target, const std::vector<Named>& values,
                 const std::optional<Expr>& where) {
  const Table rows = where ? target.filter_all({*where}) : target;
  if (values.empty()) return rows;
  return rows.select_all(std::vector<Selection>(values.begin(), values.end()));
}

const RelationNode* leaf_of(const Table& query) {
  const RelationNode* relation = query.node().get();
  while (true) {
    const auto below = inputs(*relation);
    if (below.empty()) return relation;
    relation = below.front().get();
  }
}
}  // namespace

RowExpressions::RowExpressions(const TableName& target, const Schema& schema,
                               const std::vector<Named>& values, const std::optional<Expr>& where,
                               const CompileOptions& options)
    : query_(query_over(table(target.name, schema), values, where)),
      tree_(lower(*query_.node(), {.dialect = options.dialect,
                                   .resolve_table = options.resolve_table,
                                   .resolve_frame = options.resolve_frame,
                                   .target = leaf_of(query_),
                                   .target_name = full_name(target)})) {
  const Select& select = *tree_.root;
  const bool own_rows = select.from.size() == 1 && select.from.front().relation == leaf_of(query_);
  if (own_rows && select.qualify.empty() && !select.columns->has_window) return;
  throw InvalidOperationError(
      "a condition or a new value sees one row of '" + target.name +
          "'; windows over its rows have to be computed before, into a column or a table",
      {.object_name = target.name});
}

std::string RowExpressions::alias() const {
  return "t" + std::to_string(select().from.front().alias);
}

}  // namespace egregora::detail
