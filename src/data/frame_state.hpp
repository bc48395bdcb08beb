// SPDX-License-Identifier: Apache-2.0
// What the copies of one data frame share, and the checked ways into it.
#pragma once

#include <egregora/data/row.hpp>

namespace egregora::detail {

struct FrameState {
  Schema schema = {};
  std::vector<std::shared_ptr<const ColumnData>> columns = {};
  std::int64_t rows = 0;
};

/// Throws: ColumnNotFoundError with the nearest names.
std::size_t column_index(const FrameState& frame, std::string_view name);
/// Throws: ColumnNotFoundError where there are fewer columns; TypeError where `accepts` says no.
std::shared_ptr<const ColumnData> checked_column(const FrameState& frame, std::size_t index,
                                                 bool (*accepts)(const DataType&),
                                                 std::string_view wanted);
/// Throws: InvalidOperationError where there is no such row; ColumnNotFoundError.
Scalar cell(const FrameState& frame, std::int64_t row, std::size_t column);

}  // namespace egregora::detail
