// SPDX-License-Identifier: Apache-2.0
// What counts as UTF-8: Unicode's table of well-formed sequences, at any place of a text.
#include "core/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace egregora::detail {
namespace {

TEST(Utf8, takes_what_is_well_formed) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8(std::string(3, '\0')));
  for (const std::string text :
       {"plain ASCII of many bytes", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
        "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    for (int before = 0; before < 9; ++before) {
      EXPECT_TRUE(is_utf8(std::string(static_cast<std::size_t>(before), 'x') + text + "y"));
    }
  }
}

TEST(Utf8, refuses_everything_else) {
  for (const std::string text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xE2\x82", "\xED\xA0\x80",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    for (int before = 0; before < 9; ++before) {
      EXPECT_FALSE(is_utf8(std::string(static_cast<std::size_t>(before), 'x') + text));
      EXPECT_FALSE(is_utf8(text + std::string(static_cast<std::size_t>(before), 'x')));
    }
  }
}

}  // namespace
}  // namespace egregora::detail
