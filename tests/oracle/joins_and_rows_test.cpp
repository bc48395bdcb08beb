// SPDX-License-Identifier: Apache-2.0
// What verbs give: joins, orders, sets of rows, groups and filters, on small tables whose answers
// were written by hand.
#include <egregora/core/errors.hpp>

#include <algorithm>

#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {
using Rows = std::vector<std::vector<Scalar>>;

Scalar no(const DataType& type) { return Scalar::null(type); }
const Scalar kNoInt = no(kInt64);
const Scalar kNoText = no(kText);

Table posts() {
  return stored("posts", {{"id", kInt64, false}, {"author", kText, true}, {"score", kInt64, true}},
                {{1, "ann", 10}, {2, "bob", 20}, {3, "ann", kNoInt}, {4, kNoText, 30}});
}
Table people() {
  return stored("people", {{"author", kText, true}, {"score", kInt64, true}},
                {{"ann", 7}, {"dan", 8}, {kNoText, 9}});
}

Rows rows_of(const Table& table, bool bound) {
  const DataFrame frame = run(table, bound);
  EXPECT_EQ(frame.schema().names(), table.schema().names()) << sql_of(table);
  Rows rows;
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    rows.emplace_back();
    for (std::size_t i = 0; i < frame.schema().size(); ++i) {
      rows.back().push_back(frame.value(row, i));
      EXPECT_EQ(frame.schema()[i].type, table.schema()[i].type) << sql_of(table);
      EXPECT_TRUE(!rows.back().back().is_null() || table.schema()[i].nullable)
          << "NULL in '" << table.schema()[i].name << "'\n"
          << sql_of(table);
    }
  }
  return rows;
}

void in_order(const Table& table, const Rows& wanted) {
  for (const bool bound : {false, true}) EXPECT_EQ(rows_of(table, bound), wanted) << sql_of(table);
}
/// Whatever their order: sorted by the texts that they would be drawn as.
void in_any_order(const Table& table, Rows wanted) {
  const auto before = [](const std::vector<Scalar>& a, const std::vector<Scalar>& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i].to_string() != b[i].to_string()) return a[i].to_string() < b[i].to_string();
    }
    return false;
  };
  std::sort(wanted.begin(), wanted.end(), before);
  for (const bool bound : {false, true}) {
    Rows rows = rows_of(table, bound);
    std::sort(rows.begin(), rows.end(), before);
    EXPECT_EQ(rows, wanted) << sql_of(table);
  }
}

TEST(JoinsOracle, inner_keeps_the_key_once_and_names_the_right_column) {
  const Table joined = posts().join(people(), "author");
  EXPECT_EQ(joined.columns(), (std::vector<std::string>{"id", "author", "score", "score_right"}));
  in_any_order(joined, {{1, "ann", 10, 7}, {3, "ann", kNoInt, 7}});  // NULL equals no NULL
}

TEST(JoinsOracle, left_right_and_outer) {
  const Table left = posts().join(people(), "author", {.how = JoinKind::left});
  in_any_order(left.select("id", "score_right"), {{1, 7}, {2, kNoInt}, {3, 7}, {4, kNoInt}});
  const Table right = posts().join(people(), "author", {.how = JoinKind::right});
  in_any_order(right.select("id", "score_right"), {{1, 7}, {3, 7}, {kNoInt, 8}, {kNoInt, 9}});
  const Table outer = posts().join(people(), "author", {.how = JoinKind::outer});
  in_any_order(outer.select("id", "score_right"),
               {{1, 7}, {2, kNoInt}, {3, 7}, {4, kNoInt}, {kNoInt, 8}, {kNoInt, 9}});
}

TEST(JoinsOracle, semi_anti_and_cross) {
  in_any_order(posts().join(people(), "author", {.how = JoinKind::semi}).select("id"), {{1}, {3}});
  in_any_order(posts().join(people(), "author", {.how = JoinKind::anti}).select("id"), {{2}, {4}});
  EXPECT_EQ(rows_of(posts().cross_join(people()), true).size(), 12U);
}

TEST(JoinsOracle, by_predicate_by_pairs_and_with_itself) {
  const Table p = posts();
  const Table q = people();
  in_any_order(p.join(q, p["score"] > q["score"] * 2 && p["id"] > 1).select("id", "score_right"),
               {{2, 7}, {2, 8}, {2, 9}, {4, 7}, {4, 8}, {4, 9}});
  in_any_order(p.join(q.rename({{"name", "author"}}), {{"author", "name"}}).select("id", "name"),
               {{1, "ann"}, {3, "ann"}});
  in_any_order(p.join(p, "author").select("id", "id_right"),
               {{1, 1}, {1, 3}, {2, 2}, {3, 1}, {3, 3}});
  const Table other = p.view();
  in_any_order(p.join(other, p["id"] < other["id"] && p["author"] == other["author"])
                   .select("id", "id_right"),
               {{1, 3}});
  EXPECT_THROW((void)p.join(p, p["id"] < p["id"]), IntegrityError);
  EXPECT_THROW((void)p.join(q, "author").join(q, "author"), IntegrityError);
}

TEST(RowsOracle, orders) {
  const Table p = posts();
  in_order(p.order_by("score").select("id"), {{1}, {2}, {4}, {3}});
  in_order(p.order_by(p["score"].desc()).select("id"), {{4}, {2}, {1}, {3}});
  in_order(p.order_by(p["score"].desc_nulls_first()).select("id"), {{3}, {4}, {2}, {1}});
  in_order(p.order_by(p["score"].asc_nulls_first()).select("id"), {{3}, {1}, {2}, {4}});
  // The later order comes first; what it leaves equal is in the earlier one.
  in_order(p.order_by(p["id"].desc()).order_by("author").select("id"), {{3}, {1}, {2}, {4}});
  in_order(p.order_by({p["author"], p["id"].desc()}).select("id"), {{3}, {1}, {2}, {4}});
  const Table odd =
      stored("odd", {{"x", kDouble, true}}, {{kNan}, {1.0}, {-kInf}, {no(kDouble)}, {kInf}});
  in_order(odd.order_by("x"), {{-kInf}, {1.0}, {kInf}, {kNan}, {no(kDouble)}});
}

TEST(RowsOracle, limits) {
  const Table p = posts().select("id").order_by("id");
  in_order(p.limit(2), {{1}, {2}});
  in_order(p.limit(2, 3), {{4}});
  in_order(p.limit(0), {});
  in_order(p.limit(9, 9), {});
  in_order(p.limit(3).order_by(col("id").desc()).limit(1), {{3}});
  in_order(p.limit(3, 1).limit(1, 1), {{3}});
  in_order(p.limit(2).filter(col("id") > 1), {{2}});
  in_order(p.filter(col("id") > 1).limit(2), {{2}, {3}});
}

TEST(RowsOracle, distinct_rows_are_rows_that_were_there) {
  const Table p = posts();
  in_any_order(p.select("author").distinct(), {{"ann"}, {"bob"}, {kNoText}});
  in_any_order(p.order_by(p["id"].desc()).distinct({"author"}),
               {{3, "ann", kNoInt}, {2, "bob", 20}, {4, kNoText, 30}});
  in_any_order(p.order_by("id").distinct({"author"}, Keep::last),
               {{3, "ann", kNoInt}, {2, "bob", 20}, {4, kNoText, 30}});
  const Table twice = stored("twice", {{"x", kInt64, true}}, {{1}, {kNoInt}, {1}, {kNoInt}});
  in_any_order(twice.distinct(), {{1}, {kNoInt}});
}

TEST(RowsOracle, sets_match_columns_by_name) {
  const Table a =
      stored("a", {{"x", kInt64, true}, {"y", kText, false}}, {{1, "p"}, {1, "p"}, {2, "q"}});
  const Table b = stored("b", {{"y", kText, false}, {"x", kInt64, true}}, {{"p", 1}, {"r", 3}});
  in_any_order(a.union_(b), {{1, "p"}, {1, "p"}, {2, "q"}, {1, "p"}, {3, "r"}});
  in_any_order(a.union_(b, {.distinct = true}), {{1, "p"}, {2, "q"}, {3, "r"}});
  in_any_order(a.intersect(b), {{1, "p"}});
  in_any_order(a.difference(b), {{2, "q"}});
  const Table null_row = stored("c", {{"x", kInt64, true}}, {{kNoInt}, {kNoInt}, {1}});
  in_any_order(null_row.intersect(null_row), {{kNoInt}, {1}});
  in_any_order(null_row.difference(null_row.filter(col("x").isnull())), {{1}});
  in_any_order(null_row.union_(null_row, {.distinct = true}), {{kNoInt}, {1}});
}

TEST(RowsOracle, groups) {
  const Table p = posts();
  in_any_order(p.group_by("author").agg(count().as("n"), p["score"].sum().as("s")),
               {{"ann", 2, 10}, {"bob", 1, 20}, {kNoText, 1, 30}});
  in_any_order(p.group_by("author").count(), {{"ann", 2}, {"bob", 1}, {kNoText, 1}});
  in_any_order(p.group_by("author").having(count() > 1).agg(p["id"].max().as("m")), {{"ann", 3}});
  in_any_order(p.filter(p["id"] > 9).group_by("author").agg(count().as("n")), {});
  in_any_order(p.filter(p["id"] > 9).agg(count().as("n"), p["score"].sum().as("s")), {{0, kNoInt}});
}

TEST(RowsOracle, filters) {
  const Table p = posts();
  in_any_order(p.filter(p["score"] > 10).select("id"), {{2}, {4}});  // NULL is not true
  in_any_order(p.filter(!(p["score"] > 10)).select("id"), {{1}});
  in_any_order(p.filter(p["score"] > p["score"].mean()).select("id"), {{4}});
  in_any_order(p.filter(p["id"].isin({})).select("id"), {});
  in_any_order(p.filter(p["author"].isin(people().select("author"))).select("id"), {{1}, {3}});
  // One NULL among what is looked through, and nothing is known not to be there.
  in_any_order(p.filter(p["author"].notin(people().select("author"))).select("id"), {});
  const Table q = people();
  in_any_order(p.filter((q["author"] == p["author"]).any()).select("id"), {{1}, {3}});
  in_any_order(p.filter(!(q["author"] == p["author"]).any()).select("id"), {{2}, {4}});
  in_any_order(p.filter(q["score"].max(q["author"] == p["author"]) < p["score"]).select("id"),
               {{1}});
}

TEST(RowsOracle, isin_of_columns_knows_no_answer_beside_null) {
  const Table t = stored("ab", {{"a", kInt64, true}, {"b", kInt64, true}},
                         {{1, 1}, {2, 2}, {3, 9}, {kNoInt, kNoInt}});
  const Table u =
      stored("xy", {{"x", kInt64, false}, {"y", kInt64, true}}, {{1, 1}, {2, 2}, {99, kNoInt}});
  const Scalar unknown = no(kBool);
  const auto asked = [&](const Expr& answer, const std::vector<Scalar>& wanted) {
    Rows rows;
    for (const Scalar& value : wanted) rows.push_back({value});
    in_order(t.mutate(answer.as("in")).order_by("a").select("in"), rows);
  };
  asked(t["a"].isin(t["b"]), {true, true, unknown, unknown});
  asked(t["a"].isin(t["b"].fill_null(literal(0))), {true, true, false, unknown});
  asked(t["a"].isin(u["x"]), {true, true, false, unknown});
  asked(t["a"].isin(u["y"]), {true, true, unknown, unknown});
  asked(t["a"].isin(u["y"] + 1), {unknown, true, true, unknown});
  asked(t["a"].notin(u["x"]), {false, false, true, unknown});
  asked(t["a"].notin(u["y"]), {false, false, unknown, unknown});
}

TEST(RowsOracle, tables_as_values) {
  const Table p = posts();
  in_order(p.select("id", (p["id"] == p.agg(p["id"].max().as("m")).as_scalar()).as("last"))
               .order_by("id"),
           {{1, false}, {2, false}, {3, false}, {4, true}});
  // Of no rows there is no value.
  in_any_order(p.filter(p["id"] > 9).select("id").as_scalar().as("x").as_table(), {{kNoInt}});
  in_any_order(p["score"].sum().as("s").as_table(), {{60}});
}

TEST(RowsOracle, filters_on_windows_see_the_rows_before_them) {
  const Table p = posts();
  const Expr place = row_number().over({.group_by = {"author"}, .order_by = {p["id"]}});
  in_any_order(p.filter(place == 0).select("id"), {{1}, {2}, {4}});
  const Table counted = p.mutate(p["id"].count().over().as("n"));
  in_any_order(counted.filter(counted["id"] > 2).select("id", "n"), {{3, 4}, {4, 4}});
}

TEST(RowsOracle, columns_of_one_mutate_see_the_parent) {
  const Table p = posts().select("id", "score");
  const Table m = p.mutate((p["id"] + 1).as("id"), (p["id"] * 10).as("t"));
  EXPECT_EQ(m.columns(), (std::vector<std::string>{"id", "score", "t"}));
  in_order(m.order_by("t").limit(2), {{2, 10, 10}, {3, 20, 20}});
  EXPECT_THROW((void)m.filter(p["id"] > 1), IntegrityError);  // overwritten
}

TEST(RowsOracle, nulls_dropped_and_filled) {
  const Table p = posts();
  in_any_order(p.drop_null().select("id"), {{1}, {2}});
  in_any_order(p.drop_null({"author"}).select("id"), {{1}, {2}, {3}});
  in_any_order(p.fill_null({{"score", literal(0)}, {"author", literal("?")}}),
               {{1, "ann", 10}, {2, "bob", 20}, {3, "ann", 0}, {4, "?", 30}});
}

}  // namespace
}  // namespace egregora::testing
