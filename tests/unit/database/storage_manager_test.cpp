// SPDX-License-Identifier: Apache-2.0
// Opening, names, reading, and the catalogue of tables.
#include "unit/database/storage_fixture.hpp"

#include <cstdlib>

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class StorageManager : public StorageTest {};

TEST_F(StorageManager, files_lie_beside_the_database) {
  DuckDBStorageManager storage{{.db_path = path("site/a/test.duckdb")}};
  storage.write_table(numbers(3), "t");
  EXPECT_EQ(storage.checkpoint_dir(), path("site/a/.egregora/data"));
  EXPECT_TRUE(fs::is_regular_file(path("site/a/.egregora/data/t.parquet")));
}

TEST_F(StorageManager, a_missing_table_suggests_the_nearest_name) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(1), "messages_old");
  try {
    (void)storage.read_table("mesages_old");
    FAIL();
  } catch (const TableNotFoundError& error) {
    EXPECT_STREQ(error.what(),
                 "Table 'mesages_old' not found in database; did you mean 'messages_old'?");
  }
  EXPECT_THROW((void)storage.row_count("nope"), TableNotFoundError);
  EXPECT_THROW((void)storage.describe("nope"), TableNotFoundError);
}

TEST_F(StorageManager, internal_tables_are_neither_seen_nor_touched) {
  DuckDBStorageManager storage{on_file()};
  EXPECT_THAT(storage.list_tables(), IsEmpty());
  EXPECT_FALSE(storage.table_exists("_egregora_manifest"));
  EXPECT_THROW((void)storage.read_table("_egregora_manifest"), TableNotFoundError);
  EXPECT_THROW(storage.write_table(numbers(1), "_egregora_manifest"), InvalidTableNameError);
  EXPECT_NO_THROW(storage.drop_table("_egregora_manifest"));
  EXPECT_THROW(storage.delete_rows("_egregora_manifest", col("fresh") == true), TableNotFoundError);
  storage.write_table(numbers(1), "t");
  EXPECT_EQ(storage.checkpoints().list().size(), 1U);
}

TEST_F(StorageManager, names_are_one_in_any_letter_case) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(1), "Things");
  storage.write_table(numbers(2), "THINGS");
  EXPECT_THAT(storage.list_tables(), ElementsAre("Things"));
  EXPECT_EQ(storage.row_count("things"), 2);
  EXPECT_EQ(storage.describe("tHINGS").name, "Things");
  EXPECT_EQ(count_in(storage, data("Things.parquet")), 2);
}

TEST_F(StorageManager, a_table_may_be_named_like_a_keyword) {
  DuckDBStorageManager storage{on_file()};
  for (const char* name : {"select", "table", "order", "main", "temp"}) {
    storage.write_table(numbers(2), name);
    storage.write_table(storage.read_table(name).filter(col("id") == 1), name);
    EXPECT_EQ(storage.row_count(name), 1) << name;
  }
}

TEST_F(StorageManager, a_bad_name_touches_nothing) {
  DuckDBStorageManager storage{on_file()};
  EXPECT_THROW(storage.write_table(numbers(1), "../../escape"), InvalidTableNameError);
  EXPECT_THROW(storage.execute_view(
                   "a-b", [](const Table& t) { return t; }, "none"),
               InvalidTableNameError);
  EXPECT_FALSE(fs::exists(path(".egregora")));
}

TEST_F(StorageManager, a_name_that_nothing_can_have_is_of_no_table) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(1), "x");
  for (const std::string& name : {std::string(), std::string("x\0y", 3)}) {
    EXPECT_FALSE(storage.table_exists(name));
    EXPECT_THROW((void)storage.read_table(name), TableNotFoundError);
    EXPECT_THROW((void)storage.row_count(name), TableNotFoundError);
    EXPECT_THROW(storage.insert(name, numbers(1)), TableNotFoundError);
    EXPECT_THROW(storage.checkpoint(name), TableNotFoundError);
    EXPECT_NO_THROW(storage.drop_table(name, {.checkpoint_too = true}));
  }
  EXPECT_THAT(storage.list_tables(), ElementsAre("x"));
}

TEST_F(StorageManager, describe_says_what_a_table_is) {
  DuckDBStorageManager storage{on_file()};
  storage.create_table("keyed", {{"id", DataType::int64(), false}, {"word", DataType::string()}},
                       {.primary_key = {"id"}});
  storage.insert("keyed", numbers(4));
  const TableInfo info = storage.describe("KEYED");
  EXPECT_EQ(info.kind, TableKind::table);
  EXPECT_EQ(info.rows, 4);
  EXPECT_THAT(info.primary_key, ElementsAre("id"));
  EXPECT_FALSE(info.schema.at("id").nullable);
  EXPECT_EQ(info.checkpoint, CheckpointState::none);
  storage.checkpoint("keyed");
  EXPECT_EQ(storage.describe("keyed").checkpoint, CheckpointState::fresh);
  storage.insert("keyed", memtable({{"id", {9}}, {"word", {"x"}}}));
  EXPECT_EQ(storage.describe("keyed").checkpoint, CheckpointState::stale);
}

TEST_F(StorageManager, everything_after_close_is_an_error) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(1), "t");
  const Table table = storage.read_table("t");
  const Checkpoints checkpoints = storage.checkpoints();
  storage.close();
  storage.close();
  EXPECT_THROW((void)table.execute(), ClosedError);
  EXPECT_THROW((void)storage.list_tables(), ClosedError);
  EXPECT_THROW(storage.write_table(numbers(1), "t"), ClosedError);
  EXPECT_THROW((void)checkpoints.list(), ClosedError);
  EXPECT_THROW(storage.checkpoint(), ClosedError);
}

TEST_F(StorageManager, a_stream_holds_its_connection_and_outlives_the_call) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(5000), "t");
  auto stream = storage.read_table("t").order_by("id").stream(1000);
  storage.write_table(numbers(3), "t");
  std::int64_t rows = 0;
  while (const auto batch = stream->next()) {
    EXPECT_LE(batch->num_rows(), 1000);
    rows += batch->num_rows();
  }
  EXPECT_EQ(rows, 5000);
}

TEST_F(StorageManager, tables_of_two_storages_do_not_mix) {
  auto one = temp_storage();
  auto two = temp_storage();
  one.write_table(numbers(1), "t");
  two.write_table(numbers(1), "t");
  EXPECT_THROW(two.write_table(one.read_table("t"), "u"), IntegrityError);
  EXPECT_THROW((void)one.read_table("t").union_(two.read_table("t")), IntegrityError);
  EXPECT_THROW((void)two.execute(one.read_table("t")), Error);
}

TEST_F(StorageManager, reading_only_creates_and_changes_nothing) {
  { DuckDBStorageManager(on_file()).write_table(numbers(2), "t"); }
  const auto before = files_in(folder_.path());
  DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .read_only = true}};
  EXPECT_EQ(storage.read_table("t").count().execute(), 2);
  EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::fresh);
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
  EXPECT_THROW(storage.write_table(numbers(1), "u"), InvalidOperationError);
  EXPECT_THROW(storage.insert("t", numbers(1)), InvalidOperationError);
  EXPECT_THROW(storage.drop_table("t"), InvalidOperationError);
  EXPECT_THROW(storage.checkpoint(), InvalidOperationError);
  storage.write_table(numbers(3), "scratch", {.checkpoint = false});
  EXPECT_EQ(storage.row_count("scratch"), 3);
  EXPECT_THROW((void)storage.connection()->query("DELETE FROM t"), InvalidOperationError);
  storage.close();
  EXPECT_EQ(files_in(folder_.path()), before);
}

TEST_F(StorageManager, reading_only_needs_a_database) {
  EXPECT_THROW((DuckDBStorageManager{{.db_path = path("none.duckdb"), .read_only = true}}),
               DatabaseError);
  EXPECT_THAT(folder_.names(), IsEmpty());
}

TEST_F(StorageManager, a_second_manager_on_the_file_joins_the_first) {
  DuckDBStorageManager one{on_file()};
  fs::create_symlink(path("test.duckdb"), path("link.duckdb"));
  DuckDBStorageManager two{
      {.db_path = path("link.duckdb"), .checkpoint_dir = path(".egregora/data")}};
  one.write_table(numbers(3), "t");
  EXPECT_EQ(two.row_count("t"), 3);
  two.insert("t", memtable({{"id", {3}}, {"word", {"b"}}}));
  EXPECT_EQ(one.describe("t").checkpoint, CheckpointState::stale);
  one.write_table(numbers(1), "mine", {.checkpoint = false});
  EXPECT_FALSE(two.table_exists("mine"));
  two.write_table(numbers(2), "mine", {.checkpoint = false});
  EXPECT_EQ(one.row_count("mine"), 1);
  one.close();
  two.checkpoint();
  EXPECT_EQ(two.describe("t").checkpoint, CheckpointState::fresh);
  EXPECT_EQ(count_in(two, data("t.parquet")), 4);
}

TEST_F(StorageManager, joining_with_other_options_is_refused) {
  DuckDBStorageManager one{on_file()};
  EXPECT_THROW(
      (DuckDBStorageManager{{.db_path = path("test.duckdb"), .checkpoint_dir = path("elsewhere")}}),
      InvalidOperationError);
  EXPECT_THROW((DuckDBStorageManager{{.db_path = path("test.duckdb"), .keep_versions = 5}}),
               InvalidOperationError);
  EXPECT_NO_THROW(one.write_table(numbers(1), "t"));
}

TEST_F(StorageManager, a_file_of_another_client_is_taken_as_it_is) {
  {
    DuckDBStorageManager storage{on_file()};
    auto raw = storage.connection();
    raw->query("CREATE TABLE theirs(a INTEGER PRIMARY KEY)");
    raw->query("INSERT INTO theirs VALUES (1), (2)");
    raw->query("DROP TABLE _egregora_manifest");
    raw->query("DROP TABLE _egregora_meta");
    raw->query("DROP TABLE _egregora_migrations");
  }
  {
    DuckDBStorageManager looking{{.db_path = path("test.duckdb"), .read_only = true}};
    EXPECT_EQ(looking.row_count("theirs"), 2);
  }
  DuckDBStorageManager storage{on_file()};
  EXPECT_EQ(storage.row_count("theirs"), 2);
  storage.checkpoint("theirs");
  EXPECT_EQ(count_in(storage, data("theirs.parquet")), 2);
}

TEST_F(StorageManager, temporary_storage_takes_its_folder_with_it) {
  fs::path folder;
  {
    auto storage = temp_storage();
    storage.write_table(numbers(3), "t");
    folder = storage.checkpoint_dir();
    EXPECT_TRUE(fs::exists(folder / "t.parquet"));
  }
  EXPECT_FALSE(fs::exists(folder));
}

TEST_F(StorageManager, views_may_be_a_registry_of_ones_own) {
  const auto registry = std::make_shared<ViewRegistry>();
  DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .views = registry}};
  EXPECT_EQ(&storage.views(), registry.get());
  EXPECT_EQ(&temp_storage().views(), &views());
}

TEST_F(StorageManager, a_view_needs_exactly_one_input) {
  auto storage = temp_storage();
  storage.write_table(numbers(2), "t");
  const ViewBuilder same = [](const Table& t) { return t; };
  EXPECT_THROW(storage.execute_view({.view_name = "v", .builder = same}), InvalidOperationError);
  EXPECT_THROW(storage.execute_view(
                   {.view_name = "v", .builder = same, .input_table = "t", .source_table = "t"}),
               InvalidOperationError);
  EXPECT_THROW(storage.execute_view("v", ViewBuilder{}, "t"), InvalidOperationError);
  EXPECT_EQ(storage.execute_view("v", same, "t", {.checkpoint = false}).count().execute(), 2);
  EXPECT_EQ(storage.describe("v").kind, TableKind::scratch);
}

TEST_F(StorageManager, tables_in_memory_of_one_shape_keep_their_own_values) {
  // One statement, prepared once: what DuckDB learnt of the first values must not stick.
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(3), "t");
  for (const std::int64_t value : {1, 50, 2, 99, 0}) {
    const Table one = memtable({{"x", {value}}});
    EXPECT_EQ(storage.execute(one).column<std::int64_t>(0)[0], value);
    EXPECT_EQ(storage.execute(one.filter(one["x"] > 10)).num_rows(), value > 10 ? 1 : 0);
    EXPECT_EQ(storage.execute(one.agg(Named{"m", one["x"].max()})).column<std::int64_t>(0)[0],
              value);
    const Table rows = storage.read_table("t");
    const auto before = rows.count().execute();
    storage.insert("t", rows.mutate(Named{"id", rows["id"] + 100 * (value + 1)}).limit(1));
    const Table crossed = storage.read_table("t").cross_join(one);
    EXPECT_EQ(crossed.execute().num_rows(), before + 1);
  }
}

[[noreturn]] void exit_with_a_static_storage(const fs::path& file) {
  static DuckDBStorageManager storage{{.db_path = file}};
  storage.write_table(memtable({{"id", std::vector<std::int64_t>{1, 2, 3}}}), "t");
  storage.delete_rows("t", col("id") == 1);
  std::exit(0);
}

TEST_F(StorageManager, may_be_of_static_storage_duration) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  for (int round = 0; round < 3; ++round) {
    const fs::path file = path(std::to_string(round) + ".duckdb");
    EXPECT_EXIT(exit_with_a_static_storage(file), ::testing::ExitedWithCode(0), "");
  }
}

}  // namespace
}  // namespace egregora
