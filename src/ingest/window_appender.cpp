// SPDX-License-Identifier: Apache-2.0
// See window_appender.hpp.
#include "ingest/window_appender.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/operators.hpp>

#include "core/check.hpp"

namespace egregora::ingest {

namespace {

enum Column {
  kWindowId,
  kRunId,
  kSourceTable,
  kThreadId,
  kConfigHash,
  kWindowIndex,
  kPart,
  kTotalParts,
  kParentWindowId,
  kLabel,
  kStepUnit,
  kStepSize,
  kOverlapRatio,
  kStartTime,
  kEndTime,
  kMessageCount,
  kByteSize,
  kOverlapCount,
  kSignature,
  kStatus,
  kCreatedAt,
  kProcessedAt,
  kColumns,
};

StepUnit stored_unit(std::string_view text) {
  if (const auto unit = parse_step_unit(text)) return *unit;
  throw IntegrityError("windows.step_unit holds an unknown unit: " + std::string(text),
                       {.object_name = "windows"});
}

template <class T>
std::optional<T> optional_cell(const DataFrame& frame, const char* column, std::int64_t row) {
  return frame.column<T>(column).get(row);
}

Window window_at(const DataFrame& frame, std::int64_t row) {
  const auto text = [&](const char* name) {
    return std::string(frame.column<std::string>(name)[row]);
  };
  const auto number = [&](const char* name) { return frame.column<std::int64_t>(name)[row]; };
  Window window;
  window.window_id = frame.column<Uuid>("window_id")[row];
  window.run_id = optional_cell<Uuid>(frame, "run_id", row);
  window.source_table = text("source_table");
  window.thread_id = text("thread_id");
  window.config_hash = text("config_hash");
  window.window_index = number("window_index");
  window.part = number("part");
  window.total_parts = number("total_parts");
  window.parent_window_id = optional_cell<Uuid>(frame, "parent_window_id", row);
  window.label = text("label");
  window.step_unit = stored_unit(text("step_unit"));
  window.step_size = number("step_size");
  window.overlap_ratio = frame.column<double>("overlap_ratio")[row];
  window.start_time = frame.column<Timestamp>("start_time")[row];
  window.end_time = frame.column<Timestamp>("end_time")[row];
  window.message_count = number("message_count");
  window.byte_size = number("byte_size");
  window.overlap_count = number("overlap_count");
  window.signature = text("signature");
  window.status = text("status");
  window.created_at = frame.column<Timestamp>("created_at")[row];
  window.processed_at = optional_cell<Timestamp>(frame, "processed_at", row);
  return window;
}

}  // namespace

WindowAppender::WindowAppender(Transaction& transaction)
    : appender_(transaction.appender(schemas::Windows::table_name)) {
  const Schema& schema = schemas::Windows::schema();
  EGREGORA_CHECK(schema.size() == kColumns, "windows has columns that are not written here");
  for (const Field& field : schema) slots_.push_back(appender_->slot(field.name));
}

void WindowAppender::append(const Window& window) {
  Appender& row = *appender_;
  row.set_uuid(slots_[kWindowId], window.window_id);
  if (window.run_id) row.set_uuid(slots_[kRunId], *window.run_id);
  text(kSourceTable, window.source_table);
  text(kThreadId, window.thread_id);
  text(kConfigHash, window.config_hash);
  row.set_int64(slots_[kWindowIndex], window.window_index);
  row.set_int64(slots_[kPart], window.part);
  row.set_int64(slots_[kTotalParts], window.total_parts);
  if (window.parent_window_id) row.set_uuid(slots_[kParentWindowId], *window.parent_window_id);
  text(kLabel, window.label);
  text(kStepUnit, to_string(window.step_unit));
  row.set_int64(slots_[kStepSize], window.step_size);
  row.set_double(slots_[kOverlapRatio], window.overlap_ratio);
  row.set_timestamp(slots_[kStartTime], window.start_time);
  row.set_timestamp(slots_[kEndTime], window.end_time);
  row.set_int64(slots_[kMessageCount], window.message_count);
  row.set_int64(slots_[kByteSize], window.byte_size);
  row.set_int64(slots_[kOverlapCount], window.overlap_count);
  text(kSignature, window.signature);
  text(kStatus, window.status);
  row.set_timestamp(slots_[kCreatedAt], window.created_at);
  if (window.processed_at) row.set_timestamp(slots_[kProcessedAt], *window.processed_at);
  row.end_row();
}

std::vector<Window> read_windows(const Transaction& transaction, std::string_view config_hash) {
  const auto windows = transaction.read_table<schemas::Windows>();
  return windows_of(transaction.execute(windows.filter(windows.config_hash == config_hash)
                                            .order_by({"thread_id", "window_index", "part"})));
}

std::vector<Window> windows_of(const DataFrame& frame) {
  std::vector<Window> windows;
  windows.reserve(static_cast<std::size_t>(frame.num_rows()));
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    windows.push_back(window_at(frame, row));
  }
  return windows;
}

}  // namespace egregora::ingest
