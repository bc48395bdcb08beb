// SPDX-License-Identifier: Apache-2.0
// Tasks as a few lines have them, and the calls of a store, by itself or within a transaction.
#pragma once

#include <egregora/database/task_store.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace egregora::testing {

/// What the tables hold. Tasks by number.
struct Model {
  std::map<std::int64_t, Task> tasks;
  std::map<Uuid, int> failures;
  std::int64_t last_seq = 0;
  std::int64_t put_away = 0;

  Task* find(const Uuid& id) {
    for (auto& [seq, task] : tasks) {
      if (task.task_id == id) return &task;
    }
    return nullptr;
  }
  Task* owner(const std::string& key) {
    for (auto& [seq, task] : tasks) {
      if (is_alive(task) && task.unique_key == key) return &task;
    }
    return nullptr;
  }
  static bool is_alive(const Task& task) {
    return task.status == TaskStatus::pending || task.status == TaskStatus::processing;
  }
  void fail(Task& task, Timestamp now, Timestamp retry) {
    ++failures[task.task_id];
    task.status = task.attempts >= task.max_attempts ? TaskStatus::dead : TaskStatus::pending;
    task.run_at = retry;
    if (task.status == TaskStatus::dead) task.processed_at = now;
  }
  void end(Task& task, TaskStatus status, Timestamp now) {
    task.status = status;
    task.processed_at = now;
  }
  /// Leases that ended, or began in the future.
  void look_at_leases(Timestamp now) {
    for (auto& [seq, task] : tasks) {
      if (task.status != TaskStatus::processing) continue;
      if (task.run_at > now) {
        task.lease_expires_at = now + (*task.lease_expires_at - task.run_at);
        task.run_at = now;
      } else if (*task.lease_expires_at <= now) {
        fail(task, now, task.run_at);
      }
    }
  }
  std::vector<Task*> claimable(Timestamp now, const ClaimOptions& options) {
    std::vector<Task*> found;
    for (auto& [seq, task] : tasks) {
      const bool fits = options.types.empty() || options.types.front() == task.task_type;
      if (task.status == TaskStatus::pending && task.run_at <= now && fits) found.push_back(&task);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Task* a, const Task* b) { return a->priority > b->priority; });
    if (std::ssize(found) > options.limit) {
      found.resize(static_cast<std::size_t>(options.limit));
    }
    return found;
  }
};

/// The calls of one store, by itself or as part of a transaction.
struct Calls {
  TaskStore& store;
  Transaction* tx;

  template <class... A>
  auto enqueue_batch(const A&... a) const {
    return tx ? store.enqueue_batch(*tx, a...) : store.enqueue_batch(a...);
  }
  template <class... A>
  auto claim(const A&... a) const {
    return tx ? store.claim(*tx, a...) : store.claim(a...);
  }
  void complete(std::span<const Claim> claims) const {
    if (claims.size() == 1) {
      tx ? store.complete(*tx, claims[0]) : store.complete(claims[0]);
    } else {
      tx ? store.complete_batch(*tx, claims) : store.complete_batch(claims);
    }
  }
  void fail(std::span<const Claim> claims) const {
    tx ? store.fail_batch(*tx, claims, "e") : store.fail_batch(claims, "e");
  }
  void snooze(const Claim& claim, Timestamp until) const {
    tx ? store.snooze(*tx, claim, until) : store.snooze(claim, until);
  }
  void heartbeat(const Claim& claim, std::chrono::seconds lease) const {
    tx ? store.heartbeat(*tx, claim, lease) : store.heartbeat(claim, lease);
  }
  void supersede(const Claim& claim) const {
    tx ? store.supersede(*tx, claim, "r") : store.supersede(claim, "r");
  }
  void mark(const Uuid& id) const { tx ? store.mark_completed(*tx, id) : store.mark_completed(id); }
  std::int64_t redrive() const { return tx ? store.redrive(*tx) : store.redrive(); }
  std::int64_t prune(const PruneOptions& options) const {
    return tx ? store.prune(*tx, options) : store.prune(options);
  }
};

}  // namespace egregora::testing
