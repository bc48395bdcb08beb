// SPDX-License-Identifier: Apache-2.0
// Random changes of tasks in random company against a model of a few lines: what is claimed, in
// which order and at which fence, what is refused, and what is stored, whatever was rolled back, by
// whichever of two stores, while the clock goes forth and back and others write between.
#include <egregora/core/errors.hpp>
#include <egregora/database/task_store.hpp>
#include <egregora/expr/functions.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "property/task_model.hpp"
#include "support/known_tools.hpp"

namespace egregora::testing {
namespace {

using std::chrono::seconds;

struct NotThisTime : std::runtime_error {
  NotThisTime() : std::runtime_error("rolled back") {}
};

/// One step, on a store and on the model.
class Walk {
 public:
  void step() {
    switch (*rc::gen::inRange(0, 12)) {
      case 0:
        return move_clock();
      case 1:
        return unit();
      case 2:
        return others();
      default:
        return change(Calls{*rc::gen::arbitrary<bool>() ? first_ : second_, nullptr});
    }
  }
  void compare() {
    const TaskStats stats = first_.stats();
    RC_ASSERT(stats.total == std::ssize(model_.tasks));
    RC_ASSERT(storage_.row_count("task_history") == model_.put_away);
    for (const auto& [seq, wanted] : model_.tasks) {
      const Task found = second_.get_task(wanted.task_id);
      RC_ASSERT(found.seq == seq);
      RC_ASSERT(found.status == wanted.status);
      RC_ASSERT(found.attempts == wanted.attempts);
      RC_ASSERT(found.fence == wanted.fence);
      RC_ASSERT(found.priority == wanted.priority);
      RC_ASSERT(found.unique_key == wanted.unique_key);
      RC_ASSERT(std::ssize(first_.failures(wanted.task_id)) == model_.failures[wanted.task_id]);
      if (Model::is_alive(wanted)) {
        RC_ASSERT(found.run_at == wanted.run_at);
      } else {
        RC_ASSERT(found.processed_at == wanted.processed_at);
      }
      if (wanted.status == TaskStatus::processing) {
        RC_ASSERT(found.lease_expires_at == wanted.lease_expires_at);
      }
    }
  }

 private:
  Timestamp now() const { return clock_->now(); }
  void move_clock() {
    const int by = *rc::gen::element(1, 1, 2, 5, 30, 100, -1, -10, -200);
    seconds_ = std::max(0, seconds_ + by);
    clock_->set(format_timestamp(parse_timestamp("2025-01-01 10:00:00") + seconds(seconds_)));
  }
  void others() {
    if (*rc::gen::arbitrary<bool>()) {
      storage_.write_table(first_table(), "other");
      return;
    }
    // Somebody finds the even ones more important.
    storage_.update("tasks", {{"priority", literal(3)}}, col("seq") % 2 == 0);
    for (auto& [seq, task] : model_.tasks) {
      if (seq % 2 == 0) task.priority = 3;
    }
  }
  Table first_table() { return storage_.read_table("tasks").select("task_id").limit(1); }
  void unit() {
    const Model before = model_;
    const std::size_t claims_before = claims_.size();
    const bool rolls_back = *rc::gen::arbitrary<bool>();
    try {
      storage_.transaction([&](Transaction& tx) {
        for (int i = *rc::gen::inRange(1, 4); i > 0; --i) change(Calls{first_, &tx});
        if (rolls_back) throw NotThisTime();
      });
    } catch (const NotThisTime&) {
      model_ = before;
      claims_.resize(claims_before);
    }
  }

  void change(const Calls& calls) {
    switch (*rc::gen::inRange(0, 12)) {
      case 0:
      case 1:
        return enqueue(calls);
      case 2:
      case 3:
      case 4:
        return claim(calls);
      case 5:
        return mark(calls);
      case 6:
        return redrive(calls);
      case 7:
        return prune(calls);
      default:
        return use_claims(calls);
    }
  }
  void enqueue(const Calls& calls) {
    std::vector<NewTask> tasks;
    for (int size = *rc::gen::inRange(1, 6); size > 0; --size) {
      NewTask task{.type = *rc::gen::element<std::string>("a", "b"),
                   .priority = *rc::gen::inRange(-1, 2),
                   .max_attempts = *rc::gen::inRange(1, 4)};
      if (*rc::gen::inRange(0, 3) == 0) task.run_at = now() + seconds(*rc::gen::inRange(-5, 20));
      if (*rc::gen::inRange(0, 3) == 0) {
        task.unique_key = *rc::gen::element<std::string>("x", "y", "z");
      }
      tasks.push_back(task);
    }
    const std::vector<Uuid> ids = calls.enqueue_batch(tasks);
    RC_ASSERT(ids.size() == tasks.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (const Task* owner = tasks[i].unique_key ? model_.owner(*tasks[i].unique_key) : nullptr) {
        RC_ASSERT(ids[i] == owner->task_id);
        continue;
      }
      RC_ASSERT(model_.find(ids[i]) == nullptr);
      model_.tasks[++model_.last_seq] = {.task_id = ids[i],
                                         .task_type = tasks[i].type,
                                         .priority = tasks[i].priority,
                                         .seq = model_.last_seq,
                                         .run_at = tasks[i].run_at.value_or(now()),
                                         .max_attempts = tasks[i].max_attempts,
                                         .unique_key = tasks[i].unique_key};
    }
  }
  void claim(const Calls& calls) {
    ClaimOptions options{.limit = *rc::gen::inRange(1, 5),
                         .lease = seconds(*rc::gen::element(5, 60))};
    if (*rc::gen::inRange(0, 3) == 0) options.types = {*rc::gen::element<std::string>("a", "b")};
    const std::vector<Claim> claims = calls.claim("w", options);
    model_.look_at_leases(now());
    const std::vector<Task*> wanted = model_.claimable(now(), options);
    RC_ASSERT(claims.size() == wanted.size());
    for (std::size_t i = 0; i < claims.size(); ++i) {
      Task& task = *wanted[i];
      RC_ASSERT(claims[i].task_id == task.task_id);
      RC_ASSERT(claims[i].fence == ++task.fence);
      RC_ASSERT(claims[i].attempts == ++task.attempts);
      task.status = TaskStatus::processing;
      task.run_at = now();
      task.lease_expires_at = now() + options.lease;
      claims_.push_back(claims[i]);
    }
  }
  void mark(const Calls& calls) {
    if (model_.tasks.empty()) return;
    const auto place = *rc::gen::inRange<std::size_t>(0, model_.tasks.size());
    Task& task = std::next(model_.tasks.begin(), static_cast<std::ptrdiff_t>(place))->second;
    if (task.status != TaskStatus::pending) {
      RC_ASSERT_THROWS_AS(calls.mark(task.task_id), InvalidOperationError);
      return;
    }
    calls.mark(task.task_id);
    model_.end(task, TaskStatus::completed, now());
  }
  void redrive(const Calls& calls) {
    std::int64_t revived = 0;
    for (auto& [seq, task] : model_.tasks) {
      if (task.status != TaskStatus::dead) continue;
      if (task.unique_key && model_.owner(*task.unique_key)) continue;
      task.status = TaskStatus::pending;
      task.attempts = 0;
      task.run_at = now();
      ++revived;
    }
    RC_ASSERT(calls.redrive() == revived);
  }
  void prune(const Calls& calls) {
    const seconds age(*rc::gen::element(0, 20));
    const bool dead = *rc::gen::arbitrary<bool>();
    const auto pruned = std::erase_if(model_.tasks, [&](const auto& entry) {
      const Task& task = entry.second;
      return !Model::is_alive(task) && (dead || task.status != TaskStatus::dead) &&
             *task.processed_at <= now() - age;
    });
    RC_ASSERT(calls.prune({.older_than = age, .dead = dead}) == static_cast<std::int64_t>(pruned));
    model_.put_away += static_cast<std::int64_t>(pruned);
  }

  /// The tasks of these claims, or none where one of them is not good any more.
  std::vector<Task*> held(std::span<const Claim> claims, bool& is_unknown) {
    std::vector<Task*> tasks;
    for (const Claim& claim : claims) {
      Task* task = model_.find(claim.task_id);
      if (task == nullptr) is_unknown = true;
      if (task == nullptr || task->status != TaskStatus::processing || task->fence != claim.fence) {
        return {};
      }
      tasks.push_back(task);
    }
    return tasks;
  }
  std::vector<Claim> drawn_claims() {
    std::vector<Claim> claims;
    for (int i = *rc::gen::element(1, 1, 1, 3); i > 0; --i) {
      // Mostly the last ones: the others have ended long ago.
      const std::size_t from = claims_.size() - std::min<std::size_t>(claims_.size(), 6);
      const Claim& claim = claims_[*rc::gen::inRange(from, claims_.size())];
      const bool is_new = std::none_of(claims.begin(), claims.end(), [&](const Claim& other) {
        return other.task_id == claim.task_id;
      });
      if (is_new) claims.push_back(claim);
      if (*rc::gen::inRange(0, 8) == 0) claims.back().seq = 0;  // as one made by hand
    }
    return claims;
  }
  void use_claims(const Calls& calls) {
    if (claims_.empty()) return;
    const int what = *rc::gen::inRange(0, 5);
    std::vector<Claim> claims = drawn_claims();
    if (what > 1) claims.resize(1);
    if (calls.tx != nullptr) claims.resize(1);  // half of a batch would stay, until it rolls back
    bool is_unknown = false;
    const std::vector<Task*> tasks = held(claims, is_unknown);
    const seconds length(*rc::gen::inRange(1, 40));
    const auto call = [&] {
      if (what == 0) return calls.complete(claims);
      if (what == 1) return calls.fail(claims);
      if (what == 2) return calls.snooze(claims[0], now() + length);
      if (what == 3) return calls.heartbeat(claims[0], length);
      return calls.supersede(claims[0]);
    };
    if (tasks.empty()) return refused(call, is_unknown);
    call();
    for (std::size_t i = 0; i < tasks.size(); ++i) apply(what, *tasks[i], length);
  }
  template <class F>
  void refused(const F& call, bool is_unknown) {
    if (is_unknown) {
      RC_ASSERT_THROWS_AS(call(), Error);  // or an other of them is stale
    } else {
      RC_ASSERT_THROWS_AS(call(), ConflictError);
    }
  }
  void apply(int what, Task& task, seconds length) {
    switch (what) {
      case 0:
        return model_.end(task, TaskStatus::completed, now());
      case 1:
        return model_.fail(task, now(),
                           now() + std::min(seconds(60), seconds(1LL << (task.attempts - 1))));
      case 2:
        task.status = TaskStatus::pending;
        task.run_at = now() + length;
        --task.attempts;
        return;
      case 3:
        task.run_at = now();
        task.lease_expires_at = now() + length;
        return;
      default:
        return model_.end(task, TaskStatus::superseded, now());
    }
  }

  int seconds_ = 0;
  std::shared_ptr<SettableClock> clock_ = std::make_shared<SettableClock>("2025-01-01 10:00:00");
  RetryPolicy retry_{.first = seconds(1), .longest = seconds(60), .random = [] { return 0.0; }};
  DuckDBStorageManager storage_;
  TaskStore first_{storage_, {.clock = clock_}, retry_};
  TaskStore second_{storage_, {.clock = clock_}, retry_};
  Model model_;
  std::vector<Claim> claims_;
};

RC_GTEST_PROP(TaskModel, has_the_same_tasks_claims_and_refusals, ()) {
  Walk walk;
  for (int steps = *rc::gen::inRange(1, 40); steps > 0; --steps) walk.step();
  walk.compare();
}

}  // namespace
}  // namespace egregora::testing
