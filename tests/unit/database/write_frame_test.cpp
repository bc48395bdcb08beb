// SPDX-License-Identifier: Apache-2.0
// Rows in memory as files, read back.
#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/write_frame.hpp>
#include <egregora/expr/memtable.hpp>

#include <gmock/gmock.h>

#include <fstream>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {
using ::testing::ElementsAre;

class WriteFrame : public ::testing::Test {
 protected:
  std::string text(const std::string& name) const {
    std::ifstream in(folder_.path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  testing::TemporaryFolder folder_;
  DuckDBStorageManager storage_{{.db_path = folder_.path() / "test.duckdb"}};
  DataFrame frame_ = storage_.execute(memtable(
      {{"id", {1, 2, 3}}, {"text", {"é, \"x\"", Scalar(), ""}}, {"r", {0.5, 1e300, Scalar()}}}));
};

TEST_F(WriteFrame, as_parquet_keeps_values_and_types) {
  to_parquet(frame_, folder_.path() / "rows.parquet");
  const Table read = storage_.read_parquet(folder_.path() / "rows.parquet");
  EXPECT_EQ(read.schema().names(), frame_.schema().names());
  EXPECT_EQ(read.execute().to_string(), frame_.to_string());
  EXPECT_EQ(read.schema()[2].type, DataType::float64());
}

TEST_F(WriteFrame, as_text) {
  to_csv(frame_, folder_.path() / "rows.csv");
  to_ndjson(frame_, folder_.path() / "rows.ndjson");
  to_json(frame_, folder_.path() / "rows.json");
  EXPECT_EQ(text("rows.csv"), "id,text,r\n1,\"é, \"\"x\"\"\",0.5\n2,,1e+300\n3,\"\",\n");
  EXPECT_EQ(text("rows.ndjson").substr(0, 40),
            "{\"id\":1,\"text\":\"é, \\\"x\\\"\",\"r\":0.5}\n{\"id");
  EXPECT_EQ(text("rows.json").front(), '[');
}

TEST_F(WriteFrame, overwrites_whole_files_and_leaves_nothing_else) {
  to_csv(frame_, folder_.path() / "rows.csv");
  to_csv(storage_.execute(memtable({{"a", {1}}})), folder_.path() / "rows.csv");
  EXPECT_EQ(text("rows.csv"), "a\n1\n");
  for (const std::string& name : folder_.names()) EXPECT_NE(name.front(), '.') << name;
}

TEST_F(WriteFrame, names_a_folder_that_is_not_there) {
  EXPECT_THROW(to_csv(frame_, folder_.path() / "none" / "rows.csv"), DatabaseError);
}

TEST_F(WriteFrame, of_no_rows_keeps_the_columns) {
  const DataFrame none = storage_.execute(memtable({{"id", std::vector<std::int64_t>{}}}));
  to_parquet(none, folder_.path() / "none.parquet");
  const Table read = storage_.read_parquet(folder_.path() / "none.parquet");
  EXPECT_EQ(read.execute().num_rows(), 0);
  EXPECT_THAT(read.columns(), ElementsAre("id"));
}

}  // namespace
}  // namespace egregora
