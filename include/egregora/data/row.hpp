// SPDX-License-Identifier: Apache-2.0
// Rows of a data frame: for reading results the way people think of them.
#pragma once

#include <concepts>
#include <cstddef>
#include <egregora/data/column_view.hpp>
#include <egregora/data/schema.hpp>
#include <iterator>
#include <memory>
#include <optional>

namespace egregora {

class DataFrame;

namespace detail {
/// What all copies, rows and views of one frame share; defined in src/data.
struct FrameState;
std::shared_ptr<const ColumnData> find_column(const FrameState& frame, std::string_view name,
                                              bool (*accepts)(const DataType&),
                                              std::string_view wanted);
}  // namespace detail

/// Anything that names a column and knows the C++ type of its values: typed columns of a schema
/// struct.
template <class C>
concept NamedTypedColumn = requires(const C& column) {
  typename C::cpp_type;
  { column.name() } -> std::convertible_to<std::string_view>;
};

/// One row. Lifetime: co-owns the frame it comes from; views read from it live as long as a row or
/// the frame.
class Row {
 public:
  std::int64_t index() const noexcept { return index_; }

  /// The value of a typed column. Throws: NullValueError where it is NULL; ColumnNotFoundError;
  /// TypeError.
  template <NamedTypedColumn C>
  auto operator[](const C& column) const {
    return view<typename C::cpp_type>(column.name())[index_];
  }
  /// The value of a typed column, or absent where it is NULL.
  template <NamedTypedColumn C>
  auto get(const C& column) const {
    return view<typename C::cpp_type>(column.name()).get(index_);
  }
  /// The value of the column called `name` as T, for tables whose columns only run time knows.
  template <class T>
  auto get(std::string_view name) const {
    return view<T>(name).get(index_);
  }
  /// The cell as a Scalar.
  Scalar operator[](std::string_view name) const;
  Scalar operator[](std::size_t column) const;

 private:
  friend class RowRange;
  Row(std::shared_ptr<const detail::FrameState> frame, std::int64_t index)
      : frame_(std::move(frame)), index_(index) {}
  template <class T>
  ColumnView<T> view(std::string_view name) const {
    return ColumnView<T>(
        detail::find_column(*frame_, name, ColumnView<T>::accepts, ColumnView<T>::type_name()));
  }

  std::shared_ptr<const detail::FrameState> frame_;
  std::int64_t index_;
};

/// The rows of a frame in order. Lifetime: co-owns the frame.
class RowRange {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using reference = Row;
    using pointer = void;
    Row operator*() const { return range_->at(index_); }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++index_;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.index_ == b.index_; }

   private:
    friend class RowRange;
    Iterator(const RowRange* range, std::int64_t index) : range_(range), index_(index) {}
    const RowRange* range_;
    std::int64_t index_;
  };

  std::int64_t size() const noexcept { return size_; }
  /// Throws: InvalidOperationError where `index` is out of range.
  Row at(std::int64_t index) const;
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size_}; }

 private:
  friend class DataFrame;
  explicit RowRange(std::shared_ptr<const detail::FrameState> frame);

  std::shared_ptr<const detail::FrameState> frame_;
  std::int64_t size_;
};

}  // namespace egregora
