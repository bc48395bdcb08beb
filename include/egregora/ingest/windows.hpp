// SPDX-License-Identifier: Apache-2.0
// Windows: a thread's messages cut into overlapping groups, so that a reader with a limited span of
// attention can take them one by one. Cutting again after a longer export keeps what did not
// change.
#pragma once

#include <chrono>
#include <cstdint>
#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

class DuckDBStorageManager;
class Transaction;

enum class StepUnit { messages, hours, days, bytes };
/// As written in the column `windows.step_unit`.
std::string_view to_string(StepUnit unit) noexcept;
/// The unit called `text`, or absent.
std::optional<StepUnit> parse_step_unit(std::string_view text) noexcept;

/// How a thread is cut. Two sets of windows with unlike options live side by side, told apart by
/// their config_hash.
struct WindowOptions {
  std::string source_table = "messages";
  std::int64_t step_size = 100;  ///< > 0, in `step_unit`s
  StepUnit step_unit = StepUnit::messages;
  /// Share of the step by which a window reaches into the next one; clamped to [0, 0.5].
  double overlap_ratio = 0.2;
  /// hours and days: no window spans more than this, overlap included.
  std::optional<std::chrono::seconds> max_window_time = {};
  std::string timezone =
      "UTC";  ///< hours and days: IANA name of the zone whose midnight is the anchor
  std::shared_ptr<const Clock> clock = {};  ///< absent: the system's
  std::optional<Uuid> run_id = {};          ///< who made the windows
};

/// One row of the table `windows`.
struct Window {
  Uuid window_id;
  std::optional<Uuid> run_id = {};
  std::string source_table = {};
  std::string thread_id = {};
  std::string config_hash = {};
  std::int64_t window_index = 0;
  std::int64_t part = 0;
  std::int64_t total_parts = 1;
  std::optional<Uuid> parent_window_id = {};
  std::string label = {};
  StepUnit step_unit = StepUnit::messages;
  std::int64_t step_size = 0;
  double overlap_ratio = 0;
  Timestamp start_time = {};  ///< of the first message; hours and days: of the span
  Timestamp end_time = {};  ///< of the last message; hours and days: of the span, overlap included
  std::int64_t message_count = 0;
  std::int64_t byte_size = 0;  ///< of the messages' content, as UTF-8
  std::int64_t overlap_count = 0;
  std::string signature = {};  ///< digest of the member ids, in order
  std::string status = "pending";
  Timestamp created_at = {};
  std::optional<Timestamp> processed_at = {};
};

/// What cutting did to the windows of one configuration.
struct WindowChanges {
  std::int64_t created = 0;
  std::int64_t changed = 0;  ///< same id, other members: pending again
  std::int64_t kept = 0;
  std::int64_t removed = 0;
};

/// Cuts every thread of `options.source_table` and writes what changed into `windows` and
/// `window_messages`. Windows whose members are the same are not touched: id and status stay.
/// Streams: memory does not grow with the number of messages.
/// Throws: InvalidOperationError naming the option out of range; TableNotFoundError.
WindowChanges update_windows(Transaction& transaction, const WindowOptions& options = {});
WindowChanges update_windows(DuckDBStorageManager& storage, const WindowOptions& options = {});

/// The same, returning all windows of this configuration, by thread, index and part.
std::vector<Window> create_windows(DuckDBStorageManager& storage,
                                   const WindowOptions& options = {});
std::vector<Window> create_windows(Transaction& transaction, const WindowOptions& options = {});

/// Divides one window into `parts` of about equal numbers of messages (never more parts than
/// messages), which take its place: they keep its index and name it as their parent. Cutting the
/// thread again leaves them alone as long as the whole window's members are the same.
/// Throws: InvalidOperationError where `parts` < 1 or the window is a part itself or is not there.
std::vector<Window> split(DuckDBStorageManager& storage, const Window& window, int parts);

}  // namespace egregora
