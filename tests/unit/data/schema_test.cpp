// SPDX-License-Identifier: Apache-2.0
// Schemas: names, look-up whatever the letter case, equality.
#include <gmock/gmock.h>

#include <egregora/core/errors.hpp>
#include <egregora/data/schema.hpp>

namespace egregora {
namespace {

TEST(Schema, finds_fields_whatever_the_letter_case) {
  const Schema schema{{"Event_Id", DataType::string()}, {"rating", DataType::float64(), false}};
  EXPECT_EQ(schema.index_of("event_id"), 0U);
  EXPECT_EQ(schema.at("RATING").type, DataType::float64());
  EXPECT_FALSE(schema.contains("missing"));
  EXPECT_EQ(schema.to_string(), "Event_Id: string\nrating: float64 not null\n");
}

TEST(Schema, names_the_nearest_field) {
  const Schema schema{{"rating", DataType::float64()}};
  try {
    (void)schema.at("ratng");
    FAIL();
  } catch (const ColumnNotFoundError& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("did you mean 'rating'"));
    EXPECT_EQ(error.object_name(), "ratng");
  }
}

TEST(Schema, refuses_a_name_given_twice) {
  EXPECT_THROW((Schema{{"a", DataType::int64()}, {"A", DataType::int64()}}), IntegrityError);
}

TEST(Schema, compares_by_value_and_copies_share) {
  const Schema schema{{"a", DataType::int64()}};
  const Schema copy = schema;
  EXPECT_EQ(copy, schema);
  EXPECT_EQ(schema, (Schema{{"a", DataType::int64()}}));
  EXPECT_NE(schema, (Schema{{"a", DataType::int64(), false}}));
  EXPECT_TRUE(Schema().empty());
  EXPECT_EQ(&copy.fields(), &schema.fields());
}

}  // namespace
}  // namespace egregora
