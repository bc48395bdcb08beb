// SPDX-License-Identifier: Apache-2.0
// What several use is written once, under a name that is nobody else's.
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/to_sql.hpp>

#include <gmock/gmock.h>

namespace egregora {
namespace {
using namespace literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Table named(std::string_view name) {
  return table(name, {{"id", DataType::int64(), false}, {"x", DataType::float64()}});
}
Table above_mean(const Table& t) { return t.filter(t["x"] > t["x"].mean()); }

std::size_t times(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Cte, is_made_of_what_is_used_twice) {
  const Table t = named("rows");
  const std::string sql = to_sql(above_mean(t.filter(t["id"] > 1)));
  EXPECT_THAT(sql, StartsWith("WITH cte0 AS ("));
  EXPECT_EQ(times(sql, "> 1"), 1U);
  EXPECT_EQ(times(sql, "FROM cte0"), 2U);
}

TEST(Cte, is_not_made_of_a_stored_table) {
  EXPECT_THAT(to_sql(above_mean(named("rows"))), Not(HasSubstr("WITH")));
}

TEST(Cte, is_not_made_of_what_is_used_once) {
  const Table t = named("rows");
  EXPECT_THAT(to_sql(t.filter(t["id"] > 1).limit(3).filter(col("x") > 2)), Not(HasSubstr("WITH")));
}

TEST(Cte, is_counted_up_and_may_use_an_earlier_one) {
  const Table t = named("rows");
  const std::string sql = to_sql(above_mean(above_mean(t.filter(t["id"] > 1))));
  EXPECT_THAT(sql, AllOf(StartsWith("WITH cte0 AS ("), HasSubstr("), cte1 AS (")));
  EXPECT_GT(sql.find("FROM cte0"), sql.find("cte1 AS"));
}

TEST(Cte, gives_way_to_a_stored_table_of_its_name_in_any_case) {
  const Table lower = named("cte0");
  EXPECT_THAT(to_sql(above_mean(lower.filter(lower["id"] > 1))), StartsWith("WITH cte0_ AS ("));
  const Table upper = named("CTE0");
  EXPECT_THAT(to_sql(above_mean(upper.filter(upper["id"] > 1))), StartsWith("WITH cte0_ AS ("));
}

TEST(Cte, of_volatile_values_is_evaluated_once) {
  const Table t = named("rows").mutate("key"_ = uuid());
  const Table twice = t.join(t.view(), "key");
  EXPECT_THAT(to_sql(twice), StartsWith("WITH cte0 AS MATERIALIZED ("));
  EXPECT_EQ(times(to_sql(twice), "uuid()"), 1U);
}

}  // namespace
}  // namespace egregora
