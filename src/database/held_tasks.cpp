// SPDX-License-Identifier: Apache-2.0
#include "database/held_tasks.hpp"

#include <utility>

namespace egregora::detail {

void HeldTasks::add(std::vector<Claim> claims, const std::atomic<bool>& stopping) {
  const std::lock_guard guard(mutex_);
  for (Claim& claim : claims) {
    waiting_.push_back(std::make_shared<HeldTask>(std::move(claim), stopping));
  }
}

std::shared_ptr<HeldTask> HeldTasks::start_next() {
  const std::lock_guard guard(mutex_);
  while (!waiting_.empty()) {
    std::shared_ptr<HeldTask> task = std::move(waiting_.front());
    waiting_.pop_front();
    if (task->lease_lost()) continue;
    running_.push_back(task);
    return task;
  }
  return nullptr;
}

void HeldTasks::finish(const std::shared_ptr<HeldTask>& task) {
  const std::lock_guard guard(mutex_);
  running_.remove(task);
}

std::vector<std::shared_ptr<HeldTask>> HeldTasks::all() const {
  const std::lock_guard guard(mutex_);
  std::vector<std::shared_ptr<HeldTask>> tasks(running_.begin(), running_.end());
  tasks.insert(tasks.end(), waiting_.begin(), waiting_.end());
  return tasks;
}

std::vector<Claim> HeldTasks::take_waiting() {
  const std::lock_guard guard(mutex_);
  std::vector<Claim> claims;
  for (const auto& task : std::exchange(waiting_, {})) {
    if (!task->lease_lost()) claims.push_back(task->claim());
  }
  return claims;
}

bool HeldTasks::empty() const {
  const std::lock_guard guard(mutex_);
  return waiting_.empty() && running_.empty();
}

}  // namespace egregora::detail
