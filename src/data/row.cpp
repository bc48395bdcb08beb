// SPDX-License-Identifier: Apache-2.0
// Rows and row ranges over a frame's shared state.
#include <egregora/data/row.hpp>

#include "data/frame_state.hpp"

namespace egregora {

Scalar Row::operator[](std::string_view name) const {
  return detail::cell(*frame_, index_, detail::column_index(*frame_, name));
}

Scalar Row::operator[](std::size_t column) const { return detail::cell(*frame_, index_, column); }

RowRange::RowRange(std::shared_ptr<const detail::FrameState> frame)
    : frame_(std::move(frame)), size_(frame_->rows) {}

Row RowRange::at(std::int64_t index) const {
  if (index < 0 || index >= size_) detail::throw_row_out_of_range(index, size_);
  return {frame_, index};
}

}  // namespace egregora
