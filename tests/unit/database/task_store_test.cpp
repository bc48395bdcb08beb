// SPDX-License-Identifier: Apache-2.0
// What a store of tasks queues, in which order it gives it out, and what it refuses.
#include <egregora/database/schemas.hpp>

#include <limits>

#include "unit/database/task_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class TaskStoreTest : public TaskTest {
 protected:
  DuckDBStorageManager storage_{on_file()};
  TaskStore store_{storage_, tools(), retry()};
};

TEST_F(TaskStoreTest, a_task_is_queued_as_it_was_given) {
  const Uuid run = uuid4();
  const Uuid id = store_.enqueue("enrich", {{"url", "https://example.org/?a='b'"}},
                                 {.priority = -3,
                                  .run_at = time("09:00:00"),
                                  .unique_key = "key",
                                  .max_attempts = 2,
                                  .run_id = run});
  const Task task = store_.get_task(id);
  EXPECT_EQ(task.task_id, id);
  EXPECT_EQ(task.task_type, "enrich");
  EXPECT_EQ(task.status, TaskStatus::pending);
  EXPECT_EQ(task.payload, (Json{{"url", "https://example.org/?a='b'"}}));
  EXPECT_EQ(task.priority, -3);
  EXPECT_EQ(task.seq, 1);
  EXPECT_EQ(task.run_at, time("09:00:00"));
  EXPECT_EQ(task.created_at, time("10:00:00"));
  EXPECT_EQ(task.processed_at, std::nullopt);
  EXPECT_EQ(task.attempts, 0);
  EXPECT_EQ(task.max_attempts, 2);
  EXPECT_EQ(task.claimed_by, std::nullopt);
  EXPECT_EQ(task.fence, 0);
  EXPECT_EQ(task.lease_expires_at, std::nullopt);
  EXPECT_EQ(task.unique_key, "key");
  EXPECT_TRUE(task.result.is_null());
  EXPECT_EQ(task.error, std::nullopt);
  EXPECT_EQ(task.run_id, run);
}

TEST_F(TaskStoreTest, a_task_without_options_may_run_now_and_has_no_payload) {
  const Task task = store_.get_task(store_.enqueue("enrich"));
  EXPECT_TRUE(task.payload.is_null());
  EXPECT_EQ(task.run_at, time("10:00:00"));
  EXPECT_EQ(task.max_attempts, 5);
  EXPECT_EQ(task.run_id, std::nullopt);
  EXPECT_EQ(storage_.read_table("tasks")["payload"].count().execute().as<std::int64_t>(), 0);
}

TEST_F(TaskStoreTest, the_most_important_goes_first_then_the_oldest) {
  store_.enqueue("b", {}, {.priority = 1});
  store_.enqueue("d");
  clock_->set("2025-01-01 09:00:00");  // the clock has no say in it
  store_.enqueue("e", {}, {.run_at = time("08:00:00")});
  store_.enqueue("a", {}, {.priority = std::numeric_limits<std::int64_t>::max()});
  store_.enqueue("c", {}, {.priority = 1});
  store_.enqueue("f", {}, {.priority = std::numeric_limits<std::int64_t>::min()});
  at(0);
  EXPECT_THAT(types(store_.claim("w", {.limit = 2})), ElementsAre("a", "b"));
  EXPECT_THAT(types(store_.claim("w")), ElementsAre("c"));
  EXPECT_THAT(types(store_.claim("w", {.limit = 100})), ElementsAre("d", "e", "f"));
  EXPECT_THAT(store_.claim("w"), IsEmpty());
}

TEST_F(TaskStoreTest, what_comes_later_but_matters_more_overtakes_what_was_looked_up) {
  for (int i = 0; i < 10; ++i) store_.enqueue("plain");
  EXPECT_THAT(types(store_.claim("w")), ElementsAre("plain"));
  store_.enqueue("urgent", {}, {.priority = 1});
  store_.enqueue("last", {}, {.priority = -1});
  EXPECT_THAT(types(store_.claim("w", {.limit = 2})), ElementsAre("urgent", "plain"));
  EXPECT_THAT(store_.claim("w", {.limit = 8}), SizeIs(8));
  EXPECT_THAT(types(store_.claim("w", {.limit = 8})), ElementsAre("last"));
}

TEST_F(TaskStoreTest, a_task_waits_for_its_time) {
  store_.enqueue("later", {}, {.priority = 9, .run_at = time("10:00:30")});
  store_.enqueue("now");
  EXPECT_THAT(types(store_.fetch_pending()), ElementsAre("now"));
  EXPECT_THAT(types(store_.claim("w", {.limit = 5})), ElementsAre("now"));
  at(29);
  EXPECT_THAT(store_.claim("w"), IsEmpty());
  at(30);
  EXPECT_THAT(types(store_.fetch_pending()), ElementsAre("later"));
  EXPECT_THAT(types(store_.claim("w", {.limit = 5})), ElementsAre("later"));
}

TEST_F(TaskStoreTest, a_claim_takes_only_the_types_it_names) {
  for (int i = 0; i < 200; ++i) store_.enqueue(i % 100 == 99 ? "rare" : "often");
  EXPECT_THAT(types(store_.claim("w", {.types = {"rare"}, .limit = 5})),
              ElementsAre("rare", "rare"));
  EXPECT_THAT(store_.claim("w", {.types = {"rare", "it's \"odd\""}}), IsEmpty());
  EXPECT_THAT(store_.claim("w", {.types = {"rare", "often"}, .limit = 300}), SizeIs(198));
}

TEST_F(TaskStoreTest, a_claim_says_what_to_do_and_how_long) {
  store_.enqueue("enrich", {{"n", 7}}, {.max_attempts = 3});
  const Claim claim = store_.claim("worker 'x'", {.lease = std::chrono::seconds(90)}).at(0);
  EXPECT_EQ(claim.task_type, "enrich");
  EXPECT_EQ(claim.payload, (Json{{"n", 7}}));
  EXPECT_EQ(claim.fence, 1);
  EXPECT_EQ(claim.attempts, 1);
  EXPECT_EQ(claim.max_attempts, 3);
  EXPECT_EQ(claim.worker, "worker 'x'");
  EXPECT_EQ(claim.lease_expires_at, time("10:01:30"));
  const Task task = store_.get_task(claim.task_id);
  EXPECT_EQ(task.status, TaskStatus::processing);
  EXPECT_EQ(task.claimed_by, "worker 'x'");
  EXPECT_EQ(task.attempts, 1);
  EXPECT_EQ(task.fence, 1);
  EXPECT_EQ(task.lease_expires_at, time("10:01:30"));
}

TEST_F(TaskStoreTest, large_batches_are_queued_claimed_and_completed) {
  std::vector<NewTask> tasks;
  for (int i = 0; i < 3000; ++i) {
    tasks.push_back({.type = "enrich", .payload = Json{{"i", i}}, .priority = i % 2});
  }
  const std::vector<Uuid> ids = store_.enqueue_batch(tasks);
  ASSERT_THAT(ids, SizeIs(3000));
  EXPECT_EQ(store_.get_task(ids[1234]).payload, (Json{{"i", 1234}}));
  EXPECT_EQ(store_.get_task(ids[1234]).seq, 1235);
  const std::vector<Claim> claims = store_.claim("w", {.limit = 2500});
  ASSERT_THAT(claims, SizeIs(2500));
  EXPECT_EQ(claims[0].task_id, ids[1]);
  EXPECT_EQ(claims[1499].task_id, ids[2999]);
  EXPECT_EQ(claims[1500].task_id, ids[0]);
  std::vector<Json> results;
  for (const Claim& claim : claims) results.push_back(claim.payload);
  store_.complete_batch(claims, results);
  EXPECT_EQ(store_.stats().by_status.at(TaskStatus::completed), 2500);
  for (const std::size_t i : {0U, 249U, 250U, 2499U}) {
    const Task task = store_.get_task(claims[i].task_id);
    EXPECT_EQ(task.result, task.payload);
  }
  const auto rest = store_.claim("w", {.limit = 2500});
  EXPECT_THAT(rest, SizeIs(500));
  store_.complete_batch(rest);
  EXPECT_EQ(store_.stats().by_status.at(TaskStatus::completed), 3000);
}

TEST_F(TaskStoreTest, a_unique_key_has_one_task_alive) {
  const Uuid first = store_.enqueue("a", {}, {.unique_key = "k"});
  EXPECT_EQ(store_.enqueue("b", {{"other", true}}, {.unique_key = "k"}), first);
  EXPECT_NE(store_.enqueue("a", {}, {.unique_key = "K"}), first);
  const auto ids = store_.enqueue_batch({{.type = "a", .unique_key = "k"},
                                         {.type = "a", .unique_key = "new"},
                                         {.type = "a"},
                                         {.type = "b", .unique_key = "new"}});
  EXPECT_EQ(ids[0], first);
  EXPECT_EQ(ids[1], ids[3]);
  EXPECT_NE(ids[1], ids[2]);
  EXPECT_EQ(storage_.row_count("tasks"), 4);
  const Claim claim = store_.claim("w").at(0);
  EXPECT_EQ(claim.task_id, first);
  EXPECT_EQ(store_.enqueue("a", {}, {.unique_key = "k"}), first);  // still alive
  store_.complete(claim);
  EXPECT_NE(store_.enqueue("a", {}, {.unique_key = "k"}), first);
}

TEST_F(TaskStoreTest, many_unique_keys_are_looked_up_together) {
  std::vector<NewTask> tasks;
  for (int i = 0; i < 500; ++i) {
    tasks.push_back({.type = "a", .unique_key = "key " + std::to_string(i % 300)});
  }
  const auto first = store_.enqueue_batch(tasks);
  EXPECT_EQ(storage_.row_count("tasks"), 300);
  EXPECT_EQ(store_.enqueue_batch(tasks), first);
  EXPECT_EQ(storage_.row_count("tasks"), 300);
  EXPECT_THAT(store_.enqueue_batch({}), IsEmpty());
}

TEST_F(TaskStoreTest, looking_is_by_age_and_claims_nothing) {
  EXPECT_THAT(store_.fetch_pending(), IsEmpty());
  store_.enqueue("b");
  store_.enqueue("a", {}, {.priority = 5});
  store_.enqueue("b");
  EXPECT_THAT(types(store_.fetch_pending()), ElementsAre("b", "a", "b"));
  EXPECT_THAT(types(store_.fetch_pending({.type = "b", .limit = 1})), ElementsAre("b"));
  EXPECT_THAT(store_.fetch_pending({.limit = 0}), IsEmpty());
  EXPECT_THAT(store_.claim("w", {.limit = 10}), SizeIs(3));
  EXPECT_THAT(store_.fetch_pending(), IsEmpty());
}

TEST_F(TaskStoreTest, statistics_count_by_status_and_type) {
  EXPECT_EQ(store_.stats().total, 0);
  EXPECT_EQ(store_.stats().by_status.at(TaskStatus::dead), 0);
  EXPECT_EQ(store_.stats().oldest_pending, std::nullopt);
  store_.enqueue("a");
  at(5);
  store_.enqueue("a");
  store_.enqueue("b");
  store_.complete(store_.claim("w").at(0));
  const TaskStats stats = store_.stats();
  EXPECT_EQ(stats.total, 3);
  EXPECT_EQ(stats.by_status.at(TaskStatus::pending), 2);
  EXPECT_EQ(stats.by_status.at(TaskStatus::completed), 1);
  EXPECT_EQ(stats.by_type.at("a").at(TaskStatus::pending), 1);
  EXPECT_EQ(stats.by_type.at("b").at(TaskStatus::pending), 1);
  EXPECT_EQ(stats.oldest_pending, time("10:00:05"));
}

TEST_F(TaskStoreTest, who_never_claims_marks_pending_tasks) {
  const Uuid done = store_.enqueue("a");
  const Uuid failed = store_.enqueue("a");
  const Uuid old = store_.enqueue("a");
  const Uuid stopped = store_.enqueue("a");
  store_.mark_completed(done);
  store_.mark_failed(failed, "it's broken");
  store_.mark_superseded(old);
  store_.mark_cancelled(stopped);
  EXPECT_EQ(store_.get_task(done).status, TaskStatus::completed);
  EXPECT_EQ(store_.get_task(done).processed_at, time("10:00:00"));
  EXPECT_EQ(store_.get_task(failed).status, TaskStatus::failed);
  EXPECT_EQ(store_.get_task(failed).error, "it's broken");
  EXPECT_EQ(store_.get_task(old).status, TaskStatus::superseded);
  EXPECT_EQ(store_.get_task(old).error, "Newer update found");
  EXPECT_EQ(store_.get_task(stopped).status, TaskStatus::cancelled);
  EXPECT_THAT(store_.claim("w", {.limit = 9}), IsEmpty());
}

TEST_F(TaskStoreTest, a_marked_task_is_not_claimed_though_it_was_looked_up) {
  store_.enqueue("a");
  const Uuid second = store_.enqueue("b");
  store_.enqueue("c");
  EXPECT_THAT(types(store_.claim("w")), ElementsAre("a"));
  store_.mark_completed(second);
  EXPECT_THAT(types(store_.claim("w", {.limit = 5})), ElementsAre("c"));
}

TEST_F(TaskStoreTest, marking_refuses_what_is_unknown_or_not_pending) {
  EXPECT_THAT(message_of<TaskNotFoundError>([&] { store_.mark_completed(Uuid()); }),
              HasSubstr("00000000-0000-0000-0000-000000000000"));
  EXPECT_THROW(store_.mark_failed(Uuid(), "e"), TaskNotFoundError);
  EXPECT_THROW(store_.mark_superseded(Uuid()), TaskNotFoundError);
  EXPECT_THROW((void)store_.get_task(Uuid()), TaskNotFoundError);
  const Uuid id = store_.enqueue("a");
  const Claim claim = claim_one(store_);
  EXPECT_THAT(message_of<InvalidOperationError>([&] { store_.mark_completed(id); }),
              HasSubstr("processing"));
  store_.complete(claim);
  EXPECT_THAT(message_of<InvalidOperationError>([&] { store_.mark_failed(id, "e"); }),
              HasSubstr("completed"));
  EXPECT_EQ(store_.get_task(id).error, std::nullopt);
}

TEST_F(TaskStoreTest, bad_values_are_refused_and_nothing_happens) {
  EXPECT_THROW(store_.enqueue(""), InvalidOperationError);
  EXPECT_THROW(store_.enqueue("a", {}, {.unique_key = ""}), InvalidOperationError);
  EXPECT_THROW(store_.enqueue("a", {}, {.max_attempts = 0}), InvalidOperationError);
  EXPECT_THROW(store_.enqueue("\xFF"), TypeError);
  EXPECT_THROW(store_.enqueue("a", {}, {.unique_key = "\xC3"}), TypeError);
  EXPECT_THROW(store_.enqueue_batch({{.type = "a"}, {.type = "b"}, {.type = ""}}),
               InvalidOperationError);
  EXPECT_THROW(store_.enqueue_batch({{.type = "a"}, {.type = "b"}, {.type = "\xFF"}}), TypeError);
  EXPECT_EQ(storage_.row_count("tasks"), 0);
  store_.enqueue("a");
  EXPECT_THROW(store_.claim(""), InvalidOperationError);
  EXPECT_THROW(store_.claim("\xFF"), TypeError);
  EXPECT_THROW(store_.claim("w", {.limit = -1}), InvalidOperationError);
  EXPECT_THROW(store_.claim("w", {.lease = std::chrono::seconds(0)}), InvalidOperationError);
  EXPECT_THROW(store_.claim("w", {.lease = std::chrono::hours(24 * 400)}), InvalidOperationError);
  EXPECT_THROW((void)store_.fetch_pending({.limit = -1}), InvalidOperationError);
  EXPECT_THROW(store_.redrive({.limit = -1}), InvalidOperationError);
  EXPECT_THROW(store_.prune({.older_than = std::chrono::seconds(-1)}), InvalidOperationError);
  EXPECT_THAT(store_.claim("w", {.limit = 0}), IsEmpty());
  EXPECT_THAT(store_.claim("w"), SizeIs(1));  // what was refused took nothing
}

TEST_F(TaskStoreTest, hostile_texts_come_back_as_they_were) {
  const std::string odd = std::string("'\"; DROP TABLE tasks; --\0\n", 25) + "\u202e\U0001F600";
  const std::string large(100'000, 'x');
  const std::vector<Uuid> ids =
      store_.enqueue_batch({{.type = odd, .payload = odd, .unique_key = odd},
                            {.type = large, .payload = large, .unique_key = large},
                            {.type = "c"}});
  EXPECT_EQ(store_.get_task(ids[0]).task_type, odd);
  EXPECT_EQ(store_.get_task(ids[0]).payload.as_string(), odd);
  EXPECT_EQ(store_.get_task(ids[1]).unique_key, large);
  EXPECT_EQ(store_.enqueue(odd, {}, {.unique_key = odd}), ids[0]);
  const Claim claim = store_.claim(odd, {.types = {odd}}).at(0);
  EXPECT_EQ(claim.payload.as_string(), odd);
  EXPECT_EQ(store_.fail(claim, odd), TaskStatus::pending);
  EXPECT_EQ(store_.get_task(ids[0]).error, odd);
  EXPECT_EQ(store_.failures(ids[0]).at(0).worker, odd);
  EXPECT_EQ(store_.failures(ids[0]).at(0).error, odd);
}

TEST_F(TaskStoreTest, a_retry_policy_is_checked) {
  const auto with = [&](std::chrono::seconds first, std::chrono::seconds longest) {
    return TaskStore(storage_, {}, {.first = first, .longest = longest});
  };
  EXPECT_THROW(with(std::chrono::seconds(-1), std::chrono::seconds(1)), InvalidOperationError);
  EXPECT_THROW(with(std::chrono::seconds(2), std::chrono::seconds(1)), InvalidOperationError);
  EXPECT_NO_THROW(with(std::chrono::seconds(0), std::chrono::seconds(0)));
}

}  // namespace
}  // namespace egregora
