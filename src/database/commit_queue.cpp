// SPDX-License-Identifier: Apache-2.0
// The first caller leads; when it is done, the first of those that came meanwhile does.
#include "database/commit_queue.hpp"

#include <chrono>
#include <thread>
#include <utility>

#include <egregora/core/errors.hpp>

namespace egregora::detail {

namespace {
// Threads that were acknowledged a moment ago come again soon; carried out in halves they would
// need two commits each time. Waiting longer than a commit takes gains nothing.
constexpr std::chrono::microseconds kPoll{20};
constexpr int kMostPolls = 20;
}  // namespace

bool is_surely_undone(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const CheckpointError& failed) {
    return !failed.committed();
  } catch (const StorageFatalError&) {
    return false;
  } catch (...) {
    return true;
  }
}

QueuedChange::~QueuedChange() = default;
CommitQueue::~CommitQueue() = default;

void CommitQueue::submit(const std::shared_ptr<QueuedChange>& change) {
  using Turn = QueuedChange::Turn;
  std::unique_lock lock(mutex_);
  waiting_.push_back(change);
  if (!std::exchange(has_leader_, true)) change->turn_ = Turn::leads;
  change->told_.wait(lock, [&] { return change->turn_ != Turn::waits; });
  if (change->turn_ == Turn::leads) lead(lock);
  lock.unlock();
  if (change->error_) std::rethrow_exception(change->error_);
}

void CommitQueue::lead(std::unique_lock<std::mutex>& lock) {
  await_the_last_ones(lock);
  const Cohort cohort = std::exchange(waiting_, {});
  lock.unlock();
  try {
    carry_out(cohort);
  } catch (...) {
    for (const auto& change : cohort) change->set_error(std::current_exception());
  }
  lock.lock();
  last_size_ = cohort.size();
  for (const auto& change : cohort) {
    change->turn_ = QueuedChange::Turn::over;
    change->told_.notify_one();
  }
  hand_on();
}

void CommitQueue::await_the_last_ones(std::unique_lock<std::mutex>& lock) const {
  for (int polls = 0; polls < kMostPolls && waiting_.size() < last_size_; ++polls) {
    lock.unlock();
    std::this_thread::sleep_for(kPoll);
    lock.lock();
  }
}

void CommitQueue::hand_on() {
  has_leader_ = !waiting_.empty();
  if (!has_leader_) return;
  waiting_.front()->turn_ = QueuedChange::Turn::leads;
  waiting_.front()->told_.notify_one();
}

}  // namespace egregora::detail
