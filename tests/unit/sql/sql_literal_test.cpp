// SPDX-License-Identifier: Apache-2.0
// Literals of every type as text. That DuckDB reads them back bit for bit is a property test.
#include <egregora/core/errors.hpp>
#include <egregora/sql/sql_text.hpp>

#include <gmock/gmock.h>

#include <limits>

namespace egregora {
namespace {
using namespace std::string_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string in_duckdb(const Scalar& value) { return SqlLiteral(value, Dialect::duckdb()).text(); }
std::string in_postgres(const Scalar& value) {
  return SqlLiteral(value, Dialect::postgresql()).text();
}
template <class T>
Scalar of(DataType type, T value) {
  return Scalar::of(std::move(type), Scalar::Storage(std::move(value)));
}
template <class T>
constexpr T lowest = std::numeric_limits<T>::lowest();
template <class T>
constexpr T highest = std::numeric_limits<T>::max();

TEST(SqlLiteral, whole_numbers_say_their_width) {
  EXPECT_EQ(in_duckdb(Scalar(0)), "CAST(0 AS BIGINT)");
  EXPECT_EQ(in_duckdb(Scalar(lowest<std::int64_t>)), "CAST(-9223372036854775808 AS BIGINT)");
  EXPECT_EQ(in_duckdb(Scalar(highest<std::uint64_t>)), "CAST(18446744073709551615 AS UBIGINT)");
  EXPECT_EQ(in_duckdb(of(DataType::int8(), std::int64_t{-128})), "CAST(-128 AS TINYINT)");
  EXPECT_EQ(in_duckdb(of(DataType::int128(), -(int128_t{1} << 126) * 2)),
            "CAST('-170141183460469231731687303715884105728' AS HUGEINT)");
  EXPECT_EQ(in_postgres(of(DataType::int16(), std::int64_t{-7})), "CAST(-7 AS smallint)");
}

TEST(SqlLiteral, floating_numbers_have_an_exponent_or_a_name) {
  EXPECT_EQ(in_duckdb(Scalar(0.1)), "0.1e0");
  EXPECT_EQ(in_duckdb(Scalar(-0.0)), "-0e0");
  EXPECT_EQ(in_duckdb(Scalar(highest<double>)), "1.7976931348623157e+308");
  EXPECT_EQ(in_duckdb(Scalar(std::numeric_limits<double>::denorm_min())), "5e-324");
  EXPECT_EQ(in_duckdb(Scalar(std::numeric_limits<double>::infinity())),
            "CAST('Infinity' AS DOUBLE)");
  EXPECT_EQ(in_duckdb(Scalar(-std::numeric_limits<double>::infinity())),
            "CAST('-Infinity' AS DOUBLE)");
  EXPECT_EQ(in_duckdb(Scalar(std::numeric_limits<double>::quiet_NaN())), "CAST('NaN' AS DOUBLE)");
  EXPECT_EQ(in_duckdb(of(DataType::float32(), 0.1)), "CAST(0.1e0 AS FLOAT)");
  EXPECT_EQ(in_postgres(Scalar(0.1)), "float8 '0.1e0'");
  EXPECT_EQ(in_postgres(Scalar(-0.0)), "float8 '-0e0'");
}

TEST(SqlLiteral, decimals_keep_their_scale) {
  EXPECT_EQ(in_duckdb(of(DataType::decimal(5, 2), DecimalDigits{-1})),
            "CAST('-0.01' AS DECIMAL(5, 2))");
  EXPECT_EQ(in_duckdb(of(DataType::decimal(38, 0), DecimalDigits{int128_t{1} << 100})),
            "CAST('1267650600228229401496703205376' AS DECIMAL(38, 0))");
  EXPECT_EQ(in_postgres(of(DataType::decimal(5, 2), DecimalDigits{100})),
            "CAST('1.00' AS numeric(5, 2))");
}

TEST(SqlLiteral, texts_double_their_quotes_and_leave_backslashes) {
  EXPECT_EQ(in_duckdb(Scalar("")), "''");
  EXPECT_EQ(in_duckdb(Scalar("it's \\' \"x\"\n")), "'it''s \\'' \"x\"\n'");
  EXPECT_EQ(in_postgres(Scalar("名前'")), "'名前'''");
  EXPECT_EQ(in_duckdb(of(DataType::json(), "{\"a\": \"'\"}"s)), "CAST('{\"a\": \"''\"}' AS JSON)");
}

TEST(SqlLiteral, refuses_a_text_with_a_nul_byte) {
  EXPECT_THROW(in_duckdb(Scalar("a\0b"s)), InvalidOperationError);
  EXPECT_THROW(in_duckdb(of(DataType::list(DataType::string()), std::vector<Scalar>{"a\0b"s})),
               InvalidOperationError);
}

TEST(SqlLiteral, blobs_are_hexadecimal) {
  const Blob bytes{std::byte{0}, std::byte{39}, std::byte{255}};
  EXPECT_EQ(in_duckdb(Scalar(bytes)), "from_hex('0027FF')");
  EXPECT_EQ(in_postgres(Scalar(bytes)), "bytea '\\x0027FF'");
  EXPECT_EQ(in_duckdb(Scalar(Blob{})), "from_hex('')");
}

TEST(SqlLiteral, instants_are_in_utc_and_others_naive) {
  const Timestamp moment = parse_timestamp("2025-01-31 23:30:00.5+01:00");
  EXPECT_EQ(in_duckdb(Scalar(moment)), "TIMESTAMPTZ '2025-01-31 22:30:00.500000+00'");
  EXPECT_EQ(in_duckdb(of(DataType::timestamp(), moment)), "TIMESTAMP '2025-01-31 22:30:00.500000'");
  EXPECT_EQ(in_postgres(Scalar(Timestamp(std::chrono::microseconds(-1)))),
            "TIMESTAMPTZ '1969-12-31 23:59:59.999999+00'");
  EXPECT_EQ(in_duckdb(Scalar(Timestamp(std::chrono::microseconds(highest<std::int64_t>)))),
            "TIMESTAMPTZ 'infinity'");
}

TEST(SqlLiteral, years_before_christ_are_named_as_each_engine_names_them) {
  const Date ides(std::chrono::days(-735'160));
  EXPECT_EQ(in_duckdb(Scalar(ides)), "DATE '0044-03-15 (BC)'");
  EXPECT_EQ(in_postgres(Scalar(ides)), "DATE '0044-03-15 BC'");
  EXPECT_EQ(in_duckdb(Scalar(Timestamp(ides))), "TIMESTAMPTZ '0044-03-15 (BC) 00:00:00+00'");
  EXPECT_EQ(in_postgres(Scalar(Timestamp(ides))), "TIMESTAMPTZ '0044-03-15 00:00:00+00 BC'");
}

TEST(SqlLiteral, intervals_keep_their_three_parts) {
  EXPECT_EQ(in_duckdb(Scalar(Interval{})), "INTERVAL '0 days'");
  EXPECT_EQ(in_duckdb(Scalar(Interval{-1, 40, -3})),
            "INTERVAL '-1 months 40 days -3 microseconds'");
  EXPECT_EQ(in_duckdb(Scalar(Interval{0, 0, lowest<std::int64_t>})),
            "INTERVAL '-9223372036854775807 microseconds -1 microseconds'");
}

TEST(SqlLiteral, null_has_its_type_too) {
  EXPECT_EQ(in_duckdb(Scalar()), "NULL");
  EXPECT_EQ(in_duckdb(Scalar::null(DataType::uuid())), "CAST(NULL AS UUID)");
  EXPECT_EQ(in_postgres(Scalar::null(DataType::timestamp_tz())),
            "CAST(NULL AS timestamp with time zone)");
}

TEST(SqlLiteral, nested_values_are_cast_as_a_whole) {
  const DataType pair =
      DataType::struct_of({{"a\"b'c", DataType::int64()}, {"d", DataType::date()}});
  EXPECT_EQ(in_duckdb(of(pair, std::vector<Scalar>{1, Scalar()})),
            "CAST({'a\"b''c': 1, 'd': NULL} AS STRUCT(\"a\"\"b'c\" BIGINT, \"d\" DATE))");
  const DataType lists = DataType::list(DataType::list(DataType::int64()));
  const Scalar inner = of(DataType::list(DataType::int64()), std::vector<Scalar>{1});
  EXPECT_EQ(in_duckdb(of(lists, std::vector<Scalar>{inner})),
            "CAST([CAST([1] AS BIGINT[])] AS BIGINT[][])");
  EXPECT_EQ(in_duckdb(of(DataType::map(DataType::string(), DataType::int64()),
                         std::vector<Scalar>{"k", 1})),
            "CAST(MAP {'k': 1} AS MAP(VARCHAR, BIGINT))");
}

TEST(SqlLiteral, a_type_that_the_engine_lacks_is_named) {
  try {
    in_postgres(of(DataType::int128(), int128_t{1}));
    FAIL();
  } catch (const UnsupportedOperationError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("int128"), HasSubstr("PostgreSQL")));
  }
}

}  // namespace
}  // namespace egregora
