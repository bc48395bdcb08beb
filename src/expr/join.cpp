// SPDX-License-Identifier: Apache-2.0
// Joins: keys become one predicate, names that collide get a suffix, and an inner join keeps an
// equal key once.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/table.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include "expr/binding.hpp"

namespace egregora {

namespace {
Expr key_predicate(const Table& left, const Table& right, const JoinKey& key) {
  if (!key.predicate)
    return detail::apply(detail::Operator::equal, left[key.left], right[key.right]);
  Expr bound = Binder(left.node(), right.node()).bind(without_alias(*key.predicate));
  if (!bound.type().is_boolean()) {
    throw TypeError(
        "a join's predicate must be boolean; '" + bound.name() + "' is " + bound.type().to_string(),
        {.object_name = bound.name()});
  }
  return bound;
}

const node::Field* field_of(const Expr& expression, const RelationPtr& relation) {
  const auto* field = expression.node()->get_if<node::Field>();
  return field != nullptr && field->relation == relation ? field : nullptr;
}

/// Right columns that a conjunct of `predicate` makes equal to a left column of the same name.
std::set<std::size_t> equal_keys(const Expr& predicate, const RelationPtr& left,
                                 const RelationPtr& right) {
  std::set<std::size_t> keys;
  std::vector<Expr> conjuncts{predicate};
  while (!conjuncts.empty()) {
    const Expr conjunct = std::move(conjuncts.back());
    conjuncts.pop_back();
    const auto* call = conjunct.node()->get_if<node::Call>();
    if (call == nullptr) continue;
    if (call->function == FunctionId::and_)
      conjuncts.insert(conjuncts.end(), call->arguments.begin(), call->arguments.end());
    if (call->function != FunctionId::equal) continue;
    const bool straight = field_of(call->arguments[0], left) != nullptr;
    const auto* a = field_of(call->arguments[straight ? 0 : 1], left);
    const auto* b = field_of(call->arguments[straight ? 1 : 0], right);
    if (a == nullptr || b == nullptr) continue;
    if (fold_case(left->schema()[a->index].name) == fold_case(right->schema()[b->index].name))
      keys.insert(b->index);
  }
  return keys;
}

/// The columns of a join's result, as they are named and as they may be NULL.
class JoinColumns {
 public:
  JoinColumns(const RelationPtr& left, const RelationPtr& right, const JoinOptions& options)
      : left_(left), right_(right), options_(options) {}

  void add_left() {
    const bool may_miss = options_.how == JoinKind::right || options_.how == JoinKind::outer;
    for (std::size_t i = 0; i < left_->schema().size(); ++i) {
      const Field& field = left_->schema()[i];
      fields_.push_back({field.name, field.type, field.nullable || may_miss});
      columns_.push_back({false, i});
    }
  }
  void add_right(const std::set<std::size_t>& dropped) {
    const bool may_miss = options_.how == JoinKind::left || options_.how == JoinKind::outer;
    for (std::size_t i = 0; i < right_->schema().size(); ++i) {
      if (dropped.contains(i)) continue;
      const Field& field = right_->schema()[i];
      fields_.push_back({free_name(field.name), field.type, field.nullable || may_miss});
      columns_.push_back({true, i});
    }
  }
  std::vector<Field> fields_ = {};
  std::vector<relation::JoinColumn> columns_ = {};

 private:
  std::string free_name(const std::string& name) const {
    if (!left_->schema().contains(name)) return name;
    std::string suffixed = name + std::string(options_.suffix);
    if (left_->schema().contains(suffixed) || right_->schema().contains(suffixed)) {
      throw IntegrityError(
          "column '" + name + "' is in both tables, and so is '" + suffixed +
              "'; give the join another suffix, or drop or rename the column first",
          {.object_name = name});
    }
    return suffixed;
  }
  RelationPtr left_;
  RelationPtr right_;
  const JoinOptions& options_;
};
}  // namespace

JoinKey::JoinKey(const char* column) : left(column), right(column) {}
JoinKey::JoinKey(std::string_view column) : left(column), right(column) {}
JoinKey::JoinKey(const char* left_column, const char* right_column)
    : left(left_column), right(right_column) {}
JoinKey::JoinKey(std::string left_column, std::string right_column)
    : left(std::move(left_column)), right(std::move(right_column)) {}
JoinKey::JoinKey(Expr condition) : predicate(std::move(condition)) {}

Table Table::join(const Table& right, const std::vector<JoinKey>& keys,
                  const JoinOptions& options) const {
  if (keys.empty() && options.how != JoinKind::cross) {
    throw InvalidOperationError(
        "a join needs a key or a predicate; every pair of rows is cross_join()");
  }
  const bool by_name = std::none_of(keys.begin(), keys.end(),
                                    [](const JoinKey& key) { return key.predicate.has_value(); });
  // By predicate nobody could say which side a column means: the binder asks for a view().
  if (right.node_ == node_ && by_name) return join(right.view(), keys, options);
  std::vector<Expr> predicates;
  predicates.reserve(keys.size());
  for (const JoinKey& key : keys) predicates.push_back(key_predicate(*this, right, key));
  std::optional<Expr> predicate;
  if (!predicates.empty()) predicate = all_of(predicates);

  JoinColumns columns(node_, right.node_, options);
  columns.add_left();
  if (options.how != JoinKind::semi && options.how != JoinKind::anti) {
    const bool keeps_once = options.how == JoinKind::inner && predicate;
    columns.add_right(keeps_once ? equal_keys(*predicate, node_, right.node_)
                                 : std::set<std::size_t>());
  }
  return Table(make_relation(relation::Join{options.how, node_, right.node_, std::move(predicate),
                                            std::move(columns.columns_)},
                             Schema(std::move(columns.fields_))));
}

Table Table::join(const Table& right, std::initializer_list<JoinKey> keys,
                  const JoinOptions& options) const {
  return join(right, std::vector<JoinKey>(keys), options);
}
Table Table::join(const Table& right, JoinKey key, const JoinOptions& options) const {
  return join(right, std::vector<JoinKey>{std::move(key)}, options);
}
Table Table::cross_join(const Table& right) const {
  return join(right, std::vector<JoinKey>{}, {.how = JoinKind::cross});
}

}  // namespace egregora
