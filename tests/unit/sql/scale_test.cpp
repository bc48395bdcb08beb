// SPDX-License-Identifier: Apache-2.0
// Deep and wide: built, compiled and destroyed without recursion, in time that grows with the
// length and not with its square.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/to_sql.hpp>

#include <gmock/gmock.h>

namespace egregora {
namespace {
using namespace literals;

Table rows() {
  return table("rows", {{"id", DataType::int64(), false}, {"x", DataType::float64()}});
}

Table chain_of(int steps) {
  Table t = rows();
  for (int i = 0; i < steps; ++i)
    t = i % 2 == 0 ? t.filter(col("id") > i) : t.mutate("x"_ = col("x") * 2);
  return t;
}

TEST(Scale, chain_of_100_000_steps_compiles) {
  const std::string sql = to_sql(chain_of(100'000));
  EXPECT_EQ(sql.substr(0, 7), "SELECT ");
  EXPECT_NE(sql.find("\"id\" > 99998"), std::string::npos);
}

TEST(Scale, chain_of_20_000_nested_selects_compiles) {
  Table t = rows();
  for (int i = 0; i < 20'000; ++i) t = t.limit(1000).filter(col("id") > i);
  const std::string sql = to_sql(t);
  EXPECT_NE(sql.find("\"id\" > 19999"), std::string::npos);
}

TEST(Scale, union_of_10_000_tables_compiles_flat) {
  Table t = rows();
  for (int i = 0; i < 10'000; ++i) t = t.union_(rows());
  EXPECT_EQ(to_sql(t).find('('), std::string::npos);
}

TEST(Scale, sum_of_10_000_terms_compiles) {
  const Table t = rows();
  Expr sum = t["id"] + 0;
  for (int i = 1; i < 10'000; ++i) sum = sum + i;
  const std::string sql = to_sql(t.select(Selection("sum"_ = sum)));
  EXPECT_NE(sql.find("t0.\"id\" + 0 + 1 + 2"), std::string::npos);
  EXPECT_NE(sql.find(" + 9999 AS \"sum\""), std::string::npos);
}

TEST(Scale, sum_nested_to_the_right_compiles) {
  const Table t = rows();
  Expr sum = t["id"] + 0;
  for (int i = 1; i < 10'000; ++i) sum = t["id"] + sum;
  EXPECT_NE(to_sql(t.select(Selection("sum"_ = sum))).find(")))) AS \"sum\""), std::string::npos);
}

TEST(Scale, table_of_1_000_columns_compiles) {
  std::vector<Field> fields;
  for (int i = 0; i < 1'000; ++i) fields.push_back({"c" + std::to_string(i), DataType::int64()});
  const Table wide = table("wide", Schema(fields));
  const std::string sql = to_sql(wide.filter(wide["c999"] > 1).mutate("c5"_ = col("c5") + 1));
  EXPECT_NE(sql.find("t0.\"c5\" + 1 AS \"c5\""), std::string::npos);
}

TEST(Scale, sharing_that_would_print_exponentially_is_refused) {
  const Table t = rows();
  Expr doubled = t["id"] + 1;
  for (int i = 0; i < 60; ++i) doubled = doubled + doubled;
  EXPECT_THROW(to_sql(t.select(Selection("x"_ = doubled))), UnsupportedOperationError);
}

}  // namespace
}  // namespace egregora
