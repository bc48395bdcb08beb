// SPDX-License-Identifier: Apache-2.0
#include "expr/binding.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>
#include <egregora/expr/operators.hpp>

#include <algorithm>
#include <utility>

#include "core/check.hpp"

namespace egregora {

namespace {
std::string table_words(const RelationPtr& relation) {
  return "'" + Table(relation).get_name() + "'";
}

/// True where `ancestor` is `relation` or one of the relations that it was made from.
bool made_from(const RelationPtr& relation, const RelationNode* ancestor) {
  std::vector<const RelationNode*> pending{relation.get()};
  while (!pending.empty()) {
    const RelationNode* current = pending.back();
    pending.pop_back();
    if (current == ancestor) return true;
    if (current->depth() <= ancestor->depth()) continue;
    for (const RelationPtr& input : inputs(*current)) pending.push_back(input.get());
  }
  return false;
}

[[noreturn]] void throw_unknown_name(const std::string& name,
                                     const std::vector<RelationPtr>& relations) {
  std::vector<std::string> known;
  for (const RelationPtr& relation : relations) {
    for (const Field& field : relation->schema()) known.push_back(field.name);
  }
  throw ColumnNotFoundError("column '" + name + "' not found in " + table_words(relations.front()) +
                                did_you_mean(name, known),
                            {.object_name = name});
}

[[noreturn]] void throw_foreign_column(const node::Field& field,
                                       const std::vector<RelationPtr>& relations) {
  const std::string& name = field.relation->schema()[field.index].name;
  for (const RelationPtr& relation : relations) {
    if (!made_from(relation, field.relation.get())) continue;
    throw IntegrityError("column '" + name + "' of " + table_words(field.relation) +
                             " was dropped or overwritten before " + table_words(relation) +
                             "; use the new table's own column",
                         {.object_name = name});
  }
  throw IntegrityError("column '" + name + "' belongs to " + table_words(field.relation) +
                           ", not to " + table_words(relations.front()) +
                           "; join the two tables first",
                       {.object_name = name});
}
}  // namespace

Expr reduction_subquery(const RelationPtr& relation, const Expr& reduction) {
  const Expr bound = Binder(relation, ReductionUse::reduce).bind(without_alias(reduction));
  Schema schema{Field{bound.name(), bound.type(), true}};
  return make_subquery(
      node::Subquery::Kind::scalar, std::nullopt,
      make_relation(relation::Aggregate{relation, {}, {bound}, {}}, std::move(schema)));
}

Binder::Binder(RelationPtr relation, ReductionUse use, DefaultWindow window)
    : relations_{std::move(relation)}, use_(use), window_(std::move(window)) {}

Binder::Binder(RelationPtr left, RelationPtr right)
    : relations_{std::move(left), std::move(right)}, use_(ReductionUse::subquery) {}

bool Binder::settled(const Expr& expression) const {
  const NodeFacts& facts = expression.node()->facts();
  if (facts.has_deferred || facts.mixed || facts.has_bare_window) return false;
  if (facts.has_aggregate && use_ != ReductionUse::reduce) return false;
  if (relations_.size() > 1) return facts.relation == nullptr;
  return facts.relation == nullptr || facts.relation == relations_.front().get();
}

Expr Binder::bind(const Expr& expression) const {
  if (expression.node()->facts().has_unnest) {
    throw TypeError("'" + expression.name() +
                        "' gives several rows; unnest() stands alone, as a column of select or "
                        "mutate",
                    {.object_name = expression.name()});
  }
  if (settled(expression)) return expression;
  const auto replace = [&](const Expr& e) -> std::optional<Expr> {
    if (settled(e)) return e;
    if (const auto* field = e.node()->get_if<node::Field>()) return resolve_field(e, *field);
    if (const auto* deferred = e.node()->get_if<node::Deferred>())
      return resolve_name(deferred->name);
    const auto* aggregate = e.node()->get_if<node::Aggregate>();
    if (aggregate != nullptr) {
      if (foreign(e)) return place_reduction(e, *aggregate);
      if (const RelationPtr inner = reduced_beside_ours(e)) return correlated(e, inner);
    }
    if (const auto* window = e.node()->get_if<node::Window>()) {
      // The window's function is bound as it is; only what stands outside a window is given one.
      const Binder inner = relations_.size() > 1 ? Binder(relations_[0], relations_[1])
                                                 : Binder(relations_[0], ReductionUse::reduce);
      std::vector<Expr> operands;
      const ExprNode& function = *window->function.node();
      for_each_operand(function,
                       [&](const Expr& operand) { operands.push_back(inner.bind(operand)); });
      std::vector<Expr> parts{with_operands(function, std::move(operands))};
      for (const Expr& key : window->partition) parts.push_back(inner.bind(key));
      for (const Expr& key : window->order) parts.push_back(inner.bind(key));
      return with_operands(*e.node(), std::move(parts));
    }
    return std::nullopt;
  };
  return rewrite(expression, replace, [&](const Expr& e) { return finished(e); });
}

Expr Binder::finished(const Expr& expression) const {
  if (const auto* aggregate = expression.node()->get_if<node::Aggregate>())
    return place_reduction(expression, *aggregate);
  const auto* call = expression.node()->get_if<node::Call>();
  if (call == nullptr || function_row(call->function).kind != FunctionKind::window)
    return expression;
  return make_window(expression, window_.partition, window_.order, std::nullopt);
}

Expr Binder::resolve_name(const std::string& name) const {
  std::optional<Expr> found;
  for (const RelationPtr& relation : relations_) {
    const auto index = relation->schema().index_of(name);
    if (!index) continue;
    if (found) {
      throw IntegrityError("column '" + name +
                               "' is in both tables of the join; write it with its table: left[\"" +
                               name + "\"]",
                           {.object_name = name});
    }
    found = make_field(relation, *index);
  }
  if (!found) throw_unknown_name(name, relations_);
  return *found;
}

Expr Binder::resolve_field(const Expr& expression, const node::Field& field) const {
  std::optional<Expr> found;
  for (const RelationPtr& relation : relations_) {
    const auto index = find_column(*relation, field);
    if (!index) continue;
    if (found) {
      throw IntegrityError("column '" + expression.name() +
                               "' is in both tables of the join, as one was made from the other; "
                               "use view() for one of them",
                           {.object_name = expression.name()});
    }
    found = make_field(relation, *index);
  }
  if (!found) throw_foreign_column(field, relations_);
  return *found;
}

bool Binder::foreign(const Expr& expression) const {
  const auto* aggregate = expression.node()->get_if<node::Aggregate>();
  const NodeFacts& facts = expression.node()->facts();
  if (aggregate->relation != nullptr) {
    // A table's own count means that table's rows, not those of one made from it.
    return relations_.size() > 1 || aggregate->relation != relations_.front();
  }
  if (facts.relation == nullptr || facts.mixed) return false;
  for (const RelationPtr& relation : relations_) {
    if (made_from(relation, facts.relation)) return false;
  }
  return true;
}

RelationPtr Binder::reduced_beside_ours(const Expr& reduction) const {
  if (!reduction.node()->facts().mixed) return nullptr;
  RelationPtr inner;
  bool several = false;
  bool ours = false;
  std::vector<Expr> pending{reduction};
  while (!pending.empty()) {
    const Expr expression = std::move(pending.back());
    pending.pop_back();
    for_each_operand(*expression.node(), [&](const Expr& operand) { pending.push_back(operand); });
    const auto* field = expression.node()->get_if<node::Field>();
    if (field == nullptr) continue;
    const bool own = std::any_of(
        relations_.begin(), relations_.end(),
        [&](const RelationPtr& relation) { return made_from(relation, field->relation.get()); });
    ours = ours || own;
    if (own) continue;
    several = several || (inner != nullptr && inner != field->relation);
    inner = field->relation;
  }
  return ours && !several ? inner : nullptr;
}

/// A subquery over `inner` that sees the row it stands in; whether any row satisfies a condition is
/// EXISTS, which is false where there is no row.
Expr Binder::correlated(const Expr& reduction, const RelationPtr& inner) const {
  const auto resolve = [&](const Expr& operand) {
    return rewrite(
        operand,
        [&](const Expr& e) -> std::optional<Expr> {
          const auto* field = e.node()->get_if<node::Field>();
          if (field == nullptr) return std::nullopt;
          return field->relation == inner ? e : resolve_field(e, *field);
        },
        [](const Expr& e) { return e; });
  };
  const Expr resolved = resolve(reduction);
  const auto& aggregate = *resolved.node()->get_if<node::Aggregate>();
  if (aggregate.function == FunctionId::any) {
    Expr predicate = aggregate.arguments.front();
    if (aggregate.where)
      predicate = detail::apply(detail::Operator::and_, predicate, *aggregate.where);
    return make_subquery(node::Subquery::Kind::exists, std::nullopt,
                         make_relation(relation::Filter{inner, predicate}, inner->schema()));
  }
  Schema schema{Field{resolved.name(), resolved.type(), true}};
  if (!aggregate.where)
    return make_subquery(node::Subquery::Kind::scalar, std::nullopt,
                         make_relation(relation::Aggregate{inner, {}, {resolved}, {}}, schema));
  // As a filter of the rows, which an engine can look up by their key; as a FILTER of the reduction
  // it would go over all of them for each row outside.
  const RelationPtr rows =
      make_relation(relation::Filter{inner, *aggregate.where}, inner->schema());
  const auto of_rows = [&](const Expr& operand) {
    return rewrite(
        operand,
        [&](const Expr& e) -> std::optional<Expr> {
          const auto* field = e.node()->get_if<node::Field>();
          if (field == nullptr) return std::nullopt;
          return field->relation == inner ? make_field(rows, field->index) : e;
        },
        [](const Expr& e) { return e; });
  };
  std::vector<Expr> arguments;
  arguments.reserve(aggregate.arguments.size());
  for (const Expr& argument : aggregate.arguments) arguments.push_back(of_rows(argument));
  std::vector<Expr> order;
  order.reserve(aggregate.order.size());
  for (const Expr& key : aggregate.order) order.push_back(of_rows(key));
  const Expr reduced =
      make_aggregate(aggregate.function, std::move(arguments), {}, nullptr, std::move(order));
  return make_subquery(node::Subquery::Kind::scalar, std::nullopt,
                       make_relation(relation::Aggregate{rows, {}, {reduced}, {}}, schema));
}

Expr Binder::place_reduction(const Expr& expression, const node::Aggregate& aggregate) const {
  if (foreign(expression)) {
    const RelationNode* of = expression.node()->facts().relation;
    return reduction_subquery(of->shared_from_this(), expression);
  }
  const Expr own = aggregate.relation == nullptr
                       ? expression
                       : make_aggregate(aggregate.function, aggregate.arguments, aggregate.where,
                                        nullptr, aggregate.order);
  if (use_ == ReductionUse::reduce) return own;
  if (use_ == ReductionUse::window)
    return make_window(own, window_.partition, window_.order, std::nullopt);
  EGREGORA_CHECK(relations_.size() == 1, "a join's predicate holds no reduction of its own");
  return reduction_subquery(relations_.front(), own);
}

}  // namespace egregora
