// SPDX-License-Identifier: Apache-2.0
// A condition on a column: to be one of many values.
#pragma once

#include <egregora/expr/expr.hpp>

#include <vector>

namespace egregora::detail {

/// True where `column` is one of `values`, however many. Requires: one at least, all of one type.
Expr among(const Expr& column, const std::vector<Scalar>& values);

}  // namespace egregora::detail
