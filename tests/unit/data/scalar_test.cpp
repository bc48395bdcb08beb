// SPDX-License-Identifier: Apache-2.0
// Scalars: what a C++ value becomes, how it prints, and what is no value of a type.
#include <gmock/gmock.h>

#include <cmath>
#include <egregora/core/errors.hpp>
#include <egregora/data/scalar.hpp>
#include <limits>

namespace egregora {
namespace {

constexpr int128_t kLowest128 = -(int128_t{1} << 126) * 2;

TEST(Scalar, takes_its_type_from_the_value) {
  EXPECT_EQ(Scalar(1).type(), DataType::int64());
  EXPECT_EQ(Scalar(std::uint32_t{1}).type(), DataType::int64());
  EXPECT_EQ(Scalar(std::uint64_t{1}).type(), DataType::uint64());
  EXPECT_EQ(Scalar("x").type(), DataType::string());
  EXPECT_EQ(Scalar(true).type(), DataType::boolean());
  EXPECT_EQ(Scalar(1.5F).type(), DataType::float64());
  EXPECT_EQ(Scalar(std::optional<std::string>{}).type(), DataType::string());
  EXPECT_TRUE(Scalar(std::optional<int>{}).is_null());
  EXPECT_EQ(Scalar(std::optional<int>{7}).as<std::int64_t>(), 7);
}

TEST(Scalar, prints_for_people) {
  EXPECT_EQ(Scalar().to_string(), "NULL");
  EXPECT_EQ(Scalar(5.0).to_string(), "5.0");
  EXPECT_EQ(Scalar(0.1).to_string(), "0.1");
  EXPECT_EQ(Scalar(-std::numeric_limits<double>::infinity()).to_string(), "-inf");
  EXPECT_EQ(Scalar::of(DataType::float32(), 0.1F).to_string(), "0.1");
  EXPECT_EQ(Scalar::of(DataType::decimal(5, 3), DecimalDigits{-42}).to_string(), "-0.042");
  EXPECT_EQ(Scalar::of(DataType::decimal(5, 0), DecimalDigits{42}).to_string(), "42");
  EXPECT_EQ(Scalar::of(DataType::int128(), kLowest128).to_string(),
            "-170141183460469231731687303715884105728");
  EXPECT_EQ(Scalar(Blob{std::byte{'a'}, std::byte{0}, std::byte{'\\'}}).to_string(), "a\\x00\\x5C");
}

TEST(Scalar, prints_points_in_time) {
  const Timestamp noon = parse_timestamp("2024-02-29 12:00:00.5");
  EXPECT_EQ(Scalar(noon).to_string(), "2024-02-29 12:00:00.500000+00");
  EXPECT_EQ(Scalar::of(DataType::timestamp(), noon).to_string(), "2024-02-29 12:00:00.500000");
  EXPECT_EQ(Scalar(parse_date("2024-02-29")).to_string(), "2024-02-29");
  constexpr auto kHighest = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(Scalar(Timestamp{std::chrono::microseconds{kHighest}}).to_string(), "infinity");
  EXPECT_EQ(Scalar(Timestamp{std::chrono::microseconds{-kHighest}}).to_string(), "-infinity");
  constexpr auto kHighestDay = std::numeric_limits<std::int32_t>::max();
  EXPECT_EQ(Scalar(Date{std::chrono::days{kHighestDay}}).to_string(), "infinity");
}

TEST(Scalar, prints_nested_values) {
  const auto list = DataType::list(DataType::int64());
  const Scalar numbers = Scalar::of(list, std::vector<Scalar>{1, Scalar::null(DataType::int64())});
  EXPECT_EQ(numbers.to_string(), "[1, NULL]");
  EXPECT_EQ(
      Scalar::of(DataType::struct_of({{"x", list}}), std::vector<Scalar>{numbers}).to_string(),
      "{'x': [1, NULL]}");
  EXPECT_EQ(Scalar::of(DataType::map(DataType::string(), DataType::int64()),
                       std::vector<Scalar>{"a", 1, "b", 2})
                .to_string(),
            "{a=1, b=2}");
}

TEST(Scalar, compares_values_and_types) {
  EXPECT_EQ(Scalar(1), Scalar(1));
  EXPECT_FALSE(Scalar(1) == Scalar(1.0));
  EXPECT_EQ(Scalar(std::nan("")), Scalar(std::nan("")));
  EXPECT_EQ(Scalar::null(DataType::int64()), Scalar(std::optional<int>{}));
  EXPECT_FALSE(Scalar::null(DataType::int64()) == Scalar());
}

TEST(Scalar, refuses_what_is_no_value_of_its_type) {
  EXPECT_THROW(Scalar::of(DataType::int8(), std::int64_t{128}), TypeError);
  EXPECT_THROW(Scalar::of(DataType::uint16(), std::uint64_t{65536}), TypeError);
  EXPECT_THROW(Scalar::of(DataType::string(), std::int64_t{1}), TypeError);
  EXPECT_THROW(Scalar::of(DataType::decimal(2, 0), DecimalDigits{100}), TypeError);
  EXPECT_THROW(Scalar::of(DataType::list(DataType::int64()), std::vector<Scalar>{"x"}), TypeError);
  EXPECT_THROW(Scalar::of(DataType::array(DataType::int64(), 2), std::vector<Scalar>{1}),
               TypeError);
  EXPECT_THROW(Scalar::of(DataType::null(), std::int64_t{1}), TypeError);
  EXPECT_NO_THROW(Scalar::of(DataType::int8(), std::int64_t{-128}));
  EXPECT_NO_THROW(Scalar::of(DataType::null(), std::monostate{}));
}

TEST(Scalar, gives_its_value_only_as_held) {
  EXPECT_EQ(Scalar("x").as<std::string>(), "x");
  EXPECT_THROW((void)Scalar("x").as<std::int64_t>(), TypeError);
  EXPECT_THROW((void)Scalar().as<std::int64_t>(), NullValueError);
}

}  // namespace
}  // namespace egregora
