// SPDX-License-Identifier: Apache-2.0
// A change that is refused before it wrote anything concerns its caller only. One that fails later,
// or by an error of the engine, after which its transaction is worth nothing, has to be undone, and
// with it all of its company: they are carried out again, each by itself.
#include "database/task_queue.hpp"

#include <utility>

#include <egregora/core/errors.hpp>
#include <egregora/database/schemas.hpp>

#include "database/task_claim.hpp"

namespace egregora::detail {

namespace {
/// Rolls a transaction back; why is set as its member's error already, or will be found again.
struct GivenUp {};

/// True where the error is an answer to the caller, found by looking.
bool is_refusal(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const ConflictError&) {
    return true;
  } catch (const TaskNotFoundError&) {
    return true;
  } catch (const InvalidOperationError&) {
    return true;
  } catch (...) {
    return false;
  }
}
}  // namespace

void TaskQueue::attempt(TransactionState& state, const Cohort& cohort) {
  for (const auto& member : cohort) {
    member->set_error(nullptr);
    auto& change = static_cast<TaskChange&>(*member);
    TaskScope scope{state, memory_, change.clock->now()};
    memory_.saw(scope.now);
    try {
      change.apply(scope);
    } catch (const OutdatedMemory&) {
      throw;
    } catch (...) {
      member->set_error(std::current_exception());
      if (scope.has_written || !is_refusal(std::current_exception())) throw GivenUp();
    }
  }
}

void TaskQueue::carry_out_together(StorageCore& core, const Cohort& cohort) {
  std::uint64_t known_at = std::exchange(known_at_, 0);
  std::uint64_t turn = 0;
  run_transaction(core, [&](TransactionState& state) {
    Database& database = state.core().database();
    turn = database.writers().turns();
    const auto unchanged = [&](std::string_view what) {
      return known_at != 0 && database.table_turns().unchanged(what, known_at, turn);
    };
    if (!unchanged(schemas::Tasks::table_name)) {
      memory_.forget();
    } else if (!unchanged(kOrderlyChanges)) {
      memory_.forget_what_stores_change();
    }
    known_at = 0;  // an attempt that failed leaves nothing to rely on
    attempt(state, cohort);
  });
  known_at_ = turn;
}

void TaskQueue::carry_out_alone(const std::shared_ptr<QueuedChange>& member) {
  try {
    carry_out_together(*static_cast<const TaskChange&>(*member).core, {member});
  } catch (const GivenUp&) {
  } catch (...) {
    member->set_error(std::current_exception());
  }
}

void TaskQueue::carry_out(const Cohort& cohort) {
  if (cohort.size() == 1) return carry_out_alone(cohort.front());
  try {
    // Whoever leads does so with the manager of its own store.
    return carry_out_together(*static_cast<const TaskChange&>(*cohort.front()).core, cohort);
  } catch (const GivenUp&) {
  } catch (...) {
    if (!is_surely_undone(std::current_exception())) throw;
  }
  for (const auto& member : cohort) {
    member->set_error(nullptr);
    carry_out_alone(member);
  }
}

}  // namespace egregora::detail
