// SPDX-License-Identifier: Apache-2.0
// Ctrl-C: the first one asks the running command to stop where nothing is half done, the second
// ends the process at once, which the database survives as it survives a kill.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace egregora::program {

/// Listens for SIGINT and SIGTERM while it lives. One a process.
/// Thread safety: any thread.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  bool requested() const noexcept { return requested_.load(std::memory_order_relaxed); }
  /// For those who poll instead of being told.
  const std::atomic<bool>& flag() const noexcept { return requested_; }

  enum class Stop {
    once,       ///< what ends by it may still have to tidy up, undisturbed
    repeatedly  ///< until this object goes: a statement that only begins may miss one call
  };
  /// From now on runs `stop`, in place of an earlier one, on a thread of its own when the signal
  /// comes; soon, if it already came. Requires: `stop` throws nothing and stays callable as long as
  /// this lives.
  void on_signal_run(std::function<void()> stop, Stop how);

 private:
  void listen();
  /// Waits for the next byte; nothing, where it is time to run `stop_` again.
  std::optional<char> next_byte();
  void stop();

  std::atomic<bool> requested_{false};
  std::mutex mutex_;  // for the next two
  std::function<void()> stop_ = {};
  Stop how_ = Stop::once;
  bool repeating_ = false;  // the listening thread's own
  int pipe_[2] = {-1, -1};
  std::thread listener_;
};

}  // namespace egregora::program
