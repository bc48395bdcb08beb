// SPDX-License-Identifier: Apache-2.0
// Parameters: every kind of value goes in and comes out as it was.
#include "unit/engine/engine_fixture.hpp"

#include <cmath>

namespace egregora::testing {
namespace {

using ::testing::HasSubstr;

class Parameters : public EngineTest {};

Scalar of(const DataType& type, Scalar::Storage storage) {
  return Scalar::of(type, std::move(storage));
}

TEST_F(Parameters, come_back_as_they_went_in) {
  const auto list = DataType::list(DataType::string());
  const auto record = DataType::struct_of({{"x", DataType::int64()}, {"y", list}});
  const auto map = DataType::map(DataType::string(), DataType::int64());
  const std::vector<Scalar> values{
      true,
      std::int64_t{-5},
      std::uint64_t{18446744073709551615U},
      0.25,
      std::nan(""),
      "text with 'quotes'",
      std::string("nul\0inside", 10),
      "",
      "wörld",
      Uuid::parse("80000000-0000-0000-0000-000000000001"),
      parse_date("2024-02-29"),
      parse_timestamp("2024-02-29 10:00:00.000001"),
      TimeOfDay{1},
      Interval{1, -2, 3},
      Blob{std::byte{0}, std::byte{255}},
      of(DataType::int8(), std::int64_t{-7}),
      of(DataType::uint16(), std::uint64_t{7}),
      of(DataType::int128(), int128_t{1} << 100),
      of(DataType::float32(), 0.5),
      of(DataType::decimal(9, 2), DecimalDigits{-5}),
      of(DataType::decimal(38, 3), DecimalDigits{int128_t{1} << 100}),
      of(DataType::timestamp(), parse_timestamp("1969-01-01")),
      of(list, std::vector<Scalar>{"a", Scalar(), "b"}),
      of(list, std::vector<Scalar>{}),
      of(record, std::vector<Scalar>{1, of(list, std::vector<Scalar>{"z"})}),
      of(map, std::vector<Scalar>{"a", 1, "b", Scalar()}),
      of(map, std::vector<Scalar>{}),
      of(DataType::array(DataType::int64(), 2), std::vector<Scalar>{1, 2})};
  for (const Scalar& value : values) {
    const Scalar back = cell("SELECT ?", {value});
    EXPECT_EQ(back.type(), value.type());
    EXPECT_EQ(back.to_string(), value.to_string()) << value.type();
  }
}

TEST_F(Parameters, an_enumeration_goes_in_by_its_label) {
  const auto colour = DataType::enumeration({"red", "green"});
  EXPECT_EQ(cell("SELECT ?", {of(colour, std::string("green"))}), of(colour, std::string("green")));
  EXPECT_THROW(cell("SELECT ?", {of(colour, std::string("blue"))}), TypeError);
}

TEST_F(Parameters, null_fits_anywhere) {
  run("CREATE TABLE t(i INTEGER, u UUID, l VARCHAR[])");
  EXPECT_EQ(connection_->execute("INSERT INTO t VALUES (?, ?, ?)",
                                 {Scalar(), Scalar::null(DataType::uuid()), Scalar()}),
            1);
  EXPECT_TRUE(cell("SELECT u FROM t").is_null());
}

TEST_F(Parameters, can_be_numbered_and_repeated) {
  EXPECT_EQ(cell("SELECT $1 + $1 * $2", {2, 10}), Scalar(22));
  EXPECT_EQ(cell("SELECT $1 + $1 * $2", {3, 10}), Scalar(33));
  EXPECT_EQ(cell("SELECT $1 + $1 * $2", {1.5, 1}).as<double>(), 3.0);
}

TEST_F(Parameters, must_be_as_many_as_the_statement_has) {
  EXPECT_THROW(query("SELECT ?"), InvalidOperationError);
  EXPECT_THROW(query("SELECT 1", {1}), InvalidOperationError);
  EXPECT_THROW(query("SELECT ?", {"\xFF\xFE"}), TypeError);
}

TEST_F(Parameters, keep_their_text_out_of_the_statement) {
  run("CREATE TABLE t(s VARCHAR)");
  connection_->execute("INSERT INTO t VALUES (?)", {"x'); DROP TABLE t; --"});
  EXPECT_EQ(count("t"), 1);
}

}  // namespace
}  // namespace egregora::testing
