// The one line that says what went wrong.
#include "tools/egregora/failure.hpp"

#include <gtest/gtest.h>

namespace egregora::program {
namespace {

TEST(Failure, is_one_line_whatever_the_message_holds) {
  EXPECT_EQ(one_line("a\n\tb\x1b[31m c  \n"), "a b [31m c");
  EXPECT_EQ(one_line("Parser Error: syntax error\n\nLINE 1: SELEC\n        ^"),
            "Parser Error: syntax error");
}

TEST(Failure, names_the_thing_once) {
  EXPECT_EQ(failure_line("chat.txt", "it is empty"), "egregora: chat.txt: it is empty");
  EXPECT_EQ(failure_line("chat.txt", "chat.txt: it is empty"), "egregora: chat.txt: it is empty");
  EXPECT_EQ(failure_line("", "out of memory"), "egregora: out of memory");
}

}  // namespace
}  // namespace egregora::program
