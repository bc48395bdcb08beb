// SPDX-License-Identifier: Apache-2.0
// A result in memory: a shared, immutable table of columns, with typed columns and rows that keep
// it alive.
#pragma once

#include <cstdint>
#include <egregora/data/column_data.hpp>
#include <egregora/data/column_view.hpp>
#include <egregora/data/row.hpp>
#include <egregora/data/schema.hpp>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// How `to_string` draws a table.
struct DrawOptions {
  std::int64_t max_rows = 20;  ///< further rows are counted, not drawn
  int max_width = 120;         ///< in terminal cells; cells are shortened in the middle
};

/// An immutable table in memory. Cheap to copy: copies share the columns.
/// Thread safety: immutable. Lifetime: rows and column views co-own the data.
class DataFrame {
 public:
  DataFrame();
  /// Throws: IntegrityError where lengths or types disagree with the schema.
  DataFrame(Schema schema, std::vector<std::shared_ptr<const ColumnData>> columns);

  std::int64_t num_rows() const noexcept;
  std::int64_t num_columns() const noexcept;
  const Schema& schema() const noexcept;
  const std::shared_ptr<const ColumnData>& data(std::size_t index) const;

  /// The column as T, without copying: bool, std::int8_t ... std::int64_t, std::uint8_t ...
  /// std::uint64_t, float, double, std::string (elements are std::string_view), Blob, Uuid, Date,
  /// Timestamp, TimeOfDay, Interval, Scalar (any type). Throws: ColumnNotFoundError; TypeError
  /// naming the column, its type and the type asked.
  template <class T>
  ColumnView<T> column(std::string_view name) const {
    return column<T>(index(name));
  }
  template <class T>
  ColumnView<T> column(std::size_t index) const {
    return ColumnView<T>(checked(index, ColumnView<T>::accepts, ColumnView<T>::type_name()));
  }
  template <class T>
  ColumnView<T> column(int index) const {
    return column<T>(static_cast<std::size_t>(index));
  }

  /// The cell as a Scalar. Throws: InvalidOperationError where `row` is out of range.
  Scalar value(std::int64_t row, std::string_view column) const;
  Scalar value(std::int64_t row, std::size_t column) const;

  /// All rows, for `for (const Row& row : frame.rows())`; safe on a temporary frame.
  RowRange rows() const;

  /// Draws a table for people: numbers to the right, long cells shortened in the middle.
  std::string to_string(const DrawOptions& options = {}) const;

 private:
  std::size_t index(std::string_view name) const;
  std::shared_ptr<const ColumnData> checked(std::size_t index, bool (*accepts)(const DataType&),
                                            std::string_view wanted) const;

  std::shared_ptr<const detail::FrameState> state_;
};

std::ostream& operator<<(std::ostream& out, const DataFrame& frame);

}  // namespace egregora
