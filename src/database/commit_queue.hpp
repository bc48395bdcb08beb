// SPDX-License-Identifier: Apache-2.0
// Group commit: of the threads that want to change something at the same time, one carries out the
// changes of all in one transaction. Nobody returns before that is durable.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <vector>

namespace egregora::detail {

/// One caller's change. Its error is the caller's alone.
class QueuedChange {
 public:
  QueuedChange() = default;
  virtual ~QueuedChange();
  QueuedChange(const QueuedChange&) = delete;
  QueuedChange& operator=(const QueuedChange&) = delete;

  /// For whoever carries it out; null: it is well after all.
  void set_error(std::exception_ptr error) noexcept { error_ = std::move(error); }

 private:
  friend class CommitQueue;
  enum class Turn : std::uint8_t { waits, leads, over };
  Turn turn_ = Turn::waits;
  std::condition_variable told_;
  std::exception_ptr error_;
};

/// False where a transaction that failed so may be durable in spite of it, so that trying again
/// could do its changes twice.
bool is_surely_undone(const std::exception_ptr& error);

/// Thread safety: any thread.
class CommitQueue {
 public:
  using Cohort = std::vector<std::shared_ptr<QueuedChange>>;

  virtual ~CommitQueue();
  /// Returns once the change was carried out, by this thread or another. Throws: its error.
  void submit(const std::shared_ptr<QueuedChange>& change);

 private:
  /// Makes the changes durable, in order, and sets the errors of those that are not. What it throws
  /// is the error of all. Never called by two threads at once.
  virtual void carry_out(const Cohort& cohort) = 0;

  void lead(std::unique_lock<std::mutex>& lock);
  void await_the_last_ones(std::unique_lock<std::mutex>& lock) const;
  void hand_on();

  std::mutex mutex_;
  Cohort waiting_;
  bool has_leader_ = false;
  std::size_t last_size_ = 0;  // of the cohort before
};

}  // namespace egregora::detail
