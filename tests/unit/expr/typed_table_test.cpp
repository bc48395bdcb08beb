// SPDX-License-Identifier: Apache-2.0
// Typed columns: what compiles, what does not, and how they come to speak of a table.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/typed_table.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace egregora {
namespace {
using ::testing::AllOf;
using ::testing::HasSubstr;
using namespace literals;

struct Posts : Columns<Posts> {
  static constexpr std::string_view table_name = "posts";
  Column<sql::BigInt> id{this, "id", primary_key};
  Column<sql::Text> author{this, "author"};
  Column<nullable<sql::Double>> rating{this, "rating"};
  Column<sql::TimestampTz> written{this, "written"};
};

template <class A, class B>
concept can_compare = requires(const A& a, const B& b) {
  a > b;
};
template <class A, class B>
concept can_add = requires(const A& a, const B& b) {
  a + b;
};
template <class T, class P>
concept can_filter = requires(const T& t, const P& p) {
  t.filter(p);
};

static_assert(can_compare<Column<sql::Timestamp>, std::chrono::sys_days>);
static_assert(can_compare<Column<sql::Double>, int>);
static_assert(can_compare<Column<sql::Text>, const char*>);
static_assert(can_compare<Column<sql::Text>, std::string>);
static_assert(can_compare<int, Column<sql::Double>>);
static_assert(can_compare<Expr, const char*>);
static_assert(can_compare<Column<sql::TimestampTz>, Column<sql::Timestamp>>);
static_assert(!can_compare<Column<sql::Timestamp>, const char*>);
static_assert(!can_compare<Column<sql::Timestamp>, int>);
static_assert(!can_compare<Column<sql::Text>, double>);
static_assert(can_add<Column<sql::BigInt>, int>);
static_assert(!can_add<Column<sql::Text>, int>);
static_assert(can_filter<TypedTable<Posts>, Value<sql::Bool>>);
static_assert(can_filter<TypedTable<Posts>, Value<nullable<sql::Bool>>>);
static_assert(can_filter<TypedTable<Posts>, Expr>);
static_assert(!can_filter<TypedTable<Posts>, Value<sql::Double>>);
static_assert(!std::is_convertible_v<Value<sql::Bool>, bool>);
static_assert(std::same_as<nullable<nullable<sql::Text>>, nullable<sql::Text>>);
static_assert(std::same_as<decltype(std::declval<Column<nullable<sql::Double>>>() > 1),
                           Value<nullable<sql::Bool>>>);

Table rows() {
  return memtable(Posts::schema(), {{1, "ana", 2.5, parse_timestamp("2025-01-01")},
                                    {2, "bo", std::nullopt, parse_timestamp("2025-01-02")}});
}

TEST(TypedTable, gives_schema_and_keys_of_its_struct) {
  EXPECT_EQ(Posts::schema().to_string(), rows().schema().to_string());
  EXPECT_TRUE(Posts::declared()[0].primary_key);
  EXPECT_FALSE(Posts::schema().at("author").nullable);
  EXPECT_TRUE(Posts::schema().at("rating").nullable);
}

TEST(TypedTable, keeps_its_type_through_verbs_that_keep_the_schema) {
  const auto posts = rows().as<Posts>();
  const TypedTable<Posts> recent =
      posts
          .filter(posts.written > std::chrono::sys_days{std::chrono::year{2025} / 1 / 1},
                  posts.rating > 1)
          .order_by(posts.written.desc())
          .limit(1);
  EXPECT_TRUE(recent.filter(recent.author == "ana").schema() == posts.schema());
}

TEST(TypedTable, columns_of_a_parent_are_usable_after_verbs) {
  const auto posts = rows().as<Posts>();
  const auto narrowed = posts.filter(posts.id > 1);
  EXPECT_TRUE(narrowed.filter(posts.id < 5).equals(narrowed.filter(narrowed.id < 5)));
}

TEST(TypedTable, copies_speak_of_the_same_table) {
  const auto posts = rows().as<Posts>();
  const auto copy = posts;
  EXPECT_TRUE(copy.author.expr().equals(posts.author.expr()));
}

TEST(TypedTable, names_every_difference) {
  try {
    (void)memtable({{"id", {"one"}}, {"author", {"ana"}}}).as<Posts>();
    FAIL();
  } catch (const SchemaMismatchError& error) {
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("'id'"), HasSubstr("'rating'"), HasSubstr("'written'")));
  }
}

TEST(TypedTable, unbound_columns_are_deferred) {
  const Posts posts;
  const Table t = rows();
  EXPECT_TRUE(t.filter(posts.id > 1).equals(t.filter(t["id"] > 1)));
}

TEST(TypedTable, rows_read_typed_columns) {
  const auto posts = rows().as<Posts>();
  static_assert(std::same_as<decltype(std::declval<Row>()[posts.author]), std::string_view>);
  static_assert(
      std::same_as<decltype(std::declval<Row>().get(posts.rating)), std::optional<double>>);
  static_assert(std::same_as<decltype(posts.count().execute()), std::int64_t>);
}
}  // namespace
}  // namespace egregora
