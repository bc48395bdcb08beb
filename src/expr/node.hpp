// SPDX-License-Identifier: Apache-2.0
// Expression nodes: a closed variant, immutable, each knowing its type, nullability and shape.
// Private to expr and to sql, which prints them. Nothing here recurses: see shared_node.hpp for
// destruction.
#pragma once

#include <egregora/data/scalar.hpp>
#include <egregora/expr/expr.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "expr/function_table.hpp"
#include "expr/shared_node.hpp"

namespace egregora {

class RelationNode;
using RelationPtr = std::shared_ptr<const RelationNode>;

namespace node {
struct Literal {
  Scalar value;
};
/// A column of `relation`.
struct Field {
  RelationPtr relation;
  std::size_t index;
};
/// A column by name; the table that receives it replaces it by a Field.
struct Deferred {
  std::string name;
};
/// A value that is given when the expression is run.
struct Parameter {
  std::string name;
};
/// A scalar function, or a window function (inside Window only).
struct Call {
  FunctionId function;
  std::vector<Expr> arguments;
};
/// To the node's own type.
struct Cast {
  Expr operand;
  bool try_cast;
};
/// results[i] of the first conditions[i] that holds, else `otherwise` or NULL.
struct Case {
  std::vector<Expr> conditions;
  std::vector<Expr> results;
  std::optional<Expr> otherwise;
};
/// A reduction over the rows of its arguments' relation where `where` holds. `relation` is set for
/// a table's count(), which has no arguments to say whose rows are counted.
struct Aggregate {
  FunctionId function;
  std::vector<Expr> arguments;
  std::optional<Expr> where;
  std::vector<Expr> order;  // Sort nodes; of those whose value depends on the order of rows
  RelationPtr relation;
};
/// A reduction or window function over a window. No frame: the whole partition.
struct Window {
  Expr function;
  std::vector<Expr> partition;
  std::vector<Expr> order;  // Sort nodes
  std::optional<WindowFrame> frame;
};
/// A relation as a value: its only cell, whether it has rows, or whether `needle` is among its only
/// column.
struct Subquery {
  enum class Kind : std::uint8_t { scalar, exists, in };
  Kind kind;
  std::optional<Expr> needle;
  RelationPtr relation;
};
struct Sort {
  Expr operand;
  bool descending;
  bool nulls_first;
};
struct Alias {
  Expr operand;
  std::string name;
};
}  // namespace node

using NodeVariant = std::variant<node::Literal, node::Field, node::Deferred, node::Parameter,
                                 node::Call, node::Cast, node::Case, node::Aggregate, node::Window,
                                 node::Subquery, node::Sort, node::Alias>;

/// What is true of a node or of anything below it; computed once, when the node is built.
struct NodeFacts {
  bool has_deferred = false;   ///< a name waits for its table
  bool has_aggregate = false;  ///< a reduction outside Window and Subquery
  bool has_window = false;
  bool has_bare_window = false;  ///< a window function whose window is not given yet
  bool has_subquery = false;
  bool has_volatile = false;
  bool has_unnest = false;
  std::uint32_t size = 1;  ///< nodes below and with it, saturating; the merge guard
  /// The one relation that all fields below belong to; null: no field, or (with `mixed`) several.
  const RelationNode* relation = nullptr;
  bool mixed = false;
};

class ExprNode final : public SharedNode {
 public:
  ExprNode(NodeVariant variant, DataType type, bool nullable, Shape shape);
  ~ExprNode() override;

  const NodeVariant& variant() const noexcept { return variant_; }
  const DataType& type() const noexcept { return type_; }
  bool nullable() const noexcept { return nullable_; }
  Shape shape() const noexcept { return shape_; }
  const NodeFacts& facts() const noexcept { return facts_; }

  template <class T>
  const T* get_if() const noexcept {
    return std::get_if<T>(&variant_);
  }

 private:
  // Out of memory while destroying ends the program, as it would without the list.
  // NOLINTNEXTLINE(bugprone-exception-escape)
  void take_children(std::vector<std::shared_ptr<const SharedNode>>& into) noexcept override;

  NodeVariant variant_;
  DataType type_;
  bool nullable_;
  Shape shape_;
  NodeFacts facts_ = {};
};

/// Calls `visit(const Expr&)` for each direct operand, in order; not into a Subquery's relation.
void for_each_operand(const ExprNode& node, const std::function<void(const Expr&)>& visit);
/// The same node with other operands (as many, in the same order); type and nullability are
/// computed anew.
Expr with_operands(const ExprNode& node, std::vector<Expr> operands);

// Factories: they check types and throw TypeError.
Expr make_literal(const Scalar& value);
Expr make_field(RelationPtr relation, std::size_t index);
Expr make_deferred(std::string_view name);
Expr make_parameter(std::string_view name, const DataType& type);
/// Promotes operands (a text beside a timestamp is read as one) and checks the signature.
Expr make_call(FunctionId function, std::vector<Expr> arguments);
Expr make_aggregate(FunctionId function, std::vector<Expr> arguments,
                    const std::optional<Expr>& where, RelationPtr relation = {},
                    std::vector<Expr> order = {});
/// A struct of `arguments` under the members' names; types are taken from the arguments.
Expr make_struct(const std::vector<StructField>& members, std::vector<Expr> arguments);
Expr make_cast(const Expr& operand, const DataType& type, bool try_cast);
Expr make_case(std::vector<Expr> conditions, const std::vector<Expr>& results,
               std::optional<Expr> otherwise);
Expr make_window(const Expr& function, std::vector<Expr> partition, std::vector<Expr> order,
                 std::optional<WindowFrame> frame);
Expr make_subquery(node::Subquery::Kind kind, std::optional<Expr> needle, RelationPtr relation);
Expr make_sort(const Expr& operand, bool descending, bool nulls_first);
Expr make_alias(const Expr& operand, std::string_view name);

/// The expression below any Alias.
const Expr& without_alias(const Expr& expression) noexcept;

}  // namespace egregora
