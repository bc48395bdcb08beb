// SPDX-License-Identifier: Apache-2.0
#include "sql/comparisons.hpp"

#include <algorithm>

namespace egregora::detail {

bool compares(FunctionId function) noexcept {
  switch (function) {
    case FunctionId::equal:
    case FunctionId::not_equal:
    case FunctionId::less:
    case FunctionId::less_equal:
    case FunctionId::greater:
    case FunctionId::greater_equal:
    case FunctionId::identical_to:
    case FunctionId::between:
    case FunctionId::is_in:
      return true;
    default:
      return false;
  }
}

bool orders_json(FunctionId function, const std::vector<Expr>& operands) {
  const bool orders = compares(function) || function == FunctionId::nullif ||
                      function == FunctionId::greatest || function == FunctionId::least ||
                      function == FunctionId::nunique;
  return orders && std::any_of(operands.begin(), operands.end(), [](const Expr& operand) {
           return operand.type().kind() == TypeKind::json;
         });
}

}  // namespace egregora::detail
