// SPDX-License-Identifier: Apache-2.0
// The methods of Expr that reduce rows or look at a window of them.
#include <egregora/core/errors.hpp>
#include <egregora/expr/expr.hpp>

#include <utility>

#include "expr/calls.hpp"

namespace egregora {

namespace {
Expr reduce(FunctionId function, std::vector<Expr> arguments, const OrderedReduction& options) {
  std::vector<Expr> order;
  order.reserve(options.order_by.size());
  for (const OrderKey& key : options.order_by) order.push_back(sort_key(key.expression));
  for (Expr& argument : arguments) argument = without_alias(argument);
  return make_aggregate(function, std::move(arguments), options.where, nullptr, std::move(order));
}
}  // namespace

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
Expr Expr::collect(const OrderedReduction& options) const {
  return reduce(options.include_null ? FunctionId::collect_with_null : FunctionId::collect, {*this},
                options);
}
Expr Expr::notany(const std::optional<Expr>& where) const {
  return reduce(FunctionId::notany, {*this}, where);
}
Expr Expr::notall(const std::optional<Expr>& where) const {
  return reduce(FunctionId::notall, {*this}, where);
}
Expr Expr::std(const ::std::optional<Expr>& where, Sampling how) const {
  return reduce(how == Sampling::sample ? FunctionId::std_sample : FunctionId::std_pop, {*this},
                where);
}
Expr Expr::var(const ::std::optional<Expr>& where, Sampling how) const {
  return reduce(how == Sampling::sample ? FunctionId::var_sample : FunctionId::var_pop, {*this},
                where);
}
Expr Expr::median(const ::std::optional<Expr>& where) const { return quantile(0.5, where); }
Expr Expr::quantile(double q, const ::std::optional<Expr>& where) const {
  if (!(q >= 0 && q <= 1))
    throw InvalidOperationError("a quantile is in [0, 1]; got " + Scalar(q).to_string());
  return reduce(FunctionId::quantile, {*this, constant(q)}, where);
}
Expr Expr::group_concat(std::string_view separator) const { return group_concat(separator, {}); }
Expr Expr::group_concat(std::string_view separator, const OrderedReduction& options) const {
  return reduce(FunctionId::group_concat, {*this, constant(separator)}, options);
}
Expr Expr::first() const { return first(OrderedReduction{}); }
Expr Expr::first(const OrderedReduction& options) const {
  return reduce(options.include_null ? FunctionId::first_with_null : FunctionId::first, {*this},
                options);
}
Expr Expr::last() const { return last(OrderedReduction{}); }
Expr Expr::last(const OrderedReduction& options) const {
  return reduce(options.include_null ? FunctionId::last_with_null : FunctionId::last, {*this},
                options);
}

Expr Expr::lag(std::int64_t offset) const {
  return call(FunctionId::lag, {*this, constant(offset)});
}
Expr Expr::lead(std::int64_t offset) const {
  return call(FunctionId::lead, {*this, constant(offset)});
}
Expr Expr::cumsum(const WindowSpec& window) const {
  WindowSpec running = window;
  running.frame = WindowFrame::cumulative();
  return sum().over(running);
}

}  // namespace egregora
