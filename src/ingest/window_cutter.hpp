// SPDX-License-Identifier: Apache-2.0
// Cuts one thread's ordered messages into windows, message by message, holding no more than the two
// windows that overlap. Knows nothing of tables: what comes out goes to a receiver.
#pragma once

#include <cstddef>
#include <cstdint>
#include <egregora/ingest/windows.hpp>
#include <functional>
#include <memory>
#include <vector>

namespace egregora::ingest {

/// What cutting needs to know of a message.
struct CutMessage {
  Uuid id = {};
  Timestamp timestamp = {};
  std::int64_t bytes = 0;
};

/// A finished window. Its overlap is the tail of its members.
struct CutWindow {
  std::int64_t index = 0;
  std::vector<Uuid> members = {};
  std::size_t step_members = 0;  ///< how many of them are not overlap
  Timestamp start = {};
  Timestamp end = {};
  std::int64_t bytes = 0;
  bool oversize = false;

  void take(const CutMessage& message, bool is_overlap) {
    members.push_back(message.id);
    bytes += message.bytes;
    if (!is_overlap) step_members = members.size();
  }
};

using WindowReceiver = std::function<void(const CutWindow&)>;

/// Receives one thread's messages in order, then finish(); after that another thread's may follow.
class WindowCutter {
 public:
  virtual ~WindowCutter() = default;
  virtual void add(const CutMessage& message) = 0;
  virtual void finish() = 0;
};

/// Requires: options that passed `checked_options`.
std::unique_ptr<WindowCutter> make_window_cutter(const WindowOptions& options,
                                                 WindowReceiver receiver);
std::unique_ptr<WindowCutter> make_span_cutter(const WindowOptions& options,
                                               WindowReceiver receiver);

/// The options with the ratio clamped. Throws: InvalidOperationError naming the option out of
/// range.
WindowOptions checked_options(WindowOptions options);
/// floor(ratio * size), safe from the last bit of a floating product (0.29 * 100 is 28.999...).
std::int64_t overlap_of(std::int64_t size, double ratio);

}  // namespace egregora::ingest
