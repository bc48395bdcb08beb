// SPDX-License-Identifier: Apache-2.0
// One column's values in memory, laid out as Arrow lays them out (validity bits, 64-bit offsets,
// values, children), so that handing them to an Arrow consumer later costs nothing.
#pragma once

#include <cstdint>
#include <egregora/data/scalar.hpp>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace egregora {

/// The buffers of one column. Immutable once shared.
///
/// Layout by type: boolean one bit a value (least significant first); integers, float, date (int32
/// days), time and timestamps (int64 microseconds) their own width; uuid 16 bytes in network order;
/// int128 and decimal 16 bytes, little endian; interval {int32 months, int32 days, int64
/// microseconds}; string, json, enumeration and blob `offsets` into `values`; list and map
/// `offsets` into children[0] (a map's child is a struct of key and value); array children[0] with
/// length * array_length values; struct one child a member.
struct ColumnData {
  DataType type = {};
  std::int64_t length = 0;
  std::int64_t null_count = 0;
  std::vector<std::uint8_t> validity = {};  ///< one bit a value, 1 = valid; empty: all valid
  std::vector<std::int64_t> offsets = {};   ///< length + 1 entries where the type has them
  std::vector<std::uint8_t> values = {};
  std::vector<std::shared_ptr<ColumnData>> children = {};

  bool is_valid(std::int64_t row) const noexcept {
    const auto at = static_cast<std::size_t>(row);
    return validity.empty() || ((validity[at >> 3] >> (at & 7)) & 1) != 0;
  }
  /// Values of a fixed-width type, as stored. Requires: T is the stored width.
  template <class T>
  std::span<const T> as() const noexcept {
    return {reinterpret_cast<const T*>(values.data()), values.size() / sizeof(T)};
  }
  std::string_view text(std::int64_t row) const noexcept {
    const auto at = static_cast<std::size_t>(row);
    return {reinterpret_cast<const char*>(values.data()) + offsets[at],
            static_cast<std::size_t>(offsets[at + 1] - offsets[at])};
  }
  bool boolean(std::int64_t row) const noexcept {
    const auto at = static_cast<std::size_t>(row);
    return ((values[at >> 3] >> (at & 7)) & 1) != 0;
  }
  /// The value of any type as a Scalar; slow, for cells and small tables. Requires: 0 <= row <
  /// length.
  Scalar scalar(std::int64_t row) const;
};

/// Bytes of one value of a fixed-width type; 0 for boolean, texts and nested types.
std::size_t fixed_width(const DataType& type) noexcept;

/// Builds a column value by value. Not for bulk loads from an engine, which fill the buffers
/// themselves.
class ColumnBuilder {
 public:
  explicit ColumnBuilder(DataType type);
  /// Appends `value`; integers widen and narrow where the value fits, a null-typed NULL fits
  /// anywhere. Throws: TypeError naming value and type.
  void append(const Scalar& value);
  void append_null();
  std::int64_t length() const noexcept { return column_->length; }
  /// Hands over the column; the builder is empty afterwards.
  std::shared_ptr<ColumnData> finish();

 private:
  void append_nested(const Scalar& value);
  void append_entry(const Scalar& key, const Scalar& value);

  std::shared_ptr<ColumnData> column_;
  std::vector<ColumnBuilder> children_;
};

}  // namespace egregora
