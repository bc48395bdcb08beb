// SPDX-License-Identifier: Apache-2.0
#include "database/column_matching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/memtable.hpp>

namespace egregora::detail {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Schema kTarget = {{"id", DataType::int64()}, {"name", DataType::string()}};

TEST(ColumnMatching, columns_match_by_name_and_get_the_tables_order) {
  const Table rows = memtable({{"NAME", {"a"}}, {"id", {1}}});
  EXPECT_THAT(fitted_to(rows, kTarget, "t").columns(), ElementsAre("id", "name"));
}

TEST(ColumnMatching, rows_that_fit_are_left_alone) {
  const Table rows = memtable({{"id", {1}}, {"name", {"a"}}});
  EXPECT_TRUE(fitted_to(rows, kTarget, "t").equals(rows));
}

TEST(ColumnMatching, every_difference_is_named_at_once) {
  const Table rows = memtable({{"id", {1.5}}, {"extra", {"a"}}});
  try {
    fitted_to(rows, kTarget, "people");
    FAIL();
  } catch (const SchemaMismatchError& error) {
    EXPECT_EQ(error.object_name(), "people");
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("'id' is float64, not int64"), HasSubstr("'name' is missing"),
                      HasSubstr("'extra' is not in the table")));
  }
}

TEST(ColumnMatching, a_conversion_that_may_change_a_value_is_none) {
  EXPECT_TRUE(is_stored_exactly(DataType::int64(), DataType::int32()));
  EXPECT_TRUE(is_stored_exactly(DataType::int32(), DataType::float64()));
  EXPECT_TRUE(is_stored_exactly(DataType::null(), DataType::uuid()));
  EXPECT_TRUE(is_stored_exactly(DataType::string(), DataType::json()));
  EXPECT_FALSE(is_stored_exactly(DataType::int64(), DataType::float64()));
  EXPECT_FALSE(is_stored_exactly(DataType::float64(), DataType::int64()));
  EXPECT_FALSE(is_stored_exactly(DataType::timestamp(), DataType::timestamp_tz()));
}

TEST(ColumnMatching, what_parquet_changes_is_refused_with_the_cast_to_write) {
  const DataType hugeint = DataType::int128();
  for (const DataType& type :
       {hugeint, DataType::interval(), DataType::enumeration({"a"}),
        DataType::array(DataType::int32(), 3), DataType::other("BIT"), DataType::list(hugeint),
        DataType::struct_of({{"x", DataType::list(hugeint)}}),
        DataType::map(DataType::string(), hugeint)}) {
    try {
      require_exact_in_parquet({{"total", type}});
      FAIL() << type.to_string();
    } catch (const UnsupportedOperationError& error) {
      EXPECT_THAT(error.what(), AllOf(HasSubstr("'total'"), HasSubstr("cast it to")));
    }
  }
  EXPECT_NO_THROW(require_exact_in_parquet(
      {{"a", DataType::uuid()}, {"b", DataType::json()}, {"c", DataType::list(DataType::uuid())}}));
}

}  // namespace
}  // namespace egregora::detail
