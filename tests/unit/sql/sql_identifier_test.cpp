// SPDX-License-Identifier: Apache-2.0
// Names that are odd, but names.
#include <egregora/core/errors.hpp>
#include <egregora/sql/sql_text.hpp>

#include <gmock/gmock.h>

namespace egregora {
namespace {
using namespace std::string_literals;

std::string quoted(std::string_view name) { return SqlIdentifier(name).text(); }

TEST(SqlIdentifier, is_always_quoted) {
  EXPECT_EQ(quoted("id"), "\"id\"");
  EXPECT_EQ(quoted("select"), "\"select\"");
  EXPECT_EQ(quoted("Mixed Case"), "\"Mixed Case\"");
  EXPECT_EQ(quoted("1"), "\"1\"");
  EXPECT_EQ(quoted(" "), "\" \"");
}

TEST(SqlIdentifier, doubles_its_quotes_and_leaves_all_else) {
  EXPECT_EQ(quoted("\""), "\"\"\"\"");
  EXPECT_EQ(quoted("a\"b\"\"c"), "\"a\"\"b\"\"\"\"c\"");
  EXPECT_EQ(quoted("it's; DROP TABLE x --\n\\"), "\"it's; DROP TABLE x --\n\\\"");
  EXPECT_EQ(quoted("Größe 名前 \U0001F600"), "\"Größe 名前 \U0001F600\"");
}

TEST(SqlIdentifier, refuses_what_no_engine_takes) {
  EXPECT_THROW(SqlIdentifier(""), InvalidOperationError);
  try {
    SqlIdentifier name("ab\0cd"s);
    FAIL() << name.text();
  } catch (const InvalidOperationError& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("NUL"));
    EXPECT_EQ(error.object_name(), "ab");
  }
}

}  // namespace
}  // namespace egregora
