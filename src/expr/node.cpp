// SPDX-License-Identifier: Apache-2.0
// Expression nodes: facts, operands, destruction.
#include "expr/node.hpp"

#include <limits>
#include <utility>

#include "core/check.hpp"
#include "expr/relation.hpp"

namespace egregora {

namespace {
template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

void add_relation(NodeFacts& facts, const RelationNode* relation, bool mixed) {
  if (mixed || (relation != nullptr && facts.relation != nullptr && relation != facts.relation)) {
    facts.mixed = true;
  }
  if (facts.relation == nullptr) facts.relation = relation;
}

void add_operand(NodeFacts& facts, const NodeFacts& operand) {
  facts.has_deferred |= operand.has_deferred;
  facts.has_aggregate |= operand.has_aggregate;
  facts.has_window |= operand.has_window;
  facts.has_bare_window |= operand.has_bare_window;
  facts.has_subquery |= operand.has_subquery;
  facts.has_volatile |= operand.has_volatile;
  facts.has_unnest |= operand.has_unnest;
  const std::uint64_t size = std::uint64_t{facts.size} + operand.size;
  facts.size = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(size, std::numeric_limits<std::uint32_t>::max()));
  add_relation(facts, operand.relation, operand.mixed);
}

void add_own_facts(NodeFacts& facts, const NodeVariant& variant) {
  std::visit(Overloaded{
                 [&](const node::Field& field) { facts.relation = field.relation.get(); },
                 [&](const node::Deferred&) { facts.has_deferred = true; },
                 [&](const node::Call& call) {
                   const FunctionRow& row = function_row(call.function);
                   facts.has_volatile |= row.volatility == Volatility::volatile_;
                   facts.has_unnest |= call.function == FunctionId::unnest;
                   facts.has_bare_window |= row.kind == FunctionKind::window;
                 },
                 [&](const node::Aggregate& aggregate) {
                   facts.has_aggregate = true;
                   add_relation(facts, aggregate.relation.get(), false);
                 },
                 [&](const node::Window& window) {
                   // The function itself now has its window; what is nested in its arguments keeps
                   // its facts.
                   facts.has_window = true;
                   facts.has_aggregate = false;
                   facts.has_bare_window = false;
                   for_each_operand(*window.function.node(), [&](const Expr& argument) {
                     facts.has_aggregate |= argument.node()->facts().has_aggregate;
                     facts.has_bare_window |= argument.node()->facts().has_bare_window;
                   });
                   for (const auto* list : {&window.partition, &window.order}) {
                     for (const Expr& key : *list) {
                       facts.has_aggregate |= key.node()->facts().has_aggregate;
                       facts.has_bare_window |= key.node()->facts().has_bare_window;
                     }
                   }
                 },
                 [&](const node::Subquery&) { facts.has_subquery = true; },
                 [](const auto&) {},
             },
             variant);
}

template <class V, class F>
void visit_operands(V& variant, const F& visit) {
  const auto all = [&](auto& list) {
    for (auto& item : list) visit(item);
  };
  const auto maybe = [&](auto& item) {
    if (item) visit(*item);
  };
  std::visit(
      [&](auto& n) {
        using N = std::remove_cvref_t<decltype(n)>;
        if constexpr (std::same_as<N, node::Call>) {
          all(n.arguments);
        } else if constexpr (std::same_as<N, node::Cast> || std::same_as<N, node::Sort> ||
                             std::same_as<N, node::Alias>) {
          visit(n.operand);
        } else if constexpr (std::same_as<N, node::Case>) {
          all(n.conditions);
          all(n.results);
          maybe(n.otherwise);
        } else if constexpr (std::same_as<N, node::Aggregate>) {
          all(n.arguments);
          maybe(n.where);
          all(n.order);
        } else if constexpr (std::same_as<N, node::Window>) {
          visit(n.function);
          all(n.partition);
          all(n.order);
        } else if constexpr (std::same_as<N, node::Subquery>) {
          maybe(n.needle);
        }
      },
      variant);
}
}  // namespace

ExprNode::ExprNode(NodeVariant variant, DataType type, bool nullable, Shape shape)
    : variant_(std::move(variant)), type_(std::move(type)), nullable_(nullable), shape_(shape) {
  visit_operands(variant_,
                 [&](const Expr& operand) { add_operand(facts_, operand.node()->facts()); });
  add_own_facts(facts_, variant_);
}

ExprNode::~ExprNode() { release_children(); }

// NOLINTNEXTLINE(bugprone-exception-escape): see its declaration
void ExprNode::take_children(std::vector<std::shared_ptr<const SharedNode>>& into) noexcept {
  visit_operands(variant_, [&](Expr& operand) { into.push_back(std::move(operand).node()); });
  if (auto* field = std::get_if<node::Field>(&variant_)) into.push_back(std::move(field->relation));
  if (auto* aggregate = std::get_if<node::Aggregate>(&variant_))
    into.push_back(std::move(aggregate->relation));
  if (auto* subquery = std::get_if<node::Subquery>(&variant_))
    into.push_back(std::move(subquery->relation));
}

void for_each_operand(const ExprNode& node, const std::function<void(const Expr&)>& visit) {
  visit_operands(node.variant(), [&](const Expr& operand) { visit(operand); });
}

Expr with_operands(const ExprNode& node, std::vector<Expr> operands) {
  std::size_t next = 0;
  const auto take = [&]() -> Expr { return std::move(operands.at(next++)); };
  const auto take_all = [&](std::size_t count) {
    std::vector<Expr> taken;
    taken.reserve(count);
    for (std::size_t i = 0; i < count; ++i) taken.push_back(take());
    return taken;
  };
  const auto take_if = [&](bool present) {
    return present ? std::optional<Expr>(take()) : std::nullopt;
  };
  return std::visit(
      [&](const auto& n) -> Expr {
        using N = std::remove_cvref_t<decltype(n)>;
        if constexpr (std::same_as<N, node::Call>) {
          if (n.function == FunctionId::struct_pack) {
            return make_struct(
                node.type().is_struct() ? node.type().fields() : std::vector<StructField>{},
                take_all(n.arguments.size()));
          }
          return make_call(n.function, take_all(n.arguments.size()));
        } else if constexpr (std::same_as<N, node::Cast>) {
          return make_cast(take(), node.type(), n.try_cast);
        } else if constexpr (std::same_as<N, node::Sort>) {
          return make_sort(take(), n.descending, n.nulls_first);
        } else if constexpr (std::same_as<N, node::Alias>) {
          return make_alias(take(), n.name);
        } else if constexpr (std::same_as<N, node::Case>) {
          auto conditions = take_all(n.conditions.size());
          auto results = take_all(n.results.size());
          return make_case(std::move(conditions), std::move(results),
                           take_if(n.otherwise.has_value()));
        } else if constexpr (std::same_as<N, node::Aggregate>) {
          auto arguments = take_all(n.arguments.size());
          auto where = take_if(n.where.has_value());
          return make_aggregate(n.function, std::move(arguments), where, n.relation,
                                take_all(n.order.size()));
        } else if constexpr (std::same_as<N, node::Window>) {
          const Expr function = take();
          auto partition = take_all(n.partition.size());
          return make_window(function, std::move(partition), take_all(n.order.size()), n.frame);
        } else if constexpr (std::same_as<N, node::Subquery>) {
          return make_subquery(n.kind, take_if(n.needle.has_value()), n.relation);
        } else {
          EGREGORA_CHECK(operands.empty(), "a leaf has no operands");
          return Expr(std::make_shared<const ExprNode>(node.variant(), node.type(), node.nullable(),
                                                       node.shape()));
        }
      },
      node.variant());
}

const Expr& without_alias(const Expr& expression) noexcept {
  const Expr* current = &expression;
  while (const auto* alias = current->node()->get_if<node::Alias>()) current = &alias->operand;
  return *current;
}

}  // namespace egregora
