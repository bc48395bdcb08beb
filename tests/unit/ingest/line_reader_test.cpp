// SPDX-License-Identifier: Apache-2.0
// Lines out of a stream, and what is held across buffers.
#include "ingest/line_reader.hpp"

#include <egregora/core/errors.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

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

LineReader reader_of(const std::string& text, std::size_t step = 5) {
  return {std::make_unique<StringStream>(text, step), "chat.txt"};
}

TEST(LineReader, gives_every_line_with_its_number) {
  LineReader reader = reader_of("one\r\n\ntwo three four\nlast");
  std::vector<std::string> lines;
  while (reader.next()) {
    lines.emplace_back(reader.trimmed());
    EXPECT_EQ(reader.number(), static_cast<std::int64_t>(lines.size()));
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"one", "", "two three four", "last"}));
  EXPECT_EQ(reader.consumed(), 25U);
}

TEST(LineReader, makes_no_line_of_a_final_line_break) {
  LineReader reader = reader_of("one\n");
  EXPECT_TRUE(reader.next());
  EXPECT_FALSE(reader.next());
}

TEST(LineReader, holds_lines_across_many_buffers) {
  const std::string filler(50'000, 'x');
  std::string text = "skip\nbegin\n";
  for (int i = 0; i < 20; ++i) text += filler + "\n";
  text += "end";
  LineReader reader = reader_of(text, 70'000);
  ASSERT_TRUE(reader.next());
  ASSERT_TRUE(reader.next());
  reader.hold();
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(reader.next());
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.line(), "end");
  EXPECT_EQ(reader.held_before_line(), text.substr(5, text.size() - 5 - 4));
  EXPECT_EQ(reader.held_to_end(), text.substr(5));
  EXPECT_FALSE(reader.next());
  EXPECT_EQ(reader.held_to_end(), text.substr(5));
}

TEST(LineReader, refuses_endless_lines) {
  LineReader reader = reader_of("a\n" + std::string(3U << 20, 'x'), 1U << 20);
  ASSERT_TRUE(reader.next());
  EXPECT_THROW(reader.next(), IngestError);
}

}  // namespace
}  // namespace egregora::ingest
