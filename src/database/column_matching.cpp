// SPDX-License-Identifier: Apache-2.0
// Rules about types on their way into a table or a Parquet file.
#include "database/column_matching.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

namespace egregora::detail {

namespace {
bool is_narrow_integer(const DataType& type) {
  switch (type.kind()) {
    case TypeKind::int8:
    case TypeKind::int16:
    case TypeKind::int32:
    case TypeKind::uint8:
    case TypeKind::uint16:
    case TypeKind::uint32:
      return true;
    default:
      return false;
  }
}

bool is_text(const DataType& type) { return type.is_string() || type.kind() == TypeKind::json; }

/// What the type comes back as when it is read from Parquet (DuckDB 1.5.6), or empty where it comes
/// back as itself.
std::string_view lossy_in_parquet(const DataType& type) {
  switch (type.kind()) {
    case TypeKind::int128:
      return "int64 or decimal";
    case TypeKind::interval:
      return "int64 microseconds";
    case TypeKind::enumeration:
    case TypeKind::other:
      return "string";
    case TypeKind::array:
      return "a list";
    case TypeKind::list:
      return lossy_in_parquet(type.element());
    case TypeKind::map: {
      const std::string_view key = lossy_in_parquet(type.key());
      return key.empty() ? lossy_in_parquet(type.element()) : key;
    }
    case TypeKind::struct_:
      for (const StructField& field : type.fields()) {
        if (const auto remedy = lossy_in_parquet(field.type); !remedy.empty()) return remedy;
      }
      return {};
    default:
      return {};
  }
}

std::string differences(const Schema& given, const Schema& target) {
  std::string found;
  for (const Field& field : target) {
    const auto index = given.index_of(field.name);
    if (!index) {
      found += fmt::format("; column '{}' is missing", field.name);
    } else if (!is_stored_exactly(given[*index].type, field.type)) {
      found += fmt::format("; column '{}' is {}, not {}: cast it", field.name,
                           given[*index].type.to_string(), field.type.to_string());
    }
  }
  for (const Field& field : given) {
    if (!target.contains(field.name)) {
      found += fmt::format("; column '{}' is not in the table", field.name);
    }
  }
  return found;
}
}  // namespace

bool is_stored_exactly(const DataType& from, const DataType& to) {
  if (from == to || from.is_null()) return true;
  // A number out of range is an error of the engine's, never another number.
  if (from.is_integer() && to.is_integer()) return true;
  if (to.kind() == TypeKind::float64) {
    return is_narrow_integer(from) || from.kind() == TypeKind::float32;
  }
  return is_text(from) && is_text(to);
}

Table fitted_to(const Table& rows, const Schema& target, std::string_view table) {
  const std::string found = differences(rows.schema(), target);
  if (!found.empty()) {
    throw SchemaMismatchError(fmt::format("these rows do not fit table '{}'{}", table, found),
                              {.object_name = std::string(table)});
  }
  std::vector<Selection> columns;
  bool is_as_given = rows.schema().size() == target.size();
  for (std::size_t i = 0; i < target.size(); ++i) {
    const Field& field = target[i];
    const Expr column = rows[field.name];
    if (column.type() == field.type) {
      is_as_given = is_as_given && rows.schema()[i].name == field.name;
      columns.emplace_back(column.name() == field.name ? column : column.as(field.name));
    } else {
      is_as_given = false;
      columns.emplace_back(column.cast(field.type).as(field.name));
    }
  }
  return is_as_given ? rows : rows.select_all(columns);
}

void require_exact_in_parquet(const Schema& schema, std::string_view instead) {
  for (const Field& field : schema) {
    const std::string_view remedy = lossy_in_parquet(field.type);
    if (remedy.empty()) continue;
    throw UnsupportedOperationError(
        fmt::format(
            "Parquet cannot hold column '{}' exactly; cast it to {} first, or {}: its type is {}",
            field.name, remedy, instead, field.type.to_string()),
        {.object_name = field.name});
  }
}

}  // namespace egregora::detail
