// SPDX-License-Identifier: Apache-2.0
// Promotion: which type holds the values of two types. Follows DuckDB 1.5.6 where it differs from
// Ibis.
#include <algorithm>
#include <array>

#include "expr/type_rules.hpp"

namespace egregora {

namespace {
constexpr int kMaxPrecision = 38;

int integer_bits(TypeKind kind) {
  switch (kind) {
    case TypeKind::int8:
    case TypeKind::uint8:
      return 8;
    case TypeKind::int16:
    case TypeKind::uint16:
      return 16;
    case TypeKind::int32:
    case TypeKind::uint32:
      return 32;
    case TypeKind::int128:
      return 128;
    default:
      return 64;
  }
}

bool is_unsigned(TypeKind kind) {
  return kind == TypeKind::uint8 || kind == TypeKind::uint16 || kind == TypeKind::uint32 ||
         kind == TypeKind::uint64;
}

DataType signed_of(int bits) {
  if (bits <= 8) return DataType::int8();
  if (bits <= 16) return DataType::int16();
  if (bits <= 32) return DataType::int32();
  return bits <= 64 ? DataType::int64() : DataType::int128();
}

DataType common_integer(const DataType& a, const DataType& b) {
  const int bits_a = integer_bits(a.kind());
  const int bits_b = integer_bits(b.kind());
  if (is_unsigned(a.kind()) == is_unsigned(b.kind())) return bits_a >= bits_b ? a : b;
  const int unsigned_bits = is_unsigned(a.kind()) ? bits_a : bits_b;
  const int signed_bits = is_unsigned(a.kind()) ? bits_b : bits_a;
  // An unsigned value needs one bit more than its width where a sign is kept.
  return signed_of(std::max(signed_bits, unsigned_bits * 2));
}

/// Decimal digits that hold every value of an integer type.
int integer_digits(TypeKind kind) {
  const int bits = integer_bits(kind);
  return bits == 8    ? 3
         : bits == 16 ? 5
         : bits == 32 ? 10
         : bits == 64 ? (is_unsigned(kind) ? 20 : 19)
                      : kMaxPrecision;
}

DataType common_decimal(const DataType& a, const DataType& b) {
  const DataType x = decimal_of(a);
  const DataType y = decimal_of(b);
  const int scale = std::max(x.scale(), y.scale());
  const int whole = std::max(x.precision() - x.scale(), y.precision() - y.scale());
  return DataType::decimal(std::min(whole + scale, kMaxPrecision), scale);
}

std::optional<DataType> common_number(const DataType& a, const DataType& b) {
  if (a.is_integer() && b.is_integer()) return common_integer(a, b);
  if (a.is_floating() || b.is_floating()) {
    const bool wide = a.kind() == TypeKind::float64 || b.kind() == TypeKind::float64;
    return wide ? DataType::float64() : DataType::float32();
  }
  return common_decimal(a, b);
}

std::optional<DataType> common_temporal(const DataType& a, const DataType& b) {
  const auto either = [&](TypeKind kind) { return a.kind() == kind || b.kind() == kind; };
  if (either(TypeKind::time)) return std::nullopt;
  return either(TypeKind::timestamp_tz) ? DataType::timestamp_tz() : DataType::timestamp();
}

bool is_textual(const DataType& type) {
  return type.is_string() || type.kind() == TypeKind::json || type.kind() == TypeKind::enumeration;
}
}  // namespace

std::optional<DataType> common_type(const DataType& a, const DataType& b) {
  if (a == b || b.is_null()) return a;
  if (a.is_null()) return b;
  if (a.is_numeric() && b.is_numeric()) return common_number(a, b);
  if (a.is_temporal() && b.is_temporal()) return common_temporal(a, b);
  if (is_textual(a) && is_textual(b)) return DataType::string();
  if (a.is_list() && b.is_list()) {
    const auto element = common_type(a.element(), b.element());
    return element ? std::optional(DataType::list(*element)) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<DataType> common_type(std::span<const DataType> types) {
  std::optional<DataType> result = DataType::null();
  for (const DataType& type : types) {
    result = common_type(*result, type);
    if (!result) return std::nullopt;
  }
  return result;
}

bool castable(const DataType& from, const DataType& to) {
  if (from.is_null() || from == to || is_textual(from) || is_textual(to)) return true;
  if (from.kind() == TypeKind::other || to.kind() == TypeKind::other)
    return true;  // the engine knows
  if ((from.is_numeric() || from.is_boolean()) && (to.is_numeric() || to.is_boolean())) return true;
  if (from.is_temporal() && to.is_temporal()) {
    return (from.kind() == TypeKind::date) ? to.kind() != TypeKind::time : true;
  }
  if (from.is_list() && to.is_list()) return castable(from.element(), to.element());
  if (from.is_nested() && to.is_nested()) return from.kind() == to.kind();
  return false;
}

DataType decimal_of(const DataType& type) {
  return type.is_decimal() ? type : DataType::decimal(integer_digits(type.kind()), 0);
}

}  // namespace egregora
