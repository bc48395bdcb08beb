// SPDX-License-Identifier: Apache-2.0
// The changes of all TaskStores on one database: they share commits, and what the last commit knew.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "database/commit_queue.hpp"
#include "database/task_memory.hpp"

namespace egregora::detail {

/// Lifetime: the clock, and what `apply` refers to, must outlive submit().
struct TaskChange final : QueuedChange {
  std::shared_ptr<StorageCore> core;  ///< of the caller's own manager
  const Clock* clock;  ///< asked when the change is carried out, so that time goes as changes do
  /// May run more than once; what counts is the last time.
  std::function<void(TaskScope&)> apply;

  TaskChange(std::shared_ptr<StorageCore> storage, const Clock& time,
             std::function<void(TaskScope&)> change)
      : core(std::move(storage)), clock(&time), apply(std::move(change)) {}
};

class TaskQueue final : public CommitQueue {
 private:
  void carry_out(const Cohort& cohort) override;
  void carry_out_together(StorageCore& core, const Cohort& cohort);
  void carry_out_alone(const std::shared_ptr<QueuedChange>& member);
  void attempt(TransactionState& state, const Cohort& cohort);

  TaskMemory memory_;
  std::uint64_t known_at_ = 0;  // the writer lock's turn after which memory_ was right; 0: never
};

}  // namespace egregora::detail
