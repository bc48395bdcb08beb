// SPDX-License-Identifier: Apache-2.0
// Checked access to a frame's columns, shared by frames and rows, with errors that name what to ask
// instead.
#include "data/frame_state.hpp"

#include <egregora/core/errors.hpp>

namespace egregora::detail {
namespace {

/// The C++ type to ask for a column of `type`.
std::string_view readable_as(const DataType& type) {
  switch (type.kind()) {
    case TypeKind::boolean:
      return "bool";
    case TypeKind::int8:
      return "std::int8_t";
    case TypeKind::int16:
      return "std::int16_t";
    case TypeKind::int32:
      return "std::int32_t";
    case TypeKind::int64:
      return "std::int64_t";
    case TypeKind::uint8:
      return "std::uint8_t";
    case TypeKind::uint16:
      return "std::uint16_t";
    case TypeKind::uint32:
      return "std::uint32_t";
    case TypeKind::uint64:
      return "std::uint64_t";
    case TypeKind::int128:
      return "int128_t";
    case TypeKind::float32:
      return "float";
    case TypeKind::float64:
      return "double";
    case TypeKind::string:
    case TypeKind::json:
    case TypeKind::enumeration:
      return "std::string";
    case TypeKind::blob:
      return "Blob";
    case TypeKind::uuid:
      return "Uuid";
    case TypeKind::date:
      return "Date";
    case TypeKind::time:
      return "TimeOfDay";
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz:
      return "Timestamp";
    case TypeKind::interval:
      return "Interval";
    default:
      return "Scalar";
  }
}

}  // namespace

std::size_t column_index(const FrameState& frame, std::string_view name) {
  if (const auto found = frame.schema.index_of(name)) return *found;
  static_cast<void>(frame.schema.at(name));  // throws, with the nearest names
  return 0;
}

std::shared_ptr<const ColumnData> checked_column(const FrameState& frame, std::size_t index,
                                                 bool (*accepts)(const DataType&),
                                                 std::string_view wanted) {
  if (index >= frame.columns.size()) {
    throw ColumnNotFoundError("no column at this position of a frame with " +
                              std::to_string(frame.columns.size()) +
                              " columns: " + std::to_string(index));
  }
  const Field& field = frame.schema[index];
  if (!accepts(field.type)) {
    throw TypeError("column '" + field.name + "' of type " + field.type.to_string() +
                        " is read as " + std::string(readable_as(field.type)) + ", not as " +
                        std::string(wanted),
                    {.object_name = field.name});
  }
  return frame.columns[index];
}

std::shared_ptr<const ColumnData> find_column(const FrameState& frame, std::string_view name,
                                              bool (*accepts)(const DataType&),
                                              std::string_view wanted) {
  return checked_column(frame, column_index(frame, name), accepts, wanted);
}

Scalar cell(const FrameState& frame, std::int64_t row, std::size_t column) {
  const auto data = checked_column(frame, column, ColumnView<Scalar>::accepts, "Scalar");
  if (row < 0 || row >= frame.rows) throw_row_out_of_range(row, frame.rows);
  return data->scalar(row);
}

}  // namespace egregora::detail
