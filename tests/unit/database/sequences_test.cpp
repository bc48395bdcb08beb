// SPDX-License-Identifier: Apache-2.0
// Numbers that are given once.
#include <egregora/database/sequences.hpp>

#include <future>
#include <limits>
#include <set>

#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using namespace literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SequencesTest : public StorageTest {};

TEST_F(SequencesTest, give_numbers_from_their_start) {
  DuckDBStorageManager storage{on_file()};
  Sequences sequences = storage.sequences();
  sequences.ensure("ids", 10);
  EXPECT_EQ(sequences.state("ids").next, 10);
  EXPECT_EQ(sequences.state("ids").last, std::nullopt);
  EXPECT_THAT(sequences.next("ids"), ElementsAre(10));
  EXPECT_THAT(sequences.next("IDS", 3), ElementsAre(11, 12, 13));
  sequences.ensure("ids", 1);
  const SequenceState state = sequences.state("ids");
  EXPECT_EQ(state.start, 10);
  EXPECT_EQ(state.increment, 1);
  EXPECT_EQ(state.last, 13);
  EXPECT_EQ(state.next, 14);
  EXPECT_THAT(sequences.list(), ElementsAre("ids"));
}

TEST_F(SequencesTest, go_on_after_the_database_is_opened_again) {
  {
    DuckDBStorageManager storage{on_file()};
    storage.sequences().ensure("ids");
    storage.sequences().next("ids", 5);
  }
  DuckDBStorageManager storage{on_file()};
  storage.sequences().ensure("ids");
  EXPECT_EQ(storage.sequences().state("ids").start, 1);
  EXPECT_EQ(storage.sequences().state("ids").last, 5);
  EXPECT_THAT(storage.sequences().next("ids"), ElementsAre(6));
}

TEST_F(SequencesTest, that_were_not_made_are_an_error_of_every_call) {
  auto storage = temp_storage();
  Sequences sequences = storage.sequences();
  storage.write_table(numbers(3), "t");
  EXPECT_THROW(sequences.state("nope"), SequenceNotFoundError);
  EXPECT_THROW(sequences.next("nope"), SequenceNotFoundError);
  EXPECT_THROW(sequences.ensure_default("t", "id", "nope"), SequenceNotFoundError);
  EXPECT_THROW(sequences.sync_with("nope", "t", "id"), SequenceNotFoundError);
  EXPECT_NO_THROW(sequences.drop("nope"));
  EXPECT_THROW(sequences.ensure("no name!"), InvalidTableNameError);
  EXPECT_THAT(sequences.list(), IsEmpty());
}

TEST_F(SequencesTest, give_at_least_one_number) {
  auto storage = temp_storage();
  storage.sequences().ensure("ids");
  EXPECT_THROW(storage.sequences().next("ids", 0), InvalidOperationError);
  EXPECT_THROW(storage.sequences().next("ids", -5), InvalidOperationError);
  EXPECT_EQ(storage.sequences().state("ids").last, std::nullopt);
}

TEST_F(SequencesTest, fill_a_column_that_an_insert_by_sql_leaves_out) {
  DuckDBStorageManager storage{on_file()};
  storage.create_table("notes", {{"id", DataType::int64(), false}, {"x", DataType::int64()}},
                       {.primary_key = {"id"}});
  Sequences sequences = storage.sequences();
  sequences.ensure("note_ids", 7);
  sequences.ensure_default("notes", "ID", "note_ids");
  sequences.ensure_default("notes", "id", "note_ids");
  storage.connection()->query("INSERT INTO notes (x) VALUES (1), (2)");
  EXPECT_EQ(storage.read_table("notes")["id"].max().execute(), Scalar(8));
  EXPECT_THROW(sequences.drop("note_ids"), InvalidOperationError);
  EXPECT_THROW(sequences.ensure_default("nope", "id", "note_ids"), TableNotFoundError);
  EXPECT_THROW(sequences.ensure_default("notes", "nope", "note_ids"), ColumnNotFoundError);
  storage.write_table(memtable({{"name", {"a"}}}), "texts");
  EXPECT_THROW(sequences.ensure_default("texts", "name", "note_ids"), TypeError);
}

TEST_F(SequencesTest, jump_over_what_a_column_holds_in_one_step) {
  DuckDBStorageManager storage{on_file()};
  Sequences sequences = storage.sequences();
  sequences.ensure("ids");
  storage.write_table(numbers(3), "t");
  sequences.ensure_default("t", "id", "ids");
  sequences.sync_with("ids", "t", "id");
  EXPECT_EQ(sequences.state("ids").next, 3);
  constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 2;
  storage.update("t", {"id"_ = literal(kFar)}, col("id") == 0);
  sequences.sync_with("ids", "t", "id");
  EXPECT_THAT(sequences.next("ids"), ElementsAre(kFar + 1));
  storage.delete_rows("t", col("id") == kFar);
  sequences.sync_with("ids", "t", "id");
  EXPECT_THAT(sequences.next("ids"), ElementsAre(kFar + 2));
  // The column takes its values still.
  storage.connection()->query("INSERT INTO t (word) VALUES ('z')");
  EXPECT_EQ(storage.read_table("t")["id"].max().execute(), Scalar(kFar + 3));
}

TEST_F(SequencesTest, cannot_jump_over_the_greatest_number) {
  auto storage = temp_storage();
  storage.sequences().ensure("ids");
  storage.write_table(memtable({{"id", {std::numeric_limits<std::int64_t>::max()}}}), "t");
  EXPECT_THROW(storage.sequences().sync_with("ids", "t", "id"), InvalidOperationError);
  EXPECT_THAT(storage.sequences().next("ids"), ElementsAre(1));
}

TEST_F(SequencesTest, give_a_thousand_different_numbers_to_five_threads) {
  DuckDBStorageManager storage{on_file()};
  storage.sequences().ensure("ids");
  std::vector<std::future<std::vector<std::int64_t>>> threads;
  for (int thread = 0; thread < 5; ++thread) {
    threads.push_back(std::async(std::launch::async, [&] {
      std::vector<std::int64_t> mine;
      for (int call = 0; call < 20; ++call) {
        const auto given = storage.sequences().next("ids", 10);
        mine.insert(mine.end(), given.begin(), given.end());
      }
      return mine;
    }));
  }
  std::set<std::int64_t> all;
  for (auto& thread : threads) {
    const auto given = thread.get();
    all.insert(given.begin(), given.end());
  }
  EXPECT_THAT(all, SizeIs(1000));
  EXPECT_EQ(*all.rbegin(), 1000);
}

TEST_F(SequencesTest, are_not_changed_from_inside_a_transaction_nor_read_only) {
  {
    DuckDBStorageManager storage{on_file()};
    storage.sequences().ensure("ids");
    storage.transaction([&](Transaction&) {
      EXPECT_THROW(storage.sequences().next("ids"), InvalidOperationError);
    });
    storage.sequences().drop("ids");
    EXPECT_THROW(storage.sequences().next("ids"), SequenceNotFoundError);
    storage.sequences().ensure("ids", 4);
  }
  StorageOptions looking = on_file();
  looking.read_only = true;
  DuckDBStorageManager storage{looking};
  EXPECT_EQ(storage.sequences().state("ids").next, 4);
  EXPECT_THROW(storage.sequences().next("ids"), InvalidOperationError);
}

}  // namespace
}  // namespace egregora
