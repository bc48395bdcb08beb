// SPDX-License-Identifier: Apache-2.0
// Filling vectors. Every value that DuckDB may look at is written, also in NULL rows where it is a
// pointer.
#include "engine/duckdb/vector_writer.hpp"

#include <egregora/core/errors.hpp>

#include <cstring>
#include <unordered_map>

#include "engine/duckdb/bound_value.hpp"
#include "engine/duckdb/stored_value.hpp"
#include "engine/duckdb/validity.hpp"

namespace egregora::duckdb {
namespace {

template <class T>
T* data_of(duckdb_vector vector) {
  return static_cast<T*>(duckdb_vector_get_data(vector));
}

void write_booleans(duckdb_vector vector, const ColumnData& column, std::int64_t begin,
                    idx_t count) {
  bool* out = data_of<bool>(vector);
  for (idx_t i = 0; i < count; ++i) out[i] = column.boolean(begin + static_cast<std::int64_t>(i));
}

void write_fixed(duckdb_vector vector, const ColumnData& column, std::int64_t begin, idx_t count) {
  const std::size_t width = fixed_width(column.type);
  if (count == 0) return;
  std::memcpy(duckdb_vector_get_data(vector),
              column.values.data() + static_cast<std::size_t>(begin) * width, width * count);
}

void write_decimals(duckdb_vector vector, const ColumnData& column, std::int64_t begin,
                    idx_t count) {
  const auto digits = column.as<int128_t>().subspan(static_cast<std::size_t>(begin), count);
  const auto narrow = [&](auto* out) {
    for (idx_t i = 0; i < count; ++i)
      out[i] = static_cast<std::remove_reference_t<decltype(*out)>>(digits[i]);
  };
  // The widths at which DuckDB changes how it stores a DECIMAL.
  const int precision = column.type.precision();
  if (precision <= 4) return narrow(data_of<std::int16_t>(vector));
  if (precision <= 9) return narrow(data_of<std::int32_t>(vector));
  if (precision <= 18) return narrow(data_of<std::int64_t>(vector));
  write_fixed(vector, column, begin, count);
}

void write_uuids(duckdb_vector vector, const ColumnData& column, std::int64_t begin, idx_t count) {
  const auto values = column.as<Uuid>().subspan(static_cast<std::size_t>(begin), count);
  auto* out = data_of<duckdb_hugeint>(vector);
  for (idx_t i = 0; i < count; ++i) out[i] = stored_uuid(values[i]);
}

void write_texts(duckdb_vector vector, const ColumnData& column, std::int64_t begin, idx_t count) {
  auto* out = data_of<duckdb_string_t>(vector);
  const bool is_text = column.type.kind() != TypeKind::blob;
  for (idx_t i = 0; i < count; ++i) {
    const std::int64_t row = begin + static_cast<std::int64_t>(i);
    const std::string_view text = column.is_valid(row) ? column.text(row) : std::string_view{};
    if (is_text && !is_utf8(text))
      throw TypeError("a text that is no UTF-8 cannot go into a database: row " +
                      std::to_string(row));
    out[i] = stored_text(text);
  }
}

void write_labels(duckdb_vector vector, const ColumnData& column, std::int64_t begin, idx_t count) {
  std::unordered_map<std::string_view, std::uint32_t> positions;
  for (const std::string& label : column.type.labels()) {
    positions.emplace(label, static_cast<std::uint32_t>(positions.size()));
  }
  const auto write_each = [&](auto* out) {
    using Position = std::remove_reference_t<decltype(*out)>;
    for (idx_t i = 0; i < count; ++i) {
      const std::int64_t row = begin + static_cast<std::int64_t>(i);
      out[i] = 0;
      if (!column.is_valid(row)) continue;
      const auto found = positions.find(column.text(row));
      if (found == positions.end()) {
        throw TypeError("no label of " + column.type.to_string() + ": '" +
                        std::string(column.text(row)) + "'");
      }
      out[i] = static_cast<Position>(found->second);
    }
  };
  const TypeHandle type(duckdb_vector_get_column_type(vector));
  switch (duckdb_enum_internal_type(type.get())) {
    case DUCKDB_TYPE_UTINYINT:
      return write_each(data_of<std::uint8_t>(vector));
    case DUCKDB_TYPE_USMALLINT:
      return write_each(data_of<std::uint16_t>(vector));
    default:
      return write_each(data_of<std::uint32_t>(vector));
  }
}

void write_lists(duckdb_vector vector, const ColumnData& column, std::int64_t begin, idx_t count) {
  const auto offset = [&](idx_t i) { return column.offsets[static_cast<std::size_t>(begin) + i]; };
  const std::int64_t first = offset(0);
  auto* entries = data_of<duckdb_list_entry>(vector);
  for (idx_t i = 0; i < count; ++i) {
    entries[i] = {static_cast<std::uint64_t>(offset(i) - first),
                  static_cast<std::uint64_t>(offset(i + 1) - offset(i))};
  }
  const auto size = static_cast<idx_t>(offset(count) - first);
  if (duckdb_list_vector_reserve(vector, size) == DuckDBError ||
      duckdb_list_vector_set_size(vector, size) == DuckDBError) {
    throw DatabaseError("DuckDB cannot make room for list elements: " + std::to_string(size));
  }
  write_column(duckdb_list_vector_get_child(vector), *column.children[0], first, size);
}

void mark_invalid(duckdb_vector vector, idx_t row) {
  duckdb_vector_ensure_validity_writable(vector);
  duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row);
}

}  // namespace

void write_column(duckdb_vector vector, const ColumnData& column, std::int64_t begin, idx_t count) {
  switch (column.type.kind()) {
    case TypeKind::boolean:
      write_booleans(vector, column, begin, count);
      break;
    case TypeKind::decimal:
      write_decimals(vector, column, begin, count);
      break;
    case TypeKind::uuid:
      write_uuids(vector, column, begin, count);
      break;
    case TypeKind::string:
    case TypeKind::json:
    case TypeKind::blob:
      write_texts(vector, column, begin, count);
      break;
    case TypeKind::enumeration:
      write_labels(vector, column, begin, count);
      break;
    case TypeKind::list:
    case TypeKind::map:
      write_lists(vector, column, begin, count);
      break;
    case TypeKind::array: {
      const std::int64_t length = column.type.array_length();
      write_column(duckdb_array_vector_get_child(vector), *column.children[0], begin * length,
                   count * static_cast<idx_t>(length));
      break;
    }
    case TypeKind::struct_:
      for (idx_t i = 0; i < column.children.size(); ++i) {
        write_column(duckdb_struct_vector_get_child(vector, i), *column.children[i], begin, count);
      }
      break;
    case TypeKind::null:
    case TypeKind::other:
      break;
    default:
      write_fixed(vector, column, begin, count);
  }
  write_validity(vector, column, begin, count);
}

void write_null(duckdb_vector vector, const DataType& type, idx_t row) {
  mark_invalid(vector, row);
  if (type.is_list() || type.is_map()) {
    data_of<duckdb_list_entry>(vector)[row] = {0, 0};
  } else if (type.is_struct()) {
    for (idx_t i = 0; i < type.fields().size(); ++i) {
      write_null(duckdb_struct_vector_get_child(vector, i), type.fields()[i].type, row);
    }
  } else if (type.kind() == TypeKind::array) {
    const auto length = static_cast<idx_t>(type.array_length());
    for (idx_t i = row * length; i < (row + 1) * length; ++i) {
      write_null(duckdb_array_vector_get_child(vector), type.element(), i);
    }
  }
}

}  // namespace egregora::duckdb
