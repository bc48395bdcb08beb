// SPDX-License-Identifier: Apache-2.0
// Bringing back kept versions of tables.
#include <egregora/database/schemas.hpp>

#include <fstream>

#include "support/failing_file_system.hpp"
#include "unit/database/odd_types.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kManyRows = 130'000;

class Restore : public StorageTest {
 protected:
  StorageOptions keeping(int versions) const {
    return {.db_path = path("test.duckdb"), .keep_versions = versions};
  }
  static std::vector<std::int64_t> kept(DuckDBStorageManager& storage, const std::string& table) {
    std::vector<std::int64_t> versions;
    for (const CheckpointInfo& info : storage.checkpoints().list(table)) {
      versions.push_back(info.version);
    }
    return versions;
  }
  static void flip_a_bit(const fs::path& file) {
    fs::permissions(file, fs::perms::owner_all);
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekg(static_cast<std::streamoff>(fs::file_size(file) / 2));
    const char old = static_cast<char>(bytes.peek());
    bytes.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
    bytes.put(static_cast<char>(old ^ 1));
  }
};

TEST_F(Restore, brings_back_the_version_that_is_asked_for) {
  DuckDBStorageManager storage{keeping(3)};
  storage.write_table(numbers(1), "t");
  storage.write_table(numbers(2), "t");
  storage.write_table(memtable({{"x", {1.5}}}), "t");
  const CheckpointInfo info = storage.checkpoints().restore("T", 2);
  EXPECT_EQ(info.table, "t");
  EXPECT_EQ(info.version, 4);
  EXPECT_EQ(info.rows, 2);
  EXPECT_TRUE(info.fresh);
  EXPECT_THAT(storage.read_table("t").columns(), ElementsAre("id", "word"));
  EXPECT_EQ(count_in(storage, data("t.parquet")), 2);
  EXPECT_THAT(kept(storage, "t"), ElementsAre(4, 3, 1));
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
  storage.close();
  DuckDBStorageManager again{keeping(3)};
  EXPECT_EQ(again.row_count("t"), 2);
  EXPECT_THAT(again.checkpoints().doctor(), IsEmpty());
}

TEST_F(Restore, costs_no_other_version_than_the_one_it_came_from) {
  {
    DuckDBStorageManager storage{keeping(3)};
    for (const std::int64_t rows : {1, 2, 3}) storage.write_table(numbers(rows), "t");
  }
  DuckDBStorageManager storage{on_file()};  // that keeps one
  storage.checkpoints().restore("t", 1);
  EXPECT_THAT(kept(storage, "t"), ElementsAre(4, 3, 2));
  storage.checkpoints().restore("t", 3);
  EXPECT_EQ(storage.row_count("t"), 3);
  EXPECT_THAT(kept(storage, "t"), ElementsAre(5, 4, 2));
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(Restore, undoes_what_came_after_the_newest_version) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(5), "t");
  storage.delete_rows("t", col("id") > 0);
  storage.checkpoints().restore("t");
  EXPECT_EQ(storage.row_count("t"), 5);
  EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::fresh);
  EXPECT_THAT(kept(storage, "t"), ElementsAre(2));
}

TEST_F(Restore, brings_back_a_large_table) {
  DuckDBStorageManager storage{keeping(2)};
  storage.write_table(numbers(kManyRows), "t");
  storage.write_table(numbers(1), "t");
  storage.checkpoints().restore("t", 1);
  EXPECT_EQ(storage.row_count("t"), kManyRows);
  EXPECT_EQ(count_in(storage, data("t.parquet")), kManyRows);
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(Restore, keeps_types_keys_checks_and_defaults) {
  DuckDBStorageManager storage{keeping(2)};
  make_odd_table(storage);
  storage.checkpoint("odd");
  const std::string before = picture(storage, "odd");
  storage.drop_table("odd");
  storage.write_table(numbers(1), "odd");
  storage.checkpoints().restore("odd", 1);
  EXPECT_EQ(picture(storage, "odd"), before);
  auto raw = storage.connection();
  EXPECT_THROW(raw->query("INSERT INTO odd(id) SELECT id FROM odd LIMIT 1"), ConstraintError);
  EXPECT_THROW(raw->query("INSERT INTO odd(id, amount) VALUES (uuid(), -1)"), ConstraintError);
  raw->query("INSERT INTO odd(id) VALUES (uuid())");
}

TEST_F(Restore, replaces_keys_and_checks_by_those_of_the_version) {
  DuckDBStorageManager storage{keeping(3)};
  storage.write_table(numbers(2), "t");
  storage.drop_table("t");
  storage.create_table("t", {{"id", DataType::int64(), false}, {"word", DataType::string()}},
                       {.primary_key = {"id"}, .checks = {{"small", col("id") < 100}}});
  storage.write_table(numbers(3), "t");
  storage.checkpoints().restore("t", 1);
  EXPECT_THAT(storage.describe("t").primary_key, IsEmpty());
  EXPECT_EQ(storage.insert("t", numbers(2)), 2);
  storage.checkpoints().restore("t", 2);
  EXPECT_THAT(storage.describe("t").primary_key, ElementsAre("id"));
  EXPECT_THROW(storage.insert("t", numbers(1)), ConstraintError);
  EXPECT_THROW(storage.insert("t", memtable({{"id", {100}}, {"word", {"a"}}})), ConstraintError);
  storage.write_table(numbers(4), "t");  // and a replacement keeps them
  EXPECT_THAT(storage.describe("t").primary_key, ElementsAre("id"));
}

TEST_F(Restore, brings_back_an_empty_table) {
  DuckDBStorageManager storage{keeping(2)};
  storage.write_table(numbers(0), "t");
  storage.write_table(numbers(2), "t");
  EXPECT_EQ(storage.checkpoints().restore("t", 1).rows, 0);
  EXPECT_EQ(storage.row_count("t"), 0);
  EXPECT_THAT(storage.read_table("t").columns(), ElementsAre("id", "word"));
}

TEST_F(Restore, a_version_exported_after_a_change_keeps_its_types) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(2), "t");
  storage.insert("t", numbers(1));
  storage.checkpoint("t");
  storage.drop_table("t");
  storage.checkpoints().restore("t");
  EXPECT_EQ(storage.row_count("t"), 3);
}

TEST_F(Restore, brings_back_a_dropped_table_whose_file_was_kept) {
  {
    DuckDBStorageManager storage{on_file()};
    storage.write_table(numbers(3), "Trip");
    storage.drop_table("Trip");
  }
  DuckDBStorageManager storage{on_file()};
  storage.checkpoints().restore("trip");
  EXPECT_THAT(storage.list_tables(), ElementsAre("Trip"));
  EXPECT_EQ(storage.describe("trip").checkpoint, CheckpointState::fresh);
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(Restore, works_in_memory_for_the_one_file_there_is) {
  DuckDBStorageManager storage = temp_storage();
  storage.write_table(numbers(1), "t");
  storage.write_table(numbers(2), "t");
  storage.delete_rows("t", literal(true));
  EXPECT_EQ(storage.checkpoints().restore("t").rows, 2);
  EXPECT_EQ(storage.row_count("t"), 2);
  storage.drop_table("t");
  storage.checkpoints().restore("t");
  EXPECT_EQ(storage.row_count("t"), 2);
}

TEST_F(Restore, brings_back_messages_with_their_view) {
  DuckDBStorageManager storage{on_file()};
  storage.create_table<schemas::Messages>();
  storage.checkpoint("messages");
  storage.drop_table("messages");
  EXPECT_THAT(storage.list_tables(), IsEmpty());
  storage.checkpoints().restore("messages");
  EXPECT_THAT(storage.list_tables(), ElementsAre("conversations", "messages"));
}

TEST_F(Restore, names_what_is_kept_where_a_version_is_not) {
  DuckDBStorageManager storage{keeping(2)};
  for (const std::int64_t rows : {1, 2, 3}) storage.write_table(numbers(rows), "t");
  EXPECT_THAT(message_of<CheckpointError>([&] { storage.checkpoints().restore("t", 1); }),
              AllOf(HasSubstr("version 1"), HasSubstr("'t'"), HasSubstr("kept: 3, 2")));
  EXPECT_THROW(storage.checkpoints().restore("nothing"), TableNotFoundError);
  storage.create_table("bare", {{"id", DataType::int64()}});
  EXPECT_THAT(message_of<CheckpointError>([&] { storage.checkpoints().restore("bare"); }),
              HasSubstr("no version of table 'bare' is kept"));
  storage.drop_table("t", {.checkpoint_too = true});
  EXPECT_THROW(storage.checkpoints().restore("t"), TableNotFoundError);
}

TEST_F(Restore, refuses_a_damaged_or_missing_file_and_changes_nothing) {
  DuckDBStorageManager storage{keeping(3)};
  for (const std::int64_t rows : {1000, 2000, 3000}) storage.write_table(numbers(rows), "t");
  const auto versions = storage.checkpoints().list("t");
  flip_a_bit(versions.at(1).path);
  fs::remove(versions.at(2).path);
  EXPECT_THAT(message_of<CheckpointError>([&] { storage.checkpoints().restore("t", 2); }),
              AllOf(HasSubstr("version 2 of table 't'"), HasSubstr("not hold what was written"),
                    HasSubstr(versions.at(1).path.string()), HasSubstr("kept: 3, 2, 1")));
  EXPECT_THAT(message_of<CheckpointError>([&] { storage.checkpoints().restore("t", 1); }),
              HasSubstr("is gone"));
  EXPECT_EQ(storage.row_count("t"), 3000);
  EXPECT_THAT(kept(storage, "t"), ElementsAre(3, 2, 1));
}

TEST_F(Restore, is_refused_where_writing_is) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(1), "t");
  const Checkpoints checkpoints = storage.checkpoints();
  EXPECT_THROW(storage.transaction([&](Transaction&) { checkpoints.restore("t"); }),
               InvalidOperationError);
  storage.drop_table("t");
  storage.connection()->query("CREATE VIEW t AS SELECT 1 AS one");
  EXPECT_THROW(checkpoints.restore("t"), InvalidOperationError);
  storage.close();
  EXPECT_THROW(checkpoints.restore("t"), ClosedError);
  DuckDBStorageManager looking{{.db_path = path("test.duckdb"), .read_only = true}};
  EXPECT_THROW(looking.checkpoints().restore("t"), InvalidOperationError);
}

TEST_F(Restore, of_two_databases_in_one_folder_each_restores_its_own) {
  DuckDBStorageManager one{{.db_path = path("one.duckdb"), .checkpoint_dir = path("shared")}};
  DuckDBStorageManager two{{.db_path = path("two.duckdb"), .checkpoint_dir = path("shared")}};
  one.write_table(numbers(1), "t");
  two.write_table(numbers(2), "t");
  const auto problems = one.checkpoints().doctor();
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_THAT(
      problems[0].message,
      AllOf(HasSubstr("two databases share this folder"),
            HasSubstr(two.checkpoints().list("t")[0].path.parent_path().filename().string())));
  one.drop_table("t");
  EXPECT_EQ(one.checkpoints().restore("t").rows, 1);
  EXPECT_EQ(two.checkpoints().restore("t").rows, 2);
  EXPECT_EQ(one.row_count("t"), 1);
}

TEST_F(Restore, no_failed_operation_breaks_anything) {
  for (int nth = 1;; ++nth) {
    SCOPED_TRACE(nth);
    const auto files = std::make_shared<testing::FailingFileSystem>(detail::posix_file_system());
    StorageOptions options = keeping(2);
    options.files = files;
    DuckDBStorageManager storage(options);
    storage.write_table(numbers(3), "t");
    storage.write_table(numbers(5), "t");
    files->fail_at(nth);
    bool committed = true;
    try {
      storage.checkpoints().restore("t", 1);
    } catch (const CheckpointError& error) {
      committed = error.committed();
    }
    const bool was_last = static_cast<int>(files->operations().size()) < nth;
    files->fail_at(0);
    const std::int64_t rows = committed ? 3 : 5;
    EXPECT_EQ(storage.row_count("t"), rows);
    storage.close();
    DuckDBStorageManager again{keeping(2)};
    EXPECT_EQ(count_in(again, data("t.parquet")), rows);
    EXPECT_THAT(again.checkpoints().doctor(), IsEmpty());
    again.close();
    fs::remove_all(path("test.duckdb"));
    fs::remove_all(path(".egregora"));
    if (was_last) break;
  }
}

}  // namespace
}  // namespace egregora
