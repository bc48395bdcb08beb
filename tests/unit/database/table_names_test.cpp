// SPDX-License-Identifier: Apache-2.0
#include "database/table_names.hpp"

#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>

namespace egregora::detail {
namespace {

TEST(TableNames, words_are_accepted) {
  for (const char* name : {"a", "_", "Table1", "select", "conversations_enriched"}) {
    EXPECT_NO_THROW(check_table_name(name)) << name;
  }
  EXPECT_NO_THROW(check_table_name(std::string(128, 'x')));
}

TEST(TableNames, everything_else_is_refused) {
  for (const char* name :
       {"", "1a", "a-b", "a b", "../../x", "a.b", "a/b", "caf\xC3\xA9", "a\"b"}) {
    EXPECT_THROW(check_table_name(name), InvalidTableNameError) << name;
  }
  EXPECT_THROW(check_table_name(std::string(129, 'x')), InvalidTableNameError);
  EXPECT_THROW(check_table_name(std::string_view("a\0b", 3)), InvalidTableNameError);
}

TEST(TableNames, our_prefix_is_ours_in_any_letter_case) {
  EXPECT_THROW(check_table_name("_egregora_x"), InvalidTableNameError);
  EXPECT_THROW(check_table_name("_EGREGORA_manifest"), InvalidTableNameError);
  EXPECT_TRUE(is_internal_name("_Egregora_Manifest"));
  EXPECT_FALSE(is_internal_name("egregora_manifest"));
}

TEST(TableNames, conversations_is_not_managed) {
  EXPECT_TRUE(is_managed_name("Messages"));
  EXPECT_FALSE(is_managed_name("conversations"));
}

}  // namespace
}  // namespace egregora::detail
