// SPDX-License-Identifier: Apache-2.0
// Writing tables with their files: modes, keys, types, versions.
#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// More than one row group: the table goes by way of a committed stage.
constexpr std::int64_t kManyRows = 150'000;

class WriteTable : public StorageTest {};

TEST_F(WriteTable, table_and_file_agree_small_and_large) {
  DuckDBStorageManager storage{on_file()};
  for (const std::int64_t rows : {std::int64_t{0}, std::int64_t{1}, std::int64_t{122'880},
                                  std::int64_t{122'881}, kManyRows}) {
    storage.write_table(numbers(rows), "t");
    EXPECT_EQ(storage.row_count("t"), rows);
    const Table file = storage.read_parquet(data("t.parquet"));
    EXPECT_EQ(file.count().execute(), rows);
    EXPECT_EQ(file.difference(storage.read_table("t")).count().execute(), 0);
    EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::fresh);
  }
  EXPECT_THAT(storage.list_tables(), ElementsAre("t"));
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(WriteTable, survives_reopening) {
  { DuckDBStorageManager(on_file()).write_table(numbers(3), "t"); }
  DuckDBStorageManager storage{on_file()};
  EXPECT_EQ(storage.row_count("t"), 3);
  EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::fresh);
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(WriteTable, may_be_derived_from_the_table_it_replaces) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(10), "t");
  for (int round = 0; round < 3; ++round) {
    const Table t = storage.read_table("t");
    storage.write_table(t.mutate(Named{"id", t["id"] + 1}).filter(col("id") < 12), "t");
  }
  EXPECT_EQ(storage.read_table("t")["id"].max().execute().as<std::int64_t>(), 11);
}

TEST_F(WriteTable, may_take_another_shape_where_nothing_forbids_it) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(2), "t");
  storage.write_table(memtable({{"x", {1.5}}}), "t");
  EXPECT_THAT(storage.read_table("t").columns(), ElementsAre("x"));
}

TEST_F(WriteTable, keeps_keys_checks_and_defaults_on_replace) {
  DuckDBStorageManager storage{on_file()};
  storage.connection()->query(
      "CREATE TABLE t(id BIGINT PRIMARY KEY, word VARCHAR NOT NULL DEFAULT 'none' CHECK (word <> "
      "''))");
  for (const std::int64_t rows : {std::int64_t{5}, kManyRows}) {
    storage.write_table(numbers(rows), "t");
    EXPECT_EQ(storage.row_count("t"), rows);
    EXPECT_THAT(storage.describe("t").primary_key, ElementsAre("id"));
    EXPECT_THROW(storage.insert("t", memtable({{"id", {1}}, {"word", {"b"}}})), ConstraintError);
    EXPECT_THROW(storage.insert("t", memtable({{"id", {-1}}, {"word", {""}}})), ConstraintError);
    storage.connection()->query("INSERT INTO t(id) VALUES (-2)");
    EXPECT_EQ(storage.read_table("t").filter(col("word") == "none").count().execute(), 1);
  }
}

TEST_F(WriteTable, a_broken_key_changes_nothing) {
  DuckDBStorageManager storage{on_file()};
  storage.create_table("t", {{"id", DataType::int64(), false}, {"word", DataType::string()}},
                       {.primary_key = {"id"}});
  storage.write_table(numbers(3), "t");
  const Table twice = storage.read_table("t").union_(numbers(3));
  EXPECT_THROW(storage.write_table(twice, "t"), ConstraintError);
  EXPECT_EQ(storage.row_count("t"), 3);
  EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::fresh);
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
  EXPECT_THROW(storage.write_table(memtable({{"id", {1}}}), "t"), SchemaMismatchError);
}

TEST_F(WriteTable, append_holds_old_and_new_in_table_and_file) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(2, "old"), "t", {.mode = WriteMode::append});
  storage.write_table(memtable({{"word", {"new"}}, {"id", {7}}}), "t", {.mode = WriteMode::append});
  EXPECT_EQ(storage.row_count("t"), 3);
  EXPECT_EQ(count_in(storage, data("t.parquet")), 3);
  EXPECT_EQ(storage.read_table("t").filter(col("id") == 7).execute().column<std::string>("word")[0],
            "new");
  storage.write_table(storage.read_table("t"), "t", {.mode = WriteMode::append});
  EXPECT_EQ(storage.row_count("t"), 6);
}

TEST_F(WriteTable, append_is_complete_or_an_error) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(2), "t");
  const WriteOptions append = {.mode = WriteMode::append};
  EXPECT_THROW(storage.write_table(memtable({{"id", {1}}}), "t", append), SchemaMismatchError);
  EXPECT_THROW(
      storage.write_table(memtable({{"id", {1}}, {"word", {"a"}}, {"x", {1}}}), "t", append),
      SchemaMismatchError);
  EXPECT_THROW(storage.write_table(memtable({{"id", {"1"}}, {"word", {"a"}}}), "t", append),
               SchemaMismatchError);
  EXPECT_EQ(storage.row_count("t"), 2);
}

TEST_F(WriteTable, a_column_that_parquet_would_change_is_refused) {
  DuckDBStorageManager storage{on_file()};
  const Table big = memtable(Schema{{"total", DataType::int128()}}, {});
  EXPECT_THROW(storage.write_table(big, "t"), UnsupportedOperationError);
  EXPECT_FALSE(storage.table_exists("t"));
  storage.write_table(big, "t", {.checkpoint = false});
  EXPECT_TRUE(storage.table_exists("t"));
}

TEST_F(WriteTable, keeps_as_many_versions_as_asked) {
  DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .keep_versions = 2}};
  for (int rows = 1; rows <= 4; ++rows) storage.write_table(numbers(rows), "t");
  const auto versions = storage.checkpoints().list("T");
  ASSERT_THAT(versions, SizeIs(2));
  EXPECT_EQ(versions[0].rows, 4);
  EXPECT_TRUE(versions[0].fresh);
  EXPECT_EQ(versions[1].rows, 3);
  EXPECT_FALSE(versions[1].fresh);
  EXPECT_GT(versions[0].version, versions[1].version);
  EXPECT_EQ(count_in(storage, versions[1].path), 3);
  EXPECT_THAT(files_in(path(".egregora/data/.versions")), SizeIs(2));
}

TEST_F(WriteTable, the_stable_file_is_the_newest_version_and_read_only) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(3), "t");
  const auto version = storage.checkpoints().list().at(0);
  EXPECT_TRUE(fs::equivalent(version.path, data("t.parquet")));
  EXPECT_EQ(fs::status(data("t.parquet")).permissions() & fs::perms::owner_write, fs::perms::none);
  EXPECT_EQ(static_cast<std::int64_t>(fs::file_size(version.path)), version.bytes);
  EXPECT_THAT(files_in(path(".egregora")), SizeIs(2));
}

TEST_F(WriteTable, the_file_says_where_it_is_from) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(3), "t");
  const DataFrame metadata = storage.connection()->query(
      "SELECT decode(key) AS k, decode(value) AS v FROM parquet_kv_metadata(?)",
      {Scalar(data("t.parquet").string())});
  std::map<std::string, std::string> found;
  for (const Row& row : metadata.rows()) found[row["k"].to_string()] = row["v"].to_string();
  EXPECT_EQ(found["egregora.table"], "t");
  EXPECT_EQ(found["egregora.checkpoint_id"],
            storage.checkpoints().list().at(0).checkpoint_id.to_string());
  EXPECT_THAT(found["egregora.definition"], AllOf(HasSubstr("CREATE TABLE"), HasSubstr("id")));
}

TEST_F(WriteTable, volatile_expressions_are_evaluated_once) {
  DuckDBStorageManager storage{on_file()};
  for (const std::int64_t rows : {std::int64_t{100}, kManyRows}) {
    storage.write_table(numbers(rows).mutate(Named{"key", uuid()}), "t");
    const Table file = storage.read_parquet(data("t.parquet"));
    EXPECT_EQ(storage.read_table("t").difference(file).count().execute(), 0);
  }
}

TEST_F(WriteTable, a_checkpoint_of_a_changed_table_only_writes_the_file) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(3), "t");
  const auto first = storage.checkpoints().list().at(0);
  storage.checkpoint("t");
  EXPECT_EQ(storage.checkpoints().list().at(0).checkpoint_id, first.checkpoint_id);
  EXPECT_EQ(storage.delete_rows("t", col("id") == 0), 1);
  EXPECT_EQ(count_in(storage, data("t.parquet")), 3);
  storage.checkpoint("t");
  EXPECT_EQ(count_in(storage, data("t.parquet")), 2);
  EXPECT_TRUE(storage.checkpoints().list().at(0).fresh);
  EXPECT_THROW(storage.checkpoint("none"), TableNotFoundError);
}

TEST_F(WriteTable, a_flush_writes_stale_files_again) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(3), "a");
  storage.write_table(numbers(3), "b");
  storage.update("a", {Named{"word", literal("z")}}, col("id") == 1);
  storage.checkpoint();
  EXPECT_EQ(storage.describe("a").checkpoint, CheckpointState::fresh);
  EXPECT_EQ(storage.read_parquet(data("a.parquet")).filter(col("word") == "z").count().execute(),
            1);
}

TEST_F(WriteTable, types_come_back_as_they_were) {
  DuckDBStorageManager storage{on_file()};
  const Schema schema = {{"a", DataType::uuid()},
                         {"b", DataType::timestamp_tz()},
                         {"c", DataType::timestamp()},
                         {"d", DataType::date()},
                         {"e", DataType::json()},
                         {"f", DataType::list(DataType::uuid())},
                         {"g", DataType::decimal(18, 3)},
                         {"h", DataType::blob()},
                         {"i", DataType::boolean()},
                         {"j", DataType::time()},
                         {"k", DataType::struct_of({{"x", DataType::list(DataType::string())}})}};
  storage.write_table(memtable(schema, {std::vector<Scalar>(schema.size(), Scalar())}), "t");
  EXPECT_EQ(storage.read_table("t").schema(), schema);
  EXPECT_EQ(storage.read_parquet(data("t.parquet")).schema(), schema);
}

}  // namespace
}  // namespace egregora
