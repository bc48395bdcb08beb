// SPDX-License-Identifier: Apache-2.0
// The errors of typed reading, out of line so that the readers stay small.
#include <egregora/core/errors.hpp>
#include <egregora/data/column_view.hpp>

namespace egregora::detail {

void throw_null_cell(std::int64_t row) {
  throw NullValueError("the cell is NULL; read it with get(), which gives an optional: row " +
                       std::to_string(row));
}

void throw_row_out_of_range(std::int64_t row, std::int64_t length) {
  throw InvalidOperationError("no such row among " + std::to_string(length) + ": " +
                              std::to_string(row));
}

}  // namespace egregora::detail
