// SPDX-License-Identifier: Apache-2.0
// Columns added and renamed in a table that has rows.
#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using namespace literals;
using ::testing::ElementsAre;

class AlterTable : public StorageTest {
 protected:
  DuckDBStorageManager storage_ = DuckDBStorageManager(on_file());
};

TEST_F(AlterTable, adds_a_column_with_its_default_in_old_rows) {
  storage_.write_table(numbers(3), "t");
  storage_.add_column("t", {"score", DataType::float64()}, 0.5);
  storage_.add_column("T", {"note", DataType::string()});
  const Table t = storage_.read_table("t");
  EXPECT_THAT(t.columns(), ElementsAre("id", "word", "score", "note"));
  EXPECT_EQ(t["score"].sum().execute(), Scalar(1.5));
  EXPECT_EQ(t["note"].count().execute(), Scalar(0));
  EXPECT_EQ(storage_.describe("t").checkpoint, CheckpointState::stale);
  storage_.checkpoint("t");
  EXPECT_THAT(storage_.read_parquet(data("t.parquet")).columns(),
              ElementsAre("id", "word", "score", "note"));
}

TEST_F(AlterTable, keeps_an_added_default_through_a_replacement) {
  storage_.create_table("t", {{"id", DataType::int64(), false}}, {.primary_key = {"id"}});
  storage_.add_column("t", {"n", DataType::int64()}, 7);
  storage_.write_table(memtable({{"id", {1, 2}}, {"n", {1, 2}}}), "t");
  storage_.connection()->query("INSERT INTO t (id) VALUES (3)");
  EXPECT_EQ(storage_.read_table("t")["n"].max().execute(), Scalar(7));
  EXPECT_THAT(storage_.describe("t").primary_key, ElementsAre("id"));
}

TEST_F(AlterTable, renames_a_column) {
  storage_.write_table(numbers(3), "t");
  storage_.rename_column("t", "WORD", "text");
  storage_.rename_column("t", "id", "ID");
  EXPECT_THAT(storage_.read_table("t").columns(), ElementsAre("ID", "text"));
  EXPECT_EQ(storage_.describe("t").checkpoint, CheckpointState::stale);
}

TEST_F(AlterTable, refuses_names_that_are_taken_or_missing) {
  storage_.write_table(numbers(3), "t");
  EXPECT_THROW(storage_.add_column("t", {"Word", DataType::string()}), IntegrityError);
  EXPECT_THROW(storage_.rename_column("t", "id", "WORD"), IntegrityError);
  EXPECT_THROW(storage_.rename_column("t", "nope", "x"), ColumnNotFoundError);
  EXPECT_THROW(storage_.add_column("nope", {"x", DataType::string()}), TableNotFoundError);
  EXPECT_THROW(storage_.add_column("t", {"x", DataType::string(), false}),
               UnsupportedOperationError);
  EXPECT_THAT(storage_.read_table("t").columns(), ElementsAre("id", "word"));
}

TEST_F(AlterTable, is_undone_with_its_transaction) {
  storage_.write_table(numbers(3), "t");
  EXPECT_THROW(storage_.transaction([&](Transaction& tx) {
    tx.add_column("t", {"x", DataType::int64()}, 1);
    tx.rename_column("t", "word", "text");
    EXPECT_THAT(tx.read_table("t").columns(), ElementsAre("id", "text", "x"));
    throw IntegrityError("enough");
  }),
               IntegrityError);
  EXPECT_THAT(storage_.read_table("t").columns(), ElementsAre("id", "word"));
  EXPECT_EQ(storage_.describe("t").checkpoint, CheckpointState::fresh);
}

}  // namespace
}  // namespace egregora
