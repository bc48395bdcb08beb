// SPDX-License-Identifier: Apache-2.0
// Every verb fails in its middle, after a part of its work is done, or at once: the manager stays
// usable, and nothing of the call is left.
#include <functional>
#include <stdexcept>
#include <utility>

#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// More than one row group: rows are evaluated over a while, and the table goes by way of a stage.
constexpr std::int64_t kManyRows = 150'000;

class FailedVerbs : public StorageTest {
 protected:
  using Call = std::pair<std::string, std::function<void()>>;

  void SetUp() override {
    storage_.create_table("keyed", numbers(0).schema(), {.primary_key = {"id"}});
    storage_.write_table(numbers(5), "keyed");
    storage_.write_table(numbers(5), "plain");
    storage_.sequences().ensure("ids");
  }

  /// The text of the last of them is no number, which shows when that row is evaluated.
  static Table bad_in_its_end(std::int64_t rows) {
    const Table good = numbers(rows - 1, "1");
    const Table bad = memtable({{"id", {rows}}, {"word", {"no number"}}});
    const Table all = good.union_(bad);
    return all.mutate(Named{"id", all["word"].cast(DataType::int64())});
  }

  /// Makes `calls` one by one; after each the manager must do everything, with what it had before.
  void expect_failures(const std::vector<Call>& calls) {
    for (const auto& [name, call] : calls) {
      SCOPED_TRACE(name);
      EXPECT_THROW(call(), std::exception);
      expect_usable();
    }
    EXPECT_THAT(storage_.list_tables(), ElementsAre("keyed", "plain"));
    storage_.checkpoint();
    EXPECT_THAT(storage_.checkpoints().doctor(), IsEmpty());
    storage_.close();
    DuckDBStorageManager again{on_file()};
    EXPECT_EQ(again.row_count("keyed"), 5);
    EXPECT_THAT(again.checkpoints().doctor(), IsEmpty());
  }
  void expect_usable() {
    EXPECT_EQ(storage_.row_count("keyed"), 5);
    EXPECT_EQ(storage_.row_count("plain"), 5);
    EXPECT_THAT(storage_.describe("keyed").primary_key, ElementsAre("id"));
    EXPECT_EQ(storage_.insert("plain", numbers(1)), 1);
    EXPECT_EQ(storage_.update("plain", {Named{"word", literal("z")}}, col("id") == 4), 1);
    storage_.write_table(numbers(5), "plain");
    EXPECT_EQ(count_in(storage_, data("plain.parquet")), 5);
    EXPECT_EQ(count_in(storage_, data("keyed.parquet")), 5);
  }

  DuckDBStorageManager storage_{on_file()};
};

TEST_F(FailedVerbs, of_writing_leave_nothing) {
  const WriteOptions append = {.mode = WriteMode::append};
  std::vector<Call> calls;
  for (const std::int64_t rows : {std::int64_t{20}, kManyRows}) {
    const Table bad = bad_in_its_end(rows);
    calls.emplace_back("replace", [=, this] { storage_.write_table(bad, "plain"); });
    calls.emplace_back("replace keyed", [=, this] { storage_.write_table(bad, "keyed"); });
    calls.emplace_back("a new table", [=, this] { storage_.write_table(bad, "new"); });
    calls.emplace_back("append", [=, this] { storage_.write_table(bad, "plain", append); });
    calls.emplace_back("append a key again",
                       [=, this] { storage_.write_table(numbers(rows), "keyed", append); });
    calls.emplace_back("scratch",
                       [=, this] { storage_.write_table(bad, "new", {.checkpoint = false}); });
    calls.emplace_back("view", [=, this] {
      storage_.execute_view(
          "new", [&](const Table&) { return bad; }, "plain");
    });
  }
  calls.emplace_back("a builder that throws", [this] {
    const ViewBuilder builder = [](const Table&) -> Table { throw std::domain_error("no"); };
    storage_.execute_view("new", builder, "plain");
  });
  expect_failures(calls);
}

TEST_F(FailedVerbs, of_changing_rows_leave_nothing) {
  const Table bad = bad_in_its_end(20);
  const Table half_known = memtable({{"id", {7, 8, 1}}, {"word", {"a", "b", "c"}}});
  expect_failures({
      {"insert", [&] { storage_.insert("plain", bad); }},
      {"insert a key again", [&] { storage_.insert("keyed", half_known); }},
      {"insert what is missing",
       [&] {
         storage_.insert("plain", memtable({{"id", {1}}}));
       }},
      {"upsert", [&] { storage_.upsert("keyed", bad); }},
      {"upsert a key twice", [&] { storage_.upsert("keyed", half_known.union_(half_known)); }},
      {"update",
       [&] {
         storage_.update("plain", {Named{"id", col("word").cast(DataType::int64())}},
                         col("id") >= 0);
       }},
      {"update to one key",
       [&] {
         storage_.update("keyed", {Named{"id", literal(9)}}, col("id") >= 2);
       }},
      {"delete",
       [&] { storage_.delete_rows("plain", col("word").cast(DataType::int64()) == col("id")); }},
      {"transaction",
       [&] {
         storage_.transaction([&](Transaction& tx) {
           tx.delete_rows("keyed", col("id") >= 0);
           tx.drop_table("plain", {.checkpoint_too = true});
           tx.create_table("new", numbers(0).schema());
           tx.insert("new", bad);
         });
       }},
  });
}

TEST_F(FailedVerbs, of_names_and_definitions_leave_nothing) {
  expect_failures({
      {"create", [&] { storage_.create_table("plain", numbers(0).schema()); }},
      {"create with a key that is none",
       [&] { storage_.create_table("new", numbers(0).schema(), {.primary_key = {"nope"}}); }},
      {"add a column",
       [&] {
         storage_.add_column("plain", {"word", DataType::string()});
       }},
      {"rename a column", [&] { storage_.rename_column("plain", "id", "word"); }},
      {"rename", [&] { storage_.rename_table("plain", "keyed"); }},
      {"read", [&] { (void)storage_.read_table("nope"); }},
      {"read a file", [&] { (void)storage_.read_parquet(path("nope.parquet")); }},
      {"execute", [&] { (void)storage_.execute(bad_in_its_end(20)); }},
      {"checkpoint", [&] { storage_.checkpoint("nope"); }},
      {"restore", [&] { storage_.checkpoints().restore("plain", 999); }},
      {"next", [&] { storage_.sequences().next("ids", 0); }},
      {"default", [&] { storage_.sequences().ensure_default("plain", "word", "ids"); }},
      {"sync", [&] { storage_.sequences().sync_with("ids", "plain", "nope"); }},
  });
}

TEST_F(FailedVerbs, of_reading_let_go_of_their_connection) {
  const Table bad = bad_in_its_end(kManyRows);
  expect_failures({
      {"execute", [&] { (void)storage_.execute(bad); }},
      {"stream",
       [&] {
         const auto stream = storage_.read_table("plain")
                                 .mutate(Named{"id", col("word").cast(DataType::int64())})
                                 .stream(1);
         while (stream->next()) {
         }
       }},
      {"raw", [&] { storage_.connection()->query("SELECT error('no')"); }},
      {"raw, in a transaction",
       [&] {
         auto lease = storage_.connection();
         lease->query("BEGIN");
         lease->query("DELETE FROM keyed");
         lease->query("INSERT INTO keyed VALUES (1, 'a'), (1, 'a')");
       }},
      {"raw, no SQL", [&] { storage_.connection()->query("DELETE FORM keyed"); }},
  });
}

}  // namespace
}  // namespace egregora
