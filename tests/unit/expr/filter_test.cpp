// SPDX-License-Identifier: Apache-2.0
// What filter accepts and refuses, and what reductions and names become in it.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expr/relation.hpp"

namespace egregora {
namespace {
using ::testing::AllOf;
using ::testing::HasSubstr;
using namespace literals;

Table numbers() { return memtable({{"x", {1, 2, 3}}, {"name", {"a", "b", "c"}}}); }

template <class E, class F>
std::string message_of(const F& action) {
  try {
    action();
  } catch (const E& error) {
    return error.what();
  }
  return "no error";
}

TEST(Filter, keeps_the_schema) {
  const Table t = numbers();
  EXPECT_EQ(t.filter(t["x"] > 1).schema(), t.schema());
}

TEST(Filter, rejects_what_is_not_boolean) {
  const Table t = numbers();
  EXPECT_THAT(message_of<TypeError>([&] { (void)t.filter(t["x"]); }),
              AllOf(HasSubstr("'x'"), HasSubstr("int64")));
}

TEST(Filter, rejects_column_of_another_relation) {
  const Table t = numbers();
  const Table other = numbers();
  EXPECT_THAT(message_of<IntegrityError>([&] { (void)t.filter(other["x"] > 1); }),
              AllOf(HasSubstr("'x'"), HasSubstr("join")));
}

TEST(Filter, takes_a_column_of_an_ancestor_that_passed_unchanged) {
  const Table t = numbers();
  const Table narrowed = t.filter(t["x"] > 1).order_by("x").limit(2);
  const Table again = narrowed.filter(t["x"] < 3);
  const auto* filter = again.node()->get_if<relation::Filter>();
  ASSERT_NE(filter, nullptr);
  EXPECT_EQ(filter->predicate.node()->facts().relation, narrowed.node().get());
}

TEST(Filter, takes_an_ancestors_column_through_a_rename) {
  const Table t = numbers();
  const Table renamed = t.rename({{"y", "x"}});
  const Table filtered = renamed.filter(t["x"] > 1);
  EXPECT_THAT(filtered.node()->get_if<relation::Filter>()->predicate.name(), HasSubstr("y"));
}

TEST(Filter, refuses_an_ancestors_column_that_was_overwritten) {
  const Table t = numbers();
  const Table changed = t.mutate("x"_ = t["x"] + 1);
  EXPECT_THAT(message_of<IntegrityError>([&] { (void)changed.filter(t["x"] > 1); }),
              HasSubstr("overwritten"));
}

TEST(Filter, resolves_a_deferred_column) {
  const Table t = numbers();
  EXPECT_TRUE(t.filter(col("X") > 1).equals(t.filter(t["x"] > 1)));
  EXPECT_THAT(message_of<ColumnNotFoundError>([&] { (void)t.filter(col("nme") == "a"); }),
              HasSubstr("'name'"));
}

TEST(Filter, makes_a_reduction_a_subquery) {
  const Table t = numbers();
  const Table big = t.filter(t["x"] > t["x"].mean());
  const auto& facts = big.node()->get_if<relation::Filter>()->predicate.node()->facts();
  EXPECT_TRUE(facts.has_subquery);
  EXPECT_FALSE(facts.has_aggregate);
}

TEST(Filter, makes_a_reduction_of_another_table_a_subquery) {
  const Table t = numbers();
  const Table other = numbers();
  const Table big = t.filter(t["x"] > other["x"].max());
  EXPECT_TRUE(big.node()->get_if<relation::Filter>()->predicate.node()->facts().has_subquery);
}

TEST(Filter, checks_types_of_deferred_columns_when_they_are_known) {
  const Table t = numbers();
  EXPECT_THROW((void)t.filter(col("x") > "not a number"), TypeError);
}
}  // namespace
}  // namespace egregora
