// SPDX-License-Identifier: Apache-2.0
// Tables without a checkpoint.
#include "unit/database/storage_fixture.hpp"

#include <future>

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ScratchTable : public StorageTest {};

TEST_F(ScratchTable, is_seen_by_all_threads_and_nowhere_on_disk) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(5), "s", {.checkpoint = false});
  EXPECT_EQ(std::async(std::launch::async, [&] { return storage.row_count("S"); }).get(), 5);
  EXPECT_EQ(storage.describe("s").kind, TableKind::scratch);
  EXPECT_THAT(storage.list_tables(), ElementsAre("s"));
  EXPECT_THAT(files_in(path(".egregora")), IsEmpty());
  storage.close();
  EXPECT_FALSE(DuckDBStorageManager(on_file()).table_exists("s"));
}

TEST_F(ScratchTable, may_be_rewritten_from_itself) {
  auto storage = temp_storage();
  storage.write_table(numbers(5), "s", {.checkpoint = false});
  storage.write_table(storage.read_table("s").filter(col("id") > 2), "S", {.checkpoint = false});
  EXPECT_EQ(storage.row_count("s"), 2);
  EXPECT_THAT(storage.list_tables(), ElementsAre("s"));
}

TEST_F(ScratchTable, is_found_where_it_is_now_by_a_table_that_ran_before) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(5), "s", {.checkpoint = false});
  const Table rows = storage.read_table("s").filter(col("id") >= 1);
  EXPECT_EQ(rows.execute().num_rows(), rows.execute().num_rows());
  storage.write_table(numbers(2), "s");
  EXPECT_EQ(rows.execute().num_rows(), 1);
  storage.drop_table("s");
  EXPECT_THROW(rows.execute(), Error);
  storage.write_table(numbers(4), "s", {.checkpoint = false});
  EXPECT_EQ(rows.execute().num_rows(), 3);
}

TEST_F(ScratchTable, does_not_take_the_place_of_a_durable_one) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(1), "t");
  EXPECT_THROW(storage.write_table(numbers(2), "T", {.checkpoint = false}), InvalidOperationError);
  EXPECT_THROW(storage.write_table(numbers(2), "messages", {.checkpoint = false}),
               InvalidOperationError);
  EXPECT_THROW(
      storage.write_table(numbers(2), "s", {.mode = WriteMode::append, .checkpoint = false}),
      InvalidOperationError);
  EXPECT_EQ(storage.row_count("t"), 1);
}

TEST_F(ScratchTable, becomes_durable_when_written_with_a_checkpoint) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(5), "s", {.checkpoint = false});
  storage.write_table(storage.read_table("s").filter(col("id") > 2), "s");
  EXPECT_EQ(storage.describe("s").kind, TableKind::table);
  EXPECT_EQ(storage.row_count("s"), 2);
  EXPECT_EQ(count_in(storage, data("s.parquet")), 2);
}

TEST_F(ScratchTable, appending_to_it_makes_a_durable_table_of_both) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(5), "s", {.checkpoint = false});
  storage.write_table(numbers(2), "s", {.mode = WriteMode::append});
  EXPECT_EQ(storage.row_count("s"), 7);
  EXPECT_EQ(storage.describe("s").checkpoint, CheckpointState::fresh);
}

TEST_F(ScratchTable, is_dropped_like_any_other) {
  auto storage = temp_storage();
  storage.write_table(numbers(5), "s", {.checkpoint = false});
  storage.drop_table("S");
  EXPECT_FALSE(storage.table_exists("s"));
}

TEST_F(ScratchTable, is_out_of_reach_of_transactions) {
  auto storage = temp_storage();
  storage.write_table(numbers(5), "s", {.checkpoint = false});
  EXPECT_THROW(storage.insert("s", numbers(1)), InvalidOperationError);
  EXPECT_THROW(storage.delete_rows("s", col("id") == 1), InvalidOperationError);
  EXPECT_EQ(storage.transaction([](Transaction& tx) { return tx.row_count("s"); }), 5);
}

}  // namespace
}  // namespace egregora
