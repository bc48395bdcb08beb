// SPDX-License-Identifier: Apache-2.0
// Cells of a column as scalars: the slow, general way to read any type.
#include <cstring>
#include <egregora/core/errors.hpp>
#include <egregora/data/column_data.hpp>

namespace egregora {
namespace {

template <class T>
T fixed(const ColumnData& column, std::int64_t row) {
  T value;
  std::memcpy(&value, column.values.data() + static_cast<std::size_t>(row) * sizeof(T), sizeof(T));
  return value;
}

template <class T>
Scalar::Storage integer(const ColumnData& column, std::int64_t row) {
  if constexpr (std::is_signed_v<T>) {
    return static_cast<std::int64_t>(fixed<T>(column, row));
  } else {
    return static_cast<std::uint64_t>(fixed<T>(column, row));
  }
}

Blob blob(const ColumnData& column, std::int64_t row) {
  const std::string_view bytes = column.text(row);
  const auto* begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {begin, begin + bytes.size()};
}

std::vector<Scalar> nested(const ColumnData& column, std::int64_t row) {
  std::vector<Scalar> values;
  if (column.type.is_struct()) {
    for (const auto& child : column.children) values.push_back(child->scalar(row));
    return values;
  }
  const bool is_array = column.type.kind() == TypeKind::array;
  const auto at = static_cast<std::size_t>(row);
  const std::int64_t length = is_array ? column.type.array_length() : 0;
  const std::int64_t begin = is_array ? row * length : column.offsets[at];
  const std::int64_t end = is_array ? begin + length : column.offsets[at + 1];
  const ColumnData& child = *column.children[0];
  for (std::int64_t i = begin; i < end; ++i) {
    if (column.type.is_map()) {
      values.push_back(child.children[0]->scalar(i));
      values.push_back(child.children[1]->scalar(i));
    } else {
      values.push_back(child.scalar(i));
    }
  }
  return values;
}

Scalar::Storage read(const ColumnData& column, std::int64_t row) {
  switch (column.type.kind()) {
    case TypeKind::boolean:
      return column.boolean(row);
    case TypeKind::int8:
      return integer<std::int8_t>(column, row);
    case TypeKind::int16:
      return integer<std::int16_t>(column, row);
    case TypeKind::int32:
      return integer<std::int32_t>(column, row);
    case TypeKind::int64:
      return integer<std::int64_t>(column, row);
    case TypeKind::uint8:
      return integer<std::uint8_t>(column, row);
    case TypeKind::uint16:
      return integer<std::uint16_t>(column, row);
    case TypeKind::uint32:
      return integer<std::uint32_t>(column, row);
    case TypeKind::uint64:
      return integer<std::uint64_t>(column, row);
    case TypeKind::int128:
      return fixed<int128_t>(column, row);
    case TypeKind::float32:
      return static_cast<double>(fixed<float>(column, row));
    case TypeKind::float64:
      return fixed<double>(column, row);
    case TypeKind::decimal:
      return DecimalDigits{fixed<int128_t>(column, row)};
    case TypeKind::string:
    case TypeKind::json:
    case TypeKind::enumeration:
      return std::string(column.text(row));
    case TypeKind::blob:
      return blob(column, row);
    case TypeKind::uuid:
      return fixed<Uuid>(column, row);
    case TypeKind::date:
      return Date{std::chrono::days{fixed<std::int32_t>(column, row)}};
    case TypeKind::time:
      return TimeOfDay{fixed<std::int64_t>(column, row)};
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz:
      return Timestamp{std::chrono::microseconds{fixed<std::int64_t>(column, row)}};
    case TypeKind::interval:
      return fixed<Interval>(column, row);
    case TypeKind::list:
    case TypeKind::array:
    case TypeKind::struct_:
    case TypeKind::map:
      return nested(column, row);
    case TypeKind::null:
    case TypeKind::other:
      break;
  }
  return std::monostate{};
}

}  // namespace

Scalar ColumnData::scalar(std::int64_t row) const {
  if (!is_valid(row)) return Scalar::null(type);
  return Scalar::of(type, read(*this, row));
}

std::size_t fixed_width(const DataType& type) noexcept {
  switch (type.kind()) {
    case TypeKind::int8:
    case TypeKind::uint8:
      return 1;
    case TypeKind::int16:
    case TypeKind::uint16:
      return 2;
    case TypeKind::int32:
    case TypeKind::uint32:
    case TypeKind::float32:
    case TypeKind::date:
      return 4;
    case TypeKind::int64:
    case TypeKind::uint64:
    case TypeKind::float64:
    case TypeKind::time:
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz:
      return 8;
    case TypeKind::int128:
    case TypeKind::decimal:
    case TypeKind::uuid:
    case TypeKind::interval:
      return 16;
    default:
      return 0;
  }
}

}  // namespace egregora
