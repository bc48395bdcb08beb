// SPDX-License-Identifier: Apache-2.0
// Names, types and nullability of a table's columns, in order.
#pragma once

#include <cstddef>
#include <egregora/data/data_type.hpp>
#include <initializer_list>
#include <memory>
#include <optional>
#include <vector>

namespace egregora {

/// One column of a schema.
struct Field {
  std::string name;
  DataType type;
  bool nullable = true;
  friend bool operator==(const Field&, const Field&) = default;
};

/// An ordered list of fields with unique names (letter case aside, as in DuckDB).
/// A value: immutable, cheap to copy. Thread safety: immutable.
class Schema {
 public:
  Schema();
  /// Throws: IntegrityError that names a field given twice.
  Schema(std::vector<Field> fields);
  Schema(std::initializer_list<Field> fields);

  std::size_t size() const noexcept;
  bool empty() const noexcept { return size() == 0; }
  const std::vector<Field>& fields() const noexcept;
  auto begin() const noexcept { return fields().begin(); }
  auto end() const noexcept { return fields().end(); }
  const Field& operator[](std::size_t index) const { return fields()[index]; }

  /// The field called `name`, letter case aside. Throws: ColumnNotFoundError with the nearest
  /// names.
  const Field& at(std::string_view name) const;
  /// Position of `name` in O(1), or absent.
  std::optional<std::size_t> index_of(std::string_view name) const noexcept;
  bool contains(std::string_view name) const noexcept { return index_of(name).has_value(); }
  std::vector<std::string> names() const;

  /// One line a field: "name: type [not null]".
  std::string to_string() const;
  friend bool operator==(const Schema& a, const Schema& b);
  friend std::ostream& operator<<(std::ostream& out, const Schema& schema);

 private:
  struct Index;
  std::shared_ptr<const Index> index_;
};

/// Lower-cases ASCII letters: how column and table names are compared.
std::string fold_case(std::string_view name);

}  // namespace egregora
