// SPDX-License-Identifier: Apache-2.0
// Each query run on DuckDB as we compile it and as the standard writes it, over the same rows.
#include <egregora/engine/engine.hpp>
#include <egregora/sql/to_sql.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tpch/tpch_data.hpp"
#include "tpch/tpch_queries.hpp"

namespace egregora::tpch {
/// What a failing test and ctest call it.
void PrintTo(const TpchQuery& query, std::ostream* out) { *out << query.name; }

namespace {

std::string standard_sql(const TpchQuery& query) {
  const auto path =
      std::filesystem::path(EGREGORA_TESTS_DIR) / "tpch" / "sql" / (query.name + ".sql");
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Cells as text, which says every value exactly. That holds for doubles, too: each of them is a
/// quotient of exact decimal sums, so that no order of adding up can change it.
std::vector<std::string> rows_of(const DataFrame& frame, bool sorted) {
  std::vector<std::string> rows;
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    std::string text;
    for (std::size_t i = 0; i < frame.schema().size(); ++i)
      text += (i > 0 ? " | " : "") + frame.value(row, i).to_string();
    rows.push_back(std::move(text));
  }
  if (sorted) std::sort(rows.begin(), rows.end());
  return rows;
}

class Tpch : public ::testing::TestWithParam<TpchQuery> {
 protected:
  static void SetUpTestSuite() {
    engine_ = open_duckdb({});
    connection_ = engine_->connect();
    load_tpch(*connection_);
  }
  static void TearDownTestSuite() {
    connection_.reset();
    engine_.reset();
  }

  static std::shared_ptr<Engine> engine_;
  static std::unique_ptr<Connection> connection_;
  TpchTables tables_ = {};
};
std::shared_ptr<Engine> Tpch::engine_;
std::unique_ptr<Connection> Tpch::connection_;

/// Names and types are known before anything runs.
void expect_schema(const Table& table, const DataFrame& frame) {
  ASSERT_EQ(frame.schema().names(), table.schema().names());
  for (std::size_t i = 0; i < table.schema().size(); ++i)
    EXPECT_EQ(frame.schema()[i].type, table.schema()[i].type) << table.schema()[i].name;
}

/// Else the comparison would show little: no rows are equal to no rows.
void expect_a_whole_row(const DataFrame& frame) {
  ASSERT_GT(frame.num_rows(), 0);
  for (std::size_t i = 0; i < frame.schema().size(); ++i)
    EXPECT_FALSE(frame.value(0, i).is_null()) << frame.schema()[i].name;
}

// One test a query, not three: ctest gives each a process, which has to make the data.
TEST_P(Tpch, gives_the_rows_of_the_standards_sql) {
  const TpchQuery& query = GetParam();
  const Table table = query.build(tables_);
  const DataFrame wanted = connection_->query(standard_sql(query));
  expect_a_whole_row(wanted);
  EXPECT_EQ(table.schema().names(), wanted.schema().names());
  for (const bool bound : {false, true}) {
    const SqlStatement statement = compile(table, {.bind_literals = bound});
    const DataFrame ours = connection_->query(statement.text, statement.parameters);
    expect_schema(table, ours);
    EXPECT_EQ(rows_of(ours, !query.totally_ordered), rows_of(wanted, !query.totally_ordered))
        << statement.text;
  }
}

std::string name_of(const ::testing::TestParamInfo<TpchQuery>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(All, Tpch, ::testing::ValuesIn(tpch_queries()), name_of);

TEST(TpchData, is_the_same_every_time) {
  const auto first = make_tpch_data();
  const auto second = make_tpch_data();
  ASSERT_EQ(first.size(), tpch_schema().size());
  for (const TpchTable& table : tpch_schema()) {
    const DataFrame& frame = first.at(table.name);
    EXPECT_EQ(frame.schema(), table.schema);
    EXPECT_GT(frame.num_rows(), 0);
    for (std::size_t i = 0; i < table.schema.size(); ++i)
      EXPECT_EQ(frame.data(i)->values, second.at(table.name).data(i)->values);
  }
}

}  // namespace
}  // namespace egregora::tpch
