// SPDX-License-Identifier: Apache-2.0
// Verbs that order, cut or thin out rows: order_by, limit, distinct, unnest, view.
#include <algorithm>
#include <limits>

#include "sql/lowering.hpp"

namespace egregora::detail {

namespace {
const node::Sort& sort_of(const Expr& key) { return *key.node()->get_if<node::Sort>(); }
}  // namespace

Select& Lowering::lower(const relation::Sort& sort, const RelationNode&) {
  Select* select = &take(*sort.parent);
  std::vector<Measure> measures;
  const auto measure_all = [&] {
    Measurer measurer = this->measurer(*select);
    measures.clear();
    for (const Expr& key : sort.keys) {
      measures.push_back(measurer.measure(sort_of(key).operand));
    }
  };
  measure_all();
  if (!can_sort(*select, measures)) {
    select = &nest(*select);
    measure_all();
  }
  for (std::size_t i = sort.keys.size(); i-- > 0;) {
    const node::Sort& key = sort_of(sort.keys[i]);
    const SelectColumn value = column_of(*select, key.operand, measures[i]);
    const bool constant = value.simple() && !value.plain();
    if (constant) continue;  // orders nothing, and a number would be read as a column's place
    select->order.push_back({key.operand.node().get(), key.descending, key.nulls_first});
    select->order_has_window |= measures[i].has_window;
  }
  return *select;
}

bool Lowering::can_sort(const Select& select, const std::vector<Measure>& keys) const {
  if (select.limit || !select.distinct_on.empty() || select.unnested || !select.hidden.empty())
    return false;
  return std::all_of(keys.begin(), keys.end(), [&](const Measure& key) {
    if (key.bare_column) return true;
    if (key.computed || key.in_subquery || select.distinct) return false;
    return !key.own_window || (select.qualify.empty() && !select.grouped);
  });
}

Select& Lowering::lower(const relation::Limit& limit, const RelationNode&) {
  Select& select = take(*limit.parent, Merge::always);
  if (!select.limit) {
    select.limit = {limit.rows, limit.offset};
    return select;
  }
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  RowLimit& before = *select.limit;
  const std::int64_t left = std::max<std::int64_t>(before.rows - limit.offset, 0);
  before.rows = std::min(left, limit.rows);
  before.offset = before.offset > kMost - limit.offset ? kMost : before.offset + limit.offset;
  return select;
}

Select& Lowering::lower(const relation::Distinct& distinct, const RelationNode&) {
  if (!distinct.on.empty()) return lower_distinct_on(distinct);
  Select* select = &take(*distinct.parent);
  if (select->distinct && !select->limit) return *select;
  if (select->limit || !select->distinct_on.empty() || select->unnested || !select->hidden.empty())
    select = &nest(*select, Order::drop);
  if (!ordered_by_columns(*select)) select->order.clear();
  select->distinct = true;
  return *select;
}

/// SELECT DISTINCT can be ordered by its columns only.
bool Lowering::ordered_by_columns(const Select& select) const {
  return std::all_of(select.order.begin(), select.order.end(), [&](const SortKey& key) {
    const auto* field = key.expression->get_if<node::Field>();
    const auto* columns = field == nullptr ? nullptr : tree_.binding(*field->relation, select);
    if (columns == nullptr) return false;
    const SelectColumn& value = (*columns)[field->index];
    return std::any_of(select.columns->begin(), select.columns->end(),
                       [&](const SelectColumn& column) { return column.same_value(value); });
  });
}

Select& Lowering::lower_distinct_on(const relation::Distinct& distinct) {
  Select* select = &take(*distinct.parent, Merge::always);
  if (select->limit || select->distinct || !select->distinct_on.empty() || select->grouped ||
      select->unnested || !select->hidden.empty()) {
    Select& inner = *select;
    const bool limited = inner.limit || !inner.distinct_on.empty();
    select = &nest(inner);
    if (!limited) reorder_nested(inner, *select, *distinct.parent);
  }
  for (const std::size_t index : distinct.on)
    select->distinct_on.push_back(static_cast<std::uint32_t>(index));
  if (distinct.keep == Keep::first) return *select;
  for (SortKey& key : select->order) {
    key.descending = !key.descending;
    key.nulls_first = !key.nulls_first;
  }
  return *select;
}

/// Moves the order of `inner`, whose last verbs were the sorts `sorted`, to `outer` around it.
void Lowering::reorder_nested(Select& inner, Select& outer, const RelationNode& sorted) {
  const RelationNode* relation = &sorted;
  std::size_t keys = 0;
  while (const auto* sort = relation->get_if<relation::Sort>()) {
    // Sorting lets every column pass, so that its parent's columns are those of `outer` too.
    tree_.bind(*sort->parent, outer, *outer.columns);
    keys += sort->keys.size();
    relation = sort->parent.get();
  }
  const std::size_t moved = std::min(keys, inner.order.size());
  const auto first = inner.order.end() - static_cast<std::ptrdiff_t>(moved);
  outer.order.assign(first, inner.order.end());
  inner.order.erase(first, inner.order.end());
}

Select& Lowering::lower(const relation::Unnest& unnest, const RelationNode&) {
  Select* select = &take(*unnest.parent);
  const bool settled = select->limit || select->distinct || !select->distinct_on.empty() ||
                       select->grouped || select->unnested || !select->hidden.empty() ||
                       !select->qualify.empty();
  if (settled || select->columns->has_window || select->columns->has_volatile)
    select = &nest(*select);
  SelectColumns& columns = tree_.add_columns();
  for (std::size_t i = 0; i < select->columns->size(); ++i) {
    SelectColumn column = (*select->columns)[i];
    column.unnested = i == unnest.index;
    columns.add(column);
  }
  select->columns = &columns;
  select->unnested = true;
  return *select;
}

Select& Lowering::lower(const relation::View& view, const RelationNode&) {
  return take(*view.parent, Merge::always);
}

}  // namespace egregora::detail
