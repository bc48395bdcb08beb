// SPDX-License-Identifier: Apache-2.0
// Schemas that verbs give, and what they refuse.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expr/relation.hpp"

namespace egregora {
namespace {
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace literals;

Table posts() { return memtable({{"id", {1, 2}}, {"author", {"a", "b"}}, {"rating", {1.5, 2.5}}}); }

TEST(Mutate, overwrites_in_place_and_appends_at_the_end) {
  const Table t = posts();
  const Table changed = t.mutate("author"_ = t["author"].upper(), "score"_ = t["rating"] * 2);
  EXPECT_THAT(changed.columns(), ElementsAre("id", "author", "rating", "score"));
  EXPECT_EQ(changed.schema().at("score").type, DataType::float64());
}

TEST(Mutate, sees_the_parents_columns_only) {
  const Table t = posts();
  EXPECT_THROW((void)t.mutate("a"_ = t["id"] + 1, "b"_ = col("a") + 1), ColumnNotFoundError);
}

TEST(Agg, refuses_a_window_inside_a_reduction) {
  const Table t = posts();
  const Expr place = row_number().expr().over({.order_by = {"id"}});
  try {
    (void)t.agg("x"_ = place.max());
    FAIL() << "a reduction over a window was built";
  } catch (const TypeError& error) {
    EXPECT_THAT(error.what(), HasSubstr("is a window; 'max' over it needs mutate() in between"));
  }
  EXPECT_THROW((void)t["id"].lag().sum(), TypeError);
}

TEST(Mutate, makes_reductions_and_bare_window_functions_windows) {
  const Table t = posts();
  const Table ranked = t.mutate("n"_ = row_number(), "total"_ = t["rating"].sum());
  const auto& columns = ranked.node()->get_if<relation::Project>()->columns;
  EXPECT_NE(columns[3].node()->get_if<node::Window>(), nullptr);
  EXPECT_NE(columns[4].node()->get_if<node::Window>(), nullptr);
}

TEST(Grouped, mutate_gives_windows_the_group_and_its_order) {
  const Table t = posts();
  const Table ranked = t.group_by("author").order_by({t["id"].desc()}).mutate("n"_ = row_number());
  const auto* window =
      ranked.node()->get_if<relation::Project>()->columns[3].node()->get_if<node::Window>();
  ASSERT_NE(window, nullptr);
  EXPECT_EQ(window->partition.size(), 1U);
  EXPECT_EQ(window->order.size(), 1U);
}

TEST(Grouped, aggregates_have_keys_then_reductions) {
  const Table t = posts();
  const Table counted = t.group_by("author").agg("n"_ = count(), "best"_ = t["rating"].max());
  EXPECT_THAT(counted.columns(), ElementsAre("author", "n", "best"));
  EXPECT_FALSE(counted.schema().at("n").nullable);
  EXPECT_TRUE(counted.schema().at("best").nullable);
}

TEST(Grouped, refuses_a_bare_column_as_a_reduction) {
  const Table t = posts();
  EXPECT_THROW((void)t.group_by("author").agg("x"_ = t["rating"]), TypeError);
  EXPECT_THROW((void)t.agg("x"_ = t["rating"].sum().sum()), TypeError);
}

TEST(Select, names_what_has_no_name) {
  const Table t = posts();
  EXPECT_THAT(t.agg(t["rating"].sum()).columns(), ElementsAre("sum(rating)"));
  EXPECT_THAT(t.select("author", t["id"].as("key")).columns(), ElementsAre("author", "key"));
}

TEST(Select, refuses_a_name_given_twice) {
  const Table t = posts();
  EXPECT_THROW((void)t.select("id", t["rating"].as("ID")), IntegrityError);
}

TEST(Join, keeps_an_equal_key_once_and_suffixes_what_collides) {
  const Table left = memtable({{"k", {1}}, {"text", {"x"}}});
  const Table right = memtable({{"k", {1}}, {"text", {"y"}}, {"z", {2.0}}});
  EXPECT_THAT(left.join(right, left["k"] == right["k"]).columns(),
              ElementsAre("k", "text", "text_right", "z"));
  EXPECT_THAT(left.join(right, "k").columns(), ElementsAre("k", "text", "text_right", "z"));
  EXPECT_THAT(left.join(right, "k", {.how = JoinKind::left}).columns(),
              ElementsAre("k", "text", "k_right", "text_right", "z"));
  EXPECT_THAT(left.join(right, "k", {.how = JoinKind::anti}).columns(), ElementsAre("k", "text"));
}

TEST(Join, makes_columns_of_the_side_that_may_miss_nullable) {
  const Schema schema{{"k", DataType::int64(), false}, {"v", DataType::int64(), false}};
  const Table left = memtable(schema, {{1, 1}});
  const Table right = memtable(schema, {{1, 1}});
  EXPECT_FALSE(left.join(right, "k").schema().at("v_right").nullable);
  EXPECT_TRUE(left.join(right, "k", {.how = JoinKind::left}).schema().at("v_right").nullable);
}

TEST(Join, with_itself_by_predicate_needs_a_view) {
  const Table t = posts();
  try {
    (void)t.join(t, t["id"] == t["id"]);
    FAIL();
  } catch (const IntegrityError& error) {
    EXPECT_THAT(error.what(), HasSubstr("view()"));
  }
  const Table other = t.view();
  EXPECT_EQ(t.join(other, t["id"] < other["id"], {}).schema().size(), 6U);
}

TEST(Join, says_a_second_collision_where_it_is_written) {
  const Table left = memtable({{"k", {1}}, {"v", {1}}, {"v_right", {1}}});
  const Table right = memtable({{"k", {1}}, {"v", {1}}});
  EXPECT_THROW((void)left.join(right, "k"), IntegrityError);
}

TEST(SetOperation, matches_columns_by_name) {
  const Table a = memtable({{"x", {1}}, {"y", {"p"}}});
  const Table b = memtable({{"y", {"q"}}, {"x", {2}}});
  const Table both = a.union_(b);
  EXPECT_THAT(both.node()->get_if<relation::SetOp>()->right_columns, ElementsAre(1U, 0U));
  EXPECT_THROW((void)a.union_(memtable({{"x", {1}}})), SchemaMismatchError);
  EXPECT_THROW((void)a.union_(memtable({{"x", {"text"}}, {"y", {"q"}}})), SchemaMismatchError);
}

TEST(Table, without_a_database_says_how_to_run_it) {
  try {
    (void)posts().execute();
    FAIL();
  } catch (const InvalidOperationError& error) {
    EXPECT_THAT(error.what(), HasSubstr("execute(table)"));
  }
}

TEST(Memtable, says_what_does_not_fit) {
  EXPECT_THROW((void)memtable({{"x", {1, "two"}}}), TypeError);
  EXPECT_THROW((void)memtable({{"x", {1}}, {"y", {1, 2}}}), IntegrityError);
  EXPECT_EQ(memtable({{"x", {1, 2.5}}}).schema().at("x").type, DataType::float64());
}

TEST(Chain, of_100000_steps_builds_and_is_destroyed_without_recursion) {
  Table t = posts();
  for (int i = 0; i < 50'000; ++i) t = t.filter(t["id"] > i).mutate("rating"_ = t["rating"] + 1.0);
  Expr sum = t["id"];
  for (int i = 0; i < 10'000; ++i) sum = sum + 1;
  EXPECT_EQ(t.mutate("sum"_ = sum).schema().size(), 4U);
  EXPECT_TRUE(t.equals(t));
}
}  // namespace
}  // namespace egregora
