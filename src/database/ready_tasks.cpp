// SPDX-License-Identifier: Apache-2.0
#include "database/ready_tasks.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace egregora::detail {

namespace {
constexpr std::size_t kMostBytes = 4U << 20U;  // of payloads
// Sorting this many out of 100,000 costs little more than sorting one.
constexpr std::int64_t kMostTasks = 2000;
constexpr std::int64_t kFewestTasks = 16;
// Who is interrupted by others again and again reads in vain what he does not come to use.
constexpr std::int64_t kFirstTasks = 64;
constexpr std::int64_t kGrowth = 4;
constexpr std::size_t kOwnSize = 200;  // of a task without its payload

std::size_t size_of(const ReadyTask& task) {
  return kOwnSize + (task.payload ? task.payload->size() : 0);
}

bool is_among(const std::string& type, const std::vector<std::string>& types) {
  return types.empty() || std::find(types.begin(), types.end(), type) != types.end();
}
}  // namespace

void ReadyTasks::forget() {
  tasks_.clear();
  holds_all_ = false;
  good_size_ = kFirstTasks;
}

void ReadyTasks::load(std::vector<ReadyTask> tasks, bool all) {
  tasks_.clear();
  holds_all_ = all;
  std::size_t bytes = 0;
  for (ReadyTask& task : tasks) {
    bytes += size_of(task);
    const TaskPlace place = task.place;
    tasks_.emplace_hint(tasks_.end(), place, std::move(task));
  }
  if (tasks_.empty()) return;
  const auto fitting = static_cast<std::int64_t>(kMostBytes / (bytes / tasks_.size()));
  good_size_ = std::clamp(fitting, kFewestTasks, std::min(kMostTasks, kGrowth * good_size_));
}

std::vector<ReadyTask> ReadyTasks::take(const std::vector<std::string>& types, std::int64_t limit) {
  std::vector<ReadyTask> taken;
  for (auto task = tasks_.begin(); task != tasks_.end() && std::ssize(taken) < limit;) {
    if (!is_among(task->second.type, types)) {
      ++task;
      continue;
    }
    taken.push_back(std::move(task->second));
    task = tasks_.erase(task);
  }
  return taken;
}

void ReadyTasks::add(ReadyTask task) {
  const bool is_last = tasks_.empty() || ClaimedBefore{}(tasks_.rbegin()->first, task.place);
  if (is_last && !holds_all_) return;  // others that are not in here may come before it
  const TaskPlace place = task.place;
  tasks_.insert_or_assign(place, std::move(task));
  if (std::ssize(tasks_) <= 2 * good_size_) return;
  tasks_.erase(std::next(tasks_.begin(), good_size_), tasks_.end());
  holds_all_ = false;
}

}  // namespace egregora::detail
