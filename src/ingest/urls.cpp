// SPDX-License-Identifier: Apache-2.0
// See urls.hpp.
#include "ingest/urls.hpp"

#include "ingest/direction_marks.hpp"

namespace egregora::ingest {

namespace {

bool is_scheme_before(std::string_view text, std::size_t colon, std::size_t& begin) noexcept {
  for (const std::string_view scheme : {"https", "http"}) {
    if (colon < scheme.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < scheme.size() && same; ++i) {
      same = (text[colon - scheme.size() + i] | 0x20) == scheme[i];
    }
    if (!same) continue;
    begin = colon - scheme.size();
    return true;
  }
  return false;
}

std::size_t end_of_run(std::string_view text, std::size_t at) noexcept {
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '"') break;
    if (blank_length(text.data() + at, text.data() + text.size()) != 0) break;
  }
  return at;
}

// A sentence's punctuation is not the link's; a closing bracket is, where the link opened one.
std::size_t without_punctuation(std::string_view text, std::size_t begin,
                                std::size_t end) noexcept {
  constexpr std::string_view kSentence = ".,;:!?'*_~";
  constexpr std::string_view kClosing = ")]}";
  constexpr std::string_view kOpening = "([{";
  for (; end > begin; --end) {
    const char last = text[end - 1];
    const std::size_t bracket = kClosing.find(last);
    if (bracket == std::string_view::npos && kSentence.find(last) == std::string_view::npos) break;
    if (bracket == std::string_view::npos) continue;
    if (text.substr(begin, end - begin).find(kOpening[bracket]) != std::string_view::npos) break;
  }
  return end;
}

}  // namespace

void find_urls(std::string_view text, std::vector<TextSpan>& found) {
  constexpr std::string_view kAfterScheme = "://";
  std::size_t from = 0;
  for (;;) {
    const std::size_t colon = text.find(kAfterScheme, from);
    if (colon == std::string_view::npos) return;
    from = colon + kAfterScheme.size();
    std::size_t begin = 0;
    if (!is_scheme_before(text, colon, begin)) continue;
    const std::size_t run_end = end_of_run(text, from);
    const std::size_t end = without_punctuation(text, begin, run_end);
    if (end > from) found.push_back({begin, end});
    from = run_end;
  }
}

}  // namespace egregora::ingest
