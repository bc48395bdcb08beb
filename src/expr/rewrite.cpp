// SPDX-License-Identifier: Apache-2.0
// Bottom-up rebuilding with an explicit stack, so that depth costs memory and never the call stack.
#include <unordered_map>
#include <utility>

#include "expr/binding.hpp"

namespace egregora {

namespace {
struct Pending {
  Expr expression;
  std::vector<Expr> operands = {};
  std::size_t next = 0;
  bool opened = false;
};

std::vector<Expr> operands_of(const Expr& expression) {
  std::vector<Expr> operands;
  for_each_operand(*expression.node(), [&](const Expr& operand) { operands.push_back(operand); });
  return operands;
}

using Done = std::unordered_map<const ExprNode*, Expr>;

/// The node over its finished operands; the node itself where none changed.
Expr rebuilt(const Pending& pending, const Done& done) {
  bool changed = false;
  std::vector<Expr> operands;
  operands.reserve(pending.operands.size());
  for (const Expr& operand : pending.operands) {
    const Expr& result = done.at(operand.node().get());
    changed |= result.node() != operand.node();
    operands.push_back(result);
  }
  return changed ? with_operands(*pending.expression.node(), std::move(operands))
                 : pending.expression;
}
}  // namespace

Expr rewrite(const Expr& root, const std::function<std::optional<Expr>(const Expr&)>& replace_leaf,
             const std::function<Expr(const Expr&)>& finish) {
  Done done;
  std::vector<Pending> stack;
  stack.push_back({root});
  while (!stack.empty()) {
    Pending& top = stack.back();
    const ExprNode* key = top.expression.node().get();
    if (!top.opened) {
      top.opened = true;
      if (auto replaced = replace_leaf(top.expression)) {
        done.insert_or_assign(key, std::move(*replaced));
        stack.pop_back();
        continue;
      }
      top.operands = operands_of(top.expression);
    }
    if (top.next < top.operands.size()) {
      const Expr operand = top.operands[top.next++];
      if (!done.contains(operand.node().get())) stack.push_back({operand});
      continue;
    }
    done.insert_or_assign(key, finish(rebuilt(top, done)));
    stack.pop_back();
  }
  return done.at(root.node().get());
}

}  // namespace egregora
