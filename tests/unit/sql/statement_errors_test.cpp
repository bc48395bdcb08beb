// SPDX-License-Identifier: Apache-2.0
// Statements that say something impossible are refused before an engine sees them, by the name of
// what is wrong.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/statements.hpp>

#include <gmock/gmock.h>

namespace egregora {
namespace {
using namespace literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

Schema schema() { return {{"id", DataType::int64(), false}, {"name", DataType::string()}}; }
const TableName kRows{.name = "rows"};

template <class E, class S>
std::string message_of(const S& statement, const Dialect& dialect = Dialect::duckdb()) {
  try {
    return "no error: " + to_statement(statement, {.dialect = &dialect}).text;
  } catch (const E& error) {
    return error.what();
  }
}

TEST(StatementErrors, insert_counts_columns_and_values) {
  EXPECT_THAT(message_of<IntegrityError>(InsertRows{kRows, {"id", "name"}, {{1, "a"}, {2}}}),
              AllOf(HasSubstr("'rows'"), HasSubstr("2 columns"), HasSubstr("1 values")));
  EXPECT_THAT(message_of<IntegrityError>(InsertQuery{kRows, {"id"}, table("t", schema())}),
              HasSubstr("1 columns"));
  EXPECT_THAT(message_of<InvalidOperationError>(InsertRows{kRows, {"id"}, {}}),
              HasSubstr("without rows"));
}

TEST(StatementErrors, update_names_the_column_that_is_not_there) {
  EXPECT_THAT(message_of<ColumnNotFoundError>(
                  Update{.table = kRows, .schema = schema(), .assignments = {"nmae"_ = null()}}),
              AllOf(HasSubstr("'nmae'"), HasSubstr("name")));
  EXPECT_THAT(message_of<ColumnNotFoundError>(Delete{kRows, schema(), col("idd") == 1}),
              AllOf(HasSubstr("'idd'"), HasSubstr("id")));
}

TEST(StatementErrors, update_wants_something_to_set_and_each_once) {
  EXPECT_THAT(message_of<InvalidOperationError>(
                  Update{.table = kRows, .schema = schema(), .assignments = {}}),
              HasSubstr("'rows'"));
  EXPECT_THAT(
      message_of<IntegrityError>(Update{
          .table = kRows, .schema = schema(), .assignments = {"name"_ = null(), "NAME"_ = null()}}),
      HasSubstr("NAME"));
}

TEST(StatementErrors, an_update_of_a_row_wants_a_key_and_a_value_for_each_column) {
  for (const UpdateRow& bad :
       {UpdateRow{kRows, {"name"}, {"a"}, {}, {}}, UpdateRow{kRows, {}, {}, {"id"}, {1}},
        UpdateRow{kRows, {"name"}, {"a", "b"}, {"id"}, {1}},
        UpdateRow{kRows, {"name"}, {"a"}, {"id"}, {}}}) {
    EXPECT_THAT(message_of<IntegrityError>(bad), HasSubstr("'rows'"));
  }
}

TEST(StatementErrors, windows_have_no_place_in_a_row) {
  const Expr place = row_number().over({.order_by = {"id"}});
  EXPECT_THAT(message_of<InvalidOperationError>(
                  Update{.table = kRows, .schema = schema(), .assignments = {"id"_ = place}}),
              AllOf(HasSubstr("'rows'"), HasSubstr("window")));
  EXPECT_THAT(message_of<InvalidOperationError>(Delete{kRows, schema(), place > 3}),
              HasSubstr("'rows'"));
}

TEST(StatementErrors, table_has_columns_and_its_checks_see_one_row) {
  EXPECT_THAT(message_of<InvalidOperationError>(CreateTable{.table = kRows, .definition = {}}),
              HasSubstr("'rows'"));
  TableDefinition definition{.columns = {{schema()[0]}},
                             .checks = {{"few", table("t", schema()).count() < 3}}};
  EXPECT_THAT(
      message_of<InvalidOperationError>(CreateTable{.table = kRows, .definition = definition}),
      HasSubstr("other rows"));
}

TEST(StatementErrors, names_that_are_none_are_refused) {
  EXPECT_THAT(message_of<InvalidOperationError>(DropTable{{.name = ""}}), HasSubstr("empty"));
  EXPECT_THAT(message_of<InvalidOperationError>(RenameTable{kRows, ""}), HasSubstr("empty"));
  EXPECT_THAT(message_of<InvalidOperationError>(
                  CopyToFile{.query = table("t", schema()), .path = std::string("a\0b", 3)}),
              HasSubstr("NUL"));
}

TEST(StatementErrors, what_a_dialect_lacks_is_named) {
  const auto refused = [](const auto& statement) {
    return message_of<UnsupportedOperationError>(statement, Dialect::postgresql());
  };
  EXPECT_THAT(
      refused(CreateTableAs{.table = kRows, .query = table("t", schema()), .or_replace = true}),
      AllOf(HasSubstr("PostgreSQL"), HasSubstr("CREATE OR REPLACE TABLE")));
  EXPECT_THAT(refused(ReadFile{"a.parquet"}), HasSubstr("PostgreSQL"));
  EXPECT_THAT(refused(CopyToFile{.query = table("t", schema()), .path = "a"}),
              HasSubstr("PostgreSQL"));
}

}  // namespace
}  // namespace egregora
