// SPDX-License-Identifier: Apache-2.0
// The sink gets every line, may be taken away, and can neither end nor block its caller.
#include <egregora/core/logging.hpp>

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace egregora {
namespace {

class Logging : public ::testing::Test {
 protected:
  void TearDown() override { set_log_sink({}); }
};

TEST_F(Logging, hands_every_line_to_the_sink) {
  std::vector<std::string> lines;
  set_log_sink([&](LogLevel level, std::string_view text) {
    lines.push_back(std::to_string(static_cast<int>(level)) + std::string(text));
  });
  log(LogLevel::debug, "a");
  log(LogLevel::error, "{}");
  EXPECT_EQ(lines, (std::vector<std::string>{"0a", "3{}"}));
}

TEST_F(Logging, an_empty_sink_silences) {
  set_log_sink({});
  log(LogLevel::error, "nobody hears");
}

TEST_F(Logging, survives_a_sink_that_throws) {
  set_log_sink([](LogLevel, std::string_view) { throw std::runtime_error("full"); });
  log(LogLevel::error, "x");
}

TEST_F(Logging, a_sink_may_replace_itself) {
  int calls = 0;
  set_log_sink([&](LogLevel, std::string_view) {
    ++calls;
    set_log_sink({});
  });
  log(LogLevel::info, "one");
  log(LogLevel::info, "two");
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace egregora
