// SPDX-License-Identifier: Apache-2.0
// Ctrl-C: the first one asks the running command to stop where nothing is half done, the second
// ends the process at once, which the database survives as it survives a kill.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
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

  /// While alive, runs `stop` on the listening thread when the signal comes (at once if it already
  /// came).
  class Handler {
   public:
    Handler(Interruption& owner, std::function<void()> stop);
    ~Handler();
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;

   private:
    Interruption& owner_;
  };

 private:
  void listen();

  std::atomic<bool> requested_{false};
  std::mutex mutex_;  // held while a handler runs: it never outlives what it stops
  std::function<void()> stop_ = {};
  int pipe_[2] = {-1, -1};
  std::thread listener_;
};

}  // namespace egregora::program
