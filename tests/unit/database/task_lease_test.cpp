// SPDX-License-Identifier: Apache-2.0
// Attempts, leases and fences: what becomes of claimed tasks, with a clock that also goes back.
#include "unit/database/task_fixture.hpp"

namespace egregora {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class TaskLease : public TaskTest {
 protected:
  /// The claim of a new task.
  Claim claimed(const TaskOptions& options = {}, std::chrono::microseconds lease = 60s) {
    const Uuid id = store_.enqueue("t", {}, options);
    for (Claim& claim : store_.claim("w", {.limit = 100, .lease = lease})) {
      if (claim.task_id == id) return claim;
    }
    throw std::runtime_error("not claimed");
  }
  /// That everything which a claim allows is refused.
  void expect_stale(const Claim& claim) {
    const std::vector<Claim> several = {claim};
    EXPECT_THROW(store_.complete(claim), ConflictError);
    EXPECT_THROW(store_.complete(claim, {{"a", 1}}), ConflictError);
    EXPECT_THROW(store_.complete_batch(several), ConflictError);
    EXPECT_THROW(store_.fail(claim, "e"), ConflictError);
    EXPECT_THROW(store_.fail_batch(several, "e"), ConflictError);
    EXPECT_THROW(store_.supersede(claim, "r"), ConflictError);
    EXPECT_THROW(store_.cancel(claim), ConflictError);
    EXPECT_THROW(store_.snooze(claim, time("11:00:00")), ConflictError);
    EXPECT_THROW(store_.release(several), ConflictError);
    EXPECT_THROW(store_.heartbeat(claim), ConflictError);
  }

  DuckDBStorageManager storage_{on_file()};
  TaskStore store_{storage_, tools(), retry()};
};

TEST_F(TaskLease, a_completed_task_keeps_its_result) {
  const Claim claim = claimed();
  at(7);
  store_.complete(claim, {{"found", 3}});
  const Task task = store_.get_task(claim.task_id);
  EXPECT_EQ(task.status, TaskStatus::completed);
  EXPECT_EQ(task.result, (Json{{"found", 3}}));
  EXPECT_EQ(task.processed_at, time("10:00:07"));
  EXPECT_EQ(task.lease_expires_at, std::nullopt);
  EXPECT_EQ(task.claimed_by, "w");
  expect_stale(claim);
  EXPECT_THAT(store_.failures(claim.task_id), IsEmpty());
}

TEST_F(TaskLease, a_failed_attempt_is_tried_again_twice_as_late_each_time) {
  const Uuid id = store_.enqueue("t", {}, {.max_attempts = 4});
  for (const int at_second : {0, 1, 3}) {
    at(at_second);
    EXPECT_EQ(store_.fail(claim_one(store_), "at " + std::to_string(at_second)),
              TaskStatus::pending);
    EXPECT_THAT(store_.claim("w"), IsEmpty());
  }
  EXPECT_EQ(store_.get_task(id).run_at, time("10:00:07"));
  EXPECT_EQ(store_.get_task(id).error, "at 3");
  EXPECT_EQ(store_.get_task(id).claimed_by, std::nullopt);
  at(6);
  EXPECT_THAT(store_.claim("w"), IsEmpty());
  at(7);
  const Claim last = claim_one(store_, "w2");
  EXPECT_EQ(last.attempts, 4);
  EXPECT_EQ(store_.fail(last, "at 7"), TaskStatus::dead);
  EXPECT_EQ(state(store_, id), "dead 4/4");
  EXPECT_EQ(store_.get_task(id).processed_at, time("10:00:07"));
  EXPECT_THAT(store_.claim("w"), IsEmpty());
  const auto failures = store_.failures(id);
  ASSERT_THAT(failures, SizeIs(4));
  EXPECT_EQ(failures[0].attempt, 1);
  EXPECT_EQ(failures[0].error, "at 0");
  EXPECT_EQ(failures[3].attempt, 4);
  EXPECT_EQ(failures[3].worker, "w2");
  EXPECT_EQ(failures[3].occurred_at, time("10:00:07"));
}

TEST_F(TaskLease, the_wait_has_a_random_part_and_an_end) {
  const auto wait = [&](double random, std::int64_t attempts) {
    TaskStore store(storage_, tools(),
                    {.first = 10s, .longest = 60s, .random = [=] { return random; }});
    Claim claim = claimed({.max_attempts = 1000});
    claim.attempts = attempts;
    store.fail(claim, "e");
    return store.get_task(claim.task_id).run_at - clock_->now();
  };
  EXPECT_EQ(wait(0, 1), 10s);
  EXPECT_EQ(wait(0.5, 1), 7500ms);
  EXPECT_EQ(wait(1, 2), 10s);
  EXPECT_EQ(wait(0, 4), 60s);
  EXPECT_EQ(wait(0, 900), 60s);
}

TEST_F(TaskLease, an_expired_lease_is_an_attempt_that_failed) {
  const Claim first = claimed({.max_attempts = 2});
  at(59);
  EXPECT_THAT(store_.claim("other"), IsEmpty());
  at(60);
  const Claim second = claim_one(store_, "other");
  EXPECT_EQ(second.task_id, first.task_id);
  EXPECT_EQ(second.attempts, 2);
  EXPECT_EQ(second.fence, 2);
  expect_stale(first);
  EXPECT_EQ(state(store_, first.task_id), "processing 2/2");
  const auto failures = store_.failures(first.task_id);
  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_EQ(failures[0].worker, "w");
  EXPECT_THAT(failures[0].error, HasSubstr("lease"));
  at(60 + 300);
  EXPECT_THAT(store_.claim("third"), IsEmpty());
  EXPECT_EQ(state(store_, first.task_id), "dead 2/2");
  EXPECT_EQ(store_.get_task(first.task_id).processed_at, time("10:06:00"));
  EXPECT_THAT(store_.failures(first.task_id), SizeIs(2));
  expect_stale(second);
}

TEST_F(TaskLease, who_was_late_but_not_replaced_may_still_write) {
  const Claim claim = claimed();
  at(600);
  store_.heartbeat(claim, 30s);
  EXPECT_EQ(store_.get_task(claim.task_id).lease_expires_at, time("10:10:30"));
  EXPECT_THAT(store_.claim("other"), IsEmpty());
  at(700);
  store_.complete(claim);
  EXPECT_EQ(state(store_, claim.task_id), "completed 1/5");
}

TEST_F(TaskLease, a_heartbeat_keeps_the_task) {
  const Claim claim = claimed();
  at(50);
  store_.heartbeat(claim, 60s);
  at(100);
  EXPECT_THAT(store_.claim("other"), IsEmpty());
  EXPECT_THROW(store_.heartbeat(claim, 0s), InvalidOperationError);
  at(110);
  EXPECT_EQ(claim_one(store_, "other").attempts, 2);
  expect_stale(claim);
}

TEST_F(TaskLease, tasks_end_as_superseded_or_cancelled_with_a_reason) {
  const Claim first = claimed();
  const Claim second = claimed();
  const Claim third = claimed();
  store_.supersede(first, "a newer one");
  store_.cancel(second, "nobody wants it");
  store_.cancel(third);
  EXPECT_EQ(state(store_, first.task_id), "superseded 1/5");
  EXPECT_EQ(store_.get_task(first.task_id).error, "a newer one");
  EXPECT_EQ(state(store_, second.task_id), "cancelled 1/5");
  EXPECT_EQ(store_.get_task(second.task_id).error, "nobody wants it");
  EXPECT_EQ(store_.get_task(third.task_id).error, std::nullopt);
  expect_stale(first);
  expect_stale(second);
}

TEST_F(TaskLease, what_is_put_back_gets_its_attempt_back_and_a_new_fence) {
  const Claim first = claimed();
  store_.snooze(first, time("10:00:30"));
  EXPECT_EQ(state(store_, first.task_id), "pending 0/5");
  expect_stale(first);
  EXPECT_THAT(store_.claim("w"), IsEmpty());
  at(30);
  const Claim second = claim_one(store_);
  EXPECT_EQ(second.attempts, 1);
  EXPECT_EQ(second.fence, 2);
  store_.release(std::vector<Claim>{second});
  EXPECT_EQ(claim_one(store_).fence, 3);
  expect_stale(second);
  store_.release({});
}

TEST_F(TaskLease, a_batch_is_done_as_a_whole_or_not_at_all) {
  for (int i = 0; i < 20; ++i) store_.enqueue("t");
  std::vector<Claim> claims = store_.claim("w", {.limit = 20});
  store_.complete(claims[7]);
  EXPECT_THAT(message_of<ConflictError>([&] { store_.complete_batch(claims); }),
              AllOf(HasSubstr(claims[7].task_id.to_string()), HasSubstr("completed")));
  EXPECT_THROW(store_.fail_batch(claims, "e"), ConflictError);
  EXPECT_EQ(store_.stats().by_status.at(TaskStatus::processing), 19);
  EXPECT_EQ(storage_.row_count("task_errors"), 0);
  claims.erase(claims.begin() + 7);
  claims.push_back(claims.front());
  EXPECT_THAT(message_of<InvalidOperationError>([&] { store_.complete_batch(claims); }),
              HasSubstr("twice"));
  claims.pop_back();
  EXPECT_THROW(store_.complete_batch(claims, std::vector<Json>(3)), InvalidOperationError);
  const auto failed = store_.fail_batch(std::span(claims).first(5), "no");
  EXPECT_EQ(failed, std::vector<TaskStatus>(5, TaskStatus::pending));
  EXPECT_EQ(storage_.row_count("task_errors"), 5);
  store_.complete_batch(std::span(claims).subspan(5));
  store_.complete_batch({});
  EXPECT_EQ(store_.stats().by_status.at(TaskStatus::completed), 15);
}

TEST_F(TaskLease, a_batch_that_fails_mixes_retries_and_deaths) {
  std::vector<NewTask> tasks;
  for (int i = 0; i < 6; ++i) tasks.push_back({.type = "t", .max_attempts = 1 + i % 2});
  store_.enqueue_batch(tasks);
  const auto claims = store_.claim("w", {.limit = 6});
  EXPECT_THAT(store_.fail_batch(claims, "it's over"),
              ElementsAre(TaskStatus::dead, TaskStatus::pending, TaskStatus::dead,
                          TaskStatus::pending, TaskStatus::dead, TaskStatus::pending));
  EXPECT_EQ(store_.get_task(claims[0].task_id).processed_at, clock_->now());
  EXPECT_EQ(store_.get_task(claims[1].task_id).processed_at, std::nullopt);
  EXPECT_EQ(store_.get_task(claims[1].task_id).run_at, time("10:00:01"));
  EXPECT_EQ(storage_.row_count("task_errors"), 6);
  at(1);
  EXPECT_THAT(store_.claim("w", {.limit = 6}), SizeIs(3));
}

TEST_F(TaskLease, a_claim_by_hand_is_found_by_its_id) {
  const Uuid id = store_.enqueue("t", {}, {.max_attempts = 2});
  claim_one(store_);
  EXPECT_EQ(store_.fail({.task_id = id, .fence = 1}, "e"), TaskStatus::pending);
  at(1);
  claim_one(store_);
  EXPECT_THROW(store_.fail({.task_id = id, .fence = 1}, "e"), ConflictError);
  EXPECT_EQ(store_.fail({.task_id = id, .fence = 2}, "e"), TaskStatus::dead);
  EXPECT_EQ(store_.failures(id).at(1).attempt, 2);
  EXPECT_THROW(store_.complete({.task_id = Uuid(), .fence = 1}), TaskNotFoundError);
  EXPECT_THROW(store_.complete({.task_id = Uuid(), .fence = 1, .seq = 1}), TaskNotFoundError);
}

TEST_F(TaskLease, a_clock_that_goes_back_neither_steals_nor_keeps_a_task) {
  clock_->set("2030-01-01 00:00:00");
  const Claim claim = claimed();
  clock_->set("2025-01-01 10:00:00");
  EXPECT_THAT(store_.claim("other"), IsEmpty());  // the lease begins anew
  EXPECT_EQ(store_.get_task(claim.task_id).lease_expires_at, time("10:01:00"));
  at(59);
  EXPECT_THAT(store_.claim("other"), IsEmpty());
  at(60);
  EXPECT_EQ(claim_one(store_, "other").task_id, claim.task_id);
  expect_stale(claim);
}

TEST_F(TaskLease, a_lease_from_the_future_ends_in_another_process_too) {
  Uuid id;
  {
    const auto future = std::make_shared<testing::SettableClock>("2030-01-01 00:00:00");
    TaskStore store({.db_path = path("other.duckdb"), .clock = future});
    id = store.enqueue("t", {}, {.run_at = time("09:00:00")});
    store.claim("w", {.lease = 60s});
  }
  TaskStore store({.db_path = path("other.duckdb"), .clock = clock_});
  EXPECT_THAT(store.claim("other"), IsEmpty());
  at(60);
  EXPECT_EQ(store.claim("other").at(0).task_id, id);
}

TEST_F(TaskLease, a_clock_that_goes_back_to_after_the_last_look_is_noticed) {
  store_.enqueue("t", {}, {.run_at = time("09:00:00")});
  EXPECT_THAT(store_.claim("w", {.types = {"other"}}), IsEmpty());  // looks
  at(3600);
  const Claim claim = store_.claim("w", {.lease = 60s}).at(0);
  store_.enqueue("late");
  at(1800);
  EXPECT_THAT(store_.claim("other"), IsEmpty());  // "late" is not due yet
  at(1860);
  EXPECT_EQ(claim_one(store_, "other").task_id, claim.task_id);
}

TEST_F(TaskLease, a_clock_that_goes_back_hides_what_is_not_due) {
  store_.enqueue("t", {}, {.run_at = time("10:00:10")});
  store_.enqueue("t", {}, {.run_at = time("10:00:10")});
  at(10);
  EXPECT_THAT(store_.claim("w"), SizeIs(1));
  at(5);
  EXPECT_THAT(store_.claim("w"), IsEmpty());
  at(10);
  EXPECT_THAT(store_.claim("w"), SizeIs(1));
}

TEST_F(TaskLease, dead_tasks_are_revived) {
  std::vector<Uuid> ids;
  for (const char* key : {"a", "a", "b"}) {
    ids.push_back(store_.enqueue("t", {}, {.unique_key = key, .max_attempts = 1}));
    store_.fail(claim_one(store_), "e");
  }
  const Uuid other = store_.enqueue("u", {}, {.max_attempts = 1});
  store_.fail(claim_one(store_), "e");
  EXPECT_EQ(store_.stats().by_status.at(TaskStatus::dead), 4);
  EXPECT_EQ(store_.redrive({.type = "none"}), 0);
  EXPECT_EQ(store_.redrive({.limit = 0}), 0);
  EXPECT_EQ(store_.redrive({.task_ids = {other, Uuid()}}), 1);
  EXPECT_EQ(state(store_, other), "pending 0/1");
  EXPECT_EQ(store_.get_task(other).processed_at, std::nullopt);
  const Uuid alive = store_.enqueue("t", {}, {.unique_key = "b"});
  EXPECT_EQ(store_.redrive(), 1);  // one of key a; b has one alive
  EXPECT_EQ(state(store_, ids[0]), "pending 0/1");
  EXPECT_EQ(state(store_, ids[1]), "dead 1/1");
  EXPECT_EQ(state(store_, ids[2]), "dead 1/1");
  const auto claims = store_.claim("w", {.limit = 9});
  ASSERT_THAT(claims, SizeIs(3));
  EXPECT_EQ(claims[0].task_id, ids[0]);  // where it stood before
  EXPECT_EQ(claims[0].fence, 2);
  EXPECT_EQ(claims[2].task_id, alive);
}

TEST_F(TaskLease, finished_tasks_are_put_away_and_nothing_is_lost) {
  const Claim done = claimed();
  store_.complete(done, {{"r", 1}});
  const Claim dead = claimed({.max_attempts = 1});
  store_.fail(dead, "e");
  const Claim busy = claimed();
  at(10);
  const Claim young = claimed();
  store_.cancel(young);
  EXPECT_EQ(store_.prune({.older_than = 11s}), 0);
  EXPECT_EQ(store_.prune({.older_than = 10s}), 1);
  EXPECT_THROW((void)store_.get_task(done.task_id), TaskNotFoundError);
  EXPECT_EQ(storage_.row_count("task_history"), 1);
  EXPECT_EQ(storage_.row_count("tasks"), 3);
  EXPECT_EQ(store_.prune({.older_than = 0s, .dead = true}), 2);
  EXPECT_EQ(storage_.row_count("task_history"), 3);
  EXPECT_THROW(store_.complete(done), TaskNotFoundError);
  store_.complete(busy);
  EXPECT_EQ(store_.get_task(store_.enqueue("t")).seq, 5);  // numbers are not given again
  EXPECT_EQ(store_.prune({.older_than = 0s}), 1);
  store_.mark_completed(store_.fetch_pending().at(0).task_id);
  EXPECT_EQ(store_.prune({.older_than = 0s}), 1);
  EXPECT_EQ(storage_.row_count("tasks"), 0);
  storage_.transaction([](Transaction&) {});
  EXPECT_EQ(store_.get_task(store_.enqueue("t")).seq, 6);
}

}  // namespace
}  // namespace egregora
