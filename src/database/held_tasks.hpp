// SPDX-License-Identifier: Apache-2.0
// The tasks that a worker holds: those that wait for a thread, and those that a handler works on.
#pragma once

#include <egregora/database/worker.hpp>

#include <atomic>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace egregora::detail {

/// A task with its handler at work, or about to be.
class HeldTask final : public RunningTask {
 public:
  HeldTask(Claim claim, const std::atomic<bool>& stopping)
      : claim_(std::move(claim)), stopping_(stopping) {}
  const Claim& claim() const override { return claim_; }
  bool lease_lost() const override { return lost_; }
  bool stopping() const override { return stopping_; }
  void lose() { lost_ = true; }

 private:
  Claim claim_;
  const std::atomic<bool>& stopping_;
  std::atomic<bool> lost_ = false;
};

/// Thread safety: any thread.
class HeldTasks {
 public:
  void add(std::vector<Claim> claims, const std::atomic<bool>& stopping);
  /// The next one that waits, now running; null where none waits. A task whose lease was lost while
  /// it waited is dropped.
  std::shared_ptr<HeldTask> start_next();
  void finish(const std::shared_ptr<HeldTask>& task);
  /// All of them, to renew their leases.
  std::vector<std::shared_ptr<HeldTask>> all() const;
  /// Takes out those that wait.
  std::vector<Claim> take_waiting();
  bool empty() const;

 private:
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<HeldTask>> waiting_;
  std::list<std::shared_ptr<HeldTask>> running_;
};

}  // namespace egregora::detail
