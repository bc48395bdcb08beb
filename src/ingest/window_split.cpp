// SPDX-License-Identifier: Apache-2.0
// Dividing one window into parts. The whole stays, marked skipped, with its members and signature:
// so cutting the thread again still knows whether anything changed.
#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/operators.hpp>
#include <egregora/ingest/windows.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "ingest/window_appender.hpp"
#include "ingest/window_source.hpp"
#include "ingest/window_writer.hpp"

namespace egregora {

namespace {

constexpr std::string_view kWindows = schemas::Windows::table_name;
constexpr std::string_view kMembers = schemas::WindowMessages::table_name;

Window stored_window(const Transaction& tx, const Uuid& id) {
  const auto windows = tx.read_table<schemas::Windows>();
  const auto found = ingest::windows_of(tx.execute(windows.filter(windows.window_id == id)));
  if (found.empty()) {
    throw InvalidOperationError("there is no such window to split: " + id.to_string(),
                                {.object_name = id.to_string()});
  }
  if (found.front().parent_window_id) {
    throw InvalidOperationError("a part cannot be split; split its parent: " + id.to_string(),
                                {.object_name = id.to_string()});
  }
  return found.front();
}

/// Part `number` of `total`, from 1: its members are those at [first, last) of the window's.
ingest::CutWindow part_members(const std::vector<ingest::CutMessage>& messages,
                               std::size_t step_members, std::size_t first, std::size_t last) {
  ingest::CutWindow part;
  part.start = messages[first].timestamp;
  for (std::size_t at = first; at < last; ++at) part.take(messages[at], at >= step_members);
  part.end = messages[last - 1].timestamp;
  return part;
}

Window part_row(const Window& whole, const ingest::CutWindow& members, std::int64_t number,
                std::int64_t total, Timestamp now) {
  Window part = whole;
  part.window_id =
      ingest::window_id_of(whole.config_hash, whole.thread_id, whole.window_index, number);
  part.part = number;
  part.total_parts = total;
  part.parent_window_id = whole.window_id;
  part.start_time = members.start;
  part.end_time = members.end;
  part.label = ingest::window_label(part.start_time, part.end_time) + ", part " +
               std::to_string(number) + " of " + std::to_string(total);
  part.message_count = static_cast<std::int64_t>(members.members.size());
  part.overlap_count = static_cast<std::int64_t>(members.members.size() - members.step_members);
  part.byte_size = members.bytes;
  part.signature = ingest::window_signature(members.members);
  part.status = "pending";
  part.created_at = now;
  part.processed_at.reset();
  return part;
}

void remove_parts(Transaction& tx, const Uuid& whole) {
  const auto windows = tx.read_table<schemas::Windows>();
  const Table parts = windows.filter(windows.parent_window_id == whole).select(windows.window_id);
  tx.delete_rows(kMembers, col("window_id").isin(parts));
  tx.delete_rows(kWindows, col("parent_window_id") == whole);
}

std::vector<Window> split_in(Transaction& tx, const Uuid& id, int parts) {
  const Window whole = stored_window(tx, id);
  const ingest::WindowSource source(tx, whole.source_table);
  const auto messages = source.members_of(whole.window_id);
  const std::size_t steps =
      messages.size() - std::min(messages.size(), static_cast<std::size_t>(whole.overlap_count));
  const std::size_t total = std::min(static_cast<std::size_t>(parts), messages.size());
  remove_parts(tx, whole.window_id);
  ingest::WindowAppender windows(tx);
  ingest::MemberAppender members(tx, std::string(kMembers));
  std::vector<Window> result;
  for (std::size_t at = 0; at < total; ++at) {
    const auto part = part_members(messages, steps, messages.size() * at / total,
                                   messages.size() * (at + 1) / total);
    result.push_back(part_row(whole, part, static_cast<std::int64_t>(at) + 1,
                              static_cast<std::int64_t>(total), system_clock()->now()));
    windows.append(result.back());
    members.append(result.back().window_id, part.members, part.step_members);
  }
  windows.close();
  members.close();
  tx.update(kWindows, {{"status", literal("skipped")}}, col("window_id") == whole.window_id);
  return result;
}

}  // namespace

std::vector<Window> split(DuckDBStorageManager& storage, const Window& window, int parts) {
  if (parts < 1) {
    throw InvalidOperationError("a window is split into at least 1 part: " + std::to_string(parts),
                                {.object_name = "parts"});
  }
  return storage.transaction(
      [&](Transaction& tx) { return split_in(tx, window.window_id, parts); });
}

}  // namespace egregora
