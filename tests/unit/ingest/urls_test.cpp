// SPDX-License-Identifier: Apache-2.0
// Links without the sentence around them.
#include "ingest/urls.hpp"

#include <gtest/gtest.h>

#include <string>

namespace egregora::ingest {
namespace {

std::string urls(std::string_view text) {
  std::vector<TextSpan> found;
  find_urls(text, found);
  std::string all;
  for (const TextSpan each : found) all.append(text, each.begin, each.end - each.begin).append("|");
  return all;
}

TEST(Urls, ends_before_the_sentences_punctuation) {
  EXPECT_EQ(urls("see https://example.org/a?b=c#d."), "https://example.org/a?b=c#d|");
  EXPECT_EQ(urls("(https://example.org/a), HTTP://x.y!"), "https://example.org/a|HTTP://x.y|");
  EXPECT_EQ(urls("https://en.wikipedia.org/wiki/A_(b)"), "https://en.wikipedia.org/wiki/A_(b)|");
  EXPECT_EQ(urls("<https://example.org>\nhttps://b.c"), "https://example.org|https://b.c|");
}

TEST(Urls, finds_nothing_without_scheme_or_host) {
  EXPECT_EQ(urls("example.org, ftp://x.y, https:// and ://"), "");
}

}  // namespace
}  // namespace egregora::ingest
