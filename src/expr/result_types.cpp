// SPDX-License-Identifier: Apache-2.0
// The type that a function gives: the result rules of the function table.
#include <egregora/core/errors.hpp>

#include <algorithm>
#include <optional>

#include "expr/type_rules.hpp"

namespace egregora {

namespace {
constexpr int kMaxPrecision = 38;

/// Of the rules that give one type whatever the arguments are.
std::optional<DataType> fixed_type(ResultRule rule) {
  switch (rule) {
    case ResultRule::boolean:
      return DataType::boolean();
    case ResultRule::int64:
      return DataType::int64();
    case ResultRule::float64:
      return DataType::float64();
    case ResultRule::string:
      return DataType::string();
    case ResultRule::date:
      return DataType::date();
    case ResultRule::timestamp:
      return DataType::timestamp();
    case ResultRule::timestamp_tz:
      return DataType::timestamp_tz();
    case ResultRule::json:
      return DataType::json();
    case ResultRule::uuid:
      return DataType::uuid();
    case ResultRule::list_of_string:
      return DataType::list(DataType::string());
    case ResultRule::list_of_int64:
      return DataType::list(DataType::int64());
    default:
      return std::nullopt;
  }
}

DataType common(std::span<const DataType> types) {
  return common_type(types).value_or(DataType::null());
}

DataType sum_type(std::span<const DataType> types) {
  const DataType type = common(types);
  const auto interval = std::find_if(
      types.begin(), types.end(), [](const DataType& t) { return t.kind() == TypeKind::interval; });
  if (interval != types.end()) {
    // date + interval is a TIMESTAMP in DuckDB, unlike in Ibis.
    const DataType& moved = types[interval == types.begin() ? 1 : 0];
    return moved.kind() == TypeKind::date ? DataType::timestamp() : moved;
  }
  return type.is_decimal()
             ? DataType::decimal(std::min(type.precision() + 1, kMaxPrecision), type.scale())
             : type;
}

/// As DuckDB has it: the digits of both, but no more than its 64-bit decimals hold where both are
/// such, and than its widest ones otherwise. A whole number is a decimal of its digits.
DataType product_type(std::span<const DataType> types) {
  const DataType type = common(types);
  if (!type.is_decimal()) return type;
  constexpr int kPrecisionOf64Bits = 18;
  const DataType a = decimal_of(types[0]);
  const DataType b = decimal_of(types[1]);
  const int widest = std::max(a.precision(), b.precision()) <= kPrecisionOf64Bits
                         ? kPrecisionOf64Bits
                         : kMaxPrecision;
  return DataType::decimal(std::min(a.precision() + b.precision(), widest), a.scale() + b.scale());
}

DataType total_type(const DataType& type) {
  if (type.is_integer() || type.is_boolean()) return DataType::int64();
  if (type.is_decimal()) return DataType::decimal(kMaxPrecision, type.scale());
  return type.is_null() ? type : DataType::float64();
}

/// Of what is inside a list, a map or a text.
DataType inner_type(ResultRule rule, const DataType& outer) {
  if (outer.is_null() || outer.is_string()) return outer;
  switch (rule) {
    case ResultRule::list_of_key:
      return DataType::list(outer.key());
    case ResultRule::list_of_value:
      return DataType::list(outer.element());
    default:
      return outer.element();
  }
}
}  // namespace

DataType result_type(const FunctionRow& function, std::span<const DataType> types) {
  if (const auto fixed = fixed_type(function.result)) return *fixed;
  const auto unless_integer = [](const DataType& type, const DataType& whole,
                                 const DataType& other) {
    return type.is_integer() || type.is_null() ? whole : other;
  };
  switch (function.result) {
    case ResultRule::first:
      return types[0];
    case ResultRule::second:
      return types[1];
    case ResultRule::common:
    case ResultRule::promoted:
      return common(types);
    case ResultRule::addition:
      return sum_type(types);
    case ResultRule::multiplication:
      return product_type(types);
    case ResultRule::floor_division:
      return unless_integer(common(types), DataType::int64(), DataType::float64());
    case ResultRule::rounded:
      return unless_integer(types[0], types[0], DataType::int64());
    case ResultRule::sum:
      return total_type(types[0]);
    case ResultRule::quantile:
      return types[0].is_numeric() ? DataType::float64() : types[0];
    case ResultRule::list_of_first:
      return DataType::list(types[0]);
    case ResultRule::list_of_common:
      return DataType::list(common(types));
    case ResultRule::list_of_key:
    case ResultRule::list_of_value:
    case ResultRule::element:
    case ResultRule::map_value:
      return inner_type(function.result, types[0]);
    default:
      throw InternalError("'" + std::string(function.name) + "' is typed where it is made");
  }
}

}  // namespace egregora
