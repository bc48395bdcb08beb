// SPDX-License-Identifier: Apache-2.0
// Tables from values in memory.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/expr/table.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// The values of one column: a braced list, or a vector of values or optionals.
class MemoryColumnValues {
 public:
  MemoryColumnValues(std::initializer_list<Scalar> values) : values_(values) {}
  MemoryColumnValues(std::vector<Scalar> values) : values_(std::move(values)) {}
  template <class T>
  requires(!std::same_as<T, Scalar> && std::constructible_from<Scalar, T>)
      MemoryColumnValues(const std::vector<T>& values)
      : type_(Scalar(T{}).type()), values_(values.begin(), values.end()) {}

  const std::vector<Scalar>& values() const noexcept { return values_; }
  /// What the C++ type says, for a vector that may be empty; else the null type.
  const DataType& declared_type() const noexcept { return type_; }

 private:
  DataType type_ = {};
  std::vector<Scalar> values_;
};

struct MemoryColumn {
  std::string_view name;
  MemoryColumnValues values;
};

/// A table of the given columns: `memtable({{"id", {1, 2, 3}}, {"name", {"a", "b", "c"}}})`.
/// A column's type is that of its values (integers int64; integers beside floating numbers
/// float64). Throws: IntegrityError for unlike lengths or a name given twice; TypeError for values
/// of unlike types.
Table memtable(std::initializer_list<MemoryColumn> columns);
/// Rows in the order of `schema`. Throws: TypeError naming value and column; IntegrityError for a
/// row of wrong width.
Table memtable(const Schema& schema, const std::vector<std::vector<Scalar>>& rows);
Table memtable(DataFrame frame);

/// A table that exists only by name and schema: to be printed with to_sql() or run with
/// storage.execute().
Table table(std::string_view name, const Schema& schema);

}  // namespace egregora
