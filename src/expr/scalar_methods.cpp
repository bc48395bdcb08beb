// SPDX-License-Identifier: Apache-2.0
// The methods of Expr on numbers, strings and times.
#include <egregora/core/errors.hpp>
#include <egregora/expr/expr.hpp>

#include <utility>

#include "expr/calls.hpp"
#include "expr/time_units.hpp"

namespace egregora {

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

Expr Expr::pow(const Expr& exponent) const { return call(FunctionId::pow, {*this, exponent}); }
Expr Expr::sqrt() const { return call(FunctionId::sqrt, {*this}); }
Expr Expr::exp() const { return call(FunctionId::exp, {*this}); }
Expr Expr::ln() const { return call(FunctionId::ln, {*this}); }

Expr Expr::length() const { return call(FunctionId::length, {*this}); }
Expr Expr::byte_length() const { return call(FunctionId::byte_length, {*this}); }
Expr Expr::lower() const { return call(FunctionId::lower, {*this}); }
Expr Expr::upper() const { return call(FunctionId::upper, {*this}); }
Expr Expr::strip() const { return call(FunctionId::strip, {*this}); }
Expr Expr::lstrip() const { return call(FunctionId::lstrip, {*this}); }
Expr Expr::rstrip() const { return call(FunctionId::rstrip, {*this}); }
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

Expr Expr::left(const Expr& characters) const {
  return call(FunctionId::left, {*this, characters});
}
Expr Expr::right(const Expr& characters) const {
  return call(FunctionId::right, {*this, characters});
}
Expr Expr::find(const Expr& part) const { return call(FunctionId::find, {*this, part}); }
Expr Expr::re_search(std::string_view pattern) const {
  return call(FunctionId::re_search, {*this, constant(pattern)});
}
Expr Expr::re_extract(std::string_view pattern, std::int64_t group) const {
  return call(FunctionId::re_extract, {*this, constant(pattern), constant(group)});
}
Expr Expr::re_extract_all(std::string_view pattern, std::int64_t group) const {
  return call(FunctionId::re_extract_all, {*this, constant(pattern), constant(group)});
}
Expr Expr::re_replace(std::string_view pattern, std::string_view replacement) const {
  return call(FunctionId::re_replace, {*this, constant(pattern), constant(replacement)});
}
Expr Expr::split(std::string_view delimiter) const {
  return call(FunctionId::split, {*this, constant(delimiter)});
}
Expr Expr::as_timestamp(std::string_view format) const {
  return call(FunctionId::as_timestamp, {*this, constant(format)});
}
Expr Expr::as_date(std::string_view format) const {
  return call(FunctionId::as_date, {*this, constant(format)});
}
Expr Expr::hexdigest(std::string_view algorithm) const {
  if (algorithm != "md5" && algorithm != "sha1" && algorithm != "sha256") {
    throw InvalidOperationError("hexdigest knows md5, sha1 and sha256, not '" +
                                std::string(algorithm) + "'");
  }
  return call(FunctionId::hexdigest, {*this, constant(algorithm)});
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
Expr Expr::minute() const { return call(FunctionId::minute, {*this}); }
Expr Expr::second() const { return call(FunctionId::second, {*this}); }
Expr Expr::day_of_week() const { return call(FunctionId::day_of_week, {*this}); }
Expr Expr::strftime(std::string_view format) const {
  return call(FunctionId::strftime, {*this, constant(format)});
}
Expr Expr::delta(const Expr& earlier, std::string_view unit) const {
  return call(FunctionId::delta, {*this, earlier, constant(unit_of(unit))});
}

}  // namespace egregora
