// SPDX-License-Identifier: Apache-2.0
// The methods of typed values: which tags have which, and the tag of what they give.
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/typed_table.hpp>

#include <gtest/gtest.h>

namespace egregora {
namespace {
using sql::nullable;
using Text = Value<sql::Text>;
using MaybeText = Value<nullable<sql::Text>>;
using BigInt = Value<sql::BigInt>;
using MaybeDouble = Value<nullable<sql::Double>>;
using When = Value<sql::TimestampTz>;
using Json = Value<nullable<sql::Json>>;
using Tags = Value<sql::List<sql::Text>>;

template <class V>
concept has_upper = requires(const V& v) {
  v.upper();
};
template <class V>
concept has_sum = requires(const V& v) {
  v.sum();
};
template <class V>
concept has_hour = requires(const V& v) {
  v.hour();
};
template <class V>
concept has_any = requires(const V& v) {
  v.any();
};
template <class V>
concept has_as_int = requires(const V& v) {
  v.as_int();
};
template <class V, class T>
concept has_contains = requires(const V& v, const T& t) {
  v.contains(t);
};
template <class V, class T>
concept has_fill_null = requires(const V& v, const T& t) {
  v.fill_null(t);
};
template <class A, class B>
concept can_add = requires(const A& a, const B& b) {
  a + b;
};
template <class A, class B>
concept can_subtract = requires(const A& a, const B& b) {
  a - b;
};

static_assert(has_upper<Text> && has_upper<MaybeText> && !has_upper<BigInt> && !has_upper<When>);
static_assert(has_sum<BigInt> && has_sum<Value<sql::Bool>> && !has_sum<Text> && !has_sum<When>);
static_assert(has_hour<When> && has_hour<Value<sql::Time>> && !has_hour<Value<sql::Date>>);
static_assert(has_any<Value<sql::Bool>> && !has_any<BigInt>);
static_assert(has_as_int<Json> && !has_as_int<Text>);
static_assert(has_contains<Text, const char*> && has_contains<Text, Expr>);
static_assert(!has_contains<Text, int> && !has_contains<BigInt, int>);
static_assert(has_contains<Tags, const char*>);
static_assert(has_fill_null<MaybeText, const char*> && !has_fill_null<MaybeText, int>);

static_assert(can_add<When, Interval> && can_add<Interval, When> && can_subtract<When, Interval>);
static_assert(!can_subtract<Interval, When> && !can_add<When, int> && !can_add<Text, Interval>);
static_assert(std::same_as<decltype(std::declval<When>() + Interval{}), When>);
static_assert(std::same_as<decltype(std::declval<Value<nullable<sql::Date>>>() - Interval{}),
                           Value<nullable<sql::Timestamp>>>);

// A value is NULL where its operands may be.
static_assert(std::same_as<decltype(std::declval<Text>().length()), BigInt>);
static_assert(
    std::same_as<decltype(std::declval<MaybeText>().length()), Value<nullable<sql::BigInt>>>);
static_assert(std::same_as<decltype(std::declval<Text>().contains("x")), Value<sql::Bool>>);
static_assert(std::same_as<decltype(std::declval<Text>().contains(std::declval<MaybeText>())),
                           Value<nullable<sql::Bool>>>);
static_assert(std::same_as<decltype(std::declval<Text>().re_extract("x")), MaybeText>);
static_assert(std::same_as<decltype(std::declval<MaybeText>().fill_null("x")), Text>);
static_assert(std::same_as<decltype(std::declval<BigInt>().mean()), MaybeDouble>);
static_assert(std::same_as<decltype(std::declval<BigInt>().sum()), Value<nullable<sql::BigInt>>>);
static_assert(std::same_as<decltype(std::declval<Text>().median()), MaybeText>);
static_assert(std::same_as<decltype(std::declval<Json>()["a"][0].as_string()), MaybeText>);

struct Posts : Columns<Posts> {
  static constexpr std::string_view table_name = "posts";
  Column<sql::BigInt> id{this, "id"};
  Column<nullable<sql::Text>> text{this, "text"};
  Column<nullable<sql::Double>> rating{this, "rating"};
  Column<sql::Bool> loud{this, "loud"};
  Column<sql::TimestampTz> written{this, "written"};
  Column<nullable<sql::Json>> extra{this, "extra"};
  Column<sql::List<sql::Text>> tags{this, "tags"};
};

/// Each is built twice, typed and dynamic, and is the same expression with the tag's type.
template <class Typed>
void expect_same(const Typed& typed, const Expr& dynamic) {
  EXPECT_TRUE(typed.expr().equals(dynamic)) << dynamic.name();
  EXPECT_EQ(typed.expr().type(), sql::data_type<typename Typed::tag>()) << dynamic.name();
  // The compiler may not know that a value is never NULL; it must not promise one that may be.
  EXPECT_TRUE(sql::is_nullable<typename Typed::tag> || !dynamic.nullable()) << dynamic.name();
}

class TypedValue : public ::testing::Test {
 protected:
  const TypedTable<Posts> p = table("posts", Posts::schema()).as<Posts>();
  const Expr id = p["id"];
  const Expr text = p["text"];
  const Expr rating = p["rating"];
  const Expr written = p["written"];
};

TEST_F(TypedValue, of_numbers) {
  expect_same(p.id.sum(), id.sum());
  expect_same(p.rating.sum(p.loud), rating.sum(p["loud"]));
  expect_same(p.rating.mean(), rating.mean());
  expect_same(p.rating.std({}, Sampling::population), rating.std({}, Sampling::population));
  expect_same(p.id.var(), id.var());
  expect_same(p.id.median(), id.median());
  expect_same(p.rating.quantile(0.9), rating.quantile(0.9));
  expect_same(p.rating.abs(), rating.abs());
  expect_same(p.rating.floor(), rating.floor());
  expect_same(p.rating.ceil(), rating.ceil());
  expect_same(p.rating.round(2), rating.round(2));
  expect_same(p.id.pow(2), id.pow(literal(2)));
  expect_same(p.id.sqrt(), id.sqrt());
  expect_same(p.rating.exp(), rating.exp());
  expect_same(p.rating.ln(), rating.ln());
  expect_same(p.id.floordiv(3), id.floordiv(literal(3)));
}

TEST_F(TypedValue, of_strings) {
  expect_same(p.text.length(), text.length());
  expect_same(p.text.strip().lower().upper(), text.strip().lower().upper());
  expect_same(p.text.lstrip().rstrip(), text.lstrip().rstrip());
  expect_same(p.text.contains("a"), text.contains(literal("a")));
  expect_same(p.text.startswith("a"), text.startswith(literal("a")));
  expect_same(p.text.endswith("a"), text.endswith(literal("a")));
  expect_same(p.text.like("a%"), text.like("a%"));
  expect_same(p.text.concat("a"), text.concat(literal("a")));
  expect_same(p.text.replace("a", "b"), text.replace(literal("a"), literal("b")));
  expect_same(p.text.substr(1), text.substr(literal(1)));
  expect_same(p.text.substr(1, 2), text.substr(literal(1), literal(2)));
  expect_same(p.text.left(2), text.left(literal(2)));
  expect_same(p.text.right(p.id), text.right(id));
  expect_same(p.text.find("a"), text.find(literal("a")));
  expect_same(p.text.slice(1, -1), text.slice(1, -1));
  expect_same(p.text.re_search("a"), text.re_search("a"));
  expect_same(p.text.re_extract("a"), text.re_extract("a"));
  expect_same(p.text.re_extract_all("a"), text.re_extract_all("a"));
  expect_same(p.text.re_replace("a", "b"), text.re_replace("a", "b"));
  expect_same(p.text.split(","), text.split(","));
  expect_same(p.text.as_timestamp("%Y"), text.as_timestamp("%Y"));
  expect_same(p.text.as_date("%Y"), text.as_date("%Y"));
  expect_same(p.text.hexdigest("md5"), text.hexdigest("md5"));
  expect_same(p.text.group_concat("; "), text.group_concat("; "));
  expect_same(p.text.first({.order_by = {"id"}}), text.first({.order_by = {"id"}}));
  expect_same(p.text.argmax(id), text.argmax(id));
}

TEST_F(TypedValue, of_times) {
  expect_same(p.written.truncate("h"), written.truncate("hour"));
  expect_same(p.written.date(), written.date());
  expect_same(p.written.year(), written.year());
  expect_same(p.written.minute(), written.minute());
  expect_same(p.written.second(), written.second());
  expect_same(p.written.day_of_week(), written.day_of_week());
  expect_same(p.written.strftime("%Y"), written.strftime("%Y"));
  expect_same(p.written.delta(p.written, "day"), written.delta(written, "day"));
  expect_same(p.written + Interval{0, 1, 0}, written + literal(Interval{0, 1, 0}));
}

TEST_F(TypedValue, of_anything) {
  expect_same(p.text.isin({"a", "b"}), text.isin({"a", "b"}));
  expect_same(p.id.notin({1}), id.notin({1}));
  expect_same(p.id.between(1, 2), id.between(literal(1), literal(2)));
  expect_same(p.text.fill_null("none"), text.fill_null(literal("none")));
  expect_same(p.id.nullif(0), id.nullif(literal(0)));
  expect_same(p.text.identical_to("x"), text.identical_to(literal("x")));
  expect_same(p.loud.any(), p["loud"].any());
  expect_same(p.loud.notall(p.loud), p["loud"].notall(p["loud"]));
  expect_same(p.extra["a"].as_double(), p["extra"]["a"].as_double());
  expect_same(p.tags.length(), p["tags"].length());
  expect_same(p.tags.contains("x"), p["tags"].contains(literal("x")));
}

}  // namespace
}  // namespace egregora
