// SPDX-License-Identifier: Apache-2.0
// Fills a frame row by row, straight into its column buffers: a Scalar for each of a million cells
// would take longer than the queries.
#pragma once

#include <egregora/data/data_frame.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace egregora::tpch {

/// Values come in the schema's order, over and over; each setter is for the types it names.
class TableBuilder {
 public:
  explicit TableBuilder(const Schema& schema);

  TableBuilder& integer(std::int64_t value);       ///< int32, int64
  TableBuilder& decimal(std::int64_t hundredths);  ///< decimal of scale 2
  TableBuilder& date(Date value);
  TableBuilder& text(std::string_view value);
  DataFrame finish();

 private:
  ColumnData& next_column();
  template <class T>
  void put(ColumnData& column, T value);

  Schema schema_;
  std::vector<std::shared_ptr<ColumnData>> columns_ = {};
  std::size_t next_ = 0;
};

}  // namespace egregora::tpch
