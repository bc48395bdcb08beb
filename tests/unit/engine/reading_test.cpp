// SPDX-License-Identifier: Apache-2.0
// Reading results: every type that a column can have, with NULLs at every depth, against values
// known beforehand.
#include "unit/engine/engine_fixture.hpp"

namespace egregora::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Reading : public EngineTest {
 protected:
  /// Texts of the cells of `SELECT expression`, one a row.
  std::vector<std::string> texts(const std::string& values, DataType* type = nullptr) {
    const DataFrame frame = query("SELECT * FROM (VALUES " + values + ") AS t(v)");
    if (type != nullptr) *type = frame.schema()[0].type;
    std::vector<std::string> texts;
    for (const Row& row : frame.rows()) texts.push_back(row["v"].to_string());
    return texts;
  }
};

struct Example {
  const char* type;
  const char* first;
  const char* second;
  const char* expected_type;
  const char* expected_first;
  const char* expected_second;
};

const Example kExamples[] = {
    {"BOOLEAN", "true", "false", "boolean", "true", "false"},
    {"TINYINT", "-128", "127", "int8", "-128", "127"},
    {"SMALLINT", "-32768", "32767", "int16", "-32768", "32767"},
    {"INTEGER", "-2147483648", "2147483647", "int32", "-2147483648", "2147483647"},
    {"BIGINT", "-9223372036854775808", "9223372036854775807", "int64", "-9223372036854775808",
     "9223372036854775807"},
    {"UTINYINT", "0", "255", "uint8", "0", "255"},
    {"USMALLINT", "0", "65535", "uint16", "0", "65535"},
    {"UINTEGER", "0", "4294967295", "uint32", "0", "4294967295"},
    {"UBIGINT", "0", "18446744073709551615", "uint64", "0", "18446744073709551615"},
    {"HUGEINT", "-170141183460469231731687303715884105728", "1", "int128",
     "-170141183460469231731687303715884105728", "1"},
    {"FLOAT", "0.1", "'-inf'", "float32", "0.1", "-inf"},
    {"DOUBLE", "0.1", "'nan'", "float64", "0.1", "nan"},
    {"DECIMAL(4,1)", "-123.4", "0.1", "decimal(4, 1)", "-123.4", "0.1"},
    {"DECIMAL(9,2)", "1234567.89", "-0.05", "decimal(9, 2)", "1234567.89", "-0.05"},
    {"DECIMAL(18,3)", "123456789012345.678", "-1", "decimal(18, 3)", "123456789012345.678",
     "-1.000"},
    {"DECIMAL(38,0)", "'99999999999999999999999999999999999999'", "-1", "decimal(38, 0)",
     "99999999999999999999999999999999999999", "-1"},
    {"VARCHAR", "''", "'longer than twelve bytes: wörld'", "string", "",
     "longer than twelve bytes: wörld"},
    {"JSON", "'{\"a\":1}'", "'null'", "json", "{\"a\":1}", "null"},
    {"BLOB", "'\\x00\\xFFabc'", "''", "blob", "\\x00\\xFFabc", ""},
    {"UUID", "'00000000-0000-0000-0000-000000000000'", "'fedcba98-7654-3210-0123-456789abcdef'",
     "uuid", "00000000-0000-0000-0000-000000000000", "fedcba98-7654-3210-0123-456789abcdef"},
    {"DATE", "'0044-03-15 (BC)'", "'infinity'", "date", "-0043-03-15", "infinity"},
    {"TIME", "'00:00:00'", "'23:59:59.999999'", "time", "00:00:00", "23:59:59.999999"},
    {"TIMESTAMP", "'1969-12-31 23:59:59.5'", "'-infinity'", "timestamp",
     "1969-12-31 23:59:59.500000", "-infinity"},
    {"TIMESTAMP_S", "'2024-02-29 12:00:00'", "'infinity'", "timestamp", "2024-02-29 12:00:00",
     "infinity"},
    {"TIMESTAMP_MS", "'2024-02-29 12:00:00.123'", "'-infinity'", "timestamp",
     "2024-02-29 12:00:00.123000", "-infinity"},
    {"TIMESTAMPTZ", "'2024-02-29 12:00:00+02'", "'infinity'", "timestamp_tz",
     "2024-02-29 10:00:00+00", "infinity"},
    {"INTERVAL", "'1 month 2 days 03:00:00'", "'-1 day'", "interval", "1 month 2 days 03:00:00",
     "-1 day"},
    {"ENUM('a', 'long label of an enumeration')", "'a'", "'long label of an enumeration'",
     "enum<'a', 'long label of an enumeration'>", "a", "long label of an enumeration"},
    {"INTEGER[]", "[1, NULL, 3]", "[]", "list<int32>", "[1, NULL, 3]", "[]"},
    {"VARCHAR[][]", "[['a', NULL], NULL, []]", "[['longer than twelve bytes']]",
     "list<list<string>>", "[[a, NULL], NULL, []]", "[[longer than twelve bytes]]"},
    {"INTEGER[3]", "[1, NULL, 3]", "[4, 5, 6]", "array<int32, 3>", "[1, NULL, 3]", "[4, 5, 6]"},
    {"STRUCT(x INTEGER, y VARCHAR[])", "{'x': 1, 'y': ['a']}", "{'x': NULL, 'y': NULL}",
     "struct<x: int32, y: list<string>>", "{'x': 1, 'y': [a]}", "{'x': NULL, 'y': NULL}"},
    {"MAP(VARCHAR, INTEGER)", "MAP {'a': 1, 'b': NULL}", "MAP {}", "map<string, int32>",
     "{a=1, b=NULL}", "{}"},
    {"STRUCT(l STRUCT(u UUID)[])[]", "[{'l': [{'u': NULL}]}, NULL]", "[{'l': NULL}]",
     "list<struct<l: list<struct<u: uuid>>>>", "[{'l': [{'u': NULL}]}, NULL]", "[{'l': NULL}]"},
};

TEST_F(Reading, gives_every_type_with_its_nulls) {
  for (const Example& example : kExamples) {
    const auto cast = [&](const std::string& value) {
      return "(CAST(" + value + " AS " + example.type + "))";
    };
    const std::string values =
        cast(example.first) + ", " + cast("NULL") + ", " + cast(example.second);
    DataType type;
    EXPECT_THAT(texts(values, &type),
                ElementsAre(example.expected_first, "NULL", example.expected_second))
        << example.type;
    EXPECT_EQ(type.to_string(), example.expected_type);
  }
}

TEST_F(Reading, gives_the_null_type) {
  const DataFrame frame = query("SELECT NULL AS n FROM range(70)");
  EXPECT_EQ(frame.num_rows(), 70);
  EXPECT_TRUE(frame.value(69, "n").is_null());
}

TEST_F(Reading, keeps_values_and_nulls_over_many_chunks) {
  const DataFrame frame = query(
      "SELECT i, CASE WHEN i % 7 = 0 THEN NULL ELSE 'text number ' || i END AS t, i % 3 = 0 AS b, "
      "CASE WHEN i % 5 = 0 THEN NULL ELSE list_value(i, i + 1) END AS l FROM range(10007) r(i)");
  const auto number = frame.column<std::int64_t>("i");
  const auto text = frame.column<std::string>("t");
  const auto flag = frame.column<bool>("b");
  ASSERT_EQ(frame.num_rows(), 10007);
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    ASSERT_EQ(number[row], row);
    ASSERT_EQ(text.is_valid(row), row % 7 != 0);
    if (row % 7 != 0) {
      ASSERT_EQ(text[row], "text number " + std::to_string(row));
    }
    ASSERT_EQ(flag[row], row % 3 == 0);
    ASSERT_EQ(frame.value(row, "l").is_null(), row % 5 == 0);
  }
  EXPECT_EQ(frame.data(1)->null_count, 1430);
  EXPECT_EQ(frame.value(10006, "l").to_string(), "[10006, 10007]");
}

TEST_F(Reading, gives_lists_whose_elements_lie_in_any_order) {
  run("CREATE TABLE l AS SELECT range(i, i + i % 4) AS v FROM range(5000) r(i)");
  const DataFrame frame = query("SELECT list_reverse(v) AS v FROM l ORDER BY v DESC");
  EXPECT_EQ(frame.value(0, "v").to_string(), "[5001, 5000, 4999]");
  const auto stream =
      connection_->stream("SELECT list_reverse(v) AS v FROM l WHERE len(v) = 3", {}, 7);
  EXPECT_EQ(stream->next()->value(1, "v").to_string(), "[9, 8, 7]");
}

TEST_F(Reading, refuses_by_name_what_it_cannot_read) {
  try {
    query("SELECT 1 AS ok, '101'::BIT AS flags");
    FAIL();
  } catch (const UnsupportedOperationError& error) {
    EXPECT_THAT(
        error.what(),
        HasSubstr("column 'flags' cannot be read here; cast it, for instance to VARCHAR: BIT"));
  }
  EXPECT_THROW(query("SELECT '2024-01-01'::TIMESTAMP_NS"), UnsupportedOperationError);
  EXPECT_THROW(query("SELECT [1::UHUGEINT]"), UnsupportedOperationError);
  EXPECT_THROW(query("SELECT union_value(a := 1)"), UnsupportedOperationError);
  EXPECT_EQ(connection_->describe("SELECT '101'::BIT AS flags")[0].type, DataType::other("BIT"));
}

TEST_F(Reading, tells_columns_of_one_name_apart) {
  EXPECT_THAT(query("SELECT 1 AS a, 2 AS A, 3 AS a").schema().names(),
              ElementsAre("a", "A_1", "a_2"));
}

TEST_F(Reading, gives_no_columns_for_statements_without_rows) {
  EXPECT_EQ(query("CREATE TABLE t(i INTEGER)").num_columns(), 0);
  EXPECT_EQ(query("INSERT INTO t VALUES (1), (2)").num_columns(), 0);
  EXPECT_EQ(query("INSERT INTO t VALUES (3) RETURNING i").num_rows(), 1);
  EXPECT_EQ(connection_->execute("UPDATE t SET i = i + 1 WHERE i > 1"), 2);
  EXPECT_EQ(connection_->execute("SELECT * FROM t"), 0);
}

}  // namespace
}  // namespace egregora::testing
