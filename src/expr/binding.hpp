// SPDX-License-Identifier: Apache-2.0
// Binding: what a user wrote, made to speak of a relation's own columns. Names are looked up,
// columns of ancestors become the relation's where they passed unchanged, and reductions become
// what their place makes of them.
#pragma once

#include <egregora/expr/expr.hpp>

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "expr/relation.hpp"

namespace egregora {

/// What a reduction over the relation's own rows becomes.
enum class ReductionUse {
  reduce,    ///< stays: the place reduces (agg, having)
  window,    ///< a window over all rows, or over the group (select, mutate, order_by)
  subquery,  ///< a scalar subquery (filter)
};

/// Partition and order that window functions without a window get.
struct DefaultWindow {
  std::vector<Expr> partition = {};
  std::vector<Expr> order = {};
};

/// Binds expressions to one relation, or to the two sides of a join.
class Binder {
 public:
  explicit Binder(RelationPtr relation, ReductionUse use, DefaultWindow window = {});
  /// For a join's predicate. A column that both sides may mean is an IntegrityError that says
  /// `view()`.
  Binder(RelationPtr left, RelationPtr right);

  /// Throws: ColumnNotFoundError; IntegrityError for a column of another table, or one that was
  /// dropped or overwritten.
  Expr bind(const Expr& expression) const;

 private:
  bool settled(const Expr& expression) const;
  Expr finished(const Expr& expression) const;
  Expr resolve_field(const Expr& expression, const node::Field& field) const;
  Expr resolve_name(const std::string& name) const;
  Expr place_reduction(const Expr& expression, const node::Aggregate& aggregate) const;
  bool foreign(const Expr& expression) const;
  /// The one other table whose rows `reduction` goes over while it looks at ours too; null where it
  /// is not so.
  RelationPtr reduced_beside_ours(const Expr& reduction) const;
  Expr correlated(const Expr& reduction, const RelationPtr& inner) const;

  std::vector<RelationPtr> relations_;
  ReductionUse use_;
  DefaultWindow window_;
};

/// Rebuilds `root` bottom-up without recursion: `replace_leaf` for nodes where it gives a value
/// (their operands are not visited), `finish` for every other node once its operands are done.
/// Shared nodes are done once.
Expr rewrite(const Expr& root, const std::function<std::optional<Expr>(const Expr&)>& replace_leaf,
             const std::function<Expr(const Expr&)>& finish);

/// `select the only row's only value`: a reduction over `relation` as a value elsewhere.
Expr reduction_subquery(const RelationPtr& relation, const Expr& reduction);

}  // namespace egregora
