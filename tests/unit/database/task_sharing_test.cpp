// SPDX-License-Identifier: Apache-2.0
// A store beside others, in transactions, on files that are opened again, and where it may not
// write; and that what it remembers never outlives what others wrote.
#include <egregora/database/elo_store.hpp>
#include <egregora/database/init.hpp>

#include "unit/database/task_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class TaskSharing : public TaskTest {};

TEST_F(TaskSharing, a_path_is_enough_and_a_manager_sees_it) {
  DuckDBStorageManager storage{{.db_path = path("site/pipeline.duckdb")}};
  initialize_database(storage);
  TaskStore store{{.db_path = path("site/pipeline.duckdb")}};
  TaskStore other{storage};
  store.enqueue("a");
  other.enqueue("b");
  store.enqueue("c");
  EXPECT_THAT(types(other.claim("w", {.limit = 2})), ElementsAre("a", "b"));
  EXPECT_THAT(types(store.claim("w", {.limit = 2})), ElementsAre("c"));
  EXPECT_EQ(storage.row_count("tasks"), 3);
}

TEST_F(TaskSharing, what_others_write_between_is_seen) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage, tools());
  for (int i = 0; i < 6; ++i) store.enqueue("t" + std::to_string(i));
  EXPECT_THAT(types(store.claim("w")), ElementsAre("t0"));
  storage.update("tasks", {{"priority", literal(7)}}, col("task_type") == "t4");
  EXPECT_THAT(types(store.claim("w")), ElementsAre("t4"));
  {
    auto raw = storage.connection();
    raw->query("UPDATE tasks SET status = 'cancelled' WHERE task_type = 't1'");
  }
  EXPECT_THAT(types(store.claim("w")), ElementsAre("t2"));
  {
    auto raw = storage.connection();
    raw->query("UPDATE tasks SET status = 'pending', seq = seq + 10");
  }
  EXPECT_THAT(types(store.claim("w", {.limit = 9})),
              ElementsAre("t4", "t0", "t1", "t2", "t3", "t5"));
  EXPECT_EQ(store.get_task(store.enqueue("new")).seq, 17);
  storage.delete_rows("tasks", col("seq") > 13);
  EXPECT_THAT(store.claim("w"), IsEmpty());
  EXPECT_EQ(store.get_task(store.enqueue("new")).seq, 14);
}

TEST_F(TaskSharing, a_task_that_others_revive_below_the_living_is_found) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage, tools());
  const Uuid first = store.enqueue("first");
  store.complete(claim_one(store));
  store.enqueue("second");
  EXPECT_THAT(types(store.claim("w")), ElementsAre("second"));
  storage.transaction([&](Transaction& tx) {
    tx.update("tasks", {{"status", literal("pending")}}, col("task_id") == first);
  });
  EXPECT_THAT(types(store.claim("w")), ElementsAre("first"));
}

TEST_F(TaskSharing, a_task_that_others_give_back_or_free_is_found) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage, tools());
  store.enqueue("t");
  const Claim claim = claim_one(store);
  storage.update("tasks", {{"lease_expires_at", literal(time("09:00:00"))}},
                 col("task_id") == claim.task_id);
  EXPECT_EQ(claim_one(store).attempts, 2);
  storage.drop_table("tasks");
  { const TaskStore again(storage); }
  EXPECT_THAT(store.claim("w"), IsEmpty());
  EXPECT_EQ(store.get_task(store.enqueue("t")).seq, 1);
}

TEST_F(TaskSharing, a_payload_that_cannot_be_read_does_not_keep_the_queue_from_going_on) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage, tools());
  for (int i = 0; i < 6; ++i) store.enqueue("t" + std::to_string(i), {{"n", i}});
  {
    auto raw = storage.connection();
    raw->query(
        "UPDATE tasks SET payload = repeat('[', 5000) || repeat(']', 5000) WHERE seq IN (1, 4)");
  }
  EXPECT_THAT(types(store.claim("w", {.limit = 3})), ElementsAre("t1", "t2", "t4"));
  EXPECT_THAT(types(store.claim("w", {.limit = 3})), ElementsAre("t5"));
  EXPECT_EQ(store.stats().by_status.at(TaskStatus::dead), 2);
  const DataFrame errors = storage.read_table("tasks").filter(col("status") == "dead").execute();
  EXPECT_THAT(errors.value(0, "error").to_string(), HasSubstr("payload"));
}

TEST_F(TaskSharing, other_stores_do_not_disturb_it) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage, tools());
  EloStore elo(storage);
  std::vector<std::string> claimed;
  for (int i = 0; i < 10; ++i) store.enqueue("t" + std::to_string(i));
  for (int i = 0; i < 10; ++i) {
    elo.record_comparison({.winner_id = "a", .loser_id = "b"});
    store.complete(store.claim("w").at(0));
    EXPECT_THROW(storage.transaction([](Transaction&) { throw std::runtime_error("no"); }),
                 std::runtime_error);
  }
  EXPECT_THAT(store.claim("w"), IsEmpty());
  EXPECT_EQ(store.stats().by_status.at(TaskStatus::completed), 10);
}

TEST_F(TaskSharing, tasks_survive_reopening) {
  Uuid id;
  Claim claim;
  {
    TaskStore store({.db_path = path("test.duckdb"), .clock = clock_});
    id = store.enqueue("a", {{"n", 1}});
    store.enqueue("b");
    claim = store.claim("w").at(0);
  }
  TaskStore store({.db_path = path("test.duckdb"), .clock = clock_});
  EXPECT_THAT(types(store.claim("w", {.limit = 9})), ElementsAre("b"));
  store.complete(claim, {{"m", 2}});  // a claim outlives the process that took it
  EXPECT_EQ(store.get_task(id).result, (Json{{"m", 2}}));
  EXPECT_EQ(store.get_task(store.enqueue("c")).seq, 3);
}

TEST_F(TaskSharing, in_a_transaction_it_happens_with_the_rest_or_not_at_all) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage, tools(), retry());
  storage.write_table(numbers(1), "journal");
  std::vector<Uuid> ids;
  const auto unit = [&](Transaction& tx) {
    ids = store.enqueue_batch(tx, {{.type = "a", .unique_key = "k"}, {.type = "b"}, {.type = "c"}});
    EXPECT_EQ(store.enqueue(tx, "a", {}, {.unique_key = "k"}), ids[0]);
    store.enqueue(tx, "d");
    store.enqueue(tx, "e");
    store.enqueue(tx, "f");
    std::vector<Claim> claims = store.claim(tx, "w", {.limit = 6});
    ASSERT_THAT(claims, SizeIs(6));
    store.complete(tx, claims[0], {{"x", 1}});
    EXPECT_EQ(store.fail(tx, claims[1], "e"), TaskStatus::pending);
    store.supersede(tx, claims[2], "newer");
    store.snooze(tx, claims[3], time("11:00:00"));
    store.heartbeat(tx, claims[4], std::chrono::seconds(5));
    store.cancel(tx, claims[5]);
    store.release(tx, std::span(claims).subspan(4, 1));
    store.mark_completed(tx, claims[4].task_id);
    EXPECT_THROW(store.mark_failed(tx, claims[4].task_id, "e"), InvalidOperationError);
    EXPECT_EQ(store.prune(tx, {.older_than = std::chrono::seconds(0)}), 4);
    EXPECT_EQ(store.redrive(tx), 0);
    tx.insert("journal", numbers(1));
  };
  EXPECT_THROW(storage.transaction([&](Transaction& tx) {
    unit(tx);
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(store.stats().total, 0);
  EXPECT_EQ(storage.row_count("task_history"), 0);
  storage.transaction(unit);
  EXPECT_EQ(storage.row_count("task_history"), 4);
  EXPECT_EQ(store.stats().by_status.at(TaskStatus::pending), 2);
  EXPECT_EQ(storage.row_count("journal"), 2);
  at(1);
  EXPECT_EQ(claim_one(store).task_id, ids[1]);
  EXPECT_EQ(store.get_task(store.enqueue("z")).seq, 7);
}

TEST_F(TaskSharing, what_is_rolled_back_is_forgotten) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage, tools());
  for (int i = 0; i < 5; ++i) store.enqueue("t" + std::to_string(i));
  EXPECT_THAT(types(store.claim("w")), ElementsAre("t0"));
  EXPECT_THROW(storage.transaction([&](Transaction& tx) {
    EXPECT_THAT(store.claim(tx, "w", {.limit = 9}), SizeIs(4));
    store.enqueue(tx, "gone", {}, {.priority = 9});
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_THAT(types(store.claim("w", {.limit = 9})), ElementsAre("t1", "t2", "t3", "t4"));
  EXPECT_EQ(store.get_task(store.enqueue("t")).seq, 6);
}

TEST_F(TaskSharing, what_a_transaction_queues_revives_or_puts_away_is_known_after_it) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage, tools(), retry());
  const Uuid old = store.enqueue("old", {}, {.max_attempts = 1});
  store.fail(claim_one(store), "e");
  store.enqueue("new");
  EXPECT_EQ(claim_one(store).task_type, "new");
  storage.transaction([&](Transaction& tx) { store.enqueue(tx, "queued"); });
  EXPECT_EQ(claim_one(store).task_type, "queued");
  storage.transaction([&](Transaction& tx) { EXPECT_EQ(store.redrive(tx), 1); });
  const Claim again = claim_one(store);
  EXPECT_EQ(again.task_id, old);
  storage.transaction([&](Transaction& tx) {
    store.complete(tx, again);
    store.mark_completed(tx, store.enqueue(tx, "brief"));
    EXPECT_EQ(store.prune(tx, {.older_than = std::chrono::seconds(0)}), 2);
  });
  EXPECT_THAT(store.claim("w"), IsEmpty());
  EXPECT_EQ(store.get_task(store.enqueue("next")).seq, 5);
  EXPECT_EQ(claim_one(store).task_type, "next");
}

TEST_F(TaskSharing, a_stale_claim_fails_its_transaction_only) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage, tools());
  store.enqueue("t");
  const Claim claim = claim_one(store);
  store.complete(claim);
  EXPECT_THROW(
      storage.transaction([&](Transaction& tx) { store.complete(tx, claim); }, {.attempts = 1}),
      ConflictError);
  EXPECT_NO_THROW(store.enqueue("t"));
}

TEST_F(TaskSharing, a_call_that_would_wait_for_its_own_thread_is_an_error) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage);
  storage.transaction([&](Transaction&) {
    EXPECT_THROW(store.enqueue("t"), InvalidOperationError);
    EXPECT_THROW(store.claim("w"), InvalidOperationError);
    EXPECT_THROW((void)store.stats(), InvalidOperationError);
  });
  {
    auto raw = storage.connection();
    raw->query("CREATE TABLE t (x INTEGER)");
    EXPECT_THROW(store.enqueue("t"), InvalidOperationError);
  }
  DuckDBStorageManager other = temp_storage();
  other.transaction([&](Transaction& tx) {
    EXPECT_THAT(message_of<InvalidOperationError>([&] { store.enqueue(tx, "t"); }),
                HasSubstr("another database"));
  });
  EXPECT_NO_THROW(store.enqueue("t"));
}

TEST_F(TaskSharing, a_closed_manager_is_an_error_for_its_stores_only) {
  auto storage = std::make_unique<DuckDBStorageManager>(on_file());
  TaskStore store(*storage);
  TaskStore other{{.db_path = path("test.duckdb")}};
  store.enqueue("a");
  storage->close();
  EXPECT_THROW(store.enqueue("a"), ClosedError);
  EXPECT_THROW((void)store.fetch_pending(), ClosedError);
  storage.reset();
  EXPECT_THROW(store.claim("w"), ClosedError);
  EXPECT_THAT(other.claim("w"), SizeIs(1));
}

TEST_F(TaskSharing, a_database_that_is_only_looked_at_is_not_written) {
  Uuid id;
  { id = TaskStore({.db_path = path("test.duckdb"), .clock = clock_}).enqueue("a"); }
  DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .read_only = true}};
  TaskStore store(storage);
  EXPECT_EQ(store.get_task(id).task_type, "a");
  EXPECT_THAT(store.fetch_pending(), SizeIs(1));
  EXPECT_EQ(store.stats().total, 1);
  EXPECT_THROW(store.enqueue("a"), InvalidOperationError);
  EXPECT_THROW(store.claim("w"), InvalidOperationError);
  EXPECT_THROW(store.prune(), InvalidOperationError);
}

TEST_F(TaskSharing, tables_that_are_missing_are_never_empty_results) {
  { DuckDBStorageManager{on_file()}.write_table(numbers(1), "t"); }
  DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .read_only = true}};
  TaskStore store(storage);
  EXPECT_THROW((void)store.fetch_pending(), TableNotFoundError);
  EXPECT_THROW((void)store.get_task(Uuid()), TableNotFoundError);
  EXPECT_THROW((void)store.failures(Uuid()), TableNotFoundError);
  EXPECT_THROW((void)store.stats(), TableNotFoundError);
}

TEST_F(TaskSharing, a_table_of_another_shape_is_refused_at_once) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(1), "tasks");
  EXPECT_THROW(TaskStore{storage}, SchemaMismatchError);
}

TEST_F(TaskSharing, a_file_of_the_tasks_becomes_stale_with_the_change) {
  DuckDBStorageManager storage{on_file()};
  TaskStore store(storage, tools());
  const auto is_stale_after = [&](const auto& change) {
    storage.checkpoint("tasks");
    EXPECT_EQ(storage.describe("tasks").checkpoint, CheckpointState::fresh);
    change();
    return storage.describe("tasks").checkpoint == CheckpointState::stale;
  };
  EXPECT_TRUE(is_stale_after([&] { store.enqueue("t"); }));
  EXPECT_TRUE(is_stale_after([&] { store.enqueue_batch(std::vector<NewTask>(5, {.type = "u"})); }));
  EXPECT_TRUE(is_stale_after([&] { store.claim("w"); }));
  EXPECT_TRUE(is_stale_after([&] { store.claim("w", {.limit = 3}); }));
  EXPECT_TRUE(is_stale_after([&] { at(1000), store.claim("w", {.types = {"v"}}); }));
  EXPECT_FALSE(is_stale_after([&] { store.claim("w", {.types = {"v"}}); }));
}

}  // namespace
}  // namespace egregora
