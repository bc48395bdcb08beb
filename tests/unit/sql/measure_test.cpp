// SPDX-License-Identifier: Apache-2.0
// What the guard of every merge sees of an expression before it is written into a select.
#include "sql/measure.hpp"

#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <gmock/gmock.h>

#include "sql/lowering.hpp"

namespace egregora::detail {
namespace {
using namespace literals;

/// A select with computed columns, and expressions measured in it.
class MeasureTest : public ::testing::Test {
 protected:
  MeasureTest()
      : base_(table("rows", {{"id", DataType::int64(), false}, {"x", DataType::float64()}})),
        computed_(base_.mutate("sum"_ = base_["id"] + 1, "five"_ = literal(5), "key"_ = uuid(),
                               "place"_ = row_number().over({.order_by = {"id"}}))),
        tree_(lower(*computed_.node(), {.dialect = &Dialect::duckdb()})),
        measurer_(
            tree_, *tree_.root, [](const RelationNode&) -> const auto& { return kNone; }) {}

  Measure measure(const Expr& expression) { return measurer_.measure(expression); }

  static inline const std::vector<const node::Field*> kNone;
  Table base_;
  Table computed_;
  SelectTree tree_;
  Measurer measurer_;
};

TEST_F(MeasureTest, column_of_the_table_is_not_computed) {
  const Measure id = measure(computed_["id"]);
  EXPECT_TRUE(id.bare_column);
  EXPECT_FALSE(id.computed);
  EXPECT_EQ(id.size, 1U);
}

TEST_F(MeasureTest, size_counts_what_a_column_stands_for) {
  const Measure twice = measure(computed_["sum"] * 2);
  EXPECT_TRUE(twice.computed);
  EXPECT_TRUE(twice.computed_plainly);
  EXPECT_EQ(twice.size, 5U);  // (id + 1) * 2
}

TEST_F(MeasureTest, literal_may_be_repeated_and_computed_column_not) {
  EXPECT_FALSE(measure(computed_["five"] + computed_["five"]).repeated);
  EXPECT_FALSE(measure(computed_["id"] + computed_["id"]).repeated);
  EXPECT_TRUE(measure(computed_["sum"] + computed_["sum"]).repeated);
}

TEST_F(MeasureTest, repetition_is_seen_across_expressions_of_one_select) {
  EXPECT_FALSE(measure(computed_["sum"]).repeated);
  EXPECT_TRUE(measure(computed_["sum"] * 2).repeated);
}

TEST_F(MeasureTest, volatile_and_window_columns_are_told_from_own_ones) {
  const Measure key = measure(computed_["key"].notnull());
  EXPECT_TRUE(key.uses_volatile);
  const Measure place = measure(computed_["place"] > 1);
  EXPECT_TRUE(place.uses_window);
  EXPECT_FALSE(place.own_window);
  EXPECT_FALSE(place.computed_plainly);
  const Measure own = measure(computed_["x"].sum().over() > 1);
  EXPECT_TRUE(own.own_window);
  EXPECT_FALSE(own.uses_window);
}

TEST_F(MeasureTest, name_given_to_an_expression_changes_nothing) {
  EXPECT_EQ(measure((computed_["id"] + 1).as("y")).size, measure(computed_["id"] + 1).size);
  EXPECT_TRUE(measure(computed_["id"].as("y")).bare_column);
}

}  // namespace
}  // namespace egregora::detail
