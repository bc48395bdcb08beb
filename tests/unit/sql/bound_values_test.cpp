// SPDX-License-Identifier: Apache-2.0
// Tables in memory as parameters: small ones have one statement for all values, large ones do not.
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/to_sql.hpp>

#include <gmock/gmock.h>

namespace egregora {
namespace {
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

SqlStatement bound(const Table& table, const Dialect& dialect = Dialect::duckdb()) {
  return compile(table, {.dialect = &dialect, .bind_literals = true});
}

TEST(BoundValues, a_small_table_has_one_statement_for_all_values) {
  const SqlStatement one = bound(memtable({{"id", {1, 2}}, {"word", {"a", "b"}}}));
  const SqlStatement other = bound(memtable({{"id", {3, 4}}, {"word", {"c", "d"}}}));
  EXPECT_EQ(one.text, other.text);
  EXPECT_THAT(one.text, HasSubstr("(CAST(? AS BIGINT), CAST(? AS VARCHAR))"));
  EXPECT_THAT(one.parameters, ElementsAre(Scalar(1), Scalar("a"), Scalar(2), Scalar("b")));
}

TEST(BoundValues, parameters_stand_in_the_order_of_the_text) {
  const Table left = memtable({{"id", {1}}});
  const Table joined =
      left.mutate(Named{"x", literal(10)}).join(memtable({{"id", {2}}}), JoinKey(left["id"] < 3));
  const SqlStatement statement = bound(joined, Dialect::postgresql());
  for (std::size_t i = 1; i < statement.parameters.size(); ++i) {
    EXPECT_LT(statement.text.find("$" + std::to_string(i)),
              statement.text.find("$" + std::to_string(i + 1)))
        << statement.text;
  }
  EXPECT_THAT(statement.parameters, ElementsAre(Scalar(10), Scalar(1), Scalar(2), Scalar(3)));
}

TEST(BoundValues, null_and_nested_cells_stay_in_the_text) {
  const Schema schema{{"id", DataType::int64()}};
  EXPECT_THAT(bound(memtable(schema, {{Scalar::null(DataType::int64())}})).parameters, IsEmpty());
  const DataType list = DataType::list(DataType::int64());
  const Scalar two = Scalar::of(list, std::vector<Scalar>{1, 2});
  const Table lists = memtable(Schema{{"l", list}}, {{two}});
  EXPECT_THAT(bound(lists).parameters, IsEmpty());
}

TEST(BoundValues, a_larger_table_stays_in_the_text) {
  const Table large = memtable({{"id", std::vector<std::int64_t>(17, 5)}});
  EXPECT_THAT(bound(large).parameters, IsEmpty());
  EXPECT_THAT(bound(large).text, Not(HasSubstr("?")));
}

}  // namespace
}  // namespace egregora
