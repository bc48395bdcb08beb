// SPDX-License-Identifier: Apache-2.0
// The lowering's frame: order, sharing, and the selects that the verbs are merged into.
#include "sql/lowering.hpp"

#include <egregora/sql/sql_text.hpp>

#include <utility>

#include "core/check.hpp"

namespace egregora::detail {

SelectTree lower(const RelationNode& root, const LoweringOptions& options) {
  return Lowering(root, options).run();
}

Lowering::Lowering(const RelationNode& root, const LoweringOptions& options)
    : options_(options), traits_(traits_of(*options.dialect)), root_(root), survey_(root) {
  for (const RelationNode* relation : survey_.order()) {
    if (const auto* scan = relation->get_if<relation::Scan>())
      table_names_.insert(fold_case(scan->name));
  }
}

SelectTree Lowering::run() {
  for (const RelationNode* relation : survey_.order()) {
    for (const RelationNode* subquery : survey_.subqueries(*relation)) {
      if (!tree_.subqueries.contains(subquery)) tree_.subqueries[subquery] = &take(*subquery);
    }
    Select& select = std::visit([&](const auto& r) -> Select& { return lower(r, *relation); },
                                relation->variant());
    finish(*relation, select);
  }
  tree_.root = &take(root_, Merge::always);
  return std::move(tree_);
}

void Lowering::finish(const RelationNode& relation, Select& select) {
  RelationInfo& info = survey_.info(relation);
  select.relation = &relation;
  tree_.bind(relation, select, *select.columns);
  info.select = &select;
  if (info.uses > 1) share(select, info);
}

/// What several use is written once, as a common table; a plain table is simply named again.
void Lowering::share(Select& select, RelationInfo& info) {
  using Kind = FromItem::Kind;
  const Kind kind = select.from.empty() ? Kind::select : select.from.front().kind;
  const bool named = kind == Kind::table || kind == Kind::file || kind == Kind::common_table;
  if (select.bare() && named) return;
  if (!info.outer.empty()) return;  // speaks of an outer query: it cannot leave its place
  give_aliases(select);
  info.common_table = static_cast<std::int64_t>(tree_.common_tables.size());
  tree_.common_tables.push_back({common_table_name(), &select, info.has_volatile});
}

std::string Lowering::common_table_name() {
  std::string name = "cte" + std::to_string(tree_.common_tables.size());
  while (table_names_.contains(name)) name += '_';
  return name;
}

Select& Lowering::take(const RelationNode& input, Merge merge) {
  RelationInfo& info = survey_.info(input);
  EGREGORA_CHECK(info.select != nullptr, "an input is lowered before what uses it");
  Select& select = info.uses > 1 ? taken_shared(input, info) : *info.select;
  give_aliases(select);
  if (!options_.merge && merge == Merge::verb && !select.bare()) return nest(select);
  return select;
}

void Lowering::give_aliases(Select& select) {
  for (FromItem& item : select.from) {
    if (item.alias == kNoAlias) item.alias = tree_.next_alias();
  }
}

Select& Lowering::taken_shared(const RelationNode& input, RelationInfo& info) {
  if (info.common_table >= 0) {
    FromItem item{.kind = FromItem::Kind::common_table, .relation = &input};
    item.common_table = static_cast<std::uint32_t>(info.common_table);
    return select_from(std::move(item), input);
  }
  if (!info.select->bare()) {
    return select_from({.kind = FromItem::Kind::select, .relation = &input, .select = info.select},
                       input);
  }
  Select& copy = tree_.add_select(input);
  copy.from = info.select->from;
  copy.from.front().alias = kNoAlias;
  copy.columns = info.select->columns;
  tree_.bind(input, copy, *copy.columns);
  return copy;
}

Select& Lowering::nest(Select& select, Order order) {
  if (order == Order::drop && !select.limit && select.distinct_on.empty()) select.order.clear();
  FromItem item{.kind = FromItem::Kind::select, .relation = select.relation, .select = &select};
  item.alias = tree_.next_alias();
  return select_from(std::move(item), *select.relation);
}

Select& Lowering::select_from(FromItem item, const RelationNode& relation) {
  Select& select = tree_.add_select(relation);
  select.from.push_back(std::move(item));
  select.columns = &plain_columns(relation.schema().size(), 0);
  tree_.bind(relation, select, *select.columns);
  return select;
}

const SelectColumns& Lowering::plain_columns(std::size_t width, std::uint32_t item) {
  SelectColumns& columns = tree_.add_columns();
  columns.values.reserve(width);
  for (std::uint32_t i = 0; i < width; ++i) columns.add({.item = item, .index = i});
  return columns;
}

FromItem Lowering::as_item(Select& select, std::uint32_t place, const SelectColumns*& columns) {
  if (!select.bare()) {
    if (!select.limit && select.distinct_on.empty()) select.order.clear();
    FromItem item{.kind = FromItem::Kind::select, .relation = select.relation, .select = &select};
    item.alias = tree_.next_alias();
    columns = &plain_columns(select.relation->schema().size(), place);
    return item;
  }
  SelectColumns& moved = tree_.add_columns();
  for (SelectColumn column : *select.columns) {
    column.item = place;
    moved.add(column);
  }
  columns = &moved;
  return select.from.front();
}

Measurer Lowering::measurer(const Select& select) const {
  return Measurer(tree_, select,
                  [this](const RelationNode& subquery) -> const std::vector<const node::Field*>& {
                    return survey_.info(subquery).outer;
                  });
}

}  // namespace egregora::detail
