// SPDX-License-Identifier: Apache-2.0
// Data frames: a schema and its columns behind one shared pointer.
#include <egregora/core/errors.hpp>
#include <egregora/data/data_frame.hpp>
#include <ostream>

#include "data/frame_state.hpp"
#include "data/table_drawing.hpp"

namespace egregora {
namespace {

std::shared_ptr<const detail::FrameState> checked_state(
    Schema schema, std::vector<std::shared_ptr<const ColumnData>> columns) {
  if (schema.size() != columns.size()) {
    throw IntegrityError("a frame needs one column a field, got " + std::to_string(columns.size()) +
                         " columns for " + std::to_string(schema.size()) + " fields");
  }
  const std::int64_t rows = columns.empty() ? 0 : columns.front()->length;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Field& field = schema[i];
    if (columns[i]->length != rows) {
      throw IntegrityError("column '" + field.name + "' has another length than the first: " +
                               std::to_string(columns[i]->length) + " and " + std::to_string(rows),
                           {.object_name = field.name});
    }
    if (columns[i]->type != field.type) {
      throw IntegrityError("column '" + field.name + "' holds " + columns[i]->type.to_string() +
                               ", its field says " + field.type.to_string(),
                           {.object_name = field.name});
    }
  }
  return std::make_shared<const detail::FrameState>(
      detail::FrameState{std::move(schema), std::move(columns), rows});
}

}  // namespace

DataFrame::DataFrame() : state_(std::make_shared<const detail::FrameState>()) {}

DataFrame::DataFrame(Schema schema, std::vector<std::shared_ptr<const ColumnData>> columns)
    : state_(checked_state(std::move(schema), std::move(columns))) {}

std::int64_t DataFrame::num_rows() const noexcept { return state_->rows; }

std::int64_t DataFrame::num_columns() const noexcept {
  return static_cast<std::int64_t>(state_->columns.size());
}

const Schema& DataFrame::schema() const noexcept { return state_->schema; }

const std::shared_ptr<const ColumnData>& DataFrame::data(std::size_t index) const {
  static_cast<void>(checked(index, ColumnView<Scalar>::accepts, "Scalar"));
  return state_->columns[index];
}

Scalar DataFrame::value(std::int64_t row, std::string_view column) const {
  return detail::cell(*state_, row, index(column));
}

Scalar DataFrame::value(std::int64_t row, std::size_t column) const {
  return detail::cell(*state_, row, column);
}

RowRange DataFrame::rows() const { return RowRange(state_); }

std::string DataFrame::to_string(const DrawOptions& options) const {
  return detail::draw_table(*this, options);
}

std::size_t DataFrame::index(std::string_view name) const {
  return detail::column_index(*state_, name);
}

std::shared_ptr<const ColumnData> DataFrame::checked(std::size_t index,
                                                     bool (*accepts)(const DataType&),
                                                     std::string_view wanted) const {
  return detail::checked_column(*state_, index, accepts, wanted);
}

std::ostream& operator<<(std::ostream& out, const DataFrame& frame) {
  return out << frame.to_string();
}

}  // namespace egregora
