// SPDX-License-Identifier: Apache-2.0
#include "oracle/oracle_values.hpp"

#include <egregora/data/column_data.hpp>

#include <bit>
#include <cmath>
#include <string>

namespace egregora::testing {

Scalar as_type(const Scalar& value, const DataType& type) {
  if (value.is_null()) return Scalar::null(type);
  ColumnBuilder builder(type);
  builder.append(value);
  return builder.finish()->scalar(0);
}

Scalar dec(std::string_view digits) {
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  const std::size_t point = digits.find('.');
  int128_t unscaled = 0;
  for (const char c : digits) {
    if (c != '.') unscaled = unscaled * 10 + (c - '0');
  }
  const int scale =
      point == std::string_view::npos ? 0 : static_cast<int>(digits.size() - point - 1);
  return Scalar::of(DataType::decimal(38, scale), DecimalDigits{negative ? -unscaled : unscaled});
}

Scalar day(std::string_view text) { return Scalar(parse_date(text)); }
Scalar day(int year, unsigned month, unsigned day) {
  return Scalar(Date(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)));
}
Scalar at(std::string_view text) { return Scalar::of(kStamp, parse_timestamp(text)); }
Scalar instant(std::string_view text) { return Scalar(parse_timestamp(text)); }
Scalar at(int year, unsigned month, unsigned day) {
  return Scalar::of(kStamp, Timestamp(Date(std::chrono::year(year) / std::chrono::month(month) /
                                           std::chrono::day(day))));
}
Scalar end_of_time() { return Scalar::of(kStamp, Timestamp(std::chrono::microseconds(kMost))); }
Scalar start_of_time() { return Scalar::of(kStamp, Timestamp(std::chrono::microseconds(-kMost))); }
Scalar clock(std::string_view text) {
  return Scalar(TimeOfDay(parse_timestamp("1970-01-01 " + std::string(text)).time_since_epoch()));
}

Scalar list(const DataType& element, const std::vector<Scalar>& values) {
  std::vector<Scalar> typed;
  for (const Scalar& value : values) typed.push_back(as_type(value, element));
  return Scalar::of(DataType::list(element), std::move(typed));
}
Scalar ints(const std::vector<Scalar>& values) { return list(kInt64, values); }
Scalar texts(const std::vector<Scalar>& values) { return list(kText, values); }
Scalar doubles(const std::vector<Scalar>& values) { return list(kDouble, values); }

namespace {
bool same_number(double a, double b, bool near) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  if (!near || !std::isfinite(a) || !std::isfinite(b))
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
  const double unit = std::abs(b) * std::numeric_limits<double>::epsilon();
  return std::abs(a - b) <= 4 * unit;
}

bool same(const Scalar& a, const Scalar& b, bool near) {
  if (a.type() != b.type() || a.is_null() != b.is_null()) return false;
  if (a.is_null()) return true;
  if (a.type().is_floating()) return same_number(a.as<double>(), b.as<double>(), near);
  const auto* left = std::get_if<std::vector<Scalar>>(&a.storage());
  const auto* right = std::get_if<std::vector<Scalar>>(&b.storage());
  if (left == nullptr || right == nullptr) return a == b;
  if (left->size() != right->size()) return false;
  for (std::size_t i = 0; i < left->size(); ++i) {
    if (!same((*left)[i], (*right)[i], near)) return false;
  }
  return true;
}
}  // namespace

bool exactly(const Scalar& a, const Scalar& b) { return same(a, b, false); }
bool nearly(const Scalar& a, const Scalar& b) { return same(a, b, true); }

}  // namespace egregora::testing
