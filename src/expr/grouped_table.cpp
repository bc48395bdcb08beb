// SPDX-License-Identifier: Apache-2.0
// Grouping: one row a group, or all rows with windows over their group.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/table.hpp>

#include <utility>

#include "expr/projection.hpp"

namespace egregora {

namespace {
struct Columns {
  std::vector<Expr> expressions;
  std::vector<Field> fields;

  void append(const Selection& selection, Expr bound) {
    fields.push_back({column_name(selection, bound), bound.type(), bound.nullable()});
    expressions.push_back(std::move(bound));
  }
};

/// Throws where a column stands outside every reduction: which of the group's values would it be?
void require_reduced(const Expr& expression) {
  std::vector<Expr> pending{expression};
  while (!pending.empty()) {
    const Expr current = std::move(pending.back());
    pending.pop_back();
    const ExprNode& node = *current.node();
    if (node.get_if<node::Aggregate>() != nullptr) continue;
    if (node.get_if<node::Field>() != nullptr || node.get_if<node::Window>() != nullptr) {
      throw TypeError("'" + expression.name() +
                          "' has a value for each row; agg wants reductions such as sum() or max()",
                      {.object_name = expression.name()});
    }
    for_each_operand(node, [&](const Expr& operand) { pending.push_back(operand); });
  }
}

Columns bound_keys(const RelationPtr& relation, const std::vector<Selection>& keys) {
  const Binder binder(relation, ReductionUse::window);
  Columns columns;
  for (const Selection& key : keys) columns.append(key, binder.bind(without_alias(key.expression)));
  return columns;
}
}  // namespace

GroupedTable::GroupedTable(Table table, std::vector<Selection> keys)
    : table_(std::move(table)), keys_(std::move(keys)) {}
GroupedTable::~GroupedTable() = default;
GroupedTable::GroupedTable(const GroupedTable&) = default;
GroupedTable::GroupedTable(GroupedTable&&) noexcept = default;
GroupedTable& GroupedTable::operator=(const GroupedTable&) = default;
GroupedTable& GroupedTable::operator=(GroupedTable&&) noexcept = default;

Table GroupedTable::aggregate(const std::vector<Selection>& reductions) const {
  const RelationPtr& parent = table_.node();
  Columns keys = bound_keys(parent, keys_);
  const Binder binder(parent, ReductionUse::reduce);
  Columns reduced;
  for (const Selection& reduction : reductions) {
    Expr bound = binder.bind(without_alias(reduction.expression));
    require_reduced(bound);
    reduced.append(reduction, std::move(bound));
  }
  std::vector<Expr> having;
  for (const Expr& predicate : having_) {
    having.push_back(binder.bind(without_alias(predicate)));
    require_reduced(having.back());
  }
  std::vector<Field> fields = std::move(keys.fields);
  fields.insert(fields.end(), reduced.fields.begin(), reduced.fields.end());
  if (fields.empty()) throw InvalidOperationError("agg needs at least one key or reduction");
  return Table(make_relation(relation::Aggregate{parent, std::move(keys.expressions),
                                                 std::move(reduced.expressions), std::move(having)},
                             Schema(std::move(fields))));
}

GroupedTable GroupedTable::having(const Expr& predicate) const {
  GroupedTable result = *this;
  result.having_.push_back(predicate);
  return result;
}

GroupedTable GroupedTable::order_by(std::initializer_list<OrderKey> keys) const {
  GroupedTable result = *this;
  result.order_.insert(result.order_.end(), keys.begin(), keys.end());
  return result;
}

Table GroupedTable::mutate_all(const std::vector<Selection>& columns) const {
  const RelationPtr& parent = table_.node();
  DefaultWindow window{.partition = bound_keys(parent, keys_).expressions};
  const Binder binder(parent, ReductionUse::window);
  for (const OrderKey& key : order_) {
    const Expr bound = binder.bind(without_alias(key.expression));
    window.order.push_back(
        bound.node()->get_if<node::Sort>() != nullptr ? bound : make_sort(bound, false, false));
  }
  Projection projection(parent, std::move(window));
  projection.append_all();
  for (const Selection& column : columns) projection.put(column);
  return projection.finish();
}

Table GroupedTable::count() const {
  return aggregate({Selection(Named{"count", egregora::count()})});
}

}  // namespace egregora
