// SPDX-License-Identifier: Apache-2.0
// How nodes come into being: types are checked and constants read as what they stand beside, here
// and nowhere else.
#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>

#include <algorithm>
#include <utility>

#include "core/check.hpp"
#include "expr/literal_reading.hpp"
#include "expr/node.hpp"
#include "expr/relation.hpp"
#include "expr/type_rules.hpp"

namespace egregora {

namespace {
Expr make(NodeVariant variant, DataType type, bool nullable, Shape shape) {
  return Expr(
      std::make_shared<const ExprNode>(std::move(variant), std::move(type), nullable, shape));
}

std::vector<DataType> types_of(const std::vector<Expr>& expressions) {
  std::vector<DataType> types;
  types.reserve(expressions.size());
  for (const Expr& expression : expressions) types.push_back(expression.type());
  return types;
}

Shape shape_of(const std::vector<Expr>& expressions) {
  const bool column = std::any_of(expressions.begin(), expressions.end(),
                                  [](const Expr& e) { return e.shape() == Shape::column; });
  return column ? Shape::column : Shape::scalar;
}

bool nullable_after(NullRule rule, const std::vector<Expr>& arguments) {
  const auto nullable = [](const Expr& e) { return e.nullable(); };
  switch (rule) {
    case NullRule::propagate:
      return std::any_of(arguments.begin(), arguments.end(), nullable);
    case NullRule::all:
      return std::all_of(arguments.begin(), arguments.end(), nullable);
    case NullRule::always:
      return true;
    case NullRule::never:
      return false;
  }
  return true;
}

/// True where the function compares its arguments, so that a text stands for the other's type.
bool takes_same(const FunctionRow& function) { return function.signatures.starts_with('T'); }

DataType member_type(const Expr& value, const std::string& member) {
  if (value.type().is_null()) return DataType::null();
  return value.type().field(member);
}

/// The name given as the second argument of a member access.
const std::string& member_name(const std::vector<Expr>& arguments) {
  const auto* name = arguments.at(1).node()->get_if<node::Literal>();
  EGREGORA_CHECK(name != nullptr, "a member is named by a literal");
  return name->value.as<std::string>();
}

void require_boolean(const Expr& expression, std::string_view what) {
  if (expression.type().is_boolean() || expression.type().is_null()) return;
  throw TypeError(std::string(what) + " must be boolean; '" + expression.name() + "' is " +
                      expression.type().to_string(),
                  {.object_name = expression.name()});
}
}  // namespace

Expr make_literal(const Scalar& value) {
  return make(node::Literal{value}, value.type(), value.is_null(), Shape::scalar);
}

Expr make_field(RelationPtr relation, std::size_t index) {
  const Field& field = relation->schema()[index];
  DataType type = field.type;
  const bool nullable = field.nullable;
  return make(node::Field{std::move(relation), index}, std::move(type), nullable, Shape::column);
}

Expr make_deferred(std::string_view name) {
  return make(node::Deferred{std::string(name)}, DataType::null(), true, Shape::column);
}

Expr make_parameter(std::string_view name, const DataType& type) {
  return make(node::Parameter{std::string(name)}, type, true, Shape::scalar);
}

namespace {
/// What a user writes in one way and means by the type of what it is written of. A column that is
/// known by name only says its type when a table receives it, so that this is asked again then.
FunctionId overload_of(FunctionId function, const std::vector<Expr>& arguments) {
  if (arguments.empty()) return function;
  const DataType& type = arguments.front().type();
  switch (function) {
    case FunctionId::struct_field:
      return type.kind() == TypeKind::json ? FunctionId::json_field
             : type.is_map()               ? FunctionId::map_get
                                           : function;
    case FunctionId::element:
      return type.kind() == TypeKind::json ? FunctionId::json_element
             : type.is_map()               ? FunctionId::map_get
                                           : function;
    case FunctionId::concat:
      return type.is_list() ? FunctionId::array_concat : function;
    case FunctionId::negate:
      return type.is_boolean() ? FunctionId::not_ : function;
    default:
      return function;
  }
}
}  // namespace

Expr make_call(FunctionId written, std::vector<Expr> arguments) {
  const FunctionId function = overload_of(written, arguments);
  const FunctionRow& row = function_row(function);
  if (takes_same(row)) read_literals_as_common(arguments);
  const std::vector<DataType> types = types_of(arguments);
  check_signature(row, types);
  if (function == FunctionId::not_ || function == FunctionId::and_ || function == FunctionId::or_) {
    for (const Expr& argument : arguments) require_boolean(argument, "an operand of and, or, not");
  }
  DataType type = function == FunctionId::struct_field
                      ? member_type(arguments[0], member_name(arguments))
                      : result_type(row, types);
  const Shape shape = row.kind == FunctionKind::window || row.volatility == Volatility::volatile_
                          ? Shape::column
                          : shape_of(arguments);
  const bool nullable = nullable_after(row.nulls, arguments);
  return make(node::Call{function, std::move(arguments)}, std::move(type), nullable, shape);
}

Expr make_struct(const std::vector<StructField>& members, std::vector<Expr> arguments) {
  EGREGORA_CHECK(members.size() == arguments.size(), "one argument a member");
  std::vector<StructField> typed = members;
  for (std::size_t i = 0; i < typed.size(); ++i) typed[i].type = arguments[i].type();
  const Shape shape = shape_of(arguments);
  return make(node::Call{FunctionId::struct_pack, std::move(arguments)},
              DataType::struct_of(std::move(typed)), false, shape);
}

Expr make_aggregate(FunctionId function, std::vector<Expr> arguments,
                    const std::optional<Expr>& where, RelationPtr relation,
                    std::vector<Expr> order) {
  const FunctionRow& row = function_row(function);
  EGREGORA_CHECK(row.kind == FunctionKind::aggregate, "a reduction");
  for (const Expr& argument : arguments) {
    if (argument.node()->facts().has_aggregate) {
      throw TypeError("'" + argument.name() + "' is a reduction already; '" +
                          std::string(row.name) + "' over it needs agg() or a subquery in between",
                      {.object_name = argument.name()});
    }
  }
  for (const Expr& argument : arguments) {
    const NodeFacts& facts = argument.node()->facts();
    if (!facts.has_window && !facts.has_bare_window) continue;
    throw TypeError("'" + argument.name() + "' is a window; '" + std::string(row.name) +
                        "' over it needs mutate() in between",
                    {.object_name = argument.name()});
  }
  const std::vector<DataType> types = types_of(arguments);
  check_signature(row, types);
  if (where) require_boolean(*where, "the where of a reduction");
  DataType type = result_type(row, types);
  const bool nullable = nullable_after(row.nulls, arguments);
  return make(
      node::Aggregate{function, std::move(arguments), where, std::move(order), std::move(relation)},
      std::move(type), nullable, Shape::scalar);
}

Expr make_cast(const Expr& operand, const DataType& type, bool try_cast) {
  if (operand.type() == type) return operand;
  if (!castable(operand.type(), type)) {
    throw TypeError("no conversion of '" + operand.name() + "' from " + operand.type().to_string() +
                        " to " + type.to_string(),
                    {.object_name = operand.name()});
  }
  return make(node::Cast{operand, try_cast}, type, operand.nullable() || try_cast, operand.shape());
}

Expr make_case(std::vector<Expr> conditions, const std::vector<Expr>& results,
               std::optional<Expr> otherwise) {
  EGREGORA_CHECK(conditions.size() == results.size() && !conditions.empty(),
                 "one result a condition");
  for (const Expr& condition : conditions) require_boolean(condition, "a condition");
  std::vector<Expr> values = results;
  if (otherwise) values.push_back(*otherwise);
  read_literals_as_common(values);
  const auto type = common_type(types_of(values));
  if (!type)
    throw TypeError("the results of a case have types that do not combine: " +
                    describe_types(values));
  const bool nullable = !otherwise || std::any_of(values.begin(), values.end(),
                                                  [](const Expr& e) { return e.nullable(); });
  std::vector<Expr> all = conditions;
  all.insert(all.end(), values.begin(), values.end());
  if (otherwise) {
    otherwise = values.back();
    values.pop_back();
  }
  const Shape shape = shape_of(all);
  return make(node::Case{std::move(conditions), std::move(values), std::move(otherwise)}, *type,
              nullable, shape);
}

Expr make_window(const Expr& function, std::vector<Expr> partition, std::vector<Expr> order,
                 std::optional<WindowFrame> frame) {
  const Expr& inner = without_alias(function);
  const auto* call = inner.node()->get_if<node::Call>();
  const bool windowed =
      inner.node()->get_if<node::Aggregate>() != nullptr ||
      (call != nullptr && function_row(call->function).kind == FunctionKind::window);
  if (!windowed) {
    throw TypeError(
        "over() wants a reduction or a window function; '" + function.name() + "' is neither",
        {.object_name = function.name()});
  }
  return make(node::Window{inner, std::move(partition), std::move(order), frame}, inner.type(),
              inner.nullable(), Shape::column);
}

Expr make_subquery(node::Subquery::Kind kind, std::optional<Expr> needle, RelationPtr relation) {
  using Kind = node::Subquery::Kind;
  const Schema& schema = relation->schema();
  if (kind != Kind::exists && schema.size() != 1) {
    throw IntegrityError("a table used as a value must have one column; this one has " +
                         std::to_string(schema.size()));
  }
  if (kind == Kind::scalar)
    return make(node::Subquery{kind, std::nullopt, std::move(relation)}, schema[0].type, true,
                Shape::scalar);
  if (kind == Kind::exists)
    return make(node::Subquery{kind, std::nullopt, std::move(relation)}, DataType::boolean(), false,
                Shape::scalar);
  EGREGORA_CHECK(needle.has_value(), "what is looked for");
  if (!common_type(needle->type(), schema[0].type)) {
    throw TypeError("isin compares " + needle->type().to_string() + " with a column of " +
                        schema[0].type.to_string(),
                    {.object_name = needle->name()});
  }
  const bool nullable = needle->nullable() || schema[0].nullable;
  const Shape shape = needle->shape();
  return make(node::Subquery{kind, std::move(needle), std::move(relation)}, DataType::boolean(),
              nullable, shape);
}

Expr make_sort(const Expr& operand, bool descending, bool nulls_first) {
  const Expr& key = without_alias(operand);
  if (const auto* sort = key.node()->get_if<node::Sort>())
    return make_sort(sort->operand, descending, nulls_first);
  return make(node::Sort{key, descending, nulls_first}, key.type(), key.nullable(), key.shape());
}

Expr make_alias(const Expr& operand, std::string_view name) {
  const Expr& value = without_alias(operand);
  return make(node::Alias{value, std::string(name)}, value.type(), value.nullable(), value.shape());
}

}  // namespace egregora
