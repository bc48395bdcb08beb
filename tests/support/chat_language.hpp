// SPDX-License-Identifier: Apache-2.0
// What WhatsApp's clients write by themselves into an export, by language, for the corpus that the
// parser is measured against. Collected from public fixtures and string tables, independently of
// the parser's own tables: never let one be made from the other.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::corpus {

/// Kinds of media that iOS names one by one; the order of `Language::ios_omitted`.
enum class Medium { image, video, audio, sticker, gif, contact, document };
inline constexpr std::size_t kMedia = 7;

/// How a client spells the halves of the day.
struct DayPeriod {
  std::string_view am;
  std::string_view pm;
  bool before_time = false;  ///< as in Chinese, Japanese and Korean
  bool from_zero = false;    ///< the hours run from 0 to 11 and not from 12 to 11
};

struct Language {
  std::string_view code;
  std::vector<std::string_view> omitted;  ///< Android, with its angle brackets
  std::string_view attached;              ///< Android, without its parentheses
  std::string_view
      ios_attached;  ///< iOS, the word before the colon, with a space that belongs to it
  std::array<std::string_view, kMedia> ios_omitted;
  std::string_view pages;                 ///< "pages", in the description of a document
  std::vector<std::string_view> deleted;  ///< without a full stop where it comes and goes
  std::vector<std::string_view>
      edited;  ///< with its angle brackets; empty where nobody has shown one
  std::vector<std::string_view>
      notices;  ///< system lines without a colon; {a} and {b} are participants
  std::vector<std::string_view> colon_notices;  ///< system lines with a colon in a quoted name
  std::vector<DayPeriod> periods;
  std::string_view hello;  ///< any text
  char32_t zero = U'0';    ///< the first of the digits that some of its clients write
};

const std::vector<Language>& languages();

}  // namespace egregora::corpus
