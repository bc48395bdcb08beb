// SPDX-License-Identifier: Apache-2.0
// Verbs over the rows of one input: filter, select and mutate, aggregate. Each says what blocks its
// merge; what is blocked gets a select of its own.
#include <algorithm>
#include <utility>

#include "sql/lowering.hpp"

namespace egregora::detail {

namespace {
/// A merged expression may not grow beyond this: engines refuse a depth of 1,000, and DuckDB 1.5.6
/// takes 0.3 s for 300 chained additions.
constexpr std::uint64_t kMaxMergedSize = 100;

/// Clauses after which a select's rows are no longer those of its from items, one for one.
bool rows_settled(const Select& select) {
  return select.limit || select.distinct || !select.distinct_on.empty() || select.unnested ||
         !select.hidden.empty();
}

bool overgrown(const Measure& measure) {
  return measure.computed && !measure.bare_column && measure.size > kMaxMergedSize;
}
}  // namespace

Select& Lowering::lower(const relation::Filter& filter, const RelationNode&) {
  Select* select = &take(*filter.parent);
  Measure measure = measurer(*select).measure(filter.predicate);
  if (!can_filter(*select, measure)) {
    select = &nest(*select);
    measure = measurer(*select).measure(filter.predicate);
  }
  const ExprNode* predicate = without_alias(filter.predicate).node().get();
  const bool windowed =
      measure.has_window || select->columns->has_window || !select->qualify.empty();
  if (!windowed) {
    select->where.push_back({.predicate = predicate});
    return *select;
  }
  if (!traits_.qualify) return filter_by_hidden_column(*select, filter.predicate, measure);
  select->qualify.push_back({.predicate = predicate, .has_window = measure.has_window});
  return *select;
}

bool Lowering::can_filter(const Select& select, const Measure& predicate) const {
  if (rows_settled(select) || select.grouped || select.order_has_window) return false;
  if (select.columns->has_volatile || predicate.in_subquery) return false;
  const bool windowed = select.columns->has_window || !select.qualify.empty();
  // Rows must not vanish before the windows of this select have seen them.
  if (windowed && (!traits_.qualify || predicate.own_subquery)) return false;
  // Nor may a new window see rows that an earlier filter on a window has taken out.
  if (predicate.own_window && !select.qualify.empty()) return false;
  if (!predicate.computed) return true;
  // A window's column may be named again in QUALIFY; anything else would be computed twice.
  return !predicate.computed_plainly && !predicate.own_window && !predicate.own_subquery;
}

/// Without QUALIFY: the predicate becomes a column, and a select around it filters by that.
Select& Lowering::filter_by_hidden_column(Select& select, const Expr& predicate,
                                          const Measure& measure) {
  SelectColumns& widened = tree_.add_columns();
  widened = *select.columns;
  widened.add(column_of(select, predicate, measure));
  select.columns = &widened;
  select.hidden = "_keep";
  while (select.relation->schema().contains(select.hidden)) select.hidden += '_';
  Select& outer = nest(select);
  outer.where.push_back({});  // neither predicate nor exists: the hidden column
  return outer;
}

Select& Lowering::lower(const relation::Project& project, const RelationNode&) {
  Select* select = &take(*project.parent);
  const SelectColumns* columns = projected(*select, project);
  if (columns == nullptr) {
    select = &nest(*select);
    columns = projected(*select, project);
  }
  select->columns = columns;
  return *select;
}

namespace {
/// True where `measure`'s expression may stand beside what `select` already does.
bool can_compute(const Select& select, const Measure& measure) {
  if (measure.repeated || measure.in_subquery || overgrown(measure)) return false;
  if (measure.bare_column) return true;
  if (select.limit || measure.uses_volatile) return false;
  if (measure.own_subquery && select.grouped) return false;
  if (!measure.own_window) return true;
  return !select.grouped && select.qualify.empty() && !measure.uses_window;
}

/// GROUP BY names keys by place, or by a plain column; and one reduction must be left to reduce.
bool keeps_groups(const Select& select, const SelectColumns& columns) {
  if (!select.grouped) return true;
  const auto reduces = [](const SelectColumn& column) { return column.has_aggregate; };
  if (select.group_keys.empty()) return std::any_of(columns.begin(), columns.end(), reduces);
  return std::all_of(
      select.group_keys.begin(), select.group_keys.end(), [&](const SelectColumn& key) {
        return key.plain() || std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
                 return column.same_value(key);
               });
      });
}
}  // namespace

/// The select's columns after `project`, or null where it must not be merged.
const SelectColumns* Lowering::projected(const Select& select, const relation::Project& project) {
  if (select.distinct || !select.distinct_on.empty() || select.unnested || !select.hidden.empty())
    return nullptr;
  Measurer measurer = this->measurer(select);
  SelectColumns& columns = tree_.add_columns();
  columns.values.reserve(project.columns.size());
  for (const Expr& column : project.columns) {
    const Measure measure = measurer.measure(column);
    if (!can_compute(select, measure)) return nullptr;
    columns.add(column_of(select, column, measure));
  }
  return keeps_groups(select, columns) ? &columns : nullptr;
}

SelectColumn Lowering::column_of(const Select& select, const Expr& expression,
                                 const Measure& measure) {
  const ExprNode& node = *without_alias(expression).node();
  if (const auto* field = node.get_if<node::Field>()) {
    const SelectColumns* columns = tree_.binding(*field->relation, select);
    if (columns != nullptr) return (*columns)[field->index];
  }
  SelectColumn column{.expression = &node};
  column.has_window = measure.has_window;
  column.has_subquery = measure.has_subquery;
  column.has_volatile = measure.has_volatile;
  column.has_aggregate = measure.has_aggregate;
  column.size = static_cast<std::uint32_t>(std::min<std::uint64_t>(measure.size, 0xFFFF'FFFF));
  return column;
}

Select& Lowering::lower(const relation::Aggregate& aggregate, const RelationNode&) {
  Select* select = &take(*aggregate.parent);
  if (!try_aggregate(*select, aggregate)) {
    select = &nest(*select, Order::drop);
    try_aggregate(*select, aggregate);
  }
  return *select;
}

bool Lowering::try_aggregate(Select& select, const relation::Aggregate& aggregate) {
  if (rows_settled(select) || select.grouped || select.columns->has_window ||
      !select.qualify.empty())
    return false;
  Measurer measurer = this->measurer(select);
  SelectColumns& columns = tree_.add_columns();
  const auto add = [&](const Expr& expression) {
    const Measure measure = measurer.measure(expression);
    columns.add(column_of(select, expression, measure));
    const bool through_column = measure.has_subquery && !measure.own_subquery;
    return !measure.repeated && !measure.in_subquery && !measure.uses_volatile && !through_column &&
           !overgrown(measure);
  };
  for (const auto* list : {&aggregate.keys, &aggregate.reductions}) {
    if (!std::all_of(list->begin(), list->end(), add)) return false;
  }
  std::vector<Condition> having;
  for (const Expr& predicate : aggregate.having) {
    if (measurer.measure(predicate).computed) return false;
    having.push_back({.predicate = without_alias(predicate).node().get()});
  }
  select.group_keys.assign(columns.begin(),
                           columns.begin() + static_cast<std::ptrdiff_t>(aggregate.keys.size()));
  select.grouped = true;
  select.having = std::move(having);
  select.columns = &columns;
  select.order.clear();  // an order inside a larger query promises nothing
  select.order_has_window = false;
  return true;
}

}  // namespace egregora::detail
