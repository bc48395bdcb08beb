// The little language of `show --where`: what it means, and what its errors say.
#include "tools/egregora/row_filter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

namespace egregora::program {
namespace {

using ::testing::HasSubstr;

Table sample() {
  static const Schema schema{{"id", DataType::uuid()},
                             {"n", DataType::int64()},
                             {"ratio", DataType::float64()},
                             {"author", DataType::string()},
                             {"ts", DataType::timestamp_tz()},
                             {"day", DataType::date()},
                             {"done", DataType::boolean()},
                             {"odd name", DataType::string()},
                             {"metadata", DataType::struct_of({{"edited", DataType::boolean()}})}};
  static const Table value = table("sample", schema);
  return value;
}

void expect_same(std::string_view text, const Expr& expected) {
  EXPECT_TRUE(parse_row_filter(text, sample()).equals(expected)) << text;
}

void expect_error(std::string_view text, std::string_view part, std::size_t offset) {
  try {
    (void)parse_row_filter(text, sample());
    FAIL() << "accepted: " << text;
  } catch (const FilterError& error) {
    EXPECT_THAT(error.what(), HasSubstr(std::string(part))) << text;
    EXPECT_EQ(error.offset(), offset) << text;
    EXPECT_THAT(error.what(), HasSubstr("at offset " + std::to_string(offset)));
  }
}

TEST(RowFilter, compares_with_every_sign) {
  const Table t = sample();
  expect_same("n = 5", t["n"] == literal(5));
  expect_same("n == 5", t["n"] == literal(5));
  expect_same("n != -5", t["n"] != literal(-5));
  expect_same("n<>5", t["n"] != literal(5));
  expect_same("n<5", t["n"] < literal(5));
  expect_same("n <= 5", t["n"] <= literal(5));
  expect_same("n>5", t["n"] > literal(5));
  expect_same("n >= 5", t["n"] >= literal(5));
  expect_same("ratio > .5", t["ratio"] > literal(0.5));
  expect_same("ratio < 1e-3", t["ratio"] < literal(1e-3));
}

TEST(RowFilter, takes_both_kinds_of_quotes_for_texts) {
  const Table t = sample();
  expect_same("author = 'Ana'", t["author"] == literal("Ana"));
  expect_same("author = \"Ana\"", t["author"] == literal("Ana"));
  expect_same("author = 'O''Brien'", t["author"] == literal("O'Brien"));
  expect_same("author = '; drop table x --'", t["author"] == literal("; drop table x --"));
}

TEST(RowFilter, knows_quoted_columns_letter_case_and_members) {
  const Table t = sample();
  expect_same("`odd name` = 'x'", t["odd name"] == literal("x"));
  expect_same("\"odd name\" = 'x'", t["odd name"] == literal("x"));
  expect_same("AUTHOR = 'x'", t["author"] == literal("x"));
  expect_same("metadata.edited = true", t["metadata"]["edited"] == literal(true));
}

TEST(RowFilter, binds_not_before_and_before_or) {
  const Table t = sample();
  const Expr a = t["n"] == literal(1);
  const Expr b = t["n"] == literal(2);
  const Expr c = t["done"] == literal(true);
  expect_same("n = 1 or n = 2 and done = true", a || (b && c));
  expect_same("(n = 1 or n = 2) AND done = TRUE", (a || b) && c);
  expect_same("not n = 1 and done = true", !a && c);
  expect_same("not (n = 1 and done = true)", !(a && c));
  expect_same("not not n = 1", !!a);
}

TEST(RowFilter, tests_for_null_and_patterns) {
  const Table t = sample();
  expect_same("author is null", t["author"].isnull());
  expect_same("author IS NOT NULL", t["author"].notnull());
  expect_same("author like 'A%'", t["author"].like("A%"));
  expect_same("author not like 'A%'", !t["author"].like("A%"));
}

TEST(RowFilter, reads_values_as_their_column_is) {
  const Table t = sample();
  const Uuid id = Uuid::parse("506f0d3a-8071-58c4-bcdc-219793debe13");
  expect_same("id = '506f0d3a-8071-58c4-bcdc-219793debe13'", t["id"] == literal(id));
  expect_same("ts > '2025-01-31 18:30:00'",
              t["ts"] > literal(parse_timestamp("2025-01-31 18:30:00")));
  expect_same("ts > '2025-01-31'", t["ts"] > literal(parse_timestamp("2025-01-31")));
  expect_same("day = '2025-01-31'", t["day"] == literal(parse_date("2025-01-31")));
}

TEST(RowFilter, names_the_place_of_what_does_not_parse) {
  expect_error("", "the filter is empty", 0);
  expect_error("n", "expected =, !=, <, <=, >, >=, like or is before the end", 1);
  expect_error("n =", "a value is missing before the end", 3);
  expect_error("n = 1 n = 2", "expected 'and' or 'or' before 'n'", 6);
  expect_error("(n = 1", "never closed", 0);
  expect_error("n = 1)", "closes nothing", 5);
  expect_error("author = 'Ana", "never closed", 9);
  expect_error("n = 1 and", "expected a column before the end", 9);
  expect_error("n = 1; n", "unexpected character ';'", 5);
  expect_error("nope = 1; n", "no column 'nope'", 0);
  expect_error("nope = 'x", "no column 'nope'", 0);
  expect_error("author is 5", "expected null after 'is'", 10);
  expect_error("author not 5", "expected 'like' after 'not'", 11);
  expect_error("author like 5", "'like' needs a text in quotes", 12);
}

TEST(RowFilter, names_the_place_of_what_does_not_fit) {
  expect_error("auhtor = 'x'", "no column 'auhtor'; did you mean 'author'?", 0);
  expect_error("n = 'five'", "write the value without quotes", 4);
  expect_error("n = 12abc", "'12abc' is no number", 4);
  expect_error("author = 5", "write the value in quotes, '5'", 9);
  expect_error("author = Ana", "a text needs quotes: 'Ana'", 9);
  expect_error("author = null", "is null", 9);
  expect_error("id = 'msg-123'", "is no UUID", 5);
  expect_error("ts > 'yesterday'", "is no time such as", 5);
  expect_error("ts > 2025-01-01", "in quotes", 5);
  expect_error("n like '5%'", "'like' is for texts", 2);
  expect_error("done = 1", "boolean", 7);
  expect_error("metadata.nope = true", "nope", 9);
}

TEST(RowFilter, refuses_absurd_depth_instead_of_overflowing) {
  const std::string deep = std::string(100'000, '(') + "n = 1" + std::string(100'000, ')');
  EXPECT_THROW((void)parse_row_filter(deep, sample()), FilterError);
  std::string nots;
  for (int i = 0; i < 100'000; ++i) nots += "not ";
  EXPECT_THROW((void)parse_row_filter(nots + "n = 1", sample()), FilterError);
}

TEST(RowFilter, takes_long_chains) {
  std::string chain = "n = 0";
  for (int i = 1; i < 5'000; ++i) chain += " or n = " + std::to_string(i);
  EXPECT_NO_THROW((void)parse_row_filter(chain, sample()));
}

}  // namespace
}  // namespace egregora::program
