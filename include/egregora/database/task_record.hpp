// SPDX-License-Identifier: Apache-2.0
// The plain values that go into and come out of a TaskStore.
#pragma once

#include <egregora/core/json.hpp>
#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// A task is alive while it is pending or processing. All others are final, save that a dead one
/// can be revived (TaskStore::redrive).
enum class TaskStatus {
  pending,
  processing,
  completed,
  failed,      ///< said so by a caller that never claimed it
  superseded,  ///< something newer made it needless
  cancelled,
  dead,  ///< every attempt failed
};
/// "pending", "processing" ... Throws: InvalidOperationError for any other value.
std::string_view to_string(TaskStatus status);
/// The status of that name; absent where there is none.
std::optional<TaskStatus> task_status(std::string_view name);

inline constexpr std::int64_t kDefaultAttempts = 5;
inline constexpr std::chrono::microseconds kDefaultLease = std::chrono::minutes(5);

/// How a task is queued.
struct TaskOptions {
  std::int64_t priority = 0;                   ///< higher ones are claimed first
  std::optional<Timestamp> run_at = {};        ///< not before; absent: now
  std::optional<std::string> unique_key = {};  ///< one task alive at a time for a key, of any type
  std::int64_t max_attempts = kDefaultAttempts;  ///< >= 1
  std::optional<Uuid> run_id = {};               ///< the run that asked for it
};

/// A task of a batch.
struct NewTask {
  std::string type;
  Json payload = {};  ///< null is kept as NULL
  std::int64_t priority = 0;
  std::optional<Timestamp> run_at = {};
  std::optional<std::string> unique_key = {};
  std::int64_t max_attempts = kDefaultAttempts;
  std::optional<Uuid> run_id = {};
};

/// A row of `tasks`.
struct Task {
  Uuid task_id = {};
  std::string task_type = {};
  TaskStatus status = TaskStatus::pending;
  Json payload = {};
  std::int64_t priority = 0;
  std::int64_t seq = 0;  ///< from 1, in the order of queueing
  /// Pending: not before. Since it was claimed: when its lease last began.
  Timestamp run_at = {};
  Timestamp created_at = {};
  std::optional<Timestamp> processed_at = {};  ///< when it became final
  std::int64_t attempts = 0;                   ///< claims so far
  std::int64_t max_attempts = kDefaultAttempts;
  std::optional<std::string> claimed_by = {};
  std::int64_t fence = 0;
  std::optional<Timestamp> lease_expires_at = {};
  std::optional<std::string> unique_key = {};
  Json result = {};
  std::optional<std::string> error = {};  ///< of the last attempt, or the reason for its end
  std::optional<Uuid> run_id = {};
};

/// A task that a worker holds, until its lease expires. The fence grows with every claim, so that
/// whoever lost it cannot write.
struct Claim {
  Uuid task_id = {};
  std::int64_t fence = 0;
  std::string task_type = {};
  Json payload = {};
  std::int64_t attempts = 1;  ///< this one included
  std::int64_t max_attempts = kDefaultAttempts;
  std::int64_t priority = 0;
  std::int64_t seq = 0;  ///< where the task stands; 0: not known, it is looked up
  std::string worker = {};
  Timestamp lease_expires_at = {};
  std::optional<Uuid> run_id = {};
};

struct ClaimOptions {
  std::vector<std::string> types = {};              ///< empty: any
  std::int64_t limit = 1;                           ///< >= 0
  std::chrono::microseconds lease = kDefaultLease;  ///< above 0, a year at most
};

struct PendingQuery {
  std::optional<std::string> type = {};  ///< absent: any
  std::int64_t limit = 100;              ///< >= 0
};

/// Which dead tasks are revived.
struct RedriveOptions {
  std::optional<std::string> type = {};    ///< absent: any
  std::vector<Uuid> task_ids = {};         ///< empty: any
  std::optional<std::int64_t> limit = {};  ///< >= 0, the oldest ones; absent: all
};

/// Which finished tasks are put away.
struct PruneOptions {
  std::chrono::microseconds older_than = std::chrono::hours(24 * 30);  ///< since it became final
  bool dead = false;                                                   ///< those that are dead, too
};

struct TaskStats {
  std::int64_t total = 0;
  std::map<TaskStatus, std::int64_t> by_status = {};  ///< every status, 0 where there is none
  std::map<std::string, std::map<TaskStatus, std::int64_t>> by_type = {};
  std::optional<Timestamp> oldest_pending = {};  ///< when it was queued
};

/// A row of `task_errors`: one attempt that failed.
struct TaskFailure {
  Uuid task_id = {};
  std::int64_t attempt = 0;
  Timestamp occurred_at = {};
  std::optional<std::string> worker = {};
  std::string error = {};
};

/// When a task that failed is tried again: after `first`, then twice as long each time, at most
/// `longest`; a random part of up to half is taken off, so that those that failed together do not
/// come back together.
struct RetryPolicy {
  std::chrono::microseconds first = std::chrono::seconds(1);  ///< >= 0
  std::chrono::microseconds longest = std::chrono::hours(1);  ///< >= first
  /// In [0, 1); called by any thread. Absent: a generator with a random seed.
  std::function<double()> random = {};
};

}  // namespace egregora
