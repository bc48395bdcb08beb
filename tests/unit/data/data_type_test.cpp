// SPDX-License-Identifier: Apache-2.0
// Types: equality, parts, their names, and what they refuse.
#include <gmock/gmock.h>

#include <egregora/core/errors.hpp>
#include <egregora/data/data_type.hpp>

namespace egregora {
namespace {

TEST(DataType, compares_by_value) {
  EXPECT_EQ(DataType::list(DataType::int64()), DataType::list(DataType::int64()));
  EXPECT_NE(DataType::list(DataType::int64()), DataType::list(DataType::int32()));
  EXPECT_NE(DataType::decimal(18, 3), DataType::decimal(18, 2));
  EXPECT_EQ(DataType(), DataType::null());
  EXPECT_NE(DataType::enumeration({"a"}), DataType::enumeration({"b"}));
}

TEST(DataType, prints_itself) {
  const auto type =
      DataType::struct_of({{"a", DataType::int64()},
                           {"b", DataType::list(DataType::uuid())},
                           {"c", DataType::map(DataType::string(), DataType::decimal(9, 2))},
                           {"d", DataType::array(DataType::float32(), 3)}});
  EXPECT_EQ(type.to_string(),
            "struct<a: int64, b: list<uuid>, c: map<string, decimal(9, 2)>, d: array<float32, 3>>");
  EXPECT_EQ(DataType::enumeration({"x", "y"}).to_string(), "enum<'x', 'y'>");
  EXPECT_EQ(DataType::other("BIGNUM").to_string(), "BIGNUM");
}

TEST(DataType, knows_its_families) {
  EXPECT_TRUE(DataType::int128().is_integer());
  EXPECT_TRUE(DataType::uint8().is_numeric());
  EXPECT_FALSE(DataType::boolean().is_numeric());
  EXPECT_TRUE(DataType::time().is_temporal());
  EXPECT_FALSE(DataType::interval().is_temporal());
  EXPECT_TRUE(DataType::map(DataType::string(), DataType::string()).is_nested());
}

TEST(DataType, finds_fields_whatever_the_letter_case) {
  const auto type = DataType::struct_of({{"Mentions", DataType::int64()}});
  EXPECT_EQ(type.field("mentions"), DataType::int64());
  try {
    (void)type.field("mention");
    FAIL();
  } catch (const TypeError& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("did you mean 'Mentions'"));
  }
}

TEST(DataType, refuses_parts_that_it_does_not_have) {
  EXPECT_THROW((void)DataType::int64().element(), TypeError);
  EXPECT_THROW((void)DataType::string().fields(), TypeError);
  EXPECT_THROW((void)DataType::list(DataType::string()).key(), TypeError);
  EXPECT_THROW((void)DataType::int64().scale(), TypeError);
  EXPECT_THROW(DataType::decimal(39, 0), TypeError);
  EXPECT_THROW(DataType::decimal(5, 6), TypeError);
  EXPECT_THROW(DataType::array(DataType::int8(), 0), TypeError);
}

}  // namespace
}  // namespace egregora
