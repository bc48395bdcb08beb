// SPDX-License-Identifier: Apache-2.0
// One walk over everything below a table before it is lowered: in which order, what is used more
// than once, and what reaches outside a subquery. Iterative: a chain may have any length.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "expr/relation.hpp"

namespace egregora::detail {

struct Select;

struct RelationInfo {
  std::uint32_t uses = 0;  ///< by other relations and by subqueries
  bool finished = false;   ///< all that it is made of was visited
  bool has_volatile = false;
  /// Fields below it whose relation is not below it: what makes a subquery correlated.
  std::vector<const node::Field*> outer = {};
  Select* select = nullptr;        ///< set by the lowering
  std::int64_t common_table = -1;  ///< set by the lowering
};

class RelationSurvey {
 public:
  /// Throws: UnsupportedOperationError for an expression too large to be written.
  explicit RelationSurvey(const RelationNode& root);

  /// Every relation once, after those it is made of.
  const std::vector<const RelationNode*>& order() const noexcept { return order_; }
  RelationInfo& info(const RelationNode& relation) { return infos_.at(&relation); }
  const RelationInfo& info(const RelationNode& relation) const { return infos_.at(&relation); }
  /// The relations of the subqueries in `relation`'s own expressions.
  const std::vector<const RelationNode*>& subqueries(const RelationNode& relation) const;

 private:
  void visit(const RelationNode& relation, std::vector<const RelationNode*>& below);
  void survey_expression(const RelationNode& relation, const Expr& expression,
                         std::vector<const RelationNode*>& below);
  void finish(const RelationNode& relation);

  std::vector<const RelationNode*> order_ = {};
  std::unordered_map<const RelationNode*, RelationInfo> infos_ = {};
  std::unordered_map<const RelationNode*, std::vector<const RelationNode*>> subqueries_ = {};
};

/// Calls `visit(const RelationNode&)` for each direct input of `relation`.
template <class F>
void for_each_input(const RelationNode& relation, const F& visit) {
  std::visit(
      [&](const auto& r) {
        if constexpr (requires { r.parent; }) visit(*r.parent);
        if constexpr (requires {
                        r.left;
                        r.right;
                      }) {
          visit(*r.left);
          visit(*r.right);
        }
      },
      relation.variant());
}

}  // namespace egregora::detail
