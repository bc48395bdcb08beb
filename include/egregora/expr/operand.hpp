// SPDX-License-Identifier: Apache-2.0
// What may stand beside a typed expression: another one, a dynamic one, or a C++ value, and the tag
// that each has.
#pragma once

#include <egregora/expr/expr.hpp>
#include <egregora/expr/sql_types.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace egregora {

namespace detail {
template <class T>
struct value_tag {
  static constexpr bool typed = false;
};
template <class V>
requires requires(const V& v) {
  typename V::tag;
  v.expr();
}
struct value_tag<V> {
  static constexpr bool typed = true;
  using tag = typename V::tag;
};
template <class T>
inline constexpr bool is_typed = value_tag<std::remove_cvref_t<T>>::typed;
template <class T>
inline constexpr bool is_dynamic = std::same_as<std::remove_cvref_t<T>, Expr>;
template <class T>
inline constexpr bool is_expression = is_typed<T> || is_dynamic<T>;

/// The tag that a plain C++ value has beside a typed one; void where it has none.
template <class T>
constexpr auto literal_tag_of() {
  using U = std::decay_t<T>;
  if constexpr (std::same_as<U, bool>) {
    return std::type_identity<sql::Bool>{};
  } else if constexpr (std::integral<U> && !std::same_as<U, char>) {
    return std::type_identity<sql::BigInt>{};
  } else if constexpr (std::floating_point<U>) {
    return std::type_identity<sql::Double>{};
  } else if constexpr (std::convertible_to<U, std::string_view>) {
    return std::type_identity<sql::Text>{};
  } else if constexpr (std::same_as<U, Uuid>) {
    return std::type_identity<sql::Uuid>{};
  } else if constexpr (std::same_as<U, Date>) {
    return std::type_identity<sql::Date>{};
  } else if constexpr (std::convertible_to<U, Timestamp>) {
    return std::type_identity<sql::TimestampTz>{};
  } else if constexpr (std::same_as<U, TimeOfDay>) {
    return std::type_identity<sql::Time>{};
  } else if constexpr (std::same_as<U, Interval>) {
    return std::type_identity<sql::Interval>{};
  } else {
    return std::type_identity<void>{};
  }
}
template <class T>
constexpr auto tag_of() {
  if constexpr (is_typed<T>) {
    return std::type_identity<typename value_tag<std::remove_cvref_t<T>>::tag>{};
  } else {
    return literal_tag_of<T>();
  }
}
template <class T>
using operand_tag = typename decltype(tag_of<T>())::type;

Expr literal_expr(const Scalar& value);

template <class T>
Expr to_expr(const T& value) {
  if constexpr (is_dynamic<T>) {
    return value;
  } else if constexpr (is_typed<T>) {
    return value.expr();
  } else if constexpr (std::convertible_to<T, Timestamp> && !std::same_as<T, Date>) {
    return literal_expr(Scalar(Timestamp(value)));
  } else {
    return literal_expr(Scalar(value));
  }
}

template <class A, class B>
inline constexpr bool tags_compare = std::same_as<sql::base<A>, sql::base<B>> ||
                                     (sql::is_number<A> && sql::is_number<B>) ||
                                     (sql::is_instant<A> && sql::is_instant<B>);

/// Anything that may be compared with a value of `Tag`.
template <class T, class Tag>
constexpr bool comparable() {
  if constexpr (is_dynamic<T>) {
    return true;
  } else if constexpr (std::is_void_v<operand_tag<T>>) {
    return false;
  } else {
    return tags_compare<operand_tag<T>, Tag>;
  }
}
template <class T, class Tag>
concept ComparableWith = comparable<T, Tag>();

/// Anything that may stand where a value of one of `Tags` is wanted: checked by the compiler where
/// its type is known to it, else when the expression is built.
template <class T, class... Tags>
constexpr bool stands_for() {
  if constexpr (is_dynamic<T>) {
    return true;
  } else {
    return (std::same_as<sql::base<operand_tag<T>>, Tags> || ...);
  }
}
template <class T, class... Tags>
concept Operand = stands_for<T, Tags...>();
template <class T>
concept WholeNumber = Operand<T, sql::Integer, sql::BigInt>;
template <class T>
concept Number = Operand<T, sql::Integer, sql::BigInt, sql::Double>;
template <class T>
concept Instant = Operand<T, sql::Date, sql::Timestamp, sql::TimestampTz>;

/// True where a value beside a `T` may be NULL because of it.
template <class T>
constexpr bool may_be_null() {
  if constexpr (is_dynamic<T>) {
    return true;
  } else {
    return sql::is_nullable<operand_tag<T>>;
  }
}
}  // namespace detail

}  // namespace egregora
