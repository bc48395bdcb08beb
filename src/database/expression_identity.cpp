// SPDX-License-Identifier: Apache-2.0
// An explicit stack: chains of expressions may be longer than a thread's own.
#include "database/expression_identity.hpp"

#include <egregora/sql/to_sql.hpp>

#include <unordered_set>
#include <utility>
#include <vector>

#include "database/file_system.hpp"
#include "database/session.hpp"
#include "expr/relation.hpp"

namespace egregora::detail {

namespace {
bool is_large(const DataFrame& frame) { return frame.num_rows() > kMostRowsPrinted; }

class LeafFinder {
 public:
  explicit LeafFinder(ReadTables& found) : found_(found) {}

  void visit_all(const RelationPtr& root) {
    push(root);
    while (!relations_.empty()) {
      const RelationPtr relation = std::move(relations_.back());
      relations_.pop_back();
      note(*relation);
      for (const RelationPtr& input : inputs(*relation)) push(input);
      for_each_expression(relation->variant(), [&](const Expr& expr) { look_into(expr); });
    }
  }

 private:
  void push(const RelationPtr& relation) {
    if (seen_.insert(relation.get()).second) relations_.push_back(relation);
  }

  void note(const RelationNode& relation) {
    if (const auto* scan = relation.get_if<relation::Scan>()) {
      if (scan->cached) {
        found_.cached = true;
      } else {
        found_.stored.insert(scan->name);
      }
    } else if (const auto* file = relation.get_if<relation::FileScan>()) {
      found_.files.insert(file->path);
    } else if (const auto* memory = relation.get_if<relation::InMemory>()) {
      found_.large_frame = found_.large_frame || is_large(memory->frame);
    }
  }

  void look_into(const Expr& root) {
    std::vector<Expr> expressions = {root};
    while (!expressions.empty()) {
      const Expr expr = std::move(expressions.back());
      expressions.pop_back();
      if (!expr.node()->facts().has_subquery) continue;
      if (const auto* subquery = expr.node()->get_if<node::Subquery>()) push(subquery->relation);
      for_each_operand(*expr.node(), [&](const Expr& operand) { expressions.push_back(operand); });
    }
  }

  ReadTables& found_;
  std::vector<RelationPtr> relations_ = {};
  std::unordered_set<const RelationNode*> seen_ = {};
};
}  // namespace

std::string expression_hash(const Table& rows) {
  CompileOptions options;
  options.resolve_frame = [](const DataFrame& frame) {
    return std::string(is_large(frame) ? "memory" : "");
  };
  return text_digest(compile(rows, options).text);
}

ReadTables tables_read_by(const Table& rows) {
  ReadTables found;
  LeafFinder(found).visit_all(rows.node());
  return found;
}

}  // namespace egregora::detail
