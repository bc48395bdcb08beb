// SPDX-License-Identifier: Apache-2.0
// Rows turned into columns.
#include "tools/egregora/frame_of.hpp"

#include <utility>

namespace egregora::program {

DataFrame frame_of(const Schema& schema, const std::vector<std::vector<Scalar>>& rows) {
  std::vector<std::shared_ptr<const ColumnData>> columns;
  for (std::size_t i = 0; i < schema.size(); ++i) {
    ColumnBuilder column(schema[i].type);
    for (const std::vector<Scalar>& row : rows) column.append(row.at(i));
    columns.push_back(column.finish());
  }
  return DataFrame(schema, std::move(columns));
}

}  // namespace egregora::program
