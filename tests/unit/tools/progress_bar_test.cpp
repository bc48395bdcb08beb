// The progress line: what it says, that it fits, and that it appears on a terminal only.
#include "tools/egregora/progress_bar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace egregora::program {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

/// Cells of a line of ASCII and block characters.
std::size_t cells(const std::string& line) {
  std::size_t count = 0;
  for (const char c : line) count += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0 : 1;
  return count;
}

TEST(ProgressLine, shows_share_amounts_and_time_left) {
  const ProgressState state{.label = "ingesting chat.txt",
                            .done = 25'000'000,
                            .total = 100'000'000,
                            .note = "2,000 messages"};
  const std::string line = progress_line(state, 10, 120);
  EXPECT_THAT(line, StartsWith("ingesting chat.txt "));
  EXPECT_THAT(line, HasSubstr(" 25 %  25 MB of 100 MB  2,000 messages  30 s left"));
  EXPECT_THAT(line, HasSubstr("█░"));
}

TEST(ProgressLine, gives_no_time_before_it_can_know) {
  EXPECT_THAT(progress_line({.label = "x", .fraction = 0.5}, 0.2, 80), Not(HasSubstr("left")));
  EXPECT_THAT(progress_line({.label = "x", .fraction = 0}, 20, 80), Not(HasSubstr("left")));
  EXPECT_THAT(progress_line({.label = "x", .fraction = 1}, 20, 80), Not(HasSubstr("left")));
}

TEST(ProgressLine, shows_no_bar_for_what_cannot_be_measured) {
  EXPECT_EQ(progress_line({.label = "opening"}, 3, 80), "opening");
  EXPECT_THAT(progress_line({.label = "x", .done = 10, .total = 0}, 3, 80), Not(HasSubstr("░")));
}

TEST(ProgressLine, fits_any_width) {
  const ProgressState state{
      .label = "ingesting a long name", .done = 5, .total = 10, .note = "1 message"};
  for (int width = 0; width < 130; ++width) {
    EXPECT_LE(cells(progress_line(state, 10, width)), static_cast<std::size_t>(width)) << width;
  }
}

TEST(ProgressBar, is_silent_where_nobody_watches) {
  std::ostringstream out;
  {
    ProgressBar bar(out, Terminal{.interactive = false}, true);
    bar.update({.label = "x", .fraction = 0.5});
    ProgressBar quiet(out, Terminal{.interactive = true}, false);
    quiet.update({.label = "x", .fraction = 0.5});
  }
  EXPECT_THAT(out.str(), IsEmpty());
}

TEST(ProgressBar, takes_its_line_away) {
  std::ostringstream out;
  {
    ProgressBar bar(out, Terminal{.interactive = true, .width = 40}, true);
    bar.update({.label = "x", .fraction = 0.5});
    EXPECT_THAT(out.str(), HasSubstr("50 %"));
  }
  EXPECT_THAT(out.str(), ::testing::EndsWith("\r\x1b[K"));
}

}  // namespace
}  // namespace egregora::program
