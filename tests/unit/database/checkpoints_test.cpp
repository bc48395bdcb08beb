// SPDX-License-Identifier: Apache-2.0
// Which versions are kept, what verify() finds, and what a drop leaves.
#include <fstream>

#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CheckpointFilesTest : public StorageTest {
 protected:
  StorageOptions keeping(int versions) const {
    return {.db_path = path("test.duckdb"), .keep_versions = versions};
  }
  static std::vector<std::int64_t> rows_kept(DuckDBStorageManager& storage) {
    std::vector<std::int64_t> rows;
    for (const CheckpointInfo& info : storage.checkpoints().list("t")) {
      EXPECT_EQ(count_in(storage, info.path), info.rows);
      rows.push_back(info.rows);
    }
    return rows;
  }
  static std::vector<std::string> kinds(const std::vector<Problem>& problems) {
    std::vector<std::string> found;
    for (const Problem& problem : problems) found.push_back(problem.kind);
    return found;
  }
  /// As a tool would that opens a file and saves it again: same size, other bytes.
  static void rewrite_in_place(const fs::path& file) {
    fs::permissions(file, fs::perms::owner_all);
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
    bytes << "foreign";
  }
};

TEST_F(CheckpointFilesTest, the_newest_versions_are_kept_as_many_as_asked_for) {
  for (const int versions : {1, 3}) {
    StorageOptions options = keeping(versions);
    options.db_path = path("keep" + std::to_string(versions) + ".duckdb");
    options.checkpoint_dir = path("keep" + std::to_string(versions));
    DuckDBStorageManager storage(options);
    std::vector<std::int64_t> expected;
    for (const std::int64_t rows : {1, 2, 3, 4, 5}) {
      storage.write_table(numbers(rows), "t");
      expected.insert(expected.begin(), rows);
      expected.resize(std::min(expected.size(), static_cast<std::size_t>(versions)));
      EXPECT_EQ(rows_kept(storage), expected);
      EXPECT_THAT(files_in(*options.checkpoint_dir), SizeIs(expected.size() + 1));
    }
    storage.checkpoint("t");  // fresh: no version of its own
    EXPECT_EQ(rows_kept(storage), expected);
    EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
  }
}

TEST_F(CheckpointFilesTest, keeping_fewer_takes_effect_with_the_next_write) {
  {
    DuckDBStorageManager storage(keeping(3));
    for (const std::int64_t rows : {1, 2, 3}) storage.write_table(numbers(rows), "t");
  }
  DuckDBStorageManager storage(keeping(1));
  EXPECT_THAT(rows_kept(storage), ElementsAre(3, 2, 1));
  storage.write_table(numbers(4), "t");
  EXPECT_THAT(rows_kept(storage), ElementsAre(4));
  EXPECT_THAT(files_in(path(".egregora")), SizeIs(2));
}

TEST_F(CheckpointFilesTest, verify_finds_a_file_that_was_rewritten_in_place) {
  DuckDBStorageManager storage(on_file());
  storage.write_table(numbers(1000), "t");
  EXPECT_THAT(storage.checkpoints().verify(), IsEmpty());
  rewrite_in_place(data("t.parquet"));
  const auto problems = storage.checkpoints().verify();
  ASSERT_THAT(kinds(problems), ElementsAre("checkpoint-damaged"));
  EXPECT_EQ(problems[0].object, "t");
  EXPECT_THAT(problems[0].remedy, HasSubstr("checkpoint(\"t\")"));
  storage.checkpoint("t");  // what the remedy says
  EXPECT_THAT(storage.checkpoints().verify(), IsEmpty());
  EXPECT_EQ(count_in(storage, data("t.parquet")), 1000);
}

TEST_F(CheckpointFilesTest, verify_finds_a_file_that_was_replaced_by_one_of_its_size) {
  DuckDBStorageManager storage(on_file());
  storage.write_table(numbers(1000), "t");
  fs::copy_file(data("t.parquet"), path("copy"));
  rewrite_in_place(path("copy"));
  fs::rename(path("copy"), data("t.parquet"));
  EXPECT_THAT(kinds(storage.checkpoints().verify()), ElementsAre("checkpoint-foreign"));
  storage.checkpoint("t");
  EXPECT_THAT(storage.checkpoints().verify(), IsEmpty());
}

TEST_F(CheckpointFilesTest, verify_reads_older_versions_too) {
  DuckDBStorageManager storage(keeping(2));
  for (const std::int64_t rows : {1000, 1001}) storage.write_table(numbers(rows), "t");
  rewrite_in_place(storage.checkpoints().list("t").at(1).path);
  const auto problems = storage.checkpoints().verify();
  ASSERT_THAT(kinds(problems), ElementsAre("checkpoint-damaged"));
  EXPECT_THAT(problems[0].message, HasSubstr("version 1"));
  EXPECT_THAT(problems[0].remedy, HasSubstr("newer versions"));
}

TEST_F(CheckpointFilesTest, verify_reads_the_file_of_a_database_in_memory) {
  DuckDBStorageManager storage = temp_storage();
  storage.write_table(numbers(1000), "t");
  rewrite_in_place(storage.checkpoint_dir() / "t.parquet");
  EXPECT_THAT(kinds(storage.checkpoints().verify()), ElementsAre("checkpoint-damaged"));
}

TEST_F(CheckpointFilesTest, a_drop_keeps_the_files_unless_told) {
  DuckDBStorageManager storage(keeping(2));
  for (const std::int64_t rows : {1, 2}) storage.write_table(numbers(rows), "t");
  storage.drop_table("t");
  EXPECT_EQ(count_in(storage, data("t.parquet")), 2);
  EXPECT_THAT(rows_kept(storage), ElementsAre(2, 1));
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
  storage.drop_table("t", {.checkpoint_too = true});  // of the table that is gone already
  EXPECT_THAT(files_in(path(".egregora")), IsEmpty());
  EXPECT_THAT(storage.checkpoints().list(), IsEmpty());
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(CheckpointFilesTest, a_table_that_comes_back_over_a_tombstone_is_itself) {
  {
    DuckDBStorageManager storage(keeping(3));
    storage.write_table(numbers(1), "t");
    storage.drop_table("t", {.checkpoint_too = true});
    storage.write_table(numbers(2), "t");
    EXPECT_THAT(rows_kept(storage), ElementsAre(2));
    storage.drop_table("t", {.checkpoint_too = true});
  }
  DuckDBStorageManager storage(keeping(3));
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
  EXPECT_NO_THROW(storage.write_table(numbers(3), "t"));  // not behind its log
  EXPECT_THAT(rows_kept(storage), ElementsAre(3));
}

}  // namespace
}  // namespace egregora
