// SPDX-License-Identifier: Apache-2.0
// The compile-time typed shell over Expr: tags, values, and what may stand beside what.
// Longer than other files: one method a function.
// A Value adds no state to its Expr; it only lets the compiler refuse what building would refuse at
// run time.
#pragma once

#include <egregora/expr/expr.hpp>
#include <egregora/expr/operand.hpp>
#include <egregora/expr/sql_types.hpp>

#include <concepts>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

namespace egregora {

namespace detail {
/// Runs a scalar expression; throws NullValueError where `value` is NULL and `may_be_null` is
/// false.
Scalar execute_scalar(const Expr& expression, bool may_be_null);
}  // namespace detail

/// An expression whose type the compiler knows. Converts to Expr; does not derive from it. Each
/// method is Expr's of its name, where Tag has it, and gives a Value where its type follows from
/// Tag.
template <class Tag>
class Value {
  /// NULL where this is; always perhaps; where this or a `T` beside it is.
  template <class Result>
  using Same = Value<std::conditional_t<sql::is_nullable<Tag>, sql::nullable<Result>, Result>>;
  template <class Result>
  using Maybe = Value<sql::nullable<Result>>;
  template <class Result, class T>
  using Beside = std::conditional_t<detail::may_be_null<T>(), Maybe<Result>, Same<Result>>;
  using Where = std::optional<Expr>;

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
  Expr cast(const DataType& type) const { return expression_.cast(type); }
  Expr try_cast(const DataType& type) const { return expression_.try_cast(type); }
  Expr asc() const { return expression_.asc(); }
  Expr desc() const { return expression_.desc(); }
  Expr asc_nulls_first() const { return expression_.asc_nulls_first(); }
  Expr desc_nulls_first() const { return expression_.desc_nulls_first(); }
  Expr over() const { return expression_.over(); }
  Expr over(const WindowSpec& window) const { return expression_.over(window); }

  // Any value
  Value<sql::Bool> isnull() const { return Value<sql::Bool>(expression_.isnull()); }
  Value<sql::Bool> notnull() const { return Value<sql::Bool>(expression_.notnull()); }
  Same<sql::Bool> isin(std::initializer_list<Scalar> values) const {
    return Same<sql::Bool>(expression_.isin(values));
  }
  Same<sql::Bool> isin(const std::vector<Scalar>& values) const {
    return Same<sql::Bool>(expression_.isin(values));
  }
  Maybe<sql::Bool> isin(const Table& table) const {
    return Maybe<sql::Bool>(expression_.isin(table));
  }
  Same<sql::Bool> notin(std::initializer_list<Scalar> values) const {
    return Same<sql::Bool>(expression_.notin(values));
  }
  Same<sql::Bool> notin(const std::vector<Scalar>& values) const {
    return Same<sql::Bool>(expression_.notin(values));
  }
  Maybe<sql::Bool> notin(const Table& table) const {
    return Maybe<sql::Bool>(expression_.notin(table));
  }
  template <detail::ComparableWith<Tag> L, detail::ComparableWith<Tag> H>
  Maybe<sql::Bool> between(const L& low, const H& high) const {
    return Maybe<sql::Bool>(expression_.between(detail::to_expr(low), detail::to_expr(high)));
  }
  /// NULL no more where `value` is never NULL.
  template <detail::ComparableWith<Tag> T>
  auto fill_null(const T& value) const {
    using Filled = std::conditional_t<detail::may_be_null<T>(), Value, Value<sql::base<Tag>>>;
    return Filled(expression_.fill_null(detail::to_expr(value)));
  }
  template <detail::ComparableWith<Tag> T>
  Maybe<Tag> nullif(const T& value) const {
    return Maybe<Tag>(expression_.nullif(detail::to_expr(value)));
  }
  template <detail::ComparableWith<Tag> T>
  Value<sql::Bool> identical_to(const T& value) const {
    return Value<sql::Bool>(expression_.identical_to(detail::to_expr(value)));
  }
  Expr ifelse(const Expr& if_true, const Expr& if_false) const requires(sql::is_boolean<Tag>) {
    return expression_.ifelse(if_true, if_false);
  }

  // Reductions
  Value<sql::BigInt> count(const Where& where = {}) const {
    return Value<sql::BigInt>(expression_.count(where));
  }
  Value<sql::BigInt> nunique(const Where& where = {}) const {
    return Value<sql::BigInt>(expression_.nunique(where));
  }
  Maybe<Tag> min(const Where& where = {}) const { return Maybe<Tag>(expression_.min(where)); }
  Maybe<Tag> max(const Where& where = {}) const { return Maybe<Tag>(expression_.max(where)); }
  Maybe<Tag> arbitrary(const Where& where = {}) const {
    return Maybe<Tag>(expression_.arbitrary(where));
  }
  auto sum(const Where& where = {}) const requires(sql::is_number<Tag> || sql::is_boolean<Tag>) {
    constexpr bool kFloating = std::same_as<sql::base<Tag>, sql::Double>;
    return Maybe<std::conditional_t<kFloating, sql::Double, sql::BigInt>>(expression_.sum(where));
  }
  Maybe<sql::Double> mean(const Where& where = {}) const
      requires(sql::is_number<Tag> || sql::is_boolean<Tag>) {
    return Maybe<sql::Double>(expression_.mean(where));
  }
  Maybe<sql::Double> std(const Where& where = {}, Sampling how = Sampling::sample) const
      requires(sql::is_number<Tag>) {
    return Maybe<sql::Double>(expression_.std(where, how));
  }
  Maybe<sql::Double> var(const Where& where = {}, Sampling how = Sampling::sample) const
      requires(sql::is_number<Tag>) {
    return Maybe<sql::Double>(expression_.var(where, how));
  }
  auto median(const Where& where = {}) const { return quantile(0.5, where); }
  auto quantile(double q, const Where& where = {}) const {
    using Result = std::conditional_t<sql::is_number<Tag>, sql::Double, Tag>;
    return Maybe<Result>(expression_.quantile(q, where));
  }
  Maybe<sql::Bool> any(const Where& where = {}) const requires(sql::is_boolean<Tag>) {
    return Maybe<sql::Bool>(expression_.any(where));
  }
  Maybe<sql::Bool> all(const Where& where = {}) const requires(sql::is_boolean<Tag>) {
    return Maybe<sql::Bool>(expression_.all(where));
  }
  Maybe<sql::Bool> notany(const Where& where = {}) const requires(sql::is_boolean<Tag>) {
    return Maybe<sql::Bool>(expression_.notany(where));
  }
  Maybe<sql::Bool> notall(const Where& where = {}) const requires(sql::is_boolean<Tag>) {
    return Maybe<sql::Bool>(expression_.notall(where));
  }
  Maybe<Tag> argmin(const Expr& key, const Where& where = {}) const {
    return Maybe<Tag>(expression_.argmin(key, where));
  }
  Maybe<Tag> argmax(const Expr& key, const Where& where = {}) const {
    return Maybe<Tag>(expression_.argmax(key, where));
  }
  Maybe<Tag> first() const { return Maybe<Tag>(expression_.first()); }
  Maybe<Tag> first(const OrderedReduction& options) const {
    return Maybe<Tag>(expression_.first(options));
  }
  Maybe<Tag> last() const { return Maybe<Tag>(expression_.last()); }
  Maybe<Tag> last(const OrderedReduction& options) const {
    return Maybe<Tag>(expression_.last(options));
  }
  Expr collect(const Where& where = {}) const { return expression_.collect(where); }
  Expr collect(const OrderedReduction& options) const { return expression_.collect(options); }
  Maybe<sql::Text> group_concat(std::string_view separator = ",") const {
    return Maybe<sql::Text>(expression_.group_concat(separator));
  }
  Maybe<sql::Text> group_concat(std::string_view separator, const OrderedReduction& options) const {
    return Maybe<sql::Text>(expression_.group_concat(separator, options));
  }
  Expr lag(std::int64_t offset = 1) const { return expression_.lag(offset); }
  Expr lead(std::int64_t offset = 1) const { return expression_.lead(offset); }
  Expr cumsum(const WindowSpec& window) const requires(sql::is_number<Tag>) {
    return expression_.cumsum(window);
  }

  // Numbers
  Value abs() const requires(sql::is_number<Tag>) { return Value(expression_.abs()); }
  Same<sql::BigInt> floor() const requires(sql::is_number<Tag>) {
    return Same<sql::BigInt>(expression_.floor());
  }
  Same<sql::BigInt> ceil() const requires(sql::is_number<Tag>) {
    return Same<sql::BigInt>(expression_.ceil());
  }
  Value round(std::int64_t digits = 0) const requires(sql::is_number<Tag>) {
    return Value(expression_.round(digits));
  }
  Same<sql::Double> sqrt() const requires(sql::is_number<Tag>) {
    return Same<sql::Double>(expression_.sqrt());
  }
  Same<sql::Double> exp() const requires(sql::is_number<Tag>) {
    return Same<sql::Double>(expression_.exp());
  }
  Same<sql::Double> ln() const requires(sql::is_number<Tag>) {
    return Same<sql::Double>(expression_.ln());
  }
  template <detail::Number T>
  Beside<sql::Double, T> pow(const T& exponent) const requires(sql::is_number<Tag>) {
    return Beside<sql::Double, T>(expression_.pow(detail::to_expr(exponent)));
  }
  template <detail::WholeNumber T>
  Maybe<sql::BigInt> floordiv(const T& divisor) const
      requires(sql::is_number<Tag> && !std::same_as<sql::base<Tag>, sql::Double>) {
    return Maybe<sql::BigInt>(expression_.floordiv(detail::to_expr(divisor)));
  }

  // Strings and lists
  Same<sql::BigInt> length() const requires(sql::is_text<Tag> || sql::is_list<Tag>) {
    return Same<sql::BigInt>(expression_.length());
  }
  Same<sql::BigInt> byte_length() const requires(sql::is_text<Tag>) {
    return Same<sql::BigInt>(expression_.byte_length());
  }
  Value lower() const requires(sql::is_text<Tag>) { return Value(expression_.lower()); }
  Value upper() const requires(sql::is_text<Tag>) { return Value(expression_.upper()); }
  Value strip() const requires(sql::is_text<Tag>) { return Value(expression_.strip()); }
  Value lstrip() const requires(sql::is_text<Tag>) { return Value(expression_.lstrip()); }
  Value rstrip() const requires(sql::is_text<Tag>) { return Value(expression_.rstrip()); }
  template <detail::Operand<sql::Text> T>
  Beside<sql::Bool, T> startswith(const T& part) const requires(sql::is_text<Tag>) {
    return Beside<sql::Bool, T>(expression_.startswith(detail::to_expr(part)));
  }
  template <detail::Operand<sql::Text> T>
  Beside<sql::Bool, T> endswith(const T& part) const requires(sql::is_text<Tag>) {
    return Beside<sql::Bool, T>(expression_.endswith(detail::to_expr(part)));
  }
  template <detail::Operand<sql::Text> T>
  Beside<sql::Bool, T> contains(const T& part) const requires(sql::is_text<Tag>) {
    return Beside<sql::Bool, T>(expression_.contains(detail::to_expr(part)));
  }
  template <class T>
  Maybe<sql::Bool> contains(const T& element) const requires(sql::is_list<Tag>) {
    return Maybe<sql::Bool>(expression_.contains(detail::to_expr(element)));
  }
  Same<sql::Bool> like(std::string_view pattern) const requires(sql::is_text<Tag>) {
    return Same<sql::Bool>(expression_.like(pattern));
  }
  Same<sql::Bool> ilike(std::string_view pattern) const requires(sql::is_text<Tag>) {
    return Same<sql::Bool>(expression_.ilike(pattern));
  }
  template <detail::Operand<sql::Text> T>
  Beside<sql::Text, T> concat(const T& other) const requires(sql::is_text<Tag>) {
    return Beside<sql::Text, T>(expression_.concat(detail::to_expr(other)));
  }
  template <detail::Operand<sql::Text> F, detail::Operand<sql::Text> T>
  Maybe<sql::Text> replace(const F& from, const T& to) const requires(sql::is_text<Tag>) {
    return Maybe<sql::Text>(expression_.replace(detail::to_expr(from), detail::to_expr(to)));
  }
  template <detail::WholeNumber T>
  Beside<sql::Text, T> substr(const T& start) const requires(sql::is_text<Tag>) {
    return Beside<sql::Text, T>(expression_.substr(detail::to_expr(start)));
  }
  template <detail::WholeNumber S, detail::WholeNumber L>
  Maybe<sql::Text> substr(const S& start, const L& length) const requires(sql::is_text<Tag>) {
    return Maybe<sql::Text>(expression_.substr(detail::to_expr(start), detail::to_expr(length)));
  }
  template <detail::WholeNumber T>
  Beside<sql::Text, T> left(const T& characters) const requires(sql::is_text<Tag>) {
    return Beside<sql::Text, T>(expression_.left(detail::to_expr(characters)));
  }
  template <detail::WholeNumber T>
  Beside<sql::Text, T> right(const T& characters) const requires(sql::is_text<Tag>) {
    return Beside<sql::Text, T>(expression_.right(detail::to_expr(characters)));
  }
  template <detail::Operand<sql::Text> T>
  Beside<sql::BigInt, T> find(const T& part) const requires(sql::is_text<Tag>) {
    return Beside<sql::BigInt, T>(expression_.find(detail::to_expr(part)));
  }
  Value slice(std::int64_t start, const std::optional<std::int64_t>& stop = {}) const
      requires(sql::is_text<Tag> || sql::is_list<Tag>) {
    return Value(expression_.slice(start, stop));
  }
  Same<sql::Bool> re_search(std::string_view pattern) const requires(sql::is_text<Tag>) {
    return Same<sql::Bool>(expression_.re_search(pattern));
  }
  Maybe<sql::Text> re_extract(std::string_view pattern, std::int64_t group = 0) const
      requires(sql::is_text<Tag>) {
    return Maybe<sql::Text>(expression_.re_extract(pattern, group));
  }
  Same<sql::List<sql::Text>> re_extract_all(std::string_view pattern, std::int64_t group = 0) const
      requires(sql::is_text<Tag>) {
    return Same<sql::List<sql::Text>>(expression_.re_extract_all(pattern, group));
  }
  Value re_replace(std::string_view pattern, std::string_view replacement) const
      requires(sql::is_text<Tag>) {
    return Value(expression_.re_replace(pattern, replacement));
  }
  Same<sql::List<sql::Text>> split(std::string_view delimiter) const requires(sql::is_text<Tag>) {
    return Same<sql::List<sql::Text>>(expression_.split(delimiter));
  }
  Same<sql::Timestamp> as_timestamp(std::string_view format) const requires(sql::is_text<Tag>) {
    return Same<sql::Timestamp>(expression_.as_timestamp(format));
  }
  Same<sql::Date> as_date(std::string_view format) const requires(sql::is_text<Tag>) {
    return Same<sql::Date>(expression_.as_date(format));
  }
  Value hexdigest(std::string_view algorithm = "sha256") const requires(sql::is_text<Tag>) {
    return Value(expression_.hexdigest(algorithm));
  }
  Expr unnest() const requires(sql::is_list<Tag>) { return expression_.unnest(); }
  Expr operator[](std::int64_t index) const requires(sql::is_text<Tag> || sql::is_list<Tag>) {
    return expression_[index];
  }

  // Time
  Value truncate(std::string_view unit) const requires(sql::is_instant<Tag>) {
    return Value(expression_.truncate(unit));
  }
  Same<sql::Date> date() const requires(sql::is_instant<Tag>) {
    return Same<sql::Date>(expression_.date());
  }
  Same<sql::BigInt> year() const requires(sql::is_instant<Tag>) {
    return Same<sql::BigInt>(expression_.year());
  }
  Same<sql::BigInt> month() const requires(sql::is_instant<Tag>) {
    return Same<sql::BigInt>(expression_.month());
  }
  Same<sql::BigInt> day() const requires(sql::is_instant<Tag>) {
    return Same<sql::BigInt>(expression_.day());
  }
  Same<sql::BigInt> day_of_week() const requires(sql::is_instant<Tag>) {
    return Same<sql::BigInt>(expression_.day_of_week());
  }
  Same<sql::BigInt> epoch_seconds() const requires(sql::is_instant<Tag>) {
    return Same<sql::BigInt>(expression_.epoch_seconds());
  }
  Same<sql::BigInt> hour() const requires(sql::has_clock<Tag>) {
    return Same<sql::BigInt>(expression_.hour());
  }
  Same<sql::BigInt> minute() const requires(sql::has_clock<Tag>) {
    return Same<sql::BigInt>(expression_.minute());
  }
  Same<sql::BigInt> second() const requires(sql::has_clock<Tag>) {
    return Same<sql::BigInt>(expression_.second());
  }
  Same<sql::Text> strftime(std::string_view format) const requires(sql::is_instant<Tag>) {
    return Same<sql::Text>(expression_.strftime(format));
  }
  template <detail::Instant T>
  Beside<sql::BigInt, T> delta(const T& earlier, std::string_view unit) const
      requires(sql::is_instant<Tag>) {
    return Beside<sql::BigInt, T>(expression_.delta(detail::to_expr(earlier), unit));
  }

  // JSON and structs
  Maybe<sql::Json> operator[](std::string_view member) const requires(sql::is_json<Tag>) {
    return Maybe<sql::Json>(expression_[member]);
  }
  Maybe<sql::Json> operator[](std::int64_t index) const requires(sql::is_json<Tag>) {
    return Maybe<sql::Json>(expression_[index]);
  }
  Expr operator[](std::string_view member) const
      requires(std::same_as<sql::base<Tag>, sql::Struct>) {
    return expression_[member];
  }
  Maybe<sql::Text> as_string() const requires(sql::is_json<Tag>) {
    return Maybe<sql::Text>(expression_.as_string());
  }
  Maybe<sql::BigInt> as_int() const requires(sql::is_json<Tag>) {
    return Maybe<sql::BigInt>(expression_.as_int());
  }
  Maybe<sql::Double> as_double() const requires(sql::is_json<Tag>) {
    return Maybe<sql::Double>(expression_.as_double());
  }
  Maybe<sql::Bool> as_bool() const requires(sql::is_json<Tag>) {
    return Maybe<sql::Bool>(expression_.as_bool());
  }

 private:
  Expr expression_;
};

using sql::nullable;

}  // namespace egregora

#include <egregora/expr/operators.hpp>
