// SPDX-License-Identifier: Apache-2.0
// Readable, deterministic names of expressions and tables without one: "sum(rating)", "filter of
// messages".
#include <egregora/expr/expr.hpp>
#include <egregora/expr/table.hpp>

#include "expr/node.hpp"
#include "expr/relation.hpp"

namespace egregora {

namespace {
/// Deeper than this a name would be read by nobody; it also bounds the recursion.
constexpr int kNameDepth = 4;

std::string name_of(const Expr& expression, int depth);

std::string list_of(const std::vector<Expr>& expressions, int depth) {
  std::string text;
  for (const Expr& expression : expressions)
    text += (text.empty() ? "" : ", ") + name_of(expression, depth);
  return text;
}

std::string call_name(FunctionId function, const std::vector<Expr>& arguments, int depth) {
  return std::string(function_row(function).name) + "(" + list_of(arguments, depth + 1) + ")";
}

std::string name_of(const Expr& expression, int depth) {
  const ExprNode& node = *expression.node();
  if (const auto* field = node.get_if<node::Field>())
    return field->relation->schema()[field->index].name;
  if (const auto* deferred = node.get_if<node::Deferred>()) return deferred->name;
  if (const auto* parameter = node.get_if<node::Parameter>()) return parameter->name;
  if (const auto* literal = node.get_if<node::Literal>()) return literal->value.to_string();
  if (const auto* alias = node.get_if<node::Alias>()) return alias->name;
  if (depth >= kNameDepth) return "...";
  if (const auto* call = node.get_if<node::Call>())
    return call_name(call->function, call->arguments, depth);
  if (const auto* aggregate = node.get_if<node::Aggregate>())
    return call_name(aggregate->function, aggregate->arguments, depth);
  if (const auto* cast = node.get_if<node::Cast>())
    return "cast(" + name_of(cast->operand, depth + 1) + ", " + node.type().to_string() + ")";
  if (const auto* sort = node.get_if<node::Sort>()) return name_of(sort->operand, depth);
  if (const auto* window = node.get_if<node::Window>()) return name_of(window->function, depth);
  if (const auto* subquery = node.get_if<node::Subquery>()) {
    return subquery->kind == node::Subquery::Kind::scalar ? subquery->relation->schema()[0].name
                                                          : "exists";
  }
  return "case";
}

/// Of a table that only the library names.
const std::string kCachedName = "cached table";

std::string_view verb_of(const RelationNode& relation) {
  static constexpr std::string_view kVerbs[] = {
      "table", "memtable", "file",          "filter", "select", "aggregate", "order_by",
      "limit", "distinct", "set operation", "join",   "unnest", "view"};
  return kVerbs[relation.variant().index()];
}
}  // namespace

std::string Expr::name() const { return name_of(*this, 0); }

std::string Table::get_name() const {
  const RelationNode* current = node_.get();
  const std::string verb(verb_of(*current));
  while (true) {
    if (const auto* scan = current->get_if<relation::Scan>()) {
      const std::string& name = scan->cached ? kCachedName : scan->name;
      return current == node_.get() ? name : verb + " of " + name;
    }
    if (const auto* file = current->get_if<relation::FileScan>())
      return current == node_.get() ? file->path : verb + " of " + file->path;
    const auto below = inputs(*current);
    if (below.empty()) return current == node_.get() ? verb : verb + " of a memtable";
    current = below.front().get();
  }
}

}  // namespace egregora
