// SPDX-License-Identifier: Apache-2.0
// See table_builder.hpp.
#include "tpch/table_builder.hpp"

#include <cstring>
#include <utility>

namespace egregora::tpch {

namespace {
void append(ColumnData& column, const void* bytes, std::size_t size) {
  const std::size_t before = column.values.size();
  column.values.resize(before + size);
  std::memcpy(column.values.data() + before, bytes, size);
}
}  // namespace

TableBuilder::TableBuilder(const Schema& schema) : schema_(schema) {
  for (const Field& field : schema) {
    columns_.push_back(std::make_shared<ColumnData>());
    columns_.back()->type = field.type;
    if (field.type.is_string()) columns_.back()->offsets.push_back(0);
  }
}

ColumnData& TableBuilder::next_column() {
  ColumnData& column = *columns_[next_];
  next_ = (next_ + 1) % columns_.size();
  ++column.length;
  return column;
}

template <class T>
void TableBuilder::put(ColumnData& column, T value) {
  append(column, &value, sizeof value);
}

TableBuilder& TableBuilder::integer(std::int64_t value) {
  ColumnData& column = next_column();
  if (column.type.kind() == TypeKind::int32) {
    put(column, static_cast<std::int32_t>(value));
  } else {
    put(column, value);
  }
  return *this;
}

TableBuilder& TableBuilder::decimal(std::int64_t hundredths) {
  put(next_column(), static_cast<int128_t>(hundredths));
  return *this;
}

TableBuilder& TableBuilder::date(Date value) {
  put(next_column(), static_cast<std::int32_t>(value.time_since_epoch().count()));
  return *this;
}

TableBuilder& TableBuilder::text(std::string_view value) {
  ColumnData& column = next_column();
  append(column, value.data(), value.size());
  column.offsets.push_back(static_cast<std::int64_t>(column.values.size()));
  return *this;
}

DataFrame TableBuilder::finish() { return {schema_, {columns_.begin(), columns_.end()}}; }

}  // namespace egregora::tpch
