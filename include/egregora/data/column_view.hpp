// SPDX-License-Identifier: Apache-2.0
// Typed reading of one column of a data frame, without copying it.
#pragma once

#include <concepts>
#include <cstring>
#include <egregora/data/column_data.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace egregora {

namespace detail {
[[noreturn]] void throw_null_cell(std::int64_t row);
[[noreturn]] void throw_row_out_of_range(std::int64_t row, std::int64_t length);

/// How T is read from a column: `accepts` a type, and `read` one valid cell.
template <class T>
struct CellReader;

template <class T, TypeKind... kinds>
struct FixedReader {
  using element = T;
  static bool accepts(const DataType& type) { return ((type.kind() == kinds) || ...); }
  static T read(const ColumnData& column, std::int64_t row) {
    T value;
    std::memcpy(&value, column.values.data() + static_cast<std::size_t>(row) * sizeof(T),
                sizeof(T));
    return value;
  }
};
template <>
struct CellReader<std::int8_t> : FixedReader<std::int8_t, TypeKind::int8> {
  static constexpr std::string_view name = "std::int8_t";
};
template <>
struct CellReader<std::int16_t> : FixedReader<std::int16_t, TypeKind::int16> {
  static constexpr std::string_view name = "std::int16_t";
};
template <>
struct CellReader<std::int32_t> : FixedReader<std::int32_t, TypeKind::int32> {
  static constexpr std::string_view name = "std::int32_t";
};
template <>
struct CellReader<std::int64_t> : FixedReader<std::int64_t, TypeKind::int64> {
  static constexpr std::string_view name = "std::int64_t";
};
template <>
struct CellReader<std::uint8_t> : FixedReader<std::uint8_t, TypeKind::uint8> {
  static constexpr std::string_view name = "std::uint8_t";
};
template <>
struct CellReader<std::uint16_t> : FixedReader<std::uint16_t, TypeKind::uint16> {
  static constexpr std::string_view name = "std::uint16_t";
};
template <>
struct CellReader<std::uint32_t> : FixedReader<std::uint32_t, TypeKind::uint32> {
  static constexpr std::string_view name = "std::uint32_t";
};
template <>
struct CellReader<std::uint64_t> : FixedReader<std::uint64_t, TypeKind::uint64> {
  static constexpr std::string_view name = "std::uint64_t";
};
template <>
struct CellReader<int128_t> : FixedReader<int128_t, TypeKind::int128> {
  static constexpr std::string_view name = "int128_t";
};
template <>
struct CellReader<float> : FixedReader<float, TypeKind::float32> {
  static constexpr std::string_view name = "float";
};
template <>
struct CellReader<double> : FixedReader<double, TypeKind::float64> {
  static constexpr std::string_view name = "double";
};
template <>
struct CellReader<Uuid> : FixedReader<Uuid, TypeKind::uuid> {
  static constexpr std::string_view name = "Uuid";
};
template <>
struct CellReader<Timestamp> : FixedReader<Timestamp, TypeKind::timestamp, TypeKind::timestamp_tz> {
  static constexpr std::string_view name = "Timestamp";
};
template <>
struct CellReader<TimeOfDay> : FixedReader<TimeOfDay, TypeKind::time> {
  static constexpr std::string_view name = "TimeOfDay";
};
template <>
struct CellReader<Interval> : FixedReader<Interval, TypeKind::interval> {
  static constexpr std::string_view name = "Interval";
};

template <>
struct CellReader<Date> {
  using element = Date;
  static constexpr std::string_view name = "Date";
  static bool accepts(const DataType& type) { return type.kind() == TypeKind::date; }
  static Date read(const ColumnData& column, std::int64_t row) {
    return Date{std::chrono::days{FixedReader<std::int32_t>::read(column, row)}};
  }
};
template <>
struct CellReader<bool> {
  using element = bool;
  static constexpr std::string_view name = "bool";
  static bool accepts(const DataType& type) { return type.is_boolean(); }
  static bool read(const ColumnData& column, std::int64_t row) { return column.boolean(row); }
};
template <>
struct CellReader<std::string> {
  using element = std::string_view;
  static constexpr std::string_view name = "std::string";
  static bool accepts(const DataType& type) {
    return type.is_string() || type.kind() == TypeKind::json ||
           type.kind() == TypeKind::enumeration;
  }
  static std::string_view read(const ColumnData& column, std::int64_t row) {
    return column.text(row);
  }
};
template <>
struct CellReader<Blob> {
  using element = std::span<const std::byte>;
  static constexpr std::string_view name = "Blob";
  static bool accepts(const DataType& type) { return type.kind() == TypeKind::blob; }
  static std::span<const std::byte> read(const ColumnData& column, std::int64_t row) {
    const std::string_view bytes = column.text(row);
    return {reinterpret_cast<const std::byte*>(bytes.data()), bytes.size()};
  }
};
template <>
struct CellReader<Scalar> {
  using element = Scalar;
  static constexpr std::string_view name = "Scalar";
  static bool accepts(const DataType&) { return true; }
  static Scalar read(const ColumnData& column, std::int64_t row) { return column.scalar(row); }
};
}  // namespace detail

/// A column read as T. Lifetime: co-owns the column; elements that are views stay valid as long as
/// this view or its frame. Thread safety: immutable.
template <class T>
class ColumnView {
 public:
  using Reader = detail::CellReader<T>;
  using element = typename Reader::element;

  explicit ColumnView(std::shared_ptr<const ColumnData> column) : column_(std::move(column)) {}

  static bool accepts(const DataType& type) { return Reader::accepts(type); }
  static std::string_view type_name() { return Reader::name; }

  std::int64_t size() const noexcept { return column_->length; }
  bool is_valid(std::int64_t row) const {
    check(row);
    return column_->is_valid(row);
  }
  /// Throws: NullValueError where the cell is NULL; InvalidOperationError out of range.
  element operator[](std::int64_t row) const {
    if (!is_valid(row)) detail::throw_null_cell(row);
    return Reader::read(*column_, row);
  }
  /// The cell, or absent where it is NULL. Throws: InvalidOperationError out of range.
  std::optional<element> get(std::int64_t row) const {
    if (!is_valid(row)) return std::nullopt;
    return Reader::read(*column_, row);
  }
  /// The stored values of a fixed-width type, NULL cells holding anything: the fast way over many
  /// rows.
  std::span<const T> values() const requires(std::is_trivially_copyable_v<T> &&
                                             !std::same_as<T, bool> && !std::same_as<T, Date>) {
    return column_->template as<T>();
  }
  bool has_nulls() const noexcept { return column_->null_count > 0; }

 private:
  void check(std::int64_t row) const {
    if (row < 0 || row >= column_->length) detail::throw_row_out_of_range(row, column_->length);
  }
  std::shared_ptr<const ColumnData> column_;
};

}  // namespace egregora
