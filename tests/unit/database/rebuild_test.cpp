// SPDX-License-Identifier: Apache-2.0
// Making a database of the Parquet files that a lost one left.
#include <egregora/database/init.hpp>
#include <egregora/database/rebuild.hpp>
#include <egregora/database/schemas.hpp>

#include <fstream>

#include "unit/database/odd_types.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::SizeIs;

class Rebuild : public StorageTest {
 protected:
  fs::path folder() const { return path(".egregora/data"); }
  fs::path database() const { return path("new.duckdb"); }
  void lose_database() const {
    for (const char* ending : {"", ".wal", ".generations"}) {
      fs::remove(path(std::string("test.duckdb") + ending));
    }
  }
  static std::vector<std::string> names(const RebuiltDatabase& rebuilt) {
    std::vector<std::string> found;
    for (const RebuiltTable& table : rebuilt.tables) found.push_back(table.name);
    return found;
  }
  static std::vector<std::string> problems(const RebuiltDatabase& rebuilt) {
    std::vector<std::string> found;
    for (const Problem& problem : rebuilt.problems) {
      found.push_back(problem.kind + " " + problem.object);
      EXPECT_FALSE(problem.remedy.empty());
    }
    return found;
  }
};

TEST_F(Rebuild, every_published_file_becomes_its_table) {
  {
    DuckDBStorageManager storage{on_file()};
    storage.write_table(numbers(3), "t");
    storage.write_table(numbers(0), "empty");
    storage.write_table(numbers(4), "dropped");
    storage.drop_table("dropped");
    storage.write_table(numbers(5), "gone");
    storage.drop_table("gone", {.checkpoint_too = true});
  }
  lose_database();
  const auto before = files_in(folder());
  const RebuiltDatabase rebuilt = rebuild_database(folder(), database());
  EXPECT_THAT(names(rebuilt), ElementsAre("dropped", "empty", "t"));
  EXPECT_EQ(rebuilt.tables[2].rows, 3);
  EXPECT_EQ(rebuilt.tables[2].file, data("t.parquet"));
  EXPECT_THAT(rebuilt.problems, IsEmpty());
  EXPECT_EQ(files_in(folder()), before);
  EXPECT_THAT(files_in(path(".")).size(), before.size() + 1);  // nothing beside the database
  DuckDBStorageManager storage{{.db_path = database()}};
  EXPECT_THAT(storage.list_tables(), ElementsAre("dropped", "empty", "t"));
  EXPECT_EQ(storage.row_count("t"), 3);
  EXPECT_THAT(storage.read_table("empty").columns(), ElementsAre("id", "word"));
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
  storage.checkpoint("t");
  EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::fresh);
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(Rebuild, keeps_types_keys_checks_and_defaults) {
  std::string before;
  {
    DuckDBStorageManager storage{on_file()};
    make_odd_table(storage);
    storage.checkpoint("odd");
    before = picture(storage, "odd");
  }
  lose_database();
  EXPECT_THAT(rebuild_database(folder(), database()).problems, IsEmpty());
  DuckDBStorageManager storage{{.db_path = database()}};
  EXPECT_EQ(picture(storage, "odd"), before);
  auto raw = storage.connection();
  EXPECT_THROW(raw->query("INSERT INTO odd(id) SELECT id FROM odd LIMIT 1"), ConstraintError);
  EXPECT_THROW(raw->query("INSERT INTO odd(id, amount) VALUES (uuid(), -1)"), ConstraintError);
}

TEST_F(Rebuild, takes_the_default_folder_beside_the_database) {
  { DuckDBStorageManager(on_file()).write_table(numbers(3), "t"); }
  EXPECT_THAT(names(rebuild_database({}, database())), ElementsAre("t"));
}

TEST_F(Rebuild, managed_tables_come_back_with_their_view_and_are_migrated) {
  {
    DuckDBStorageManager storage{on_file()};
    initialize_database(storage);
    storage.checkpoint("messages");
  }
  lose_database();
  EXPECT_THAT(names(rebuild_database(folder(), database())), ElementsAre("messages"));
  DuckDBStorageManager storage{{.db_path = database()}};
  EXPECT_THAT(storage.list_tables(), ElementsAre("conversations", "messages"));
  EXPECT_EQ(storage.row_count("conversations"), 0);
  initialize_database(storage);
  EXPECT_THAT(storage.list_tables(), IsSupersetOf({"conversations", "messages", "rejects", "runs",
                                                   "window_messages", "windows", "elo_ratings"}));
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(Rebuild, says_of_every_file_that_it_cannot_take_why) {
  {
    DuckDBStorageManager storage{on_file()};
    for (const char* table : {"t", "cut", "moved"}) storage.write_table(numbers(1000), table);
    const std::string foreign = data("foreign.parquet").string();
    storage.connection()->query("COPY (SELECT 1 AS one) TO '" + foreign + "' (FORMAT parquet)");
  }
  lose_database();
  fs::permissions(data("cut.parquet"), fs::perms::owner_all);
  fs::resize_file(data("cut.parquet"), fs::file_size(data("cut.parquet")) - 100);
  fs::rename(data("moved.parquet"), data("elsewhere.parquet"));
  std::ofstream(data("text.parquet")) << "no Parquet at all";
  std::ofstream(data("notes.txt")) << "no table's file";
  const RebuiltDatabase rebuilt = rebuild_database(folder(), database());
  EXPECT_THAT(names(rebuilt), ElementsAre("t"));
  EXPECT_THAT(problems(rebuilt),
              ElementsAre("checkpoint-damaged cut", "checkpoint-foreign elsewhere",
                          "checkpoint-foreign foreign", "checkpoint-damaged text"));
  EXPECT_THAT(rebuilt.problems[1].message, AllOf(HasSubstr("'moved'"), HasSubstr("elsewhere")));
  EXPECT_THAT(DuckDBStorageManager({.db_path = database()}).list_tables(), ElementsAre("t"));
}

TEST_F(Rebuild, no_flipped_bit_makes_half_a_table) {
  { DuckDBStorageManager(on_file()).write_table(numbers(50), "t"); }
  lose_database();
  std::ifstream in(data("t.parquet"), std::ios::binary);
  const std::string whole(std::istreambuf_iterator<char>(in), {});
  { DuckDBStorageManager({.db_path = path("u.duckdb")}).write_table(numbers(1), "u"); }
  fs::permissions(data("t.parquet"), fs::perms::owner_all);
  for (std::size_t at = 0; at < whole.size(); at += 97) {
    SCOPED_TRACE(at);
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    std::ofstream(data("t.parquet"), std::ios::binary) << damaged;
    const RebuiltDatabase rebuilt = rebuild_database(folder(), database());
    EXPECT_EQ(rebuilt.tables.size() + rebuilt.problems.size(), 2U);
    DuckDBStorageManager storage{{.db_path = database()}};
    EXPECT_EQ(storage.table_exists("t"), rebuilt.tables.size() == 2);
    if (storage.table_exists("t")) {
      EXPECT_EQ(storage.row_count("t"), 50);
    }
    EXPECT_EQ(storage.row_count("u"), 1);
    storage.close();
    fs::remove(database());
    fs::remove(path("new.duckdb.generations"));
  }
}

TEST_F(Rebuild, a_definition_that_needs_what_is_lost_is_a_problem) {
  {
    DuckDBStorageManager storage{on_file()};
    storage.write_table(numbers(1), "t");
    auto raw = storage.connection();
    raw->query("CREATE SEQUENCE ids");
    raw->query("CREATE TABLE counted(id BIGINT DEFAULT 2 * nextval('ids'))");
    raw->query("CREATE TABLE named(id VARCHAR DEFAULT nextval('ids'))");
    for (const char* table : {"counted", "named"})
      raw->query(std::string("INSERT INTO ") + table + " VALUES (1)");
  }
  {
    DuckDBStorageManager storage{on_file()};
    for (const char* table : {"counted", "named"}) storage.checkpoint(table);
  }
  lose_database();
  const RebuiltDatabase rebuilt = rebuild_database(folder(), database());
  EXPECT_THAT(names(rebuilt), ElementsAre("t"));
  EXPECT_THAT(problems(rebuilt),
              ElementsAre("definition-refused counted", "definition-refused named"));
  EXPECT_THAT(rebuilt.problems[0].message, HasSubstr("sequence 'ids'"));
  EXPECT_THAT(rebuilt.sequences, IsEmpty());
  EXPECT_THAT(DuckDBStorageManager({.db_path = database()}).sequences().list(), IsEmpty());
}

TEST_F(Rebuild, sequences_of_columns_go_on_after_the_greatest_number) {
  {
    DuckDBStorageManager storage{on_file()};
    for (const char* name : {"ids", "unused", "last"}) storage.sequences().ensure(name, 40);
    const Schema schema{{"id", DataType::int64()}, {"word", DataType::string()}};
    for (const char* table : {"a", "b", "empty", "brim"}) storage.create_table(table, schema);
    for (const char* table : {"a", "b"}) storage.sequences().ensure_default(table, "id", "ids");
    storage.sequences().ensure_default("empty", "id", "unused");
    storage.sequences().ensure_default("brim", "id", "last");
    auto raw = storage.connection();
    raw->query("INSERT INTO a(word) VALUES ('x'), ('y')");
    raw->query("INSERT INTO b(word) VALUES ('z')");
    raw->query("INSERT INTO brim VALUES (9223372036854775807, 'z')");
  }
  {
    DuckDBStorageManager storage{on_file()};
    for (const char* table : {"a", "b", "empty", "brim"}) storage.checkpoint(table);
  }
  lose_database();
  const RebuiltDatabase rebuilt = rebuild_database(folder(), database());
  EXPECT_THAT(problems(rebuilt), IsEmpty());
  std::vector<std::string> sequences;
  for (const RebuiltSequence& each : rebuilt.sequences)
    sequences.push_back(each.name + " " + std::to_string(each.next));
  EXPECT_THAT(sequences, ElementsAre("ids 43", "last 9223372036854775807", "unused 1"));
  DuckDBStorageManager storage{{.db_path = database()}};
  {
    auto raw = storage.connection();
    raw->query("INSERT INTO b(word) VALUES ('new')");
    EXPECT_THROW(raw->query("INSERT INTO brim(word) VALUES ('new')"), DatabaseError);
  }
  EXPECT_EQ(storage.read_table("b").filter(col("id") == 43).count().execute(), 1);
  EXPECT_EQ(storage.sequences().state("ids").start, 43);
  EXPECT_EQ(storage.sequences().state("ids").next, 44);
}

TEST_F(Rebuild, touches_nothing_that_is_there) {
  {
    DuckDBStorageManager storage{on_file()};
    storage.write_table(numbers(3), "t");
  }
  EXPECT_THAT(
      message_of<InvalidOperationError>([&] { rebuild_database(folder(), path("test.duckdb")); }),
      HasSubstr("test.duckdb"));
  EXPECT_EQ(DuckDBStorageManager(on_file()).row_count("t"), 3);
  std::ofstream(path("new.duckdb.wal")) << "of a lost database";
  EXPECT_THROW(rebuild_database(folder(), database()), DatabaseError);
  EXPECT_FALSE(fs::exists(database()));
  EXPECT_TRUE(fs::exists(path("new.duckdb.wal")));
}

TEST_F(Rebuild, makes_no_database_of_nothing) {
  EXPECT_THROW(rebuild_database(path("nowhere"), database()), CheckpointError);
  fs::create_directories(folder());
  std::ofstream(data("text.parquet")) << "no Parquet at all";
  EXPECT_THAT(message_of<CheckpointError>([&] { rebuild_database(folder(), database()); }),
              AllOf(HasSubstr("no database is made"), HasSubstr("text.parquet")));
  EXPECT_THAT(files_in(path(".")), ElementsAre("text.parquet"));
}

TEST_F(Rebuild, ends_where_it_is_told_to) {
  {
    DuckDBStorageManager storage{on_file()};
    for (const char* table : {"a", "b"}) storage.write_table(numbers(3), table);
  }
  std::vector<std::string> told;
  const auto stop = [&](const fs::path& file) {
    told.push_back(file.filename().string());
    if (told.size() == 2) throw std::runtime_error("enough");
  };
  EXPECT_THROW(rebuild_database(folder(), database(), {.on_file = stop}), std::runtime_error);
  EXPECT_THAT(told, ElementsAre("a.parquet", "b.parquet"));
  EXPECT_FALSE(fs::exists(database()));
}

TEST_F(Rebuild, a_database_that_was_behind_finds_its_lost_rows_again) {
  { DuckDBStorageManager(on_file()).write_table(numbers(3), "t"); }
  fs::copy_file(path("test.duckdb"), path("old.duckdb"));
  { DuckDBStorageManager(on_file()).write_table(numbers(5), "t"); }
  fs::rename(path("old.duckdb"), path("test.duckdb"));
  rebuild_database(folder(), database());
  EXPECT_EQ(DuckDBStorageManager({.db_path = database()}).row_count("t"), 5);
}

}  // namespace
}  // namespace egregora
