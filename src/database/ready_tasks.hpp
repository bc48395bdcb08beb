// SPDX-License-Identifier: Apache-2.0
// The tasks that are claimed next, read in bulk: looking for each anew in the table would cost more
// than claiming it. Knows no database.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace egregora::detail {

/// Where a task stands among those that could be claimed.
struct TaskPlace {
  std::int64_t priority = 0;
  std::int64_t seq = 0;
};
/// True where `a` is claimed before `b`.
struct ClaimedBefore {
  bool operator()(const TaskPlace& a, const TaskPlace& b) const noexcept {
    return a.priority != b.priority ? a.priority > b.priority : a.seq < b.seq;
  }
};

/// A pending task whose time has come, as it is stored.
struct ReadyTask {
  TaskPlace place = {};
  Uuid task_id = {};
  std::string type = {};
  std::optional<std::string> payload = {};  ///< JSON text
  std::int64_t attempts = 0;
  std::int64_t max_attempts = 0;
  std::int64_t fence = 0;
  std::optional<Uuid> run_id = {};
};

/// The first of all ready tasks, in the order of claiming.
/// Thread safety: none.
class ReadyTasks {
 public:
  /// Nothing is known.
  void forget();
  /// `tasks` are the first ones, or with `all` every one there is.
  void load(std::vector<ReadyTask> tasks, bool all);
  bool empty() const noexcept { return tasks_.empty(); }
  bool holds_all() const noexcept { return holds_all_; }
  /// How many to load at once: more each time, as long as payloads do not fill the memory.
  std::int64_t good_size() const noexcept { return good_size_; }

  /// Takes at most `limit` of these types (empty: any) out.
  std::vector<ReadyTask> take(const std::vector<std::string>& types, std::int64_t limit);
  /// One that became ready. Requires: it is not in here.
  void add(ReadyTask task);
  /// It is not ready any more, if it was.
  void remove(const TaskPlace& place) { tasks_.erase(place); }

 private:
  std::map<TaskPlace, ReadyTask, ClaimedBefore> tasks_;
  bool holds_all_ = false;
  std::int64_t good_size_ = 64;
};

}  // namespace egregora::detail
