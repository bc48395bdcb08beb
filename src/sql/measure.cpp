// SPDX-License-Identifier: Apache-2.0
#include "sql/measure.hpp"

namespace egregora::detail {

void Measurer::use(Measure& measure, const node::Field& field, bool in_subquery) {
  const SelectColumns* columns = tree_.binding(*field.relation, select_);
  if (columns == nullptr) return;  // a column of an outer query
  const SelectColumn& column = (*columns)[field.index];
  measure.size += column.size - 1;
  if (column.simple()) return;
  measure.computed = true;
  measure.computed_plainly |= !column.has_window;
  measure.in_subquery |= in_subquery;
  measure.has_window |= column.has_window;
  measure.uses_window |= column.has_window;
  measure.has_subquery |= column.has_subquery;
  measure.has_volatile |= column.has_volatile;
  measure.uses_volatile |= column.has_volatile;
  measure.has_aggregate |= column.has_aggregate;
  if (used_.size() < columns->size()) used_.resize(columns->size(), false);
  measure.repeated |= used_[field.index];
  used_[field.index] = true;
}

void Measurer::open(Measure& measure, const ExprNode& node) {
  if (const auto* field = node.get_if<node::Field>()) return use(measure, *field, false);
  if (const auto* subquery = node.get_if<node::Subquery>()) {
    for (const node::Field* field : outer_fields_(*subquery->relation)) use(measure, *field, true);
  }
  for_each_operand(node, [&](const Expr& operand) { pending_.push_back(operand.node().get()); });
}

Measure Measurer::measure(const Expr& expression) {
  const ExprNode& root = *without_alias(expression).node();
  const NodeFacts& facts = root.facts();
  Measure measure;
  measure.size = facts.size;
  measure.own_window = measure.has_window = facts.has_window;
  measure.own_subquery = measure.has_subquery = facts.has_subquery;
  measure.has_volatile = facts.has_volatile;
  measure.has_aggregate = facts.has_aggregate;
  measure.bare_column = root.get_if<node::Field>() != nullptr;
  // Where the select computes nothing, there is nothing to repeat, and size and facts are known.
  if (select_.columns->all_plain) return measure;
  pending_.clear();
  open(measure, root);
  while (!pending_.empty()) {
    const ExprNode* next = pending_.back();
    pending_.pop_back();
    open(measure, *next);
  }
  return measure;
}

}  // namespace egregora::detail
