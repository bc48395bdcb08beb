// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL 15 casts as DuckDB 1.5.6 does, tried value by value in tests/postgres.
#include "sql/cast_form.hpp"

#include "sql/dialect_traits.hpp"

namespace egregora::detail {

namespace {
/// Of these, PostgreSQL writes another text: "1" for 1.0, "{a,b}" for [a, b].
bool written_otherwise(const DataType& type) {
  return type.is_floating() || type.is_list() || type.kind() == TypeKind::interval ||
         type.kind() == TypeKind::blob;
}

/// Of these, PostgreSQL reads another text.
bool read_otherwise(const DataType& type) {
  return type.is_list() || type.kind() == TypeKind::blob;
}

bool same_in_postgres(const DataType& from, const DataType& to) {
  if (from == to || from.is_null()) return true;
  if (from.is_list() && to.is_list())
    return cast_form(from.element(), to.element(), Dialect::postgresql()) == CastForm::plain;
  if (to.kind() == TypeKind::json) return from.is_string();
  if (from.kind() == TypeKind::json) return to.is_string();
  if (to.is_string()) return !written_otherwise(from);
  if (from.is_string()) return !read_otherwise(to);
  // It goes by way of a text of 15 digits, which rounds 1.005 up.
  return !(from.is_floating() && to.is_decimal());
}
}  // namespace

CastForm cast_form(const DataType& from, const DataType& to, const Dialect& dialect) {
  if (dialect.id() != Dialect::Id::postgresql) return CastForm::plain;
  if (!same_in_postgres(from, to))
    throw_unsupported("a cast of " + from.to_string() + " to " + to.to_string(), dialect);
  const auto other_number = [](const DataType& type) {
    return type.is_numeric() && type.kind() != TypeKind::int32;
  };
  if (from.is_boolean() && other_number(to)) return CastForm::through_integer;
  if (other_number(from) && to.is_boolean()) return CastForm::not_zero;
  return CastForm::plain;
}

}  // namespace egregora::detail
