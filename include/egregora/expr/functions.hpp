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
/// A value of `type` that is given when the table is run: `t.execute({{"since", day}})`. The same
/// statement, planned once, serves every value.
Expr param(std::string_view name, const DataType& type);
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
/// A list of the values, at least one. Throws: TypeError where their types do not combine.
Expr array(const std::vector<Expr>& elements);
/// The whole numbers from `start` up to, not including, `stop`.
Expr range(const Expr& start, const Expr& stop, const Expr& step);
Expr range(std::int64_t stop);
Expr range(std::int64_t start, std::int64_t stop, std::int64_t step = 1);

/// "2024-02-29" as a constant. Throws: TypeError naming the text.
Expr date_(std::string_view text);
/// Executing fails where there is no such day.
Expr date_(const Expr& year, const Expr& month, const Expr& day);
/// "2024-02-29 10:11:12" as a constant without a time zone. Throws: TypeError naming the text.
Expr timestamp(std::string_view text);
/// interval(3, "day"); units as truncate's.
Expr interval(std::int64_t count, std::string_view unit);
/// The instant at which the statement began.
Expr now();
/// Its day in UTC.
Expr today();

/// A random UUID for every row; never merged or evaluated twice by a rewrite.
Expr uuid();
/// All of the expressions hold; true where there are none.
Expr all_of(const std::vector<Expr>& predicates);

}  // namespace egregora
