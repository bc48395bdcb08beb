// SPDX-License-Identifier: Apache-2.0
// What the operator templates call: one function a purpose, so that a query costs the compiler next
// to nothing.
#include <egregora/core/errors.hpp>
#include <egregora/expr/operators.hpp>

#include "expr/node.hpp"

namespace egregora::detail {

namespace {
FunctionId function_of(Operator op) {
  switch (op) {
    case Operator::equal:
      return FunctionId::equal;
    case Operator::not_equal:
      return FunctionId::not_equal;
    case Operator::less:
      return FunctionId::less;
    case Operator::less_equal:
      return FunctionId::less_equal;
    case Operator::greater:
      return FunctionId::greater;
    case Operator::greater_equal:
      return FunctionId::greater_equal;
    case Operator::add:
      return FunctionId::add;
    case Operator::subtract:
      return FunctionId::subtract;
    case Operator::multiply:
      return FunctionId::multiply;
    case Operator::divide:
      return FunctionId::divide;
    case Operator::modulo:
      return FunctionId::modulo;
    case Operator::and_:
      return FunctionId::and_;
    case Operator::or_:
      return FunctionId::or_;
  }
  throw InternalError("unknown operator");
}

bool is_null_literal(const Expr& expression) {
  const auto* literal = without_alias(expression).node()->get_if<node::Literal>();
  return literal != nullptr && literal->value.is_null();
}
}  // namespace

Expr apply(Operator op, const Expr& left, const Expr& right) {
  // Nothing equals NULL in SQL; who writes `x == null` asks whether x is NULL.
  if (op == Operator::equal || op == Operator::not_equal) {
    const FunctionId test = op == Operator::equal ? FunctionId::is_null : FunctionId::not_null;
    if (is_null_literal(right)) return make_call(test, {without_alias(left)});
    if (is_null_literal(left)) return make_call(test, {without_alias(right)});
  }
  return make_call(function_of(op), {without_alias(left), without_alias(right)});
}

Expr negate_boolean(const Expr& operand) {
  return make_call(FunctionId::not_, {without_alias(operand)});
}

Expr literal_expr(const Scalar& value) { return make_literal(value); }

Scalar execute_scalar(const Expr& expression, bool may_be_null) {
  Scalar value = expression.execute();
  if (value.is_null() && !may_be_null) {
    throw NullValueError("'" + expression.name() + "' is NULL", {.object_name = expression.name()});
  }
  return value;
}

}  // namespace egregora::detail
