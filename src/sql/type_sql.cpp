// SPDX-License-Identifier: Apache-2.0
// The engines' names of types.
#include <egregora/sql/statements.hpp>

#include <fmt/format.h>

#include "sql/dialect_traits.hpp"
#include "sql/literal_text.hpp"

namespace egregora {

namespace {
/// Empty: the engine has no such type, or it is built from others.
std::string_view plain_name(TypeKind kind, bool duckdb) {
  switch (kind) {
    case TypeKind::boolean:
      return duckdb ? "BOOLEAN" : "boolean";
    case TypeKind::int8:
      return duckdb ? "TINYINT" : "";
    case TypeKind::int16:
      return duckdb ? "SMALLINT" : "smallint";
    case TypeKind::int32:
      return duckdb ? "INTEGER" : "integer";
    case TypeKind::int64:
      return duckdb ? "BIGINT" : "bigint";
    case TypeKind::uint8:
      return duckdb ? "UTINYINT" : "";
    case TypeKind::uint16:
      return duckdb ? "USMALLINT" : "";
    case TypeKind::uint32:
      return duckdb ? "UINTEGER" : "";
    case TypeKind::uint64:
      return duckdb ? "UBIGINT" : "";
    case TypeKind::int128:
      return duckdb ? "HUGEINT" : "";
    case TypeKind::float32:
      return duckdb ? "FLOAT" : "real";
    case TypeKind::float64:
      return duckdb ? "DOUBLE" : "double precision";
    case TypeKind::string:
      return duckdb ? "VARCHAR" : "text";
    case TypeKind::json:
      return duckdb ? "JSON" : "json";
    case TypeKind::blob:
      return duckdb ? "BLOB" : "bytea";
    case TypeKind::uuid:
      return duckdb ? "UUID" : "uuid";
    case TypeKind::date:
      return duckdb ? "DATE" : "date";
    case TypeKind::time:
      return duckdb ? "TIME" : "time";
    case TypeKind::timestamp:
      return duckdb ? "TIMESTAMP" : "timestamp";
    case TypeKind::timestamp_tz:
      return duckdb ? "TIMESTAMP WITH TIME ZONE" : "timestamp with time zone";
    case TypeKind::interval:
      return duckdb ? "INTERVAL" : "interval";
    default:
      return "";
  }
}

std::string struct_name(const DataType& type, const Dialect& dialect) {
  std::string text = "STRUCT(";
  for (const StructField& field : type.fields()) {
    if (&field != &type.fields().front()) text += ", ";
    text += SqlIdentifier(field.name).text() + " " + type_sql(field.type, dialect);
  }
  return text + ")";
}

std::string enumeration_name(const DataType& type) {
  std::string text = "ENUM(";
  for (const std::string& label : type.labels()) {
    if (&label != &type.labels().front()) text += ", ";
    detail::append_quoted(text, label);
  }
  return text + ")";
}

/// Types built from others, as DuckDB writes them.
std::string nested_name(const DataType& type, const Dialect& dialect) {
  switch (type.kind()) {
    case TypeKind::struct_:
      return struct_name(type, dialect);
    case TypeKind::map:
      return fmt::format("MAP({}, {})", type_sql(type.key(), dialect),
                         type_sql(type.element(), dialect));
    case TypeKind::array:
      return fmt::format("{}[{}]", type_sql(type.element(), dialect), type.array_length());
    case TypeKind::enumeration:
      return enumeration_name(type);
    case TypeKind::other:
      return type.to_string();
    default:
      return "";
  }
}
}  // namespace

std::string type_sql(const DataType& type, const Dialect& dialect) {
  const bool duckdb = dialect.id() == Dialect::Id::duckdb;
  if (type.is_decimal()) {
    return fmt::format("{}({}, {})", duckdb ? "DECIMAL" : "numeric", type.precision(),
                       type.scale());
  }
  if (type.is_list()) {
    // An array of arrays would be one of two dimensions, which all have to be of one length.
    if (!duckdb && type.element().is_list())
      detail::throw_unsupported("the type " + type.to_string(), dialect);
    return type_sql(type.element(), dialect) + "[]";
  }
  std::string name(plain_name(type.kind(), duckdb));
  if (name.empty() && duckdb) name = nested_name(type, dialect);
  if (name.empty()) detail::throw_unsupported("the type " + type.to_string(), dialect);
  return name;
}

}  // namespace egregora
