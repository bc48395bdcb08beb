// SPDX-License-Identifier: Apache-2.0
// The compile-time typed shell over Expr: tags, values, and what may stand beside what.
// A Value adds no state to its Expr; it only lets the compiler refuse what building would refuse at
// run time.
#pragma once

#include <egregora/expr/expr.hpp>
#include <egregora/expr/sql_types.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace egregora {

namespace detail {
/// Runs a scalar expression; throws NullValueError where `value` is NULL and `may_be_null` is
/// false.
Scalar execute_scalar(const Expr& expression, bool may_be_null);
}  // namespace detail

/// An expression whose type the compiler knows. Converts to Expr; does not derive from it.
template <class Tag>
class Value {
 public:
  using tag = Tag;
  using cpp_type = sql::cpp_type<Tag>;

  explicit Value(Expr expression) : expression_(std::move(expression)) {}
  operator Expr() const { return expression_; }
  const Expr& expr() const noexcept { return expression_; }

  /// Runs a scalar; an optional where the type is nullable.
  auto execute() const {
    const Scalar value = detail::execute_scalar(expression_, sql::is_nullable<Tag>);
    if constexpr (sql::is_nullable<Tag>) {
      return value.is_null() ? std::optional<cpp_type>()
                             : std::optional<cpp_type>(sql::from_scalar<Tag>(value));
    } else {
      return sql::from_scalar<Tag>(value);
    }
  }

  Value as(std::string_view name) const { return Value(expression_.as(name)); }
  Expr asc() const { return expression_.asc(); }
  Expr desc() const { return expression_.desc(); }
  Value<sql::Bool> isnull() const { return Value<sql::Bool>(expression_.isnull()); }
  Value<sql::Bool> notnull() const { return Value<sql::Bool>(expression_.notnull()); }
  Value<sql::BigInt> count() const { return Value<sql::BigInt>(expression_.count()); }
  Value<sql::BigInt> nunique() const { return Value<sql::BigInt>(expression_.nunique()); }
  Value<sql::nullable<Tag>> min() const { return Value<sql::nullable<Tag>>(expression_.min()); }
  Value<sql::nullable<Tag>> max() const { return Value<sql::nullable<Tag>>(expression_.max()); }
  Expr cast(const DataType& type) const { return expression_.cast(type); }
  Expr over() const { return expression_.over(); }
  Expr over(const WindowSpec& window) const { return expression_.over(window); }

 private:
  Expr expression_;
};

using sql::nullable;

}  // namespace egregora

#include <egregora/expr/operators.hpp>
