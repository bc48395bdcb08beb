// SPDX-License-Identifier: Apache-2.0
// What is stale and why, and that a refresh builds just that.
#include <egregora/database/init.hpp>
#include <egregora/database/rebuild.hpp>
#include <egregora/database/views.hpp>

#include <algorithm>
#include <stdexcept>

#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Table shouted(const Table& t) { return t.mutate(Named{"word", t["word"].upper()}); }
Table few(const Table& t) { return t.filter(t["id"] < 2); }
Table counted(const Table& t) { return t.agg(Named{"rows", count()}); }

class ViewRefresh : public StorageTest {
 protected:
  ViewRefresh() {
    storage_.write_table(numbers(5), "left");
    storage_.write_table(numbers(3, "b"), "right");
    views_.add("shouted", shouted, {.depends_on = {"left"}});
    views_.add("few", few, {.depends_on = {"shouted"}});
    views_.add("total", counted, {.depends_on = {"right"}});
  }
  std::vector<std::string> stale() const {
    std::vector<std::string> found;
    for (const StaleView& view : views_.plan(storage_)) {
      found.push_back(view.name + ": " + view.reason);
    }
    return found;
  }
  std::vector<std::string> refresh(const RefreshOptions& options = {}) {
    std::vector<std::string> built;
    for (const RefreshedView& view : views_.refresh(storage_, options)) built.push_back(view.name);
    return built;
  }
  void reopen() {
    storage_.close();
    storage_.~DuckDBStorageManager();
    new (&storage_) DuckDBStorageManager(on_file());
  }

  DuckDBStorageManager storage_{on_file()};
  ViewRegistry views_;
};

TEST_F(ViewRefresh, builds_what_was_never_built_in_order_and_then_nothing) {
  EXPECT_THAT(stale(),
              ElementsAre("shouted: it was never built", "few: its input 'shouted' is stale",
                          "total: it was never built"));
  EXPECT_THAT(refresh(), ElementsAre("shouted", "few", "total"));
  EXPECT_THAT(words(storage_.read_table("few")), ElementsAre("A", "A"));
  EXPECT_THAT(stale(), IsEmpty());
  EXPECT_THAT(refresh(), IsEmpty());
}

TEST_F(ViewRefresh, a_changed_input_rebuilds_what_depends_on_it_and_nothing_else) {
  refresh();
  storage_.insert("left", memtable({{"id", {0}}, {"word", {"new"}}}));
  EXPECT_THAT(stale(), ElementsAre("shouted: its input 'left' has changed",
                                   "few: its input 'shouted' is stale"));
  EXPECT_THAT(refresh(), ElementsAre("shouted", "few"));
  EXPECT_THAT(words(storage_.read_table("few")), ElementsAre("A", "A", "NEW"));
  EXPECT_THAT(stale(), IsEmpty());
}

TEST_F(ViewRefresh, every_way_to_change_an_input_is_seen) {
  refresh();
  const std::vector<std::function<void()>> changes = {
      [&] { storage_.write_table(numbers(4, "c"), "right"); },
      [&] { storage_.write_table(numbers(1, "d"), "right", {.mode = WriteMode::append}); },
      [&] {
        storage_.update("right", {{"word", literal("e")}}, col("id") == 1);
      },
      [&] { storage_.delete_rows("right", col("id") == 1); },
      [&] {
        storage_.upsert("right", memtable({{"id", {9}}, {"word", {"f"}}}), {.keys = {"id"}});
      },
      [&] {
        storage_.add_column("right", {"more", DataType::int64()});
      },
      [&] { storage_.connection()->query("DELETE FROM \"right\" WHERE id = 9"); },
      [&] { storage_.checkpoints().restore("right"); },
      [&] {
        storage_.rename_table("right", "elsewhere");
        storage_.rename_table("elsewhere", "right");
      },
      [&] {
        storage_.drop_table("right");
        storage_.create_table("right", numbers(1).schema());
      },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    changes[i]();
    EXPECT_THAT(stale(), ::testing::Contains(HasSubstr("total: its "))) << i;
    EXPECT_THAT(refresh(), ::testing::Contains("total")) << i;
    EXPECT_EQ(storage_.read_table("total").execute().column<std::int64_t>(0)[0],
              storage_.row_count("right"))
        << i;
    EXPECT_THAT(stale(), IsEmpty()) << i;
  }
}

TEST_F(ViewRefresh, a_change_written_to_its_file_before_the_plan_is_seen) {
  refresh();
  storage_.insert("right", numbers(1));
  storage_.checkpoint();
  EXPECT_THAT(stale(), ElementsAre("total: its input 'right' has changed"));
}

TEST_F(ViewRefresh, another_expression_is_another_view) {
  refresh();
  views_.remove("few");
  views_.add("few", [](const Table& t) { return t.filter(t["id"] < 3); },
             {.depends_on = {"shouted"}});
  EXPECT_THAT(stale(), ElementsAre("few: it was built by another expression"));
  EXPECT_THAT(refresh(), ElementsAre("few"));
  EXPECT_EQ(storage_.row_count("few"), 3);
}

TEST_F(ViewRefresh, a_view_that_was_changed_by_hand_is_built_again) {
  refresh();
  storage_.delete_rows("few", literal(true));
  EXPECT_THAT(stale(), ElementsAre("few: its table was changed after it was built"));
  storage_.checkpoint("few");
  EXPECT_THAT(stale(), ElementsAre("few: it was built by another expression"));
  EXPECT_THAT(refresh(), ElementsAre("few"));
  EXPECT_EQ(storage_.row_count("few"), 2);
}

TEST_F(ViewRefresh, rows_appended_by_the_same_expression_are_not_the_view) {
  refresh();
  storage_.write_table(few(storage_.read_table("shouted")), "few", {.mode = WriteMode::append});
  EXPECT_EQ(storage_.row_count("few"), 4);
  EXPECT_THAT(refresh(), ElementsAre("few"));
  EXPECT_EQ(storage_.row_count("few"), 2);
}

TEST_F(ViewRefresh, an_older_version_that_came_back_is_stale) {
  storage_.close();
  StorageOptions two = on_file();
  two.keep_versions = 2;
  DuckDBStorageManager storage(two);
  views_.refresh(storage);
  const std::int64_t before = storage.checkpoints().list("total").front().version;
  storage.insert("right", numbers(1));
  views_.refresh(storage);
  storage.checkpoints().restore("total", before);
  ASSERT_EQ(storage.read_table("total").execute().column<std::int64_t>(0)[0], 3);
  ASSERT_THAT(views_.refresh(storage), ::testing::SizeIs(1));
  EXPECT_EQ(storage.read_table("total").execute().column<std::int64_t>(0)[0], 4);
}

TEST_F(ViewRefresh, what_was_built_by_hand_counts) {
  storage_.execute_view("total", counted, "right", {.checkpoint = false});
  EXPECT_THAT(stale(), ::testing::Contains("total: it was built in memory only"));
  storage_.execute_view("total", counted, "right");
  EXPECT_THAT(stale(), ElementsAre("shouted: it was never built", HasSubstr("few")));
}

TEST_F(ViewRefresh, is_known_after_the_database_was_closed) {
  refresh();
  reopen();
  EXPECT_THAT(stale(), IsEmpty());
  storage_.insert("left", numbers(1));
  reopen();
  EXPECT_THAT(stale(), ::testing::Contains("shouted: its input 'left' has changed"));
}

TEST_F(ViewRefresh, nothing_passes_for_fresh_in_a_rebuilt_database) {
  refresh();
  storage_.insert("left", numbers(1));
  storage_.checkpoint();  // `shouted` is older than this
  storage_.close();
  fs::rename(path("test.duckdb"), path("lost.duckdb"));
  rebuild_database(path(".egregora/data"), path("test.duckdb"));
  DuckDBStorageManager rebuilt(on_file());
  EXPECT_THAT(views_.plan(rebuilt), ::testing::SizeIs(3));
}

TEST_F(ViewRefresh, a_lost_file_is_made_again) {
  refresh();
  fs::remove(data("total.parquet"));
  EXPECT_THAT(stale(), ElementsAre("total: its file is gone or another one"));
  EXPECT_THAT(refresh(), ElementsAre("total"));
  EXPECT_TRUE(fs::exists(data("total.parquet")));
}

TEST_F(ViewRefresh, tables_that_a_builder_reads_by_itself_count_also_in_subqueries) {
  views_.add(
      "known",
      [&](const Table& t) { return t.filter(t["id"].isin(storage_.read_table("right")["id"])); },
      {.depends_on = {"left"}});
  refresh();
  storage_.delete_rows("right", col("id") == 0);
  EXPECT_THAT(refresh(), ElementsAre("known", "total"));
  EXPECT_EQ(storage_.row_count("known"), 2);
}

TEST_F(ViewRefresh, views_that_a_builder_reads_by_itself_are_built_before_it) {
  storage_.write_table(numbers(1), "aside");
  views_.add("a_join", [&](const Table& t) { return t.union_(storage_.read_table("shouted")); },
             {.depends_on = {"right", "shouted"}});
  EXPECT_THAT(refresh(), ElementsAre("shouted", "a_join", "few", "total"));
  storage_.insert("left", numbers(1));
  EXPECT_THAT(refresh(), ElementsAre("shouted", "a_join", "few"));
  views_.remove("a_join");
  views_.add("a_join",
             [&](const Table& t) { return t.union_(storage_.read_table("shouted")).distinct(); },
             {.depends_on = {"right"}});
  storage_.insert("left", numbers(1));
  EXPECT_THAT(refresh(), ElementsAre("shouted", "a_join", "few"));
  EXPECT_THAT(refresh(), IsEmpty());
}

TEST_F(ViewRefresh, views_that_read_each_other_are_refused_with_the_path) {
  refresh();
  views_.add("p", [&](const Table& t) { return t.union_(storage_.read_table("shouted")); },
             {.depends_on = {"left"}});
  views_.remove("shouted");
  refresh({.names = {"p"}});
  views_.add("shouted", [&](const Table& t) { return t.union_(storage_.read_table("p")); },
             {.depends_on = {"left"}});
  EXPECT_THAT(message_of<InvalidOperationError>([&] { stale(); }), HasSubstr("circle: shouted -> p -> shouted"));
}

TEST_F(ViewRefresh, only_the_named_and_what_they_need) {
  EXPECT_THAT(refresh({.names = {"FEW"}}), ElementsAre("shouted", "few"));
  EXPECT_THAT(message_of<ViewNotFoundError>([&] { refresh({.names = {"few2"}}); }),
              HasSubstr("did you mean 'few'"));
}

TEST_F(ViewRefresh, a_missing_input_is_named) {
  storage_.drop_table("right", {.checkpoint_too = true});
  EXPECT_THAT(stale(), ::testing::Contains("total: its input 'right' does not exist"));
  EXPECT_THAT(message_of<TableNotFoundError>([&] { refresh(); }),
              HasSubstr("view 'total' cannot be built: its input 'right' does not exist"));
  EXPECT_EQ(storage_.row_count("few"), 2);  // those before it stay built
}

TEST_F(ViewRefresh, inputs_that_nobody_can_vouch_for_are_built_from_each_time) {
  storage_.write_table(numbers(1), "scratch", {.checkpoint = false});
  storage_.connection()->query("CREATE VIEW outside AS SELECT * FROM \"left\"");
  const fs::path file = data("left.parquet");
  const Table large = numbers(1000);
  views_.add("of_scratch", few, {.depends_on = {"scratch"}});
  views_.add("of_outside", few, {.depends_on = {"outside"}});
  views_.add("of_file", [&](const Table& t) { return t.union_(storage_.read_parquet(file)); },
             {.depends_on = {"left"}});
  views_.add("of_large", [&](const Table& t) { return t.union_(large); }, {.depends_on = {"left"}});
  refresh();
  EXPECT_THAT(stale(),
              ElementsAre(HasSubstr("of_file: it reads a file, of which nobody knows"),
                          "of_large: it reads a large table that is in memory only",
                          HasSubstr("of_outside: its input 'outside' is a view of the database"),
                          "of_scratch: its input 'scratch' is in memory only"));
}

TEST_F(ViewRefresh, rows_in_memory_are_part_of_the_expression) {
  Table allowed = memtable({{"id", {0, 1}}});
  views_.add("allowed", [&](const Table& t) { return t.filter(t["id"].isin(allowed["id"])); },
             {.depends_on = {"left"}});
  refresh();
  EXPECT_THAT(stale(), IsEmpty());
  allowed = memtable({{"id", {0}}});
  EXPECT_THAT(refresh(), ElementsAre("allowed"));
  EXPECT_EQ(storage_.row_count("allowed"), 1);
}

TEST_F(ViewRefresh, a_builder_that_fails_leaves_what_there_was) {
  refresh();
  views_.remove("total");
  views_.add("total", [](const Table&) -> Table { throw std::runtime_error("no"); },
             {.depends_on = {"right"}});
  EXPECT_THROW(refresh(), std::runtime_error);
  EXPECT_EQ(storage_.row_count("total"), 1);
}

TEST_F(ViewRefresh, a_plan_changes_nothing_and_needs_no_right_to_write) {
  refresh({.names = {"total"}});
  storage_.close();
  DuckDBStorageManager reading{{.db_path = path("test.duckdb"), .read_only = true}};
  EXPECT_THAT(views_.plan(reading), ::testing::SizeIs(2));
  EXPECT_THROW(views_.refresh(reading), InvalidOperationError);
}

TEST_F(ViewRefresh, without_an_input_it_is_left_out) {
  views_.add("by_hand", few);
  refresh();
  EXPECT_FALSE(storage_.table_exists("by_hand"));
}

TEST_F(ViewRefresh, is_refused_inside_a_transaction_of_the_storage) {
  storage_.transaction([&](Transaction&) {
    EXPECT_THROW(views_.plan(storage_), InvalidOperationError);
    EXPECT_THROW(views_.refresh(storage_), InvalidOperationError);
  });
}

TEST_F(ViewRefresh, an_explanation_names_inputs_reason_and_expression) {
  const ViewExplanation before = views_.explain(storage_, "few");
  EXPECT_EQ(before.stale, "its input 'shouted' is stale");
  EXPECT_THAT(before.sql, IsEmpty());
  refresh();
  const ViewExplanation after = views_.explain(storage_, "FEW");
  EXPECT_EQ(after.stale, std::nullopt);
  EXPECT_EQ(after.view.name, "few");
  EXPECT_THAT(after.reads, ElementsAre("shouted"));
  EXPECT_THAT(after.sql, HasSubstr("shouted"));
  EXPECT_THROW((void)views_.explain(storage_, "nothing"), ViewNotFoundError);
}

TEST_F(ViewRefresh, the_built_in_ones_follow_the_messages_behind_conversations) {
  initialize_database(storage_);
  EXPECT_EQ(storage_.views().refresh(storage_).size(), 6U);
  EXPECT_THAT(storage_.views().plan(storage_), IsEmpty());
  storage_.delete_rows("messages", literal(true));  // marks the file, though nothing goes
  EXPECT_EQ(storage_.views().plan(storage_).size(), 6U);
  EXPECT_EQ(storage_.views().plan(storage_)[0].reason, "its input 'messages' has changed");
  storage_.views().refresh(storage_);
  storage_.write_table(numbers(1), "aside");
  EXPECT_THAT(storage_.views().plan(storage_), IsEmpty());
}

TEST_F(ViewRefresh, works_in_memory) {
  DuckDBStorageManager memory = temp_storage();
  memory.write_table(numbers(2), "left");
  memory.write_table(numbers(2), "right");
  EXPECT_EQ(views_.refresh(memory).size(), 3U);
  EXPECT_THAT(views_.plan(memory), IsEmpty());
  memory.insert("left", numbers(1));
  EXPECT_EQ(views_.refresh(memory).size(), 2U);
}

}  // namespace
}  // namespace egregora
