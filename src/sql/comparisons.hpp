// SPDX-License-Identifier: Apache-2.0
// Which functions compare their operands: there a number's width does not matter, and JSON has no
// order everywhere.
#pragma once

#include <egregora/expr/expr.hpp>

#include <vector>

#include "expr/function_table.hpp"

namespace egregora::detail {

/// =, <, IN, BETWEEN and their like: a boolean of operands of one type.
bool compares(FunctionId function) noexcept;
/// Whether it has to know of JSON values which are equal, or which is greater.
bool orders_json(FunctionId function, const std::vector<Expr>& operands);

}  // namespace egregora::detail
