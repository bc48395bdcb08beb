// SPDX-License-Identifier: Apache-2.0
#include <egregora/database/views.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Table same(const Table& table) { return table; }

TEST(ViewRegistry, starts_empty_and_lists_in_order) {
  ViewRegistry registry;
  EXPECT_THAT(registry.list(), ElementsAre());
  registry.add("b", same);
  registry.add("a", same, {.description = "first", .depends_on = {"conversations"}});
  EXPECT_THAT(registry.list(), ElementsAre("a", "b"));
  EXPECT_EQ(registry.describe("A").description, "first");
  EXPECT_TRUE(registry.has("B"));
  EXPECT_TRUE(registry.remove("b"));
  EXPECT_FALSE(registry.remove("b"));
}

TEST(ViewRegistry, a_name_is_taken_once) {
  ViewRegistry registry;
  registry.add("loud", same);
  EXPECT_THROW(registry.add("LOUD", same), TableExistsError);
  EXPECT_THROW(registry.add("not a name", same), InvalidTableNameError);
  EXPECT_THROW(registry.add("empty", ViewBuilder{}), InvalidOperationError);
}

TEST(ViewRegistry, an_unknown_name_suggests_the_nearest) {
  try {
    (void)views().get("chunk");
    FAIL();
  } catch (const ViewNotFoundError& error) {
    EXPECT_THAT(error.what(), HasSubstr("did you mean 'chunks'"));
  }
}

TEST(ViewRegistry, a_circle_is_refused_with_its_path) {
  ViewRegistry registry;
  registry.add("a", same, {.depends_on = {"b"}});
  registry.add("b", same, {.depends_on = {"c", "conversations"}});
  try {
    registry.add("c", same, {.depends_on = {"a"}});
    FAIL();
  } catch (const InvalidOperationError& error) {
    EXPECT_THAT(error.what(), HasSubstr("c -> a -> b -> c"));
  }
  EXPECT_THROW(registry.add("d", same, {.depends_on = {"d"}}), InvalidOperationError);
}

TEST(ViewRegistry, the_process_wide_one_holds_the_built_in_six) {
  EXPECT_THAT(views().list(),
              ElementsAre("chunks", "chunks_optimized", "daily_aggregates", "hourly_aggregates",
                          "messages_with_media", "messages_with_text"));
  EXPECT_EQ(common_views().size(), 6U);
}

}  // namespace
}  // namespace egregora
