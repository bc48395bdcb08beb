// SPDX-License-Identifier: Apache-2.0
// See whatsapp_sender.hpp. `looks_like_name` is asked once for each distinct name, not once a line.
#include "ingest/whatsapp_sender.hpp"

#include "ingest/direction_marks.hpp"
#include "ingest/whatsapp_phrases.hpp"

#include <cstring>

namespace egregora::ingest {

namespace {

// Contacts' names end at 100 characters or so; four bytes each.
constexpr std::size_t kMaxNameBytes = 400;

int count(std::string_view text, std::string_view what) noexcept {
  int found = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos;
       at = text.find(what, at + what.size()))
    ++found;
  return found;
}

bool open_quotation(std::string_view text) noexcept {
  if (count(text, "\"") % 2 != 0) return true;
  if (count(text, "«") > count(text, "»")) return true;
  if (count(text, "「") > count(text, "」")) return true;
  // “..” in English, „..“ in German: closing marks differ, so only the balance counts.
  const int low = count(text, "„");
  const int left = count(text, "“");
  const int right = count(text, "”");
  return low > 0 ? low > left + right : left > right;
}

}  // namespace

SenderSplit split_sender(std::string_view rest) noexcept {
  const char* const end = rest.data() + rest.size();
  const char* from = rest.data();
  while (from < end) {
    const auto* colon =
        static_cast<const char*>(std::memchr(from, ':', static_cast<std::size_t>(end - from)));
    if (colon == nullptr) break;
    const auto size = static_cast<std::size_t>(colon - rest.data());
    if (size > kMaxNameBytes) break;
    const char* const after = colon + 1;
    if (after == end || *after == ' ' || mark_length(after, end) != 0) {
      const std::size_t skip = after != end && *after == ' ' ? 2 : 1;
      return {rest.substr(0, size), size + skip};
    }
    from = after;
  }
  return {};
}

bool looks_like_name(std::string_view candidate) noexcept {
  return !candidate.empty() && !open_quotation(candidate) && !holds_notice_words(candidate);
}

}  // namespace egregora::ingest
