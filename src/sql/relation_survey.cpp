// SPDX-License-Identifier: Apache-2.0
#include "sql/relation_survey.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>

#include "core/check.hpp"

namespace egregora::detail {

namespace {
/// More parts than this no engine reads, and shared parts could make text of exponential length.
constexpr std::uint32_t kMaxExpressionSize = 4'000'000;

bool is_input(const RelationNode& relation, const RelationNode* candidate) {
  bool found = false;
  for_each_input(relation, [&](const RelationNode& input) { found |= &input == candidate; });
  return found;
}

void note_outer(RelationInfo& info, const node::Field& field) {
  if (std::find(info.outer.begin(), info.outer.end(), &field) == info.outer.end())
    info.outer.push_back(&field);
}

/// True where every field is of a direct input and no subquery can reach out: the usual case,
/// which needs no walk over the expression.
bool self_contained(const RelationNode& relation, const NodeFacts& facts) {
  if (facts.has_subquery || facts.mixed) return false;
  return facts.relation == nullptr || is_input(relation, facts.relation);
}
}  // namespace

RelationSurvey::RelationSurvey(const RelationNode& root) {
  struct Pending {
    const RelationNode* relation;
    std::vector<const RelationNode*> below;
    std::size_t next = 0;
  };
  std::vector<Pending> stack;
  const auto open = [&](const RelationNode& relation) {
    std::vector<const RelationNode*> below;
    visit(relation, below);
    stack.push_back({&relation, std::move(below)});
  };
  infos_.reserve(root.depth() + 1);
  open(root);
  while (!stack.empty()) {
    Pending& top = stack.back();
    if (top.next == top.below.size()) {
      finish(*top.relation);
      stack.pop_back();
      continue;
    }
    const RelationNode& next = *top.below[top.next++];
    ++infos_[&next].uses;
    if (infos_[&next].uses == 1) open(next);
  }
}

void RelationSurvey::visit(const RelationNode& relation, std::vector<const RelationNode*>& below) {
  RelationInfo& info = infos_[&relation];
  for_each_input(relation, [&](const RelationNode& input) { below.push_back(&input); });
  for_each_expression(relation.variant(), [&](const Expr& expression) {
    const NodeFacts& facts = expression.node()->facts();
    EGREGORA_CHECK(!facts.has_deferred, "a column's name was not resolved: " + expression.name());
    if (facts.size > kMaxExpressionSize) {
      throw UnsupportedOperationError(
          "an expression with more than " + std::to_string(kMaxExpressionSize) +
              " parts is read by no engine: '" + expression.name() + "'",
          {.object_name = expression.name()});
    }
    info.has_volatile |= facts.has_volatile;
    if (!self_contained(relation, facts)) survey_expression(relation, expression, below);
  });
}

void RelationSurvey::survey_expression(const RelationNode& relation, const Expr& expression,
                                       std::vector<const RelationNode*>& below) {
  RelationInfo& info = infos_[&relation];
  std::vector<const ExprNode*> pending{expression.node().get()};
  std::unordered_set<const ExprNode*> seen;
  while (!pending.empty()) {
    const ExprNode& current = *pending.back();
    pending.pop_back();
    if (self_contained(relation, current.facts()) || !seen.insert(&current).second) continue;
    const auto* field = current.get_if<node::Field>();
    if (field != nullptr && !is_input(relation, field->relation.get())) note_outer(info, *field);
    if (const auto* subquery = current.get_if<node::Subquery>()) {
      below.push_back(subquery->relation.get());
      subqueries_[&relation].push_back(subquery->relation.get());
    }
    for_each_operand(current,
                     [&](const Expr& operand) { pending.push_back(operand.node().get()); });
  }
}

const std::vector<const RelationNode*>& RelationSurvey::subqueries(
    const RelationNode& relation) const {
  static const std::vector<const RelationNode*> kNone;
  const auto found = subqueries_.find(&relation);
  return found == subqueries_.end() ? kNone : found->second;
}

void RelationSurvey::finish(const RelationNode& relation) {
  RelationInfo& info = infos_.at(&relation);
  const auto take = [&](const RelationNode& part) -> const RelationInfo& {
    const RelationInfo& below = infos_.at(&part);
    EGREGORA_CHECK(below.finished, "a relation is made of itself");
    info.has_volatile |= below.has_volatile;
    return below;
  };
  // A table in FROM does not see its neighbours, a subquery in an expression sees them all.
  for_each_input(relation, [&](const RelationNode& input) {
    for (const node::Field* field : take(input).outer) note_outer(info, *field);
  });
  for (const RelationNode* subquery : subqueries(relation)) {
    for (const node::Field* field : take(*subquery).outer) {
      if (!is_input(relation, field->relation.get())) note_outer(info, *field);
    }
  }
  info.finished = true;
  order_.push_back(&relation);
}

}  // namespace egregora::detail
