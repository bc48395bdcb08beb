// SPDX-License-Identifier: Apache-2.0
// Structural equality of expressions and tables, with an explicit stack.
#include <egregora/expr/table.hpp>

#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "expr/node.hpp"
#include "expr/relation.hpp"

namespace egregora {

namespace {
/// Compares two graphs pair by pair; a pair seen once is not compared again.
class Comparison {
 public:
  bool equal(const Expr& a, const Expr& b) {
    push(a, b);
    return run();
  }
  bool equal(const RelationPtr& a, const RelationPtr& b) {
    push(a, b);
    return run();
  }

 private:
  using Pair = std::pair<const SharedNode*, const SharedNode*>;

  bool run() {
    while (same_ && (!expressions_.empty() || !relations_.empty())) {
      if (!expressions_.empty()) {
        const auto [a, b] = expressions_.back();
        expressions_.pop_back();
        compare(*a, *b);
      } else {
        const auto [a, b] = relations_.back();
        relations_.pop_back();
        compare(*a, *b);
      }
    }
    return same_;
  }

  void push(const Expr& a, const Expr& b) {
    if (a.node() == b.node() || !seen_.insert(Pair(a.node().get(), b.node().get())).second) return;
    expressions_.emplace_back(a.node().get(), b.node().get());
  }
  void push(const RelationPtr& a, const RelationPtr& b) {
    if (a == b) return;
    if (a == nullptr || b == nullptr) {
      same_ = false;
    } else if (seen_.insert(Pair(a.get(), b.get())).second) {
      relations_.emplace_back(a.get(), b.get());
    }
  }
  void push(const std::vector<Expr>& a, const std::vector<Expr>& b) {
    same_ = same_ && a.size() == b.size();
    for (std::size_t i = 0; same_ && i < a.size(); ++i) push(a[i], b[i]);
  }
  void push(const std::optional<Expr>& a, const std::optional<Expr>& b) {
    same_ = same_ && a.has_value() == b.has_value();
    if (same_ && a) push(*a, *b);
  }

  void compare(const ExprNode& a, const ExprNode& b) {
    same_ = a.variant().index() == b.variant().index() && a.type() == b.type();
    if (same_)
      std::visit(
          [&](const auto& x) { same(x, std::get<std::remove_cvref_t<decltype(x)>>(b.variant())); },
          a.variant());
  }
  void compare(const RelationNode& a, const RelationNode& b) {
    same_ = a.variant().index() == b.variant().index() && a.schema() == b.schema();
    if (same_)
      std::visit(
          [&](const auto& x) { same(x, std::get<std::remove_cvref_t<decltype(x)>>(b.variant())); },
          a.variant());
  }
  void require(bool equal) { same_ = same_ && equal; }

  void same(const node::Literal& a, const node::Literal& b) { require(a.value == b.value); }
  void same(const node::Field& a, const node::Field& b) {
    require(a.index == b.index);
    push(a.relation, b.relation);
  }
  void same(const node::Deferred& a, const node::Deferred& b) {
    require(fold_case(a.name) == fold_case(b.name));
  }
  void same(const node::Parameter& a, const node::Parameter& b) { require(a.name == b.name); }
  void same(const node::Call& a, const node::Call& b) {
    // Each call of a volatile function is a value of its own.
    require(a.function == b.function &&
            function_row(a.function).volatility != Volatility::volatile_);
    push(a.arguments, b.arguments);
  }
  void same(const node::Cast& a, const node::Cast& b) {
    require(a.try_cast == b.try_cast);
    push(a.operand, b.operand);
  }
  void same(const node::Case& a, const node::Case& b) {
    push(a.conditions, b.conditions);
    push(a.results, b.results);
    push(a.otherwise, b.otherwise);
  }
  void same(const node::Aggregate& a, const node::Aggregate& b) {
    require(a.function == b.function);
    push(a.arguments, b.arguments);
    push(a.where, b.where);
    push(a.order, b.order);
    push(a.relation, b.relation);
  }
  void same(const node::Window& a, const node::Window& b) {
    const auto bound = [](const FrameBound& x, const FrameBound& y) {
      return x.kind == y.kind && x.offset == y.offset && x.interval == y.interval;
    };
    require(a.frame.has_value() == b.frame.has_value());
    if (same_ && a.frame)
      require(a.frame->unit == b.frame->unit && bound(a.frame->start, b.frame->start) &&
              bound(a.frame->end, b.frame->end));
    push(a.function, b.function);
    push(a.partition, b.partition);
    push(a.order, b.order);
  }
  void same(const node::Subquery& a, const node::Subquery& b) {
    require(a.kind == b.kind);
    push(a.needle, b.needle);
    push(a.relation, b.relation);
  }
  void same(const node::Sort& a, const node::Sort& b) {
    require(a.descending == b.descending && a.nulls_first == b.nulls_first);
    push(a.operand, b.operand);
  }
  void same(const node::Alias& a, const node::Alias& b) {
    require(a.name == b.name);
    push(a.operand, b.operand);
  }

  void same(const relation::Scan& a, const relation::Scan& b) {
    require(fold_case(a.name) == fold_case(b.name) && a.source == b.source);
  }
  void same(const relation::InMemory& a, const relation::InMemory& b) {
    require(a.frame.num_columns() > 0 && a.frame.data(0) == b.frame.data(0));
  }
  void same(const relation::FileScan& a, const relation::FileScan& b) {
    require(a.path == b.path && a.format == b.format && a.source == b.source);
  }
  void same(const relation::Filter& a, const relation::Filter& b) {
    push(a.predicate, b.predicate);
    push(a.parent, b.parent);
  }
  void same(const relation::Project& a, const relation::Project& b) {
    push(a.columns, b.columns);
    push(a.parent, b.parent);
  }
  void same(const relation::Aggregate& a, const relation::Aggregate& b) {
    push(a.keys, b.keys);
    push(a.reductions, b.reductions);
    push(a.having, b.having);
    push(a.parent, b.parent);
  }
  void same(const relation::Sort& a, const relation::Sort& b) {
    push(a.keys, b.keys);
    push(a.parent, b.parent);
  }
  void same(const relation::Limit& a, const relation::Limit& b) {
    require(a.rows == b.rows && a.offset == b.offset);
    push(a.parent, b.parent);
  }
  void same(const relation::Distinct& a, const relation::Distinct& b) {
    require(a.on == b.on && a.keep == b.keep);
    push(a.parent, b.parent);
  }
  void same(const relation::SetOp& a, const relation::SetOp& b) {
    require(a.kind == b.kind && a.distinct == b.distinct && a.right_columns == b.right_columns);
    push(a.left, b.left);
    push(a.right, b.right);
  }
  void same(const relation::Join& a, const relation::Join& b) {
    require(a.kind == b.kind);
    push(a.predicate, b.predicate);
    push(a.left, b.left);
    push(a.right, b.right);
  }
  void same(const relation::Unnest& a, const relation::Unnest& b) {
    require(a.index == b.index);
    push(a.parent, b.parent);
  }
  // A view's columns are its own: two views are two tables, whatever they show.
  void same(const relation::View&, const relation::View&) { require(false); }

  bool same_ = true;
  std::set<Pair> seen_;
  std::vector<std::pair<const ExprNode*, const ExprNode*>> expressions_;
  std::vector<std::pair<const RelationNode*, const RelationNode*>> relations_;
};
}  // namespace

bool Expr::equals(const Expr& other) const { return Comparison().equal(*this, other); }
bool Table::equals(const Table& other) const { return Comparison().equal(node_, other.node_); }

}  // namespace egregora
