// SPDX-License-Identifier: Apache-2.0
// Which rows of a table break the rules that a schema struct declares.
#pragma once

#include <egregora/data/scalar.hpp>
#include <egregora/expr/columns.hpp>
#include <egregora/expr/table.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace egregora {

struct InvalidRow {
  std::string rule;         ///< a check's name, "<column> is NULL", or "primary key is not unique"
  std::vector<Scalar> key;  ///< primary key, or order key where there is none
};

namespace detail {
std::vector<InvalidRow> validate_rows(const Table& rows,
                                      const std::vector<ColumnDeclaration>& columns,
                                      const std::vector<Check>& checks,
                                      const std::vector<std::string>& order_key,
                                      std::int64_t limit);
}  // namespace detail

/// The rows of `rows` that schema struct S would not take, rule by rule, at most `limit` of each
/// rule, ordered by key. Empty: all would be taken. One that breaks several rules comes several
/// times. `rows` may be any table with the columns of S: one that is stored, or one that is to be.
/// Throws: ColumnNotFoundError; what executing throws.
///
/// @code
///   for (const InvalidRow& row : validate_rows<schemas::Runs>(storage.read_table("runs")))
///     std::cout << row.rule << ' ' << row.key[0].to_string();
/// @endcode
template <class S>
std::vector<InvalidRow> validate_rows(const Table& rows, std::int64_t limit = 100) {
  return detail::validate_rows(rows, S::declared(), S::checks(), S::order_key(), limit);
}

}  // namespace egregora
