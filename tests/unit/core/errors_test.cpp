// SPDX-License-Identifier: Apache-2.0
// What a caller may rely on in every error: its code, its properties, and that it can be caught by
// its parent.
#include <egregora/core/errors.hpp>

#include "core/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <type_traits>

namespace egregora {
namespace {

using ::testing::HasSubstr;

TEST(Errors, carries_its_properties) {
  const TableNotFoundError error("no table 'posts'", {.object_name = "posts", .sql = "SELECT 1"});
  EXPECT_STREQ(error.what(), "no table 'posts'");
  EXPECT_EQ(error.code(), ErrorCode::table_not_found);
  EXPECT_EQ(error.object_name(), "posts");
  EXPECT_EQ(error.sql(), "SELECT 1");
  EXPECT_THAT(error.location().file_name(), HasSubstr("errors_test"));
}

TEST(Errors, copies_share_the_message) {
  const Error first(ErrorCode::ingest,
                    "a message long enough to live outside of the small string buffer");
  const Error second = first;
  EXPECT_EQ(first.what(), second.what());
  static_assert(std::is_nothrow_copy_constructible_v<Error>);
  static_assert(std::is_nothrow_copy_assignable_v<ConstraintError>);
}

TEST(Errors, database_errors_are_caught_by_their_parent) {
  EXPECT_THROW(throw ConflictError("again"), DatabaseError);
  EXPECT_THROW(throw CheckpointError("late"), DatabaseError);
  EXPECT_THROW(throw JsonError("bad"), Error);
}

TEST(Errors, a_checkpoint_error_says_whether_the_rows_are_safe) {
  EXPECT_FALSE(CheckpointError("x").committed());
  EXPECT_TRUE(CheckpointError("x", {}, true).committed());
}

TEST(Errors, names_every_code) {
  for (int i = 0; i <= static_cast<int>(ErrorCode::json); ++i) {
    EXPECT_NE(to_string(static_cast<ErrorCode>(i)), "unknown") << i;
  }
  EXPECT_EQ(to_string(ErrorCode::table_not_found), "table_not_found");
}

TEST(Check, passes_what_holds_and_leaves_its_message_alone) {
  bool evaluated = false;
  const auto message = [&] {
    evaluated = true;
    return "never";
  };
  EGREGORA_CHECK(1 + 1 == 2, message());
  EXPECT_FALSE(evaluated);
}

TEST(Check, names_message_expression_and_place) {
  try {
    EGREGORA_CHECK(1 + 1 == 3, "sums are wrong");
    FAIL() << "did not throw";
  } catch (const InternalError& error) {
    EXPECT_THAT(error.what(), HasSubstr("sums are wrong"));
    EXPECT_THAT(error.what(), HasSubstr("1 + 1 == 3"));
    EXPECT_THAT(error.what(), HasSubstr("errors_test.cpp:"));
    EXPECT_THAT(error.location().file_name(), HasSubstr("errors_test"));
  }
}

}  // namespace
}  // namespace egregora
