// SPDX-License-Identifier: Apache-2.0
// Which names count as plausible, and the sentence made of them.
#include <egregora/core/text_distance.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<std::string> kTables = {"messages", "messages_with_text", "runs", "windows",
                                          "window_messages"};

TEST(TextDistance, finds_typing_errors) {
  EXPECT_THAT(nearest_names("mesages", kTables, 1), ElementsAre("messages"));
  EXPECT_THAT(nearest_names("wnidows", kTables, 1), ElementsAre("windows"));
  EXPECT_THAT(nearest_names("RUNS", kTables), ElementsAre("runs"));
}

TEST(TextDistance, finds_names_that_hold_the_wanted_one) {
  EXPECT_THAT(nearest_names("window", kTables), ElementsAre("windows", "window_messages"));
}

TEST(TextDistance, keeps_quiet_where_nothing_is_plausible) {
  EXPECT_THAT(nearest_names("documents", kTables), IsEmpty());
  EXPECT_THAT(nearest_names("x", std::vector<std::string>{"y"}), IsEmpty());
  EXPECT_THAT(nearest_names("", kTables), IsEmpty());
  EXPECT_THAT(nearest_names(std::string(100'000, 'm'), kTables), IsEmpty());
}

TEST(TextDistance, puts_the_nearest_first_and_names_each_once) {
  const std::vector<std::string> known = {"cat", "bat", "cart", "cat", "ca"};
  EXPECT_THAT(nearest_names("cat", known), ElementsAre("cat", "bat", "ca"));
}

TEST(TextDistance, ends_a_sentence) {
  EXPECT_EQ(did_you_mean("mesages", kTables, 1), "; did you mean 'messages'?");
  EXPECT_EQ(did_you_mean("window", kTables), "; did you mean 'windows' or 'window_messages'?");
  EXPECT_EQ(did_you_mean("documents", kTables), "");
  const std::vector<std::string> known = {"aab", "aac", "aad"};
  EXPECT_EQ(did_you_mean("aaa", known, 3), "; did you mean 'aab', 'aac' or 'aad'?");
}

}  // namespace
}  // namespace egregora
