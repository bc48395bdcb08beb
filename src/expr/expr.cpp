// SPDX-License-Identifier: Apache-2.0
// The methods of Expr: each names its row of the function table and leaves typing to the factories.
#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>
#include <egregora/expr/expr.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/table.hpp>

#include <array>
#include <utility>

#include "expr/node.hpp"
#include "expr/relation.hpp"

namespace egregora {

namespace {
Expr call(FunctionId function, std::vector<Expr> arguments) {
  for (Expr& argument : arguments) argument = without_alias(argument);
  return make_call(function, std::move(arguments));
}

Expr reduce(FunctionId function, std::vector<Expr> arguments, const std::optional<Expr>& where) {
  for (Expr& argument : arguments) argument = without_alias(argument);
  return make_aggregate(function, std::move(arguments), where);
}

Expr constant(const Scalar& value) { return make_literal(value); }

std::vector<Expr> with_literals(const Expr& first, const std::vector<Scalar>& values) {
  std::vector<Expr> arguments{first};
  for (const Scalar& value : values) arguments.push_back(constant(value));
  return arguments;
}

/// Long names first, so that a user may write "m" for minute and "M" for month as in Ibis.
constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kUnits = {{
    {"year", "year"},
    {"Y", "year"},
    {"y", "year"},
    {"quarter", "quarter"},
    {"Q", "quarter"},
    {"q", "quarter"},
    {"month", "month"},
    {"M", "month"},
    {"week", "week"},
    {"W", "week"},
    {"w", "week"},
    {"day", "day"},
    {"D", "day"},
    {"d", "day"},
    {"hour", "hour"},
    {"h", "hour"},
    {"minute", "minute"},
    {"m", "minute"},
    {"second", "second"},
    {"s", "second"},
    {"millisecond", "millisecond"},
    {"ms", "millisecond"},
    {"microsecond", "microsecond"},
    {"us", "microsecond"},
}};

std::string_view unit_of(std::string_view written) {
  for (const auto& [name, unit] : kUnits) {
    if (name == written) return unit;
  }
  throw TypeError("no unit of time is called '" + std::string(written) +
                      "'; there are year, quarter, month, week, day, hour, minute, second, "
                      "millisecond, microsecond",
                  {.object_name = std::string(written)});
}
}  // namespace

Expr::Expr(std::shared_ptr<const ExprNode> node) : node_(std::move(node)) {}
Expr::~Expr() = default;
Expr::Expr(const Expr&) = default;
Expr::Expr(Expr&&) noexcept = default;
Expr& Expr::operator=(const Expr&) = default;
Expr& Expr::operator=(Expr&&) noexcept = default;

const DataType& Expr::type() const { return node_->type(); }
bool Expr::nullable() const { return node_->nullable(); }
Shape Expr::shape() const { return node_->shape(); }

Expr Expr::as(std::string_view name) const { return make_alias(*this, name); }
Expr Expr::cast(const DataType& type) const { return make_cast(without_alias(*this), type, false); }
Expr Expr::try_cast(const DataType& type) const {
  return make_cast(without_alias(*this), type, true);
}

Expr Expr::isnull() const { return call(FunctionId::is_null, {*this}); }
Expr Expr::notnull() const { return call(FunctionId::not_null, {*this}); }
Expr Expr::isin(std::initializer_list<Scalar> values) const {
  return isin(std::vector<Scalar>(values));
}
Expr Expr::isin(const std::vector<Scalar>& values) const {
  // Nothing is among no values, NULL not either.
  return values.empty() ? constant(Scalar(false))
                        : call(FunctionId::is_in, with_literals(*this, values));
}
Expr Expr::isin(const Table& table) const {
  return make_subquery(node::Subquery::Kind::in, without_alias(*this), table.node());
}
Expr Expr::notin(std::initializer_list<Scalar> values) const {
  return detail::negate_boolean(isin(values));
}
Expr Expr::notin(const std::vector<Scalar>& values) const {
  return detail::negate_boolean(isin(values));
}
Expr Expr::notin(const Table& table) const { return detail::negate_boolean(isin(table)); }
Expr Expr::between(const Expr& low, const Expr& high) const {
  return call(FunctionId::between, {*this, low, high});
}
Expr Expr::fill_null(const Expr& value) const { return call(FunctionId::coalesce, {*this, value}); }
Expr Expr::nullif(const Expr& value) const { return call(FunctionId::nullif, {*this, value}); }
Expr Expr::identical_to(const Expr& value) const {
  return call(FunctionId::identical_to, {*this, value});
}
Expr Expr::asc() const { return make_sort(*this, false, false); }
Expr Expr::desc() const { return make_sort(*this, true, false); }
Expr Expr::asc_nulls_first() const { return make_sort(*this, false, true); }
Expr Expr::desc_nulls_first() const { return make_sort(*this, true, true); }
Expr Expr::ifelse(const Expr& if_true, const Expr& if_false) const {
  return egregora::ifelse(*this, if_true, if_false);
}

Expr Expr::over() const { return over(WindowSpec{}); }

Expr Expr::over(const WindowSpec& window) const {
  std::vector<Expr> partition;
  for (const OrderKey& key : window.group_by) partition.push_back(without_alias(key.expression));
  std::vector<Expr> order;
  for (const OrderKey& key : window.order_by) {
    const bool sorted = key.expression.node()->get_if<node::Sort>() != nullptr;
    order.push_back(sorted ? key.expression : key.expression.asc());
  }
  return make_window(*this, std::move(partition), std::move(order), window.frame);
}

Expr Expr::count(const std::optional<Expr>& where) const {
  return reduce(FunctionId::count, {*this}, where);
}
Expr Expr::nunique(const std::optional<Expr>& where) const {
  return reduce(FunctionId::nunique, {*this}, where);
}
Expr Expr::sum(const std::optional<Expr>& where) const {
  return reduce(FunctionId::sum, {*this}, where);
}
Expr Expr::mean(const std::optional<Expr>& where) const {
  return reduce(FunctionId::mean, {*this}, where);
}
Expr Expr::min(const std::optional<Expr>& where) const {
  return reduce(FunctionId::min, {*this}, where);
}
Expr Expr::max(const std::optional<Expr>& where) const {
  return reduce(FunctionId::max, {*this}, where);
}
Expr Expr::arbitrary(const std::optional<Expr>& where) const {
  return reduce(FunctionId::arbitrary, {*this}, where);
}
Expr Expr::any(const std::optional<Expr>& where) const {
  return reduce(FunctionId::any, {*this}, where);
}
Expr Expr::all(const std::optional<Expr>& where) const {
  return reduce(FunctionId::all, {*this}, where);
}
Expr Expr::argmin(const Expr& key, const std::optional<Expr>& where) const {
  return reduce(FunctionId::argmin, {*this, key}, where);
}
Expr Expr::argmax(const Expr& key, const std::optional<Expr>& where) const {
  return reduce(FunctionId::argmax, {*this, key}, where);
}
Expr Expr::collect(const std::optional<Expr>& where) const {
  return reduce(FunctionId::collect, {*this}, where);
}

Expr Expr::lag(std::int64_t offset) const {
  return call(FunctionId::lag, {*this, constant(offset)});
}
Expr Expr::lead(std::int64_t offset) const {
  return call(FunctionId::lead, {*this, constant(offset)});
}
Expr Expr::first() const { return call(FunctionId::first_value, {*this}); }
Expr Expr::last() const { return call(FunctionId::last_value, {*this}); }

Expr Expr::cumsum(const WindowSpec& window) const {
  WindowSpec running = window;
  running.frame = WindowFrame{.end = {FrameBound::Kind::current_row, 0}};
  return sum().over(running);
}

Expr Expr::negate() const { return call(FunctionId::negate, {*this}); }
Expr Expr::abs() const { return call(FunctionId::abs, {*this}); }
Expr Expr::floor() const { return call(FunctionId::floor, {*this}); }
Expr Expr::ceil() const { return call(FunctionId::ceil, {*this}); }
Expr Expr::round(std::int64_t digits) const {
  return call(FunctionId::round, {*this, constant(digits)});
}
Expr Expr::floordiv(const Expr& divisor) const {
  return call(FunctionId::floordiv, {*this, divisor});
}

Expr Expr::length() const { return call(FunctionId::length, {*this}); }
Expr Expr::byte_length() const { return call(FunctionId::byte_length, {*this}); }
Expr Expr::lower() const { return call(FunctionId::lower, {*this}); }
Expr Expr::upper() const { return call(FunctionId::upper, {*this}); }
Expr Expr::strip() const { return call(FunctionId::strip, {*this}); }
Expr Expr::contains(const Expr& part) const { return call(FunctionId::contains, {*this, part}); }
Expr Expr::startswith(const Expr& prefix) const {
  return call(FunctionId::startswith, {*this, prefix});
}
Expr Expr::endswith(const Expr& suffix) const {
  return call(FunctionId::endswith, {*this, suffix});
}
Expr Expr::like(std::string_view pattern) const {
  return call(FunctionId::like, {*this, constant(pattern)});
}
Expr Expr::ilike(std::string_view pattern) const {
  return call(FunctionId::ilike, {*this, constant(pattern)});
}
Expr Expr::concat(const Expr& other) const { return call(FunctionId::concat, {*this, other}); }
Expr Expr::replace(const Expr& from, const Expr& to) const {
  return call(FunctionId::replace, {*this, from, to});
}
Expr Expr::substr(const Expr& start, const std::optional<Expr>& length) const {
  std::vector<Expr> arguments{*this, start};
  if (length) arguments.push_back(*length);
  return call(FunctionId::substr, std::move(arguments));
}

Expr Expr::truncate(std::string_view unit) const {
  return call(FunctionId::truncate, {constant(unit_of(unit)), *this});
}
Expr Expr::date() const { return call(FunctionId::date, {*this}); }
Expr Expr::year() const { return call(FunctionId::year, {*this}); }
Expr Expr::month() const { return call(FunctionId::month, {*this}); }
Expr Expr::day() const { return call(FunctionId::day, {*this}); }
Expr Expr::hour() const { return call(FunctionId::hour, {*this}); }
Expr Expr::epoch_seconds() const { return call(FunctionId::epoch_seconds, {*this}); }

Expr Expr::operator[](std::string_view member) const {
  const FunctionId function =
      type().kind() == TypeKind::json ? FunctionId::json_field : FunctionId::struct_field;
  return call(function, {*this, constant(member)});
}

OrderKey::OrderKey(const char* column) : expression(col(column)) {}
OrderKey::OrderKey(std::string_view column) : expression(col(column)) {}
OrderKey::OrderKey(const std::string& column) : expression(col(column)) {}

}  // namespace egregora
