// SPDX-License-Identifier: Apache-2.0
// What the Python original did to its users' data, each under its name: it must not come back.
#include <future>
#include <limits>
#include <set>

#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using namespace literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr WriteOptions kAppend = {.mode = WriteMode::append};
constexpr WriteOptions kInMemory = {.checkpoint = false};

class OriginalDefects : public StorageTest {
 protected:
  /// A database that no one can open: its first block is damaged.
  std::string make_damaged_database() {
    { DuckDBStorageManager(on_file()).write_table(numbers(3), "t"); }
    std::string bytes = folder_.read("test.duckdb");
    bytes.replace(4096, 64, std::string(64, 'x')).replace(8192, 64, std::string(64, 'x'));
    folder_.write("test.duckdb", bytes);
    return bytes;
  }
  void create_keyed(DuckDBStorageManager& storage) {
    storage.create_table("keyed", numbers(0).schema(), {.primary_key = {"id"}});
    storage.write_table(numbers(3), "keyed");
  }
};

TEST_F(OriginalDefects, never_deletes_the_database_when_reconnecting_fails) {
  const std::string bytes = make_damaged_database();
  for (int attempt = 0; attempt < 2; ++attempt) {
    EXPECT_THROW(DuckDBStorageManager{on_file()}, DatabaseError);
    EXPECT_EQ(folder_.read("test.duckdb"), bytes);
  }
}

TEST_F(OriginalDefects, does_not_fall_back_to_memory) {
  make_damaged_database();
  EXPECT_THAT(message_of<DatabaseError>([&] { DuckDBStorageManager storage{on_file()}; }),
              HasSubstr("test.duckdb"));
  fs::create_directory(path("a_folder"));
  EXPECT_THROW((DuckDBStorageManager{{.db_path = path("a_folder")}}), DatabaseError);
}

TEST_F(OriginalDefects, append_keeps_the_old_rows_in_the_checkpoint) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(memtable({{"id", {1}}, {"word", {"old"}}}), "t");
  storage.write_table(memtable({{"id", {2}}, {"word", {"new"}}}), "t", kAppend);
  EXPECT_THAT(words(storage.read_parquet(data("t.parquet")).order_by("id")),
              ElementsAre("old", "new"));
}

TEST_F(OriginalDefects, inserts_by_name) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(memtable({{"id", {1}}, {"other", {10}}}), "t");
  const Table turned = memtable({{"other", {20}}, {"id", {2}}});
  storage.write_table(turned, "t", kAppend);
  storage.insert("t", turned);
  storage.upsert("t", memtable({{"other", {30}}, {"id", {1}}}), {.keys = {"id"}});
  const DataFrame rows = storage.read_table("t").order_by("id").execute();
  EXPECT_THAT(rows.column<std::int64_t>("id").values(), ElementsAre(1, 2, 2));
  EXPECT_THAT(rows.column<std::int64_t>("other").values(), ElementsAre(30, 20, 20));
}

TEST_F(OriginalDefects, a_temporary_view_does_not_shadow_a_table) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(3), "t");
  auto lease = storage.connection();
  lease->query("CREATE TEMP VIEW t AS SELECT 42 AS id, 'shadow' AS word");
  EXPECT_EQ(storage.read_table("t").count().execute(), 3);
  EXPECT_THROW(storage.write_table(numbers(9), "t", kInMemory), InvalidOperationError);
  EXPECT_EQ(storage.row_count("t"), 3);
}

TEST_F(OriginalDefects, replace_keeps_keys) {
  DuckDBStorageManager storage{on_file()};
  create_keyed(storage);
  storage.write_table(numbers(5), "keyed");
  EXPECT_THAT(storage.describe("keyed").primary_key, ElementsAre("id"));
  EXPECT_THROW(storage.insert("keyed", numbers(1)), ConstraintError);
}

TEST_F(OriginalDefects, no_name_escapes_the_checkpoint_folder) {
  DuckDBStorageManager storage{{.db_path = path("in/a/folder/test.duckdb")}};
  for (const char* name : {"../../x", "/tmp/x", "a/b", "..", ".", "", "a.b", "x\\y", "a b"}) {
    EXPECT_THROW(storage.write_table(numbers(1), name), InvalidTableNameError) << name;
    EXPECT_THROW(storage.create_table(name, numbers(0).schema()), InvalidTableNameError) << name;
    EXPECT_NO_THROW(storage.drop_table(name, {.checkpoint_too = true})) << name;
  }
  EXPECT_THROW(storage.write_table(numbers(1), std::string("x\0y", 3)), InvalidTableNameError);
  EXPECT_FALSE(fs::exists(path("in/a/folder/.egregora")));
}

TEST_F(OriginalDefects, errors_of_drops_and_constraints_are_raised) {
  DuckDBStorageManager storage{on_file()};
  create_keyed(storage);
  storage.sequences().ensure("ids");
  storage.sequences().ensure_default("keyed", "id", "ids");
  EXPECT_THROW(storage.sequences().drop("ids"), InvalidOperationError);
  EXPECT_THROW(storage.connection()->query("DROP SEQUENCE ids"), DatabaseError);
  EXPECT_THROW(storage.write_table(numbers(1), "keyed", kAppend), ConstraintError);
  EXPECT_THROW(storage.insert("keyed", numbers(1)), ConstraintError);
  EXPECT_EQ(storage.row_count("keyed"), 3);
}

TEST_F(OriginalDefects, no_connection_is_left_in_an_aborted_transaction) {
  DuckDBStorageManager storage{on_file()};
  create_keyed(storage);
  for (int round = 0; round < 3; ++round) {
    EXPECT_THROW(storage.insert("keyed", numbers(1)), ConstraintError);
    auto lease = storage.connection();
    lease->query("BEGIN");
    EXPECT_THROW(lease->query("INSERT INTO keyed VALUES (0, 'again')"), ConstraintError);
  }
  // One after the other and all at once: every connection of the pool is used.
  std::vector<std::future<std::int64_t>> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.push_back(std::async(std::launch::async, [&] { return storage.row_count("keyed"); }));
  }
  for (auto& thread : threads) EXPECT_EQ(thread.get(), 3);
  EXPECT_EQ(storage.delete_rows("keyed", col("id") == 0), 1);
}

TEST_F(OriginalDefects, each_thread_has_its_connection) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(3), "t");
  auto mine = storage.connection();
  mine->query("BEGIN");
  mine->query("DELETE FROM t");
  // On a shared connection this would be inside of the transaction, and see it.
  EXPECT_EQ(std::async(std::launch::async, [&] { return storage.row_count("t"); }).get(), 3);
  const auto theirs = std::async(std::launch::async, [&] {
                        auto lease = storage.connection();
                        lease->query("BEGIN");
                        return lease->query("SELECT count(*) FROM t").column<std::int64_t>(0)[0];
                      }).get();
  EXPECT_EQ(theirs, 3);
  EXPECT_EQ(mine->query("SELECT count(*) FROM t").column<std::int64_t>(0)[0], 0);
}

TEST_F(OriginalDefects, columns_are_never_stale) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(2), "t");
  EXPECT_THAT(storage.read_table("t").columns(), ElementsAre("id", "word"));
  storage.write_table(memtable({{"x", {1.5}}}), "t");
  EXPECT_THAT(storage.read_table("t").columns(), ElementsAre("x"));
  storage.connection()->query("ALTER TABLE t ADD COLUMN y VARCHAR");
  EXPECT_THAT(storage.read_table("t").columns(), ElementsAre("x", "y"));
  storage.rename_column("t", "y", "z");
  EXPECT_THAT(storage.describe("t").schema.names(), ElementsAre("x", "z"));
  storage.drop_table("t");
  storage.write_table(numbers(1), "t", kInMemory);
  EXPECT_THAT(storage.read_table("t").columns(), ElementsAre("id", "word"));
}

TEST_F(OriginalDefects, a_gap_in_a_sequence_is_one_step) {
  DuckDBStorageManager storage{on_file()};
  storage.sequences().ensure("ids");
  // Number by number, this gap would outlast everybody who waits for it.
  constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 2;
  storage.write_table(memtable({{"id", {kFar}}}), "t");
  storage.sequences().sync_with("ids", "t", "id");
  EXPECT_THAT(storage.sequences().next("ids", 2), ElementsAre(kFar + 1, kFar + 2));
}

TEST_F(OriginalDefects, a_sequence_goes_on_after_a_reset) {
  std::set<std::int64_t> given;
  for (int session = 0; session < 3; ++session) {
    DuckDBStorageManager storage{on_file()};
    storage.sequences().ensure("ids");
    for (const std::int64_t number : storage.sequences().next("ids", 4)) {
      EXPECT_TRUE(given.insert(number).second) << number;
    }
    // What resets a connection, resets no sequence.
    storage.connection()->query("BEGIN");
    EXPECT_THROW(storage.connection()->query("SELECT error('reset')"), DatabaseError);
    EXPECT_TRUE(given.insert(storage.sequences().next("ids").at(0)).second);
  }
  EXPECT_EQ(*given.rbegin(), 15);
}

TEST_F(OriginalDefects, a_million_rows_without_checkpoint_pass_through_no_frame) {
  DuckDBStorageManager storage{on_file()};
  const Table million = numbers(1).select(range(1'000'000).unnest().as("n"));
  storage.connection()->query("CALL enable_logging('QueryLog')");
  storage.write_table(million, "s", kInMemory);
  const DataFrame asked = storage.connection()->query(
      "SELECT message FROM duckdb_logs WHERE message LIKE '%1000000%' AND message NOT LIKE "
      "'%logs%'");
  // The engine makes the rows where they stay: they were never asked for.
  ASSERT_EQ(asked.num_rows(), 1);
  EXPECT_THAT(std::string(asked.column<std::string>(0)[0]),
              AllOf(StartsWith("CREATE"), HasSubstr(" AS ")));
  EXPECT_EQ(storage.row_count("s"), 1'000'000);
}

}  // namespace
}  // namespace egregora
