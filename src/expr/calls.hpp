// SPDX-License-Identifier: Apache-2.0
// What the methods of Expr have in common: each names its row of the function table.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "expr/node.hpp"

namespace egregora {

inline Expr call(FunctionId function, std::vector<Expr> arguments) {
  for (Expr& argument : arguments) argument = without_alias(argument);
  return make_call(function, std::move(arguments));
}

inline Expr reduce(FunctionId function, std::vector<Expr> arguments,
                   const std::optional<Expr>& where) {
  for (Expr& argument : arguments) argument = without_alias(argument);
  return make_aggregate(function, std::move(arguments), where);
}

/// A key with its direction: ascending where none is given.
inline Expr sort_key(const Expr& key) {
  const Expr& plain = without_alias(key);
  return plain.node()->get_if<node::Sort>() != nullptr ? plain : make_sort(plain, false, false);
}

inline Expr constant(const Scalar& value) { return make_literal(value); }

}  // namespace egregora
