// SPDX-License-Identifier: Apache-2.0
// The operators of expressions: one constrained template a symbol, and a deleted one beside it
// whose return type carries the sentence, so that `messages.timestamp > "x"` is one short error
// instead of three hundred lines. If either side is a dynamic Expr, the check moves to run time.
#pragma once

#include <egregora/expr/value.hpp>

namespace egregora {

namespace detail {
template <class A, class B>
inline constexpr bool tags_calculate = sql::is_number<A>&& sql::is_number<B>;

/// At least one side is an expression, the other one too or a value that can be a literal.
template <class T>
inline constexpr bool is_operand = is_dynamic<T> || !std::is_void_v<operand_tag<T>>;
// Two types, which the checker takes for one.
// NOLINTBEGIN(misc-redundant-expression)
template <class A, class B>
inline constexpr bool involves_expression = (is_expression<A> ||
                                             is_expression<B>)&&is_operand<A>&& is_operand<B>;
template <class A, class B>
inline constexpr bool has_dynamic = is_dynamic<A> || is_dynamic<B>;
// NOLINTEND(misc-redundant-expression)

template <class A, class B>
constexpr bool compares() {
  if constexpr (!involves_expression<A, B>) {
    return false;
  } else if constexpr (has_dynamic<A, B>) {
    return true;
  } else {
    return tags_compare<operand_tag<A>, operand_tag<B>>;
  }
}
template <class A, class B>
constexpr bool calculates() {
  if constexpr (!involves_expression<A, B>) {
    return false;
  } else if constexpr (has_dynamic<A, B>) {
    return true;
  } else {
    return tags_calculate<operand_tag<A>, operand_tag<B>>;
  }
}
/// An instant and an interval, in either order.
template <class A, class B>
constexpr bool shifts() {
  if constexpr (!involves_expression<A, B> || has_dynamic<A, B>) {
    return false;
  } else {
    using Left = operand_tag<A>;
    using Right = operand_tag<B>;
    return (sql::is_instant<Left> && std::same_as<sql::base<Right>, sql::Interval>) ||
           (std::same_as<sql::base<Left>, sql::Interval> && sql::is_instant<Right>);
  }
}
template <class A, class B>
constexpr bool combines() {
  if constexpr (!involves_expression<A, B>) {
    return false;
  } else {
    return (is_dynamic<A> || std::same_as<sql::base<operand_tag<A>>, sql::Bool>)&&(
        is_dynamic<B> || std::same_as<sql::base<operand_tag<B>>, sql::Bool>);
  }
}

template <class A, class B>
inline constexpr bool either_nullable =
    sql::is_nullable<operand_tag<A>> || sql::is_nullable<operand_tag<B>>;

/// The Value that a typed operation gives; Expr where a side is dynamic.
template <class Tag, class A, class B>
constexpr auto result_of() {
  if constexpr (has_dynamic<A, B>) {
    return std::type_identity<Expr>{};
  } else if constexpr (either_nullable<A, B>) {
    return std::type_identity<Value<sql::nullable<Tag>>>{};
  } else {
    return std::type_identity<Value<Tag>>{};
  }
}
template <class Tag, class A, class B>
using result = typename decltype(result_of<Tag, A, B>())::type;

template <class A, class B>
constexpr auto arithmetic_tag() {
  if constexpr (has_dynamic<A, B>) {
    return std::type_identity<sql::Double>{};
  } else if constexpr (std::same_as<sql::base<operand_tag<A>>, sql::Double> ||
                       std::same_as<sql::base<operand_tag<B>>, sql::Double>) {
    return std::type_identity<sql::Double>{};
  } else {
    return std::type_identity<sql::BigInt>{};
  }
}
template <class A, class B>
using arithmetic_result = result<typename decltype(arithmetic_tag<A, B>())::type, A, B>;

/// A date and an interval are a timestamp, in DuckDB and in PostgreSQL.
template <class A, class B>
constexpr auto shifted_tag() {
  using Left = sql::base<operand_tag<A>>;
  using Moved = std::conditional_t<sql::is_instant<Left>, Left, sql::base<operand_tag<B>>>;
  if constexpr (std::same_as<Moved, sql::Date>) {
    return std::type_identity<sql::Timestamp>{};
  } else {
    return std::type_identity<Moved>{};
  }
}
template <class A, class B>
using shifted_result = result<typename decltype(shifted_tag<A, B>())::type, A, B>;

enum class Operator : std::uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  and_,
  or_
};
/// Builds the call, checks the types. Throws: TypeError that lists the signatures that exist.
Expr apply(Operator op, const Expr& left, const Expr& right);
Expr negate_boolean(const Expr& operand);
template <class R, class A, class B>
R applied(Operator op, const A& a, const B& b) {
  return R(apply(op, to_expr(a), to_expr(b)));
}
}  // namespace detail

/// What the deleted operators would return: the compiler prints it.
template <class A, class B>
struct these_types_do_not_compare;
template <class A, class B>
struct these_types_do_not_calculate;
template <class A, class B>
struct only_booleans_combine;

namespace detail {
template <class A, class B>
concept Compare = compares<A, B>();
template <class A, class B>
concept NoCompare = involves_expression<A, B> && !compares<A, B>();
template <class A, class B>
concept Calculate = calculates<A, B>();
template <class A, class B>
concept NoCalculate = involves_expression<A, B> && !calculates<A, B>();
template <class A, class B>
concept Shift = shifts<A, B>();
template <class A, class B>
concept Combine = combines<A, B>();
template <class A, class B>
concept NoCombine = involves_expression<A, B> && !combines<A, B>();
}  // namespace detail

template <class A, class B>
requires detail::Compare<A, B>
auto operator==(const A& a, const B& b) {
  return detail::applied<detail::result<sql::Bool, A, B>>(detail::Operator::equal, a, b);
}
template <class A, class B>
requires detail::NoCompare<A, B> these_types_do_not_compare<A, B>
operator==(const A&, const B&) = delete;
template <class A, class B>
requires detail::Compare<A, B>
auto operator!=(const A& a, const B& b) {
  return detail::applied<detail::result<sql::Bool, A, B>>(detail::Operator::not_equal, a, b);
}
template <class A, class B>
requires detail::NoCompare<A, B> these_types_do_not_compare<A, B>
operator!=(const A&, const B&) = delete;
template <class A, class B>
requires detail::Compare<A, B>
auto operator<(const A& a, const B& b) {
  return detail::applied<detail::result<sql::Bool, A, B>>(detail::Operator::less, a, b);
}
template <class A, class B>
requires detail::NoCompare<A, B> these_types_do_not_compare<A, B>
operator<(const A&, const B&) = delete;
template <class A, class B>
requires detail::Compare<A, B>
auto operator<=(const A& a, const B& b) {
  return detail::applied<detail::result<sql::Bool, A, B>>(detail::Operator::less_equal, a, b);
}
template <class A, class B>
requires detail::NoCompare<A, B> these_types_do_not_compare<A, B>
operator<=(const A&, const B&) = delete;
template <class A, class B>
requires detail::Compare<A, B>
auto operator>(const A& a, const B& b) {
  return detail::applied<detail::result<sql::Bool, A, B>>(detail::Operator::greater, a, b);
}
template <class A, class B>
requires detail::NoCompare<A, B> these_types_do_not_compare<A, B>
operator>(const A&, const B&) = delete;
template <class A, class B>
requires detail::Compare<A, B>
auto operator>=(const A& a, const B& b) {
  return detail::applied<detail::result<sql::Bool, A, B>>(detail::Operator::greater_equal, a, b);
}
template <class A, class B>
requires detail::NoCompare<A, B> these_types_do_not_compare<A, B>
operator>=(const A&, const B&) = delete;

template <class A, class B>
requires detail::Calculate<A, B>
auto operator+(const A& a, const B& b) {
  return detail::applied<detail::arithmetic_result<A, B>>(detail::Operator::add, a, b);
}
template <class A, class B>
requires detail::Shift<A, B>
auto operator+(const A& a, const B& b) {
  return detail::applied<detail::shifted_result<A, B>>(detail::Operator::add, a, b);
}
template <class A, class B>
requires(detail::NoCalculate<A, B> && !detail::Shift<A, B>) these_types_do_not_calculate<A, B>
operator+(const A&, const B&) = delete;
template <class A, class B>
requires detail::Calculate<A, B>
auto operator-(const A& a, const B& b) {
  return detail::applied<detail::arithmetic_result<A, B>>(detail::Operator::subtract, a, b);
}
template <class A, class B>
requires(detail::Shift<A, B>&& sql::is_instant<detail::operand_tag<A>>) auto operator-(const A& a,
                                                                                       const B& b) {
  return detail::applied<detail::shifted_result<A, B>>(detail::Operator::subtract, a, b);
}
template <class A, class B>
requires(detail::NoCalculate<A, B> && !detail::Shift<A, B>) these_types_do_not_calculate<A, B>
operator-(const A&, const B&) = delete;
template <class A, class B>
requires detail::Calculate<A, B>
auto operator*(const A& a, const B& b) {
  return detail::applied<detail::arithmetic_result<A, B>>(detail::Operator::multiply, a, b);
}
template <class A, class B>
requires detail::NoCalculate<A, B> these_types_do_not_calculate<A, B>
operator*(const A&, const B&) = delete;
/// Of integers floating, as in Ibis.
template <class A, class B>
requires detail::Calculate<A, B>
auto operator/(const A& a, const B& b) {
  return detail::applied<detail::result<sql::Double, A, B>>(detail::Operator::divide, a, b);
}
template <class A, class B>
requires detail::NoCalculate<A, B> these_types_do_not_calculate<A, B>
operator/(const A&, const B&) = delete;
/// Has the sign of the dividend.
template <class A, class B>
requires detail::Calculate<A, B>
auto operator%(const A& a, const B& b) {
  return detail::applied<detail::arithmetic_result<A, B>>(detail::Operator::modulo, a, b);
}
template <class A, class B>
requires detail::NoCalculate<A, B> these_types_do_not_calculate<A, B>
operator%(const A&, const B&) = delete;

template <class A, class B>
requires detail::Combine<A, B>
auto operator&&(const A& a, const B& b) {
  return detail::applied<detail::result<sql::Bool, A, B>>(detail::Operator::and_, a, b);
}
template <class A, class B>
requires detail::NoCombine<A, B> only_booleans_combine<A, B>
operator&&(const A&, const B&) = delete;
template <class A, class B>
requires detail::Combine<A, B>
auto operator||(const A& a, const B& b) {
  return detail::applied<detail::result<sql::Bool, A, B>>(detail::Operator::or_, a, b);
}
template <class A, class B>
requires detail::NoCombine<A, B> only_booleans_combine<A, B>
operator||(const A&, const B&) = delete;

template <class A>
requires detail::is_expression<A>
auto operator!(const A& a) {
  if constexpr (detail::is_dynamic<A>) {
    return detail::negate_boolean(a);
  } else {
    static_assert(std::same_as<sql::base<typename A::tag>, sql::Bool>,
                  "only booleans are negated with !");
    return Value<typename A::tag>(detail::negate_boolean(a.expr()));
  }
}
template <class A>
requires detail::is_expression<A>
auto operator-(const A& a) {
  if constexpr (detail::is_dynamic<A>) {
    return a.negate();
  } else {
    static_assert(sql::is_number<typename A::tag>, "only numbers are negated with -");
    return Value<typename A::tag>(a.expr().negate());
  }
}

namespace literals {
/// A name that waits for its expression: `"score"_ = t["rating"] * 2`.
class NameLiteral {
 public:
  explicit NameLiteral(std::string_view name) : name_(name) {}
  // It assigns nothing: it is how a keyword argument looks in C++.
  // NOLINTBEGIN(misc-unconventional-assign-operator)
  template <class T>
  requires(detail::is_operand<T>) Named operator=(const T& value) const {
    return {name_, detail::to_expr(value)};
  }
  // NOLINTEND(misc-unconventional-assign-operator)

 private:
  std::string_view name_;
};
inline NameLiteral operator""_(const char* name, std::size_t length) {
  return NameLiteral({name, length});
}
}  // namespace literals

}  // namespace egregora
