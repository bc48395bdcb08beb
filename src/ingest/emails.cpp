// SPDX-License-Identifier: Apache-2.0
// E-mail addresses, found from their '@'. Letters with accents (two bytes in UTF-8) count as
// letters of a local part.
#include "ingest/pii.hpp"

namespace egregora::ingest {

namespace {

bool is_letter_or_digit(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::size_t begin_of_local(std::string_view text, std::size_t at) noexcept {
  constexpr std::string_view kMarks = "._%+-";
  std::size_t begin = at;
  while (begin > 0) {
    const char c = text[begin - 1];
    if (is_letter_or_digit(c) || kMarks.find(c) != std::string_view::npos) {
      --begin;
      continue;
    }
    const auto lead = begin >= 2 ? static_cast<unsigned char>(text[begin - 2]) : 0;
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 || lead < 0xC3 || lead > 0xC9) break;
    begin -= 2;
  }
  // No address begins with a dot or a dash; those belong to the sentence. '_' is WhatsApp's mark
  // for italics.
  while (begin < at && (text[begin] == '.' || text[begin] == '-' || text[begin] == '_')) ++begin;
  return begin;
}

std::size_t end_of_domain(std::string_view text, std::size_t begin) noexcept {
  std::size_t end = begin;  // of the last complete label that may end an address
  std::size_t label = begin;
  bool dotted = false;
  for (std::size_t at = begin;; ++at) {
    const bool inside = at < text.size() && (is_letter_or_digit(text[at]) || text[at] == '-');
    if (inside) continue;
    if (at == label) break;
    bool letters = at - label >= 2;
    for (std::size_t i = label; i < at && letters; ++i) letters = text[i] < '0' || text[i] > '9';
    if (dotted && letters) end = at;
    if (at == text.size() || text[at] != '.') break;
    dotted = true;
    label = at + 1;
  }
  while (end > begin && text[end - 1] == '-') --end;
  return end;
}

}  // namespace

void find_emails(std::string_view text, std::vector<PiiMatch>& found) {
  std::size_t floor = 0;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    const std::size_t begin = std::max(begin_of_local(text, at), floor);
    if (begin >= at) continue;
    const std::size_t end = end_of_domain(text, at + 1);
    if (end == at + 1) continue;
    found.push_back({{begin, end}, kPiiEmail});
    floor = end;
  }
}

}  // namespace egregora::ingest
