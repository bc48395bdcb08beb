// SPDX-License-Identifier: Apache-2.0
// Each case printed in both dialects and compared with its files; each DuckDB form explained, and
// each table run, by DuckDB itself: with literals inlined and bound, and with the types that its
// schema promises.
#include <egregora/core/errors.hpp>
#include <egregora/engine/engine.hpp>

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "golden/golden_case.hpp"
#include "golden/update_golden.hpp"

namespace egregora::testing {
namespace {

/// Cases compared with their files.
class Golden : public ::testing::TestWithParam<GoldenCase> {};

/// Cases that DuckDB can run over the tables given to it.
class GoldenEngine : public ::testing::TestWithParam<GoldenCase> {
 protected:
  static void SetUpTestSuite() {
    engine_ = open_duckdb({});
    connection_ = engine_->connect();
    create("items", items_schema());
    create("authors", authors_schema());
    create("labelled", labelled_schema());
  }
  static void TearDownTestSuite() {
    connection_.reset();
    engine_.reset();
  }
  static void create(const std::string& name, const Schema& schema) {
    TableDefinition definition;
    for (const Field& field : schema) definition.columns.push_back({field});
    connection_->execute(
        to_statement(CreateTable{.table = {.name = name}, .definition = definition}, {}).text);
  }

  static std::shared_ptr<Engine> engine_;
  static std::unique_ptr<Connection> connection_;
};
std::shared_ptr<Engine> GoldenEngine::engine_;
std::unique_ptr<Connection> GoldenEngine::connection_;

/// Cases whose columns and rows can be looked at too.
class GoldenTable : public GoldenEngine {};

SqlStatement printed(const GoldenCase& golden, const CompileOptions& options) {
  return golden.statement ? golden.statement(options) : compile(golden.table(), options);
}

/// The text, or the refusal as a comment.
std::string text_in(const GoldenCase& golden, const Dialect& dialect) {
  try {
    return printed(golden, {.dialect = &dialect}).text + "\n";
  } catch (const UnsupportedOperationError& error) {
    return "-- UnsupportedOperationError: " + std::string(error.what()) + "\n";
  }
}

void compare(const std::string& name, const std::string& text) {
  const auto path = std::filesystem::path(EGREGORA_TESTS_DIR) / "golden" / name;
  if (update_golden) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  ASSERT_TRUE(in) << "no golden " << path << "; run with --update-golden";
  const std::string wanted{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(text, wanted) << path;
}

TEST_P(Golden, is_as_in_the_file) {
  compare(GetParam().name + ".sql", text_in(GetParam(), Dialect::duckdb()));
  compare(GetParam().name + ".postgres.sql", text_in(GetParam(), Dialect::postgresql()));
}

TEST_P(GoldenEngine, is_explained_by_duckdb) {
  for (const bool bound : {false, true}) {
    const SqlStatement statement = printed(GetParam(), {.bind_literals = bound});
    EXPECT_NO_THROW(connection_->query("EXPLAIN " + statement.text, statement.parameters))
        << statement.text;
  }
}

TEST_P(GoldenTable, has_the_types_that_its_schema_says) {
  const Table table = GetParam().table();
  for (const bool bound : {false, true}) {
    const SqlStatement statement = compile(table, {.bind_literals = bound});
    const DataFrame frame = connection_->query(statement.text, statement.parameters);
    ASSERT_EQ(frame.schema().names(), table.schema().names());
    for (std::size_t i = 0; i < table.schema().size(); ++i)
      EXPECT_EQ(frame.schema()[i].type, table.schema()[i].type)
          << table.schema()[i].name << (bound ? " bound: " : " inlined: ") << statement.text;
  }
}

TEST_P(Golden, is_the_same_every_time) {
  EXPECT_EQ(text_in(GetParam(), Dialect::duckdb()), text_in(GetParam(), Dialect::duckdb()));
}

std::vector<GoldenCase> cases_where(bool (*wanted)(const GoldenCase&)) {
  std::vector<GoldenCase> chosen;
  for (const GoldenCase& golden : all_cases()) {
    if (wanted(golden)) chosen.push_back(golden);
  }
  return chosen;
}
std::string name_of(const ::testing::TestParamInfo<GoldenCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(All, Golden, ::testing::ValuesIn(all_cases()), name_of);
INSTANTIATE_TEST_SUITE_P(All, GoldenEngine, ::testing::ValuesIn(cases_where([](const auto& golden) {
                           return golden.explained;
                         })),
                         name_of);
INSTANTIATE_TEST_SUITE_P(All, GoldenTable, ::testing::ValuesIn(cases_where([](const auto& golden) {
                           return golden.explained && golden.table != nullptr;
                         })),
                         name_of);

}  // namespace
}  // namespace egregora::testing
