// SPDX-License-Identifier: Apache-2.0
// Where rows come from: stored tables, frames, files; and two inputs made one: joins and set
// operations.
#include <egregora/sql/sql_text.hpp>

#include <algorithm>
#include <utility>

#include "core/check.hpp"
#include "sql/lowering.hpp"

namespace egregora::detail {

Select& Lowering::lower(const relation::Scan& scan, const RelationNode& self) {
  FromItem item{.kind = FromItem::Kind::table, .relation = &self};
  if (&self == options_.target) {
    item.name = options_.target_name;
  } else if (options_.resolve_table) {
    item.name = options_.resolve_table(scan.name);
  } else {
    item.name = SqlIdentifier(scan.name).text();
  }
  return select_from(std::move(item), self);
}

Select& Lowering::lower(const relation::InMemory& memory, const RelationNode& self) {
  FromItem item{.kind = FromItem::Kind::values, .relation = &self};
  if (options_.resolve_frame) item.name = options_.resolve_frame(memory.frame);
  if (!item.name.empty()) item.kind = FromItem::Kind::table;
  return select_from(std::move(item), self);
}

Select& Lowering::lower(const relation::FileScan&, const RelationNode& self) {
  if (!traits_.file_scan) throw_unsupported("reading a file", *options_.dialect);
  return select_from({.kind = FromItem::Kind::file, .relation = &self}, self);
}

bool Lowering::open_for_join(const Select& left, const relation::Join& join) const {
  if (left.limit || left.distinct || !left.distinct_on.empty() || left.grouped || left.unnested ||
      !left.qualify.empty() || !left.hidden.empty() || !left.columns->all_plain)
    return false;
  // WHERE runs after the joins: only those that keep exactly the left rows' columns may pass it.
  const bool keeps_left = join.kind != JoinKind::right && join.kind != JoinKind::outer;
  if (!left.where.empty() && !keeps_left) return false;
  return tree_.binding(*join.right, left) == nullptr;
}

Select& Lowering::lower(const relation::Join& join, const RelationNode&) {
  EGREGORA_CHECK(join.left != join.right, "the sides of a self-join need a view() between them");
  Select* left = &take(*join.left);
  if (!open_for_join(*left, join)) left = &nest(*left, Order::drop);
  left->order.clear();
  left->order_has_window = false;
  const bool existence = join.kind == JoinKind::semi || join.kind == JoinKind::anti;
  if (existence && !traits_.semi_anti_join) {
    join_exists(*left, join);
    return *left;
  }
  const SelectColumns* right_columns = nullptr;
  FromItem item =
      as_item(take(*join.right), static_cast<std::uint32_t>(left->from.size()), right_columns);
  item.join = join.kind;
  item.on = join.predicate ? without_alias(*join.predicate).node().get() : nullptr;
  left->from.push_back(std::move(item));
  tree_.bind(*join.right, *left, *right_columns);
  SelectColumns& columns = tree_.add_columns();
  for (const relation::JoinColumn& column : join.columns)
    columns.add((column.from_right ? *right_columns : *left->columns)[column.index]);
  left->columns = &columns;
  return *left;
}

/// A semi or anti join as [NOT] EXISTS, with the join's predicate inside.
void Lowering::join_exists(Select& left, const relation::Join& join) {
  const SelectColumns* columns = nullptr;
  Select& exists = tree_.add_select(*join.right);
  exists.from.push_back(as_item(take(*join.right), 0, columns));
  exists.columns = columns;
  exists.existence = true;
  tree_.bind(*join.right, exists, *columns);
  if (join.predicate)
    exists.where.push_back({.predicate = without_alias(*join.predicate).node().get()});
  left.where.push_back({.exists = &exists, .negated = join.kind == JoinKind::anti});
}

namespace {
/// The set operation that `select` is nothing but, if it is one that `next` continues.
SetOperation* continued(const Select& select, const relation::SetOp& next,
                        const RelationNode& self) {
  if (!select.bare() || select.from.front().kind != FromItem::Kind::set_operation) return nullptr;
  SetOperation* operation = select.from.front().set_operation;
  if (operation->kind != next.kind || operation->distinct != next.distinct) return nullptr;
  const Schema& before = next.left->schema();
  if (before.size() != self.schema().size() || before.size() != select.columns->size())
    return nullptr;
  for (std::uint32_t i = 0; i < before.size(); ++i) {
    if ((*select.columns)[i].index != i || !(before[i].type == self.schema()[i].type))
      return nullptr;
  }
  return operation;
}
}  // namespace

Select& Lowering::lower(const relation::SetOp& operation, const RelationNode& self) {
  Select& left = take(*operation.left);
  SetOperation* chain = continued(left, operation, self);
  if (chain != nullptr && options_.merge) {
    Select& right = take(*operation.right);
    chain->operands.push_back(operand(right, &operation.right_columns, *operation.right, self));
    left.from.front().relation = &self;
    return left;
  }
  SetOperation& made = tree_.add_set_operation({operation.kind, operation.distinct, {}});
  made.operands.push_back(operand(left, nullptr, *operation.left, self));
  Select& right = take(*operation.right);
  made.operands.push_back(operand(right, &operation.right_columns, *operation.right, self));
  FromItem item{.kind = FromItem::Kind::set_operation, .relation = &self, .set_operation = &made};
  return select_from(std::move(item), self);
}

/// `select` with its columns in the order and of the types of `self`.
const Select* Lowering::operand(Select& select, const std::vector<std::size_t>* mapping,
                                const RelationNode& input, const RelationNode& self) {
  const Schema& wanted = self.schema();
  const auto place = [&](std::size_t i) { return mapping == nullptr ? i : (*mapping)[i]; };
  bool same = true;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    same = same && place(i) == i && input.schema()[i].type == wanted[i].type;
  const bool fixed = select.distinct || !select.distinct_on.empty() || select.unnested ||
                     select.grouped || !select.hidden.empty();
  Select* result = &select;
  if (!same && fixed) result = &nest(select, Order::drop);
  if (!result->limit && result->distinct_on.empty()) result->order.clear();
  if (same) return result;
  SelectColumns& columns = tree_.add_columns();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    SelectColumn column = (*result->columns)[place(i)];
    if (!(input.schema()[place(i)].type == wanted[i].type)) column.cast = &wanted[i].type;
    columns.add(column);
  }
  result->columns = &columns;
  result->relation = &self;
  return result;
}

}  // namespace egregora::detail
