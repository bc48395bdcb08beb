// SPDX-License-Identifier: Apache-2.0
// Bad bytes at the door: found at their offset, or replaced, however the stream is cut.
#include "ingest/utf8_streams.hpp"

#include <egregora/core/errors.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <string>

namespace egregora::ingest {
namespace {

class StringStream final : public TextStream {
 public:
  StringStream(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}
  std::size_t read(char* into, std::size_t capacity) override {
    const std::size_t size = std::min({capacity, step_, text_.size() - given_});
    std::memcpy(into, text_.data() + given_, size);
    given_ += size;
    return size;
  }

 private:
  std::string text_;
  std::size_t step_;
  std::size_t given_ = 0;
};

std::string drain(TextStream& stream) {
  std::string all;
  char buffer[7];
  while (const std::size_t got = stream.read(buffer, sizeof buffer)) all.append(buffer, got);
  return all;
}

std::string error_for(const std::string& text, std::size_t step) {
  auto stream = checked_utf8(std::make_unique<StringStream>(text, step), "chat.txt");
  try {
    drain(*stream);
  } catch (const IngestError& error) {
    return error.what();
  }
  return {};
}

TEST(Utf8Streams, pass_valid_text_untouched) {
  const std::string text = "ascii only, then é €  \U0001F600 and \xED\x9F\xBF \xF4\x8F\xBF\xBF end";
  for (std::size_t step = 1; step < 20; ++step) {
    EXPECT_EQ(drain(*checked_utf8(std::make_unique<StringStream>(text, step), "f")), text);
    EXPECT_EQ(drain(*lossy_utf8(std::make_unique<StringStream>(text, step))), text);
  }
}

TEST(Utf8Streams, name_the_offset_of_the_first_bad_byte) {
  struct Case {
    std::string text;
    int offset;
  };
  for (const Case& each :
       {Case{"abc\xFF", 3}, Case{"abcdefghijklmnop\xC3(", 16}, Case{"é\xC0\x80", 2},
        Case{"\xED\xA0\x80", 0}, Case{"ab\xE2\x82", 2}, Case{"\xF5\x80\x80\x80", 0},
        Case{"ab\x80", 2}, Case{"€€\xE2\x28\xA1", 6}}) {
    for (std::size_t step = 1; step < 9; ++step) {
      const std::string error = error_for(each.text, step);
      EXPECT_NE(error.find("offset " + std::to_string(each.offset) + ";"), std::string::npos)
          << error << each.offset;
      EXPECT_NE(error.find("--lossy"), std::string::npos);
    }
  }
}

TEST(Utf8Streams, call_text_with_zero_bytes_binary) {
  const std::string error = error_for(std::string("abc\0def", 7), 100);
  EXPECT_NE(error.find("binary"), std::string::npos) << error;
  EXPECT_NE(error.find("offset 3"), std::string::npos) << error;
}

TEST(Utf8Streams, replace_bad_bytes_the_same_however_cut) {
  const std::string text =
      "a\xFF"
      "b\xC3(\xE2\x82\xF0\x9F\x98z\xC3";
  const std::string expected = drain(*lossy_utf8(std::make_unique<StringStream>(text, 100)));
  EXPECT_EQ(expected, "a\uFFFDb\uFFFD(\uFFFD\uFFFDz\uFFFD");
  for (std::size_t step = 1; step < 9; ++step) {
    EXPECT_EQ(drain(*lossy_utf8(std::make_unique<StringStream>(text, step))), expected);
  }
}

}  // namespace
}  // namespace egregora::ingest
