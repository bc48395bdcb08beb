// SPDX-License-Identifier: Apache-2.0
// A store of runs beside others, in transactions, on files that are opened again, and where it may
// not write.
#include <egregora/database/init.hpp>

#include "unit/database/run_fixture.hpp"

namespace egregora {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RunSharing : public RunTest {};

TEST_F(RunSharing, a_path_is_enough_and_a_manager_sees_it) {
  DuckDBStorageManager storage{{.db_path = path("site/pipeline.duckdb")}};
  initialize_database(storage);
  RunStore store{{.db_path = path("site/pipeline.duckdb")}};
  RunStore other{storage};
  const Uuid run = store.create_run({});
  other.update_run_status(run, RunStatus::completed);
  EXPECT_EQ(store.get_run(run).status, RunStatus::completed);
  EXPECT_EQ(storage.row_count("runs"), 1);
}

TEST_F(RunSharing, runs_survive_reopening) {
  Uuid run;
  {
    RunStore store({.db_path = path("test.duckdb"), .clock = clock_, .ids = ids_});
    run = store.create_run({.config = {{"a", 1}}});
    store.record_event(run, {.kind = "first"});
  }
  RunStore store{{.db_path = path("test.duckdb")}};
  EXPECT_EQ(store.get_run(run).started_at, clock_->now());
  EXPECT_EQ(store.get_run(run).config.at("a"), 1);
  EXPECT_EQ(store.record_event(run, {.kind = "second"}), 2);
}

TEST_F(RunSharing, in_a_transaction_it_happens_with_the_rest_or_not_at_all) {
  DuckDBStorageManager storage{on_file()};
  RunStore store(storage, tools());
  const Uuid earlier = store.create_run({});
  storage.write_table(numbers(1), "journal");
  const auto unit = [&](Transaction& tx) {
    const Uuid run = store.create_run(tx, {.parent_run_id = earlier});
    store.heartbeat(tx, run);
    store.record_table(tx, run, {.table_name = "journal"});
    EXPECT_EQ(store.record_event(tx, run, {.kind = "a"}), 1);
    EXPECT_EQ(store.record_event(tx, run, {.kind = "b"}), 2);
    store.record_lineage(tx, {.child_run_id = run, .parent_run_ids = {earlier}});
    store.update_run_status(tx, run, RunStatus::completed, {.rows_out = 1});
    tx.insert("journal", numbers(1));
    EXPECT_EQ(store.get_run(tx, run).status, RunStatus::completed);
    EXPECT_THROW(store.update_run_status(tx, run, RunStatus::failed), InvalidOperationError);
  };
  EXPECT_THROW(storage.transaction([&](Transaction& tx) {
    unit(tx);
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_THAT(store.get_recent_runs(), SizeIs(1));
  for (const char* table : {"run_events", "run_tables", "lineage"}) {
    EXPECT_EQ(storage.row_count(table), 0) << table;
  }
  storage.transaction(unit);
  EXPECT_THAT(store.get_recent_runs(), SizeIs(2));
  EXPECT_EQ(storage.row_count("run_events"), 2);
  EXPECT_EQ(storage.row_count("lineage"), 1);
  EXPECT_EQ(storage.row_count("journal"), 2);
}

TEST_F(RunSharing, a_call_that_would_wait_for_its_own_thread_is_an_error) {
  DuckDBStorageManager storage{on_file()};
  RunStore store(storage);
  const Uuid run = store.create_run({});
  storage.transaction([&](Transaction&) {
    EXPECT_THROW(store.create_run({}), InvalidOperationError);
    EXPECT_THROW(store.heartbeat(run), InvalidOperationError);
    EXPECT_THROW((void)store.get_run(run), InvalidOperationError);
    EXPECT_THROW((void)store.get_recent_runs(), InvalidOperationError);
  });
  DuckDBStorageManager other = temp_storage();
  other.transaction([&](Transaction& tx) {
    EXPECT_THAT(message_of<InvalidOperationError>([&] { store.create_run(tx, {}); }),
                HasSubstr("another database"));
  });
}

TEST_F(RunSharing, a_closed_manager_is_an_error_for_its_stores_only) {
  auto storage = std::make_unique<DuckDBStorageManager>(on_file());
  RunStore store(*storage);
  RunStore other{{.db_path = path("test.duckdb")}};
  const Uuid run = store.create_run({});
  storage->close();
  EXPECT_THROW(store.create_run({}), ClosedError);
  EXPECT_THROW((void)store.get_run(run), ClosedError);
  storage.reset();
  EXPECT_THROW(store.heartbeat(run), ClosedError);
  EXPECT_NO_THROW(other.heartbeat(run));
}

TEST_F(RunSharing, a_database_that_is_only_looked_at_is_not_written) {
  const Uuid run = RunStore({.db_path = path("test.duckdb")}).create_run({});
  DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .read_only = true}};
  RunStore store(storage);
  EXPECT_EQ(store.get_run(run).status, RunStatus::running);
  EXPECT_THAT(store.get_recent_runs(), SizeIs(1));
  EXPECT_THAT(store.get_events(run), IsEmpty());
  EXPECT_THROW(store.create_run({}), InvalidOperationError);
  EXPECT_THROW(store.track("a", [] {}), InvalidOperationError);
}

TEST_F(RunSharing, tables_that_are_missing_are_never_empty_results) {
  { DuckDBStorageManager{on_file()}.write_table(numbers(1), "t"); }
  DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .read_only = true}};
  RunStore store(storage);
  EXPECT_THROW((void)store.get_recent_runs(), TableNotFoundError);
  EXPECT_THROW((void)store.get_run("a"), TableNotFoundError);
  EXPECT_THROW((void)store.get_events(uuid4()), TableNotFoundError);
}

TEST_F(RunSharing, a_table_of_another_shape_is_refused_at_once) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(1), "lineage");
  EXPECT_THROW(RunStore{storage}, SchemaMismatchError);
}

TEST_F(RunSharing, files_become_stale_with_the_record) {
  DuckDBStorageManager storage{on_file()};
  RunStore store(storage);
  const Uuid parent = store.create_run({});
  const std::vector<const char*> tables = {"runs", "lineage", "run_events", "run_tables"};
  for (const char* table : tables) storage.checkpoint(table);
  const Uuid run = store.create_run({.parent_run_id = parent});
  store.record_event(run, {.kind = "a"});
  store.record_table(run, {.table_name = "t"});
  for (const char* table : tables) {
    EXPECT_EQ(storage.describe(table).checkpoint, CheckpointState::stale) << table;
  }
  for (const char* table : tables) storage.checkpoint(table);
  store.record_table(run, {.table_name = "t", .rows = 2});
  store.heartbeat(run);
  EXPECT_EQ(storage.describe("runs").checkpoint, CheckpointState::stale);
  EXPECT_EQ(storage.describe("run_tables").checkpoint, CheckpointState::stale);
  EXPECT_EQ(storage.describe("lineage").checkpoint, CheckpointState::fresh);
}

}  // namespace
}  // namespace egregora
