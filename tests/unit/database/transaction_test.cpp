// SPDX-License-Identifier: Apache-2.0
// Units of work: all or nothing, typed verbs, stages, appenders, retries.
#include "unit/database/storage_fixture.hpp"

#include <atomic>
#include <thread>

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class TransactionTest : public StorageTest {
 protected:
  DuckDBStorageManager storage_{on_file()};
};

TEST_F(TransactionTest, all_of_it_happens) {
  const auto changed = storage_.transaction([&](Transaction& tx) {
    tx.create_table("t", {{"id", DataType::int64()}, {"word", DataType::string()}});
    EXPECT_EQ(tx.insert("t", numbers(5)), 5);
    EXPECT_EQ(tx.delete_rows("t", col("id") >= 4), 1);
    return tx.update("t", {Named{"word", literal("b")}, Named{"id", col("id") + 10}},
                     col("id") < 2);
  });
  EXPECT_EQ(changed, 2);
  EXPECT_EQ(storage_.row_count("t"), 4);
  EXPECT_EQ(storage_.read_table("t").filter(col("word") == "b").count().execute(), 2);
}

TEST_F(TransactionTest, nothing_happens_where_the_function_throws) {
  storage_.write_table(numbers(3), "t");
  EXPECT_THROW(storage_.transaction([&](Transaction& tx) {
    tx.insert("t", numbers(5));
    tx.create_table("u", {{"id", DataType::int64()}});
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(storage_.row_count("t"), 3);
  EXPECT_FALSE(storage_.table_exists("u"));
  EXPECT_EQ(storage_.describe("t").checkpoint, CheckpointState::fresh);
  storage_.insert("t", numbers(1));
  EXPECT_EQ(storage_.row_count("t"), 4);
}

TEST_F(TransactionTest, a_swallowed_error_does_not_commit_half) {
  storage_.create_table("t", {{"id", DataType::int64(), false}}, {.primary_key = {"id"}});
  EXPECT_ANY_THROW(storage_.transaction([&](Transaction& tx) {
    tx.insert("t", memtable({{"id", {1}}}));
    try {
      tx.insert("t", memtable({{"id", {1}}}));
    } catch (const Error&) {
    }
  }));
  EXPECT_EQ(storage_.row_count("t"), 0);
}

TEST_F(TransactionTest, tables_executed_inside_see_its_changes) {
  storage_.write_table(numbers(3), "t");
  const Table outside = storage_.read_table("t");
  storage_.transaction([&](Transaction& tx) {
    tx.insert("t", numbers(2));
    EXPECT_EQ(tx.read_table("t").count().execute(), 5);
    EXPECT_EQ(outside.count().execute(), 5);
    EXPECT_EQ(tx.execute(outside.filter(col("id") == 0)).num_rows(), 2);
    std::thread([&] { EXPECT_EQ(outside.count().execute(), 3); }).join();
  });
}

TEST_F(TransactionTest, calling_the_manager_inside_is_an_error_and_no_wait) {
  storage_.write_table(numbers(3), "t");
  storage_.transaction([&](Transaction&) {
    EXPECT_THROW(storage_.write_table(numbers(1), "t"), InvalidOperationError);
    EXPECT_THROW((void)storage_.read_table("t"), InvalidOperationError);
    EXPECT_THROW(storage_.insert("t", numbers(1)), InvalidOperationError);
    EXPECT_THROW(storage_.transaction([](Transaction&) {}), InvalidOperationError);
    EXPECT_THROW((void)storage_.list_tables(), InvalidOperationError);
    DuckDBStorageManager joined{on_file()};
    EXPECT_THROW(joined.write_table(numbers(1), "t"), InvalidOperationError);
    auto other = temp_storage();
    other.write_table(numbers(1), "t");
  });
  EXPECT_EQ(storage_.row_count("t"), 3);
}

TEST_F(TransactionTest, marks_files_stale_in_the_same_commit) {
  storage_.write_table(numbers(3), "a");
  storage_.write_table(numbers(3), "b");
  storage_.transaction([&](Transaction& tx) { tx.delete_rows("A", col("id") == 0); });
  EXPECT_EQ(storage_.describe("a").checkpoint, CheckpointState::stale);
  EXPECT_EQ(storage_.describe("b").checkpoint, CheckpointState::fresh);
  storage_.close();
  DuckDBStorageManager again{on_file()};
  EXPECT_EQ(again.describe("a").checkpoint, CheckpointState::stale);
  EXPECT_EQ(again.describe("b").checkpoint, CheckpointState::fresh);
}

TEST_F(TransactionTest, appends_in_bulk_through_a_stage) {
  storage_.write_table(numbers(3), "t");
  const auto inserted = storage_.transaction([&](Transaction& tx) {
    const std::string stage = tx.create_stage(tx.read_table("t").schema());
    const auto appender = tx.appender(stage);
    const int id = appender->slot("id");
    const int word = appender->slot("word");
    for (std::int64_t i = 0; i < 10; ++i) {
      appender->set_int64(id, i);
      appender->set_text(word, "staged");
      appender->end_row();
    }
    appender->close();
    const Table fresh =
        tx.read_table(stage).join(tx.read_table("t"), "id", {.how = JoinKind::anti});
    return tx.insert("t", fresh);
  });
  EXPECT_EQ(inserted, 7);
  EXPECT_EQ(storage_.row_count("t"), 10);
  EXPECT_THAT(storage_.list_tables(), ElementsAre("t"));
}

TEST_F(TransactionTest, an_appender_that_is_not_committed_leaves_nothing) {
  storage_.write_table(numbers(3), "t");
  EXPECT_THROW(storage_.transaction([&](Transaction& tx) {
    const auto appender = tx.appender("t");
    appender->append(numbers(1000).execute());
    appender->close();
    throw std::runtime_error("no");
  }),
               std::exception);
  EXPECT_EQ(storage_.row_count("t"), 3);
}

TEST_F(TransactionTest, insert_is_complete_or_an_error) {
  storage_.create_table("t", {{"id", DataType::int64()}, {"word", DataType::string()}});
  EXPECT_THROW(storage_.insert("t", memtable({{"id", {1}}})), SchemaMismatchError);
  EXPECT_THROW(storage_.insert("none", numbers(1)), TableNotFoundError);
  EXPECT_THROW(storage_.update("t", {Named{"nope", literal(1)}}, col("id") == 1),
               ColumnNotFoundError);
  EXPECT_THROW(storage_.delete_rows("t", col("nope") == 1), ColumnNotFoundError);
  EXPECT_EQ(storage_.row_count("t"), 0);
}

TEST_F(TransactionTest, a_table_is_created_once) {
  storage_.create_table("t", {{"id", DataType::int64()}});
  EXPECT_THROW(storage_.create_table("T", {{"id", DataType::int64()}}), TableExistsError);
  EXPECT_NO_THROW(
      storage_.create_table("t", {{"other", DataType::string()}}, {.if_missing = true}));
  EXPECT_THAT(storage_.read_table("t").columns(), ElementsAre("id"));
  EXPECT_THROW(storage_.create_table("a b", {{"id", DataType::int64()}}), InvalidTableNameError);
}

TEST_F(TransactionTest, renames_and_leaves_the_old_file_alone) {
  storage_.write_table(numbers(3), "a");
  storage_.rename_table("a", "b");
  EXPECT_THAT(storage_.list_tables(), ElementsAre("b"));
  EXPECT_TRUE(fs::exists(data("a.parquet")));
  EXPECT_EQ(storage_.describe("b").checkpoint, CheckpointState::none);
  storage_.checkpoint("b");
  EXPECT_EQ(count_in(storage_, data("b.parquet")), 3);
  EXPECT_THROW(storage_.rename_table("none", "c"), TableNotFoundError);
  storage_.write_table(numbers(1), "c");
  EXPECT_THROW(storage_.rename_table("b", "c"), TableExistsError);
  EXPECT_THAT(storage_.checkpoints().doctor(), IsEmpty());
}

TEST_F(TransactionTest, runs_again_where_another_writer_won) {
  storage_.write_table(numbers(3), "t");
  int runs = 0;
  storage_.transaction([&](Transaction& tx) {
    if (++runs < 3) throw ConflictError("somebody was faster");
    tx.delete_rows("t", col("id") == 0);
  });
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(storage_.row_count("t"), 2);
  runs = 0;
  EXPECT_THROW(storage_.transaction([&](Transaction&) { ++runs, throw ConflictError("always"); },
                                    {.attempts = 4}),
               ConflictError);
  EXPECT_EQ(runs, 4);
}

TEST_F(TransactionTest, writers_of_many_threads_wait_for_each_other) {
  storage_.write_table(memtable({{"n", {0}}}), "counter");
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) {
        storage_.transaction([](Transaction& tx) {
          const auto n = tx.execute(tx.read_table("counter")).column<std::int64_t>("n")[0];
          tx.update("counter", {Named{"n", literal(n + 1)}}, col("n") == n);
        });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(storage_.read_table("counter")["n"].max().execute().as<std::int64_t>(), 100);
}

TEST_F(TransactionTest, a_dropped_table_leaves_its_file_unless_told) {
  storage_.write_table(numbers(3), "a");
  storage_.write_table(numbers(3), "b");
  storage_.drop_table("a");
  storage_.drop_table("B", {.checkpoint_too = true});
  EXPECT_NO_THROW(storage_.drop_table("never_there", {.checkpoint_too = true}));
  EXPECT_THAT(storage_.list_tables(), IsEmpty());
  EXPECT_TRUE(fs::exists(data("a.parquet")));
  EXPECT_FALSE(fs::exists(data("b.parquet")));
  storage_.drop_table("a", {.checkpoint_too = true});
  EXPECT_THAT(files_in(path(".egregora")), IsEmpty());
  EXPECT_THAT(storage_.checkpoints().doctor(), IsEmpty());
  storage_.close();
  DuckDBStorageManager again{on_file()};
  EXPECT_THAT(again.checkpoints().doctor(), IsEmpty());
  EXPECT_NO_THROW(again.write_table(numbers(1), "a"));
}

TEST_F(TransactionTest, a_file_that_went_with_its_table_is_not_missed_by_a_later_drop) {
  storage_.write_table(numbers(3), "t");
  storage_.drop_table("t", {.checkpoint_too = true});
  storage_.drop_table("t");
  EXPECT_THAT(storage_.checkpoints().doctor(), IsEmpty());
  storage_.create_table("t", numbers(0).schema());
  storage_.rename_table("t", "u");
  EXPECT_THAT(storage_.checkpoints().doctor(), IsEmpty());
  EXPECT_THROW(storage_.checkpoints().restore("t"), TableNotFoundError);
  storage_.write_table(numbers(3), "v");
  storage_.transaction([](Transaction& tx) {
    tx.drop_table("v", {.checkpoint_too = true});
    tx.drop_table("v");
  });
  EXPECT_FALSE(fs::exists(data("v.parquet")));
  EXPECT_THAT(storage_.checkpoints().doctor(), IsEmpty());
}

TEST_F(TransactionTest, raw_sql_marks_everything_stale_before_it_writes) {
  storage_.write_table(numbers(3), "t");
  {
    auto lease = storage_.connection();
    EXPECT_EQ(
        lease->query("SELECT count(*) AS n FROM t WHERE id >= ?", {1}).column<std::int64_t>(0)[0],
        2);
    EXPECT_EQ(storage_.describe("t").checkpoint, CheckpointState::fresh);
    lease->query("BEGIN");
    lease->query("DELETE FROM t");
    EXPECT_EQ(storage_.describe("t").checkpoint, CheckpointState::stale);
    EXPECT_THROW(storage_.write_table(numbers(1), "u"), InvalidOperationError);
  }
  EXPECT_EQ(storage_.row_count("t"), 3);  // rolled back with the lease
  storage_.write_table(numbers(1), "u");
  storage_.checkpoint();
  EXPECT_EQ(storage_.describe("t").checkpoint, CheckpointState::fresh);
}

TEST_F(TransactionTest, what_raw_sql_leaves_on_its_connection_is_gone) {
  storage_.write_table(numbers(3), "t");
  storage_.connection()->query("CREATE TEMP TABLE t AS SELECT 42 AS id");
  EXPECT_EQ(storage_.row_count("t"), 3);
  EXPECT_EQ(storage_.connection()->query("SELECT count(*) FROM t").column<std::int64_t>(0)[0], 3);
}

TEST_F(TransactionTest, raw_ddl_is_noticed) {
  storage_.write_table(numbers(3), "t");
  storage_.connection()->query("DROP TABLE t");
  EXPECT_FALSE(storage_.table_exists("t"));
  storage_.connection()->query("CREATE TABLE t(id BIGINT PRIMARY KEY)");
  EXPECT_THAT(storage_.describe("t").primary_key, ElementsAre("id"));
}

}  // namespace
}  // namespace egregora
