// SPDX-License-Identifier: Apache-2.0
// Each query on PostgreSQL, as our dialect prints it: the rows that PostgreSQL gives for the
// standard's text, and those that DuckDB gives for our own.
#include <egregora/data/write_text.hpp>
#include <egregora/engine/engine.hpp>
#include <egregora/sql/statements.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "postgres/postgres_values.hpp"
#include "support/postgres_server.hpp"
#include "tpch/tpch_data.hpp"
#include "tpch/tpch_queries.hpp"

namespace egregora::tpch {
/// What a failing test calls it.
void PrintTo(const TpchQuery& query, std::ostream* out) { *out << query.name; }

namespace {
using testing::PostgresConnection;
using testing::PostgresServer;

/// Both engines with the same rows, made once for the program.
class Engines {
 public:
  Engines() {
    load_tpch(*duckdb_);
    postgres_.execute(testing::kReadableOutput);
    const auto data = make_tpch_data();
    for (const TpchTable& table : tpch_schema()) {
      postgres_.execute(
          to_statement(create_statement(table), {.dialect = &Dialect::postgresql()}).text);
      std::ostringstream csv;
      write_csv(data.at(table.name), csv, {.header = false});
      postgres_.copy_in("COPY " + table.name + " FROM STDIN (FORMAT csv)", csv.str());
    }
    // Two queries ask for the lines of a part for each of many parts.
    postgres_.execute("CREATE INDEX ON lineitem (l_partkey); ANALYZE");
  }
  Connection& duckdb() { return *duckdb_; }
  PostgresConnection& postgres() { return postgres_; }

 private:
  std::shared_ptr<Engine> engine_ = open_duckdb({});
  std::unique_ptr<Connection> duckdb_ = engine_->connect();
  PostgresServer server_ = PostgresServer();
  PostgresConnection postgres_ = server_.connect();
};

Engines& engines() {
  static Engines both;
  return both;
}

std::string standard_sql(const TpchQuery& query) {
  const auto path =
      std::filesystem::path(EGREGORA_TESTS_DIR) / "tpch" / "sql" / (query.name + ".sql");
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

using Rows = std::vector<std::vector<Scalar>>;

Rows rows_of(const DataFrame& frame) {
  Rows rows;
  for (const Row& row : frame.rows()) {
    rows.emplace_back();
    for (std::size_t i = 0; i < frame.schema().size(); ++i) rows.back().push_back(row[i]);
  }
  return rows;
}

/// Where the standard's text gives a numeric and our schema says a double or an int64 (a mean, a
/// quotient, a year), it is read as what our schema says.
Rows rows_of(const testing::PostgresRows& answer, const Schema& schema) {
  Rows rows;
  for (const auto& row : answer.rows) {
    rows.emplace_back();
    for (std::size_t i = 0; i < schema.size(); ++i)
      rows.back().push_back(testing::read_postgres(row.at(i), schema[i].type));
  }
  return rows;
}

std::string text_of(const std::vector<Scalar>& row) {
  std::string text;
  for (const Scalar& cell : row) (text += text.empty() ? "" : " | ") += cell.to_string();
  return text;
}

/// Doubles within 1e-12 of each other: PostgreSQL divides numerics to some twenty digits where we
/// divide doubles, and each rounds once more. Everything else is equal.
bool same_cell(const Scalar& a, const Scalar& b) {
  if (a.is_null() || b.is_null() || !a.type().is_floating()) return a == b;
  const double x = a.as<double>();
  const double y = b.as<double>();
  return std::abs(x - y) <= 1e-12 * std::max(std::abs(x), std::abs(y));
}

void expect_same(Rows ours, Rows wanted, bool totally_ordered) {
  ASSERT_EQ(ours.size(), wanted.size());
  const auto before = [](const auto& a, const auto& b) { return text_of(a) < text_of(b); };
  if (!totally_ordered) {
    std::sort(ours.begin(), ours.end(), before);
    std::sort(wanted.begin(), wanted.end(), before);
  }
  for (std::size_t row = 0; row < ours.size(); ++row) {
    EXPECT_TRUE(std::equal(ours[row].begin(), ours[row].end(), wanted[row].begin(),
                           wanted[row].end(), same_cell))
        << "row " << row << ": " << text_of(ours[row]) << "\nwanted: " << text_of(wanted[row]);
  }
}

class TpchOnPostgres : public ::testing::TestWithParam<TpchQuery> {};

TEST_P(TpchOnPostgres, gives_the_rows_of_the_standards_sql_and_those_of_duckdb) {
  const TpchQuery& query = GetParam();
  const Table table = query.build(TpchTables());
  const Schema& schema = table.schema();
  const std::string sql = to_sql(table, Dialect::postgresql());
  SCOPED_TRACE(sql);
  const Rows ours = rows_of(engines().postgres().query(sql), schema);
  ASSERT_FALSE(ours.empty());
  const Rows standard = rows_of(engines().postgres().query(standard_sql(query)), schema);
  expect_same(ours, standard, query.totally_ordered);
  expect_same(ours, rows_of(engines().duckdb().query(to_sql(table))), query.totally_ordered);
}

std::string name_of(const ::testing::TestParamInfo<TpchQuery>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(All, TpchOnPostgres, ::testing::ValuesIn(tpch_queries()), name_of);

}  // namespace
}  // namespace egregora::tpch
