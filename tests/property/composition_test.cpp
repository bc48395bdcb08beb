// SPDX-License-Identifier: Apache-2.0
// Verbs in unusual company, run by the storage manager and held against SQL written by hand.
#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <gmock/gmock.h>

#include <algorithm>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {
using namespace literals;

std::vector<std::string> rows_of(const DataFrame& frame) {
  std::vector<std::string> rows;
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    std::string text;
    for (std::size_t i = 0; i < frame.schema().size(); ++i)
      text += (i > 0 ? "|" : "") + frame.value(row, i).to_string();
    rows.push_back(std::move(text));
  }
  return rows;
}

class Composition : public ::testing::Test {
 protected:
  Composition() {
    storage_.write_table(
        memtable({{"id", {1, 2, 3, 4, 5, 6}},
                  {"author", {"ann", "bob", "ann", Scalar(), "cid", "bob"}},
                  {"rating", {1.5, 4.0, 4.0, 2.0, Scalar(std::optional<double>()), 0.5}},
                  {"odd \"name\"", {"x", "y", "x", "y", "x", "z"}}}),
        "posts");
    storage_.write_table(memtable({{"author", {"ann", "bob", "dan"}},
                                   {"boss", {"bob", "dan", Scalar()}},
                                   {"RATING", {10, 20, 30}}}),
                         "authors");
  }
  Table posts() { return storage_.read_table("posts"); }
  Table authors() { return storage_.read_table("authors"); }

  void same_in_order(const Table& table, std::string_view sql) {
    EXPECT_EQ(rows_of(storage_.execute(table)), rows_of(storage_.connection()->query(sql)))
        << table.to_sql();
  }
  void same(const Table& table, std::string_view sql) {
    std::vector<std::string> ours = rows_of(storage_.execute(table));
    std::vector<std::string> wanted = rows_of(storage_.connection()->query(sql));
    std::sort(ours.begin(), ours.end());
    std::sort(wanted.begin(), wanted.end());
    EXPECT_EQ(ours, wanted) << table.to_sql();
  }

  testing::TemporaryFolder folder_;
  DuckDBStorageManager storage_{{.db_path = folder_.path() / "composition.duckdb"}};
};

TEST_F(Composition, table_joined_with_itself_by_name_and_by_predicate) {
  const Table p = posts();
  const Table q = p.view();
  same(p.join(q, "author").select("id", "id_right"),
       "SELECT a.id, b.id FROM posts a JOIN posts b USING (author)");
  same(p.join(p, "author").select("id", "id_right"),
       "SELECT a.id, b.id FROM posts a JOIN posts b USING (author)");
  same(p.cross_join(p).agg("n"_ = count()), "SELECT 36");
  EXPECT_THROW((void)p.join(p, p["id"] < p["id"]), IntegrityError);
  same(p.join(q, p["id"] < q["id"] && p["author"] == q["author"]).select("id", "id_right"),
       "SELECT a.id, b.id FROM posts a, posts b WHERE a.id < b.id AND a.author = b.author");
}

TEST_F(Composition, table_joined_three_times_with_other_names) {
  const Table p = posts().select("id", "author");
  const Table a = authors();
  const Table boss = a.view();
  same(p.join(a, "author", {.how = JoinKind::left, .suffix = "_a"})
           .join(boss, {{"boss", "author"}}, {.how = JoinKind::left, .suffix = "_b"})
           .filter(col("boss_b").isnull() && col("RATING").notnull())
           .select("id", "rating", "rating_b"),
       "SELECT p.id, a.rating, b.rating FROM posts p LEFT JOIN authors a ON p.author = a.author "
       "LEFT JOIN authors b ON a.boss = b.author WHERE b.boss IS NULL AND a.rating IS NOT NULL");
}

TEST_F(Composition, filter_on_the_right_of_a_left_join_stays_inside) {
  const Table a = authors();
  same(posts()
           .select("id", "author")
           .join(a.filter(a["rating"] > 10), "author", {.how = JoinKind::left}),
       "SELECT p.id, p.author, a.* FROM posts p LEFT JOIN (SELECT * FROM authors WHERE rating > "
       "10) a "
       "ON p.author = a.author");
}

TEST_F(Composition, join_with_a_frame_in_memory) {
  const Table m = memtable({{"author", {"ann", "bob"}}, {"weight", {7, 8}}});
  same(posts().select("id", "author").join(m, "author"),
       "SELECT id, author, CASE author WHEN 'ann' THEN 7 ELSE 8 END FROM posts WHERE author IN "
       "('ann', 'bob')");
  same(m.join(posts(), "author", {.how = JoinKind::semi}),
       "SELECT * FROM (VALUES ('ann', 7), ('bob', 8))");
}

TEST_F(Composition, group_then_window_over_the_groups) {
  const Table g = posts().group_by("author").agg("n"_ = count(), "best"_ = col("rating").max());
  same(g.mutate("place"_ = rank().over({.order_by = {g["n"].desc()}}), "all"_ = g["n"].sum()),
       "SELECT *, rank() OVER (ORDER BY n DESC) - 1, sum(n) OVER () FROM "
       "(SELECT author, count(*) n, max(rating) best FROM posts GROUP BY 1)");
}

TEST_F(Composition, grouped_mutate_then_filter_then_group) {
  const Table m = posts().group_by("author").mutate("mean"_ = col("rating").mean());
  same(m.filter(m["rating"] >= m["mean"]).group_by("odd \"name\"").agg("n"_ = count()),
       "SELECT \"odd \"\"name\"\"\", count(*) FROM (SELECT *, avg(rating) OVER (PARTITION BY "
       "author) m "
       "FROM posts) WHERE rating >= m GROUP BY 1");
}

TEST_F(Composition, order_limit_filter_order_limit) {
  same_in_order(
      posts().order_by("id").limit(4).filter(col("id") > 1).order_by(col("id").desc()).limit(2),
      "SELECT * FROM (SELECT * FROM posts ORDER BY id LIMIT 4) WHERE id > 1 ORDER BY id DESC LIMIT "
      "2");
  same_in_order(posts().order_by(col("rating").desc()).order_by("author").select("id"),
                "SELECT id FROM posts ORDER BY author ASC NULLS LAST, rating DESC NULLS LAST");
}

TEST_F(Composition, limit_beyond_what_a_limit_left) {
  same_in_order(posts().order_by("id").limit(3, 2).limit(5, 2), "SELECT * FROM posts WHERE id = 5");
  same(posts().limit(2).limit(3, 2), "SELECT * FROM posts WHERE false");
  same(posts().limit(0), "SELECT * FROM posts WHERE false");
}

TEST_F(Composition, distinct_after_order_and_before_group) {
  const Table d = posts().order_by(col("id").desc()).distinct({"author"});
  same(d.select("id", "author"), "SELECT max(id), author FROM posts GROUP BY author");
  same(d.group_by("odd \"name\"").agg("n"_ = count()),
       "SELECT \"odd \"\"name\"\"\", count(*) FROM posts WHERE id IN (SELECT max(id) FROM posts "
       "GROUP BY author) GROUP BY 1");
  same(posts().select("author").distinct().agg("n"_ = count()),
       "SELECT count(*) FROM (SELECT DISTINCT author FROM posts)");
}

TEST_F(Composition, distinct_keeps_the_last_whole_row) {
  same(posts().order_by("rating").distinct({"author"}, Keep::last).select("author", "rating"),
       "SELECT author, CASE WHEN author = 'cid' THEN NULL ELSE max(rating) END FROM posts GROUP BY "
       "author");
}

TEST_F(Composition, union_of_reordered_columns_then_verbs) {
  const Table p = posts();
  const Table u = p.select("id", "author").union_(p.filter(p["id"] > 4).select("author", "id"));
  same(u.group_by("author").agg("n"_ = count(), "s"_ = u["id"].sum()),
       "SELECT author, count(*), sum(id) FROM (SELECT id, author FROM posts UNION ALL "
       "SELECT id, author FROM posts WHERE id > 4) GROUP BY 1");
  same(u.difference(p.select("id", "author")), "SELECT id, author FROM posts WHERE false");
  same(u.union_(u, {.distinct = true}), "SELECT id, author FROM posts");
}

TEST_F(Composition, unions_and_differences_associate_as_written) {
  const Table p = posts().select("id");
  const auto above = [&](int n) { return p.filter(p["id"] > n); };
  same(above(0).difference(above(2).difference(above(4))),
       "SELECT id FROM posts WHERE id NOT IN (3, 4)");
  same(above(0).difference(above(2)).difference(above(1)), "SELECT 1");
  same(above(4).union_(above(2).intersect(above(3))), "SELECT unnest([5, 6, 4, 5, 6])");
  same(above(4).union_(above(5)).intersect(above(5)), "SELECT 6");
}

TEST_F(Composition, subqueries_inside_subqueries) {
  const Table p = posts();
  const Table a = authors();
  const Table above = a.filter(a["rating"] >= a["rating"].mean());
  same(p.filter(p["author"].isin(above.select("author")) && p["rating"] > p["rating"].mean()),
       "SELECT * FROM posts WHERE author IN (SELECT author FROM authors WHERE rating >= "
       "(SELECT avg(rating) FROM authors)) AND rating > (SELECT avg(rating) FROM posts)");
  same(p.filter(p["id"] > above.count() + a.count()), "SELECT * FROM posts WHERE id > 5");
}

TEST_F(Composition, correlated_reduction_of_another_table) {
  const Table p = posts();
  const Table a = authors();
  same(a.filter(p["id"].count(p["author"] == a["author"]) > 1).select("author"),
       "SELECT author FROM authors a WHERE (SELECT count(*) FROM posts p WHERE p.author = "
       "a.author) > 1");
  same(a.filter((p["author"] == a["author"]).any()).select("author"),
       "SELECT unnest(['ann', 'bob'])");
  same(a.filter(!(p["author"] == a["author"] && p["id"] > 2).any()).select("author"),
       "SELECT 'dan'");
  const Table late = p.filter(p["id"] > 3);
  const Table m = a.mutate("RATING"_ = a["rating"] / 10).filter(col("rating") > 0);
  same(m.filter(late["id"].max(late["author"] == m["author"]) > m["rating"]).select("author"),
       "SELECT author FROM authors a WHERE (SELECT max(id) FROM posts p WHERE id > 3 AND p.author "
       "= a.author) > a.rating / 10");
}

TEST_F(Composition, windows_in_filters_stack) {
  const Table p = posts();
  const Table first =
      p.filter(row_number().over({.group_by = {"author"}, .order_by = {p["id"]}}) == 0);
  same(first.filter(rank().over({.order_by = {first["id"].desc()}}) < 2).select("id"),
       "SELECT unnest([5, 4])");
  same(p.filter(p["rating"] == p["rating"].max().over({.group_by = {"author"}}) && p["id"] > 2)
           .select("id"),
       "SELECT unnest([3, 4])");
}

TEST_F(Composition, window_sees_the_rows_before_a_later_filter) {
  const Table m = posts().mutate("n"_ = col("id").count().over());
  same(m.filter(m["id"] > 4).select("id", "n"), "SELECT id, 6 FROM posts WHERE id > 4");
  same(m.filter(m["id"] > 4).mutate("left"_ = m["id"].count().over()).select("id", "n", "left"),
       "SELECT id, 6, 2 FROM posts WHERE id > 4");
}

TEST_F(Composition, window_column_overwrites_what_it_is_made_of) {
  const Table m = posts().mutate("ID"_ = row_number().over({.order_by = {col("id").desc()}}));
  same(m.filter(m["id"] < 2).order_by("id").select("id", "author"),
       "SELECT * FROM (VALUES (0, 'bob'), (1, 'cid'))");
  EXPECT_EQ(m.columns(), posts().columns());
}

TEST_F(Composition, literal_columns_keep_their_type_beside_others) {
  const Table m = posts().mutate("big"_ = literal(2'000'000'000));
  same(m.mutate("sum"_ = m["big"] + 2'000'000'000).select("sum").distinct(), "SELECT 4000000000");
  same(m.group_by("big").agg("n"_ = count()).order_by("big"), "SELECT 2000000000, 6");
  same(m.mutate("r"_ = rank().over({.group_by = {"big"}, .order_by = {m["big"], m["id"]}}))
           .select("r"),
       "SELECT id - 1 FROM posts");
  const Table text = posts().mutate("t"_ = literal("x"));
  same(text.mutate("r"_ = rank().over({.order_by = {text["t"]}})).select("r"),
       "SELECT 0 FROM posts");
}

TEST_F(Composition, columns_that_differ_in_case_only_are_the_same) {
  same(posts().select("ID", "AUTHOR"), "SELECT id, author FROM posts");
  EXPECT_THROW((void)posts().select("id", "ID"), IntegrityError);
  const Table j = posts().join(authors(), "author");
  EXPECT_TRUE(j.schema().contains("rating_right"));
  same(j.select("id", "RATING_right"),
       "SELECT id, a.rating FROM posts JOIN authors a USING (author)");
}

TEST_F(Composition, names_with_quotes_survive_every_clause) {
  const std::string odd = "odd \"name\"";
  const Table p = posts();
  const Table g = p.group_by(Selection(odd)).agg(Named{"it's a \"sum\"", p["id"].sum()});
  same_in_order(g.filter(g["it's a \"sum\""] > 3).order_by(g[odd].desc()),
                "SELECT \"odd \"\"name\"\"\" o, sum(id) FROM posts GROUP BY 1 HAVING sum(id) > 3 "
                "ORDER BY o DESC");
  same(p.distinct({odd}).select(odd), "SELECT DISTINCT \"odd \"\"name\"\"\" FROM posts");
}

TEST_F(Composition, having_and_where_of_reductions) {
  const Table p = posts();
  same(p.filter(p["id"] > 1)
           .group_by("author")
           .having(p["rating"].count() > 0)
           .agg("low"_ = count_where(p["rating"] < 2), "sum"_ = p["id"].sum(p["rating"] > 1)),
       "SELECT author, count(*) FILTER (WHERE rating < 2), sum(id) FILTER (WHERE rating > 1) "
       "FROM posts WHERE id > 1 GROUP BY 1 HAVING count(rating) > 0");
}

TEST_F(Composition, random_values_are_made_once) {
  const Table m = posts().select("id").mutate("key"_ = uuid());
  const Table twice = m.mutate("same"_ = col("key"));
  const DataFrame frame = storage_.execute(twice.filter(twice["key"] == twice["same"]));
  EXPECT_EQ(frame.num_rows(), 6);
  EXPECT_EQ(storage_.execute(m.join(m.view(), "key")).num_rows(), 6);
  const Table ordered = m.order_by("key");
  const DataFrame keys = storage_.execute(ordered);
  for (std::int64_t i = 1; i < keys.num_rows(); ++i)
    EXPECT_LT(keys.value(i - 1, "key").to_string(), keys.value(i, "key").to_string());
}

TEST_F(Composition, numbers_follow_the_rules_of_the_page) {
  const auto value = [&](const Expr& e) {
    return storage_.execute(memtable({{"one", {1}}}).select(Selection("x"_ = e)))
        .value(0, "x")
        .to_string();
  };
  const auto n = [](std::int64_t i) { return literal(i); };
  EXPECT_EQ(value(n(1) / n(2)), "0.5");
  EXPECT_EQ(value(n(-7).floordiv(n(2))), "-4");
  EXPECT_EQ(value(n(7).floordiv(n(-2))), "-4");
  EXPECT_EQ(value(n(-7).floordiv(n(-2))), "3");
  EXPECT_EQ(value(n(INT64_MIN).floordiv(n(3))), "-3074457345618258603");
  EXPECT_EQ(value(n(9'007'199'254'740'993).floordiv(n(1))), "9007199254740993");
  EXPECT_EQ(value(literal(-7.5).floordiv(n(2))), "-4.0");
  EXPECT_EQ(value(n(-7) % n(3)), "-1");
  EXPECT_EQ(value(literal(2.5).round()), "3.0");
  EXPECT_EQ(value(literal(-2.5).floor()), "-3");
  EXPECT_EQ(value(literal(0.1) + literal(0.2) == literal(0.3)), "false");
  EXPECT_EQ(value(-n(-5)), "5");
  EXPECT_EQ(value(-literal(-1.5)), "1.5");
  EXPECT_EQ(value(-(-(literal(1.5) + n(0)))), "1.5");
  EXPECT_EQ(value(n(2) - (n(3) - n(4))), "3");
  EXPECT_EQ(value(n(8) / (n(4) / n(2))), "4.0");
}

}  // namespace
}  // namespace egregora
