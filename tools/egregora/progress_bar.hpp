// SPDX-License-Identifier: Apache-2.0
// One line on stderr that says how far a long command is: bar, amounts, time left. It exists on a
// terminal only, and is gone before anything else is written.
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "tools/egregora/terminal.hpp"

namespace egregora::program {

/// How far a step is. Amounts are bytes, or a share where `total` is absent.
struct ProgressState {
  std::string label = {};
  std::uint64_t done = 0;
  std::optional<std::uint64_t> total = {};
  std::optional<double> fraction = {};  ///< where no bytes are counted; in [0, 1]
  std::string note = {};                ///< e.g. "12,000 messages"
};

/// The line for `state` after `elapsed` seconds of this step, in at most `width` cells.
std::string progress_line(const ProgressState& state, double elapsed, int width);

/// Thread safety: any thread.
class ProgressBar {
 public:
  /// Draws nothing where `enabled` is false.
  ProgressBar(std::ostream& out, const Terminal& terminal, bool enabled);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  bool enabled() const noexcept { return enabled_; }
  /// Redraws at most ten times a second, and at once when the label changes.
  void update(const ProgressState& state);
  /// Takes the line away, so that something else can be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream& out_;
  const Terminal terminal_;
  const bool enabled_;
  std::mutex mutex_;
  std::string label_ = {};
  Clock::time_point step_began_ = {};
  Clock::time_point drawn_ = {};
  bool visible_ = false;
};

}  // namespace egregora::program
