// SPDX-License-Identifier: Apache-2.0
// Every golden statement of the PostgreSQL dialect, run by PostgreSQL 15: it takes the text, gives
// the types that the schema promises, and gives the rows that DuckDB gives. One failing case does
// not hide others: each is a failure of its own.
#include <egregora/core/errors.hpp>
#include <egregora/expr/memtable.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include "golden/golden_case.hpp"
#include "postgres/known_differences.hpp"
#include "postgres/postgres_values.hpp"
#include "postgres/two_engines.hpp"

namespace egregora::testing {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view kRefusal = "-- UnsupportedOperationError";
const CompileOptions kPostgres{.dialect = &Dialect::postgresql()};

fs::path golden_folder() { return fs::path(EGREGORA_TESTS_DIR) / "golden"; }

/// What stands in the golden file of the PostgreSQL dialect.
std::string golden_text(const GoldenCase& golden) {
  std::ifstream in(golden_folder() / (golden.name + ".postgres.sql"), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool refused(const GoldenCase& golden) { return golden_text(golden).starts_with(kRefusal); }

/// EXPLAIN takes queries and changes of rows; the rest is run.
bool takes_explain(const std::string& sql) {
  const std::string word = sql.substr(0, sql.find_first_of(" \n"));
  return word == "SELECT" || word == "WITH" || word == "INSERT" || word == "UPDATE" ||
         word == "DELETE";
}

/// What upserts speak of.
Schema scores_schema() {
  return Schema({{"post_id", DataType::string(), false}, {"wins", DataType::int64(), true}});
}

class PostgresGolden : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    engines_ = std::make_unique<TwoEngines>();
    const CreateTable scores{.table = {.name = "scores"},
                             .definition = {.columns = {{scores_schema()[0]}, {scores_schema()[1]}},
                                            .primary_key = {"post_id"}}};
    engines_->duckdb().execute(to_statement(scores, {}).text);
    engines_->postgres().execute(to_statement(scores, kPostgres).text);
    engines_->postgres().execute("CREATE SEQUENCE counts");
  }
  static void TearDownTestSuite() { engines_.reset(); }

  static void run_in_a_transaction(const std::string& sql) {
    PostgresConnection& postgres = engines_->postgres();
    postgres.execute("BEGIN");
    try {
      takes_explain(sql) ? postgres.query("EXPLAIN " + sql) : postgres.query(sql);
    } catch (const PostgresError& error) {
      ADD_FAILURE() << error.what() << "\n" << sql;
    }
    postgres.execute("ROLLBACK");
  }

  /// Names and types of what a query gives.
  static std::vector<std::string> columns_of(const std::string& sql) {
    std::vector<std::string> texts;
    for (const PostgresColumn& column : engines_->postgres().describe(sql))
      texts.push_back(column.name + " " + column.type);
    return texts;
  }

  static std::unique_ptr<TwoEngines> engines_;
};
std::unique_ptr<TwoEngines> PostgresGolden::engines_;

TEST_F(PostgresGolden, every_file_belongs_to_a_case) {
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(golden_folder())) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".postgres.sql")) files.insert(name);
  }
  std::set<std::string> cases;
  for (const GoldenCase& golden : all_cases()) cases.insert(golden.name + ".postgres.sql");
  EXPECT_EQ(files, cases);
}

TEST_F(PostgresGolden, is_taken_by_postgresql) {
  int taken = 0;
  int refusals = 0;
  for (const GoldenCase& golden : all_cases()) {
    SCOPED_TRACE(golden.name);
    const std::string sql = golden_text(golden);
    refused(golden) ? ++refusals : ++taken;
    if (!sql.starts_with(kRefusal)) run_in_a_transaction(sql);
  }
  std::cout << "PostgreSQL golden cases: " << taken << " explained or executed, " << refusals
            << " refused when compiled\n";
  EXPECT_GT(taken, 0);
  EXPECT_GT(refusals, 0);
}

/// A query whose columns are of the names and types in `schema`.
std::string typed_nulls(const Schema& schema) {
  std::string sql = "SELECT ";
  for (const Field& field : schema) {
    if (sql.size() > 7) sql += ", ";
    sql += "CAST(NULL AS " + type_sql(field.type, Dialect::postgresql()) + ") AS " +
           SqlIdentifier(field.name).text();
  }
  return sql;
}

TEST_F(PostgresGolden, has_the_types_that_its_schema_says) {
  int described = 0;
  for (const GoldenCase& golden : all_cases()) {
    if (golden.table == nullptr || refused(golden)) continue;
    SCOPED_TRACE(golden.name);
    const Schema schema = golden.table().schema();
    for (const bool bound : {false, true}) {
      const std::string sql =
          compile(golden.table(), {.dialect = &Dialect::postgresql(), .bind_literals = bound}).text;
      try {
        EXPECT_EQ(columns_of(sql), columns_of(typed_nulls(schema))) << sql;
        ++described;
      } catch (const PostgresError& error) {
        ADD_FAILURE() << error.what() << "\n" << sql;
      }
    }
  }
  std::cout << "PostgreSQL golden cases: " << described << " described, bound or not\n";
  EXPECT_GT(described, 0);
}

/// Where the outermost query has an order, it is total over golden_rows().
bool has_order(const Table& table) {
  return compile(table, kPostgres).text.find("\nORDER BY ") != std::string::npos;
}

TEST_F(PostgresGolden, gives_the_rows_that_duckdb_gives) {
  int executed = 0;
  int errors = 0;
  for (const GoldenRows& rows : golden_rows()) {
    engines_->fill(rows);
    for (const GoldenCase& golden : all_cases()) {
      if (golden.table == nullptr || refused(golden)) continue;
      const std::string name = golden.name + " over " + rows.name;
      if (not_compared().contains(golden.name) || not_compared().contains(name)) continue;
      const Table table = golden.table();
      Outcome duckdb = engines_->in_duckdb(table);
      Outcome postgres = engines_->in_postgres(table);
      if (!has_order(table)) {
        std::sort(duckdb.rows.begin(), duckdb.rows.end());
        std::sort(postgres.rows.begin(), postgres.rows.end());
      }
      const std::string found = difference(duckdb, postgres);
      EXPECT_TRUE(found.empty()) << name << "\n" << found << compile(table, kPostgres).text;
      ++executed;
      if (duckdb.error.empty()) continue;
      ++errors;
      std::cout << "an error in both: " << name << ": " << duckdb.error << "\n";
    }
  }
  std::cout << "PostgreSQL golden cases: " << executed << " executed on both engines, " << errors
            << " of them an error in both\n";
  EXPECT_GT(executed, 0);
}

bool changes_rows(const std::string& sql) {
  return takes_explain(sql) && !sql.starts_with("SELECT") && !sql.starts_with("WITH");
}

/// All that a statement may have changed.
Outcome all_rows(TwoEngines& engines, Outcome (TwoEngines::*ask)(const Table&, Doubles)) {
  Outcome all;
  for (const Table& stored : {items(), authors(), table("scores", scores_schema())}) {
    Outcome rows = (engines.*ask)(stored, Doubles::exact);
    all.rows.insert(all.rows.end(), rows.rows.begin(), rows.rows.end());
    all.error += rows.error;
  }
  std::sort(all.rows.begin(), all.rows.end());
  return all;
}

Outcome changed_in_duckdb(TwoEngines& engines, const GoldenCase& golden) {
  const TransactionScope undone(engines.duckdb());
  try {
    engines.duckdb().execute(golden.statement({}).text);
    return all_rows(engines, &TwoEngines::in_duckdb);
  } catch (const Error& error) {
    return {.error = error.what()};
  }
}

Outcome changed_in_postgres(TwoEngines& engines, const GoldenCase& golden) {
  Outcome changed;
  engines.postgres().execute("BEGIN");
  try {
    engines.postgres().execute(golden.statement(kPostgres).text);
    changed = all_rows(engines, &TwoEngines::in_postgres);
  } catch (const PostgresError& error) {
    changed.error = error.what();
  }
  engines.postgres().execute("ROLLBACK");
  return changed;
}

TEST_F(PostgresGolden, changes_the_rows_that_duckdb_changes) {
  int executed = 0;
  for (const GoldenRows& rows : golden_rows()) {
    engines_->fill(rows);
    for (const GoldenCase& golden : all_cases()) {
      if (golden.statement == nullptr || !changes_rows(golden_text(golden))) continue;
      const std::string name = golden.name + " over " + rows.name;
      if (not_compared().contains(name)) continue;
      const Outcome duckdb = changed_in_duckdb(*engines_, golden);
      const Outcome postgres = changed_in_postgres(*engines_, golden);
      const std::string found = difference(duckdb, postgres);
      EXPECT_TRUE(found.empty()) << name << "\n" << found << golden_text(golden);
      ++executed;
      if (duckdb.error.empty()) continue;
      std::cout << "an error in both: " << name << ": " << duckdb.error << "\n";
    }
  }
  std::cout << "PostgreSQL golden cases: " << executed << " changes of rows made on both engines\n";
  EXPECT_GT(executed, 0);
}

TEST_F(PostgresGolden, excludes_only_cases_that_there_are) {
  std::set<std::string> cases;
  for (const GoldenCase& golden : all_cases()) {
    if (!refused(golden)) cases.insert(golden.name);
  }
  for (const auto& [name, reason] : not_compared()) {
    EXPECT_TRUE(cases.contains(name.substr(0, name.find(" over ")))) << name;
    EXPECT_FALSE(reason.empty()) << name;
  }
}

}  // namespace
}  // namespace egregora::testing
