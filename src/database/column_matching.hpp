// SPDX-License-Identifier: Apache-2.0
// Whether rows fit a table: columns match by name, all of them are there, and no value changes on
// its way.
#pragma once

#include <egregora/expr/table.hpp>

#include <string_view>

namespace egregora::detail {

/// True where every value of `from` is a value of `to`, or storing it fails with an error.
bool is_stored_exactly(const DataType& from, const DataType& to);

/// The columns of `rows` in the order of `target`, each of the target's type.
/// Throws: SchemaMismatchError that names every difference, with `table` in it.
Table fitted_to(const Table& rows, const Schema& target, std::string_view table);

/// Throws: UnsupportedOperationError naming the first column that Parquet cannot give back as it
/// was, the cast to write, and what else could be done.
void require_exact_in_parquet(const Schema& schema,
                              std::string_view instead = "write without a checkpoint");

}  // namespace egregora::detail
