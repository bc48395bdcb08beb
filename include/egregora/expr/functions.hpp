// SPDX-License-Identifier: Apache-2.0
// Functions that begin an expression: columns by name, literals, and what belongs to no single
// value.
#pragma once

#include <egregora/expr/expr.hpp>
#include <egregora/expr/value.hpp>

#include <initializer_list>
#include <utility>
#include <vector>

namespace egregora {

/// A column by name, resolved by the table that receives it. Throws there: ColumnNotFoundError.
Expr col(std::string_view name);

/// A typed constant. Text compared with a date or timestamp is read as one, or TypeError.
Expr literal(const Scalar& value);
/// A constant of exactly `type`. Throws: TypeError where `value` does not fit it.
Expr literal(const Scalar& value, const DataType& type);
/// NULL of `type`.
Expr null(const DataType& type = {});

/// Number of rows.
Value<sql::BigInt> count();
Value<sql::BigInt> count_where(const Expr& predicate);

/// Position in the window's order, from 0.
Value<sql::BigInt> row_number();
Value<sql::BigInt> rank();
Value<sql::BigInt> dense_rank();

/// The first value that is not NULL.
Expr coalesce(const std::vector<Expr>& values);
Expr greatest(const std::vector<Expr>& values);
Expr least(const std::vector<Expr>& values);
Expr ifelse(const Expr& condition, const Expr& if_true, const Expr& if_false);
/// The value of the first condition that holds, else `otherwise`.
Expr cases(const std::vector<std::pair<Expr, Expr>>& branches,
           const std::optional<Expr>& otherwise = {});
/// Packs expressions into a struct.
Expr struct_(const std::vector<Named>& members);
/// A random UUID for every row; never merged or evaluated twice by a rewrite.
Expr uuid();
/// All of the expressions hold; true where there are none.
Expr all_of(const std::vector<Expr>& predicates);

}  // namespace egregora
