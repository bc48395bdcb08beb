// SPDX-License-Identifier: Apache-2.0
// Telephone numbers in running text. A run of digit groups is one where it is written as numbers
// are written:
//   international: '+' or '00', then 8 to 13 digits (to 15 in one group), not grouped as thousands
//   by dots; with the area code in parentheses: 8 to 12 digits; with a trunk zero: 0 and a digit
//   above 0, 9 to 12 digits in all (10 or 11 where nothing separates them); grouped as the
//   countries in `kShapes` group them; in one group only as Brazilian mobiles are (two digits, 9,
//   eight).
// Never: dates, times, prices (a currency next to it), years, numbers after '#', parts of words or
// longer numbers.
#include "ingest/pii.hpp"

#include "ingest/digit_run.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace egregora::ingest {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_word(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0xC3;
}

std::size_t digits_in(const DigitRun& run, std::size_t count) noexcept {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += run.groups[i].size();
  return sum;
}

char first_digit(const DigitRun& run, std::size_t group) noexcept {
  return run.text[run.groups[group].begin];
}

bool is_year(const DigitRun& run, std::size_t group) noexcept {
  const std::string_view digits =
      run.text.substr(run.groups[group].begin, run.groups[group].size());
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

bool is_date(const DigitRun& run, std::size_t count) noexcept {
  if (count < 3 || run.groups[0].separator != run.groups[1].separator ||
      run.groups[0].separator == ' ')
    return false;
  const std::size_t a = run.groups[0].size();
  const std::size_t b = run.groups[1].size();
  const std::size_t c = run.groups[2].size();
  return (a <= 2 && b <= 2 && (c == 4 || c == 2)) || (is_year(run, 0) && b <= 2 && c <= 2);
}

bool are_thousands(const DigitRun& run, std::size_t count) noexcept {
  if (count < 2) return false;
  for (std::size_t i = 1; i < count; ++i) {
    if (run.groups[i].size() != 3 || run.groups[i - 1].separator != '.') return false;
  }
  return run.groups[0].size() <= 3;
}

// How national numbers are grouped, beyond trunk zeros and parentheses.
struct Shape {
  std::array<std::uint8_t, 5> sizes;
  std::string_view separators;    // allowed ones
  std::string_view first_digits;  // allowed ones of group `tested`
  std::size_t tested;
};

constexpr Shape kShapes[] = {
    {{3, 3, 4, 0, 0}, "- .", "23456789", 0},  // North America
    {{1, 3, 3, 4, 0}, "- .", "1", 0},         // the same with its country code
    {{2, 5, 4, 0, 0}, "- ", "9", 1},          // Brazil, mobile
    {{2, 4, 4, 0, 0}, "- ", "123456789", 1},  // Brazil, fixed; Mexico City
    {{2, 9, 0, 0, 0}, "- ", "9", 1},          // Brazil, mobile
    {{5, 4, 0, 0, 0}, "-", "9", 0},           // Brazil, mobile without area code
    {{3, 4, 4, 0, 0}, "- ", "1", 0},          // China
    {{5, 5, 0, 0, 0}, "- ", "6789", 0},       // India
    {{3, 3, 2, 2, 0}, "- ", "3456789", 0},    // Russia, Turkey
    {{1, 3, 3, 2, 2}, "- ", "78", 0},         // Russia with its prefix
    {{3, 3, 3, 0, 0}, "-", "6789", 0},        // Spain, Poland, Portugal
    {{3, 2, 2, 2, 0}, "- ", "6789", 0},       // Spain
};

bool has_shape(const DigitRun& run, std::size_t count, const Shape& shape) noexcept {
  for (std::size_t i = 0; i < shape.sizes.size(); ++i) {
    const std::size_t size = i < count ? run.groups[i].size() : 0;
    if (size != shape.sizes[i]) return false;
    if (i + 1 < count && shape.separators.find(run.groups[i].separator) == std::string_view::npos)
      return false;
  }
  if (shape.first_digits.find(first_digit(run, shape.tested)) == std::string_view::npos)
    return false;
  // "20 2023 2024": years, no number.
  return count < 3 || !is_year(run, count - 1) || !is_year(run, count - 2);
}

bool is_national(const DigitRun& run, std::size_t count, std::size_t digits) noexcept {
  if (count <= 5) {
    for (const Shape& shape : kShapes) {
      if (has_shape(run, count, shape)) return true;
    }
  }
  const std::string_view first = run.text.substr(run.groups[0].begin, run.groups[0].size());
  if (first.size() >= 2 && first[0] == '0' && first[1] != '0') {
    return count == 1 ? digits == 10 || digits == 11 : digits >= 9 && digits <= 12;
  }
  return count == 1 && digits == 11 && first[0] >= '1' && first[1] >= '1' && first[2] == '9';
}

bool is_phone(const DigitRun& run, std::size_t count) noexcept {
  const std::size_t digits = digits_in(run, count);
  if (run.plus) {
    if (first_digit(run, 0) == '0' || are_thousands(run, count)) return false;
    return digits >= 8 && digits <= (count == 1 ? 15U : 13U);
  }
  if (digits < 8 || is_date(run, count)) return false;
  const std::string_view first = run.text.substr(run.groups[0].begin, run.groups[0].size());
  if (first.starts_with("00") && first.size() > 2 && first[2] != '0')
    return digits >= 11 && digits <= 15;
  if (first == "00" && count > 1 && first_digit(run, 1) != '0') return digits >= 11 && digits <= 15;
  const std::size_t area = run.groups[0].in_parentheses ? 0 : 1;
  if (area < count && run.groups[area].in_parentheses) {
    const bool prefix =
        area == 0 || run.groups[0].size() == 1 || (run.groups[0].size() == 2 && count > 2);
    const std::size_t size = run.groups[area].size();
    return prefix && size >= 2 && size <= 5 && count > area + 1 && digits <= 13;
  }
  return is_national(run, count, digits);
}

bool currency_before(std::string_view text, std::size_t at) noexcept {
  std::string_view before = text.substr(0, at);
  if (before.ends_with(' ')) before.remove_suffix(1);
  if (before.ends_with("\xC2\xA0")) before.remove_suffix(2);
  for (const std::string_view sign : {"$", "€", "£", "¥", "₹", "₽", "₺", "#", "№", "º"}) {
    if (before.ends_with(sign)) return true;
  }
  return false;
}

bool currency_after(std::string_view text, std::size_t at) noexcept {
  std::string_view after = text.substr(at);
  if (after.starts_with(' ')) after.remove_prefix(1);
  for (const std::string_view sign : {"€", "£", "¥", "₹", "₽", "₺", "$", "%"}) {
    if (after.starts_with(sign)) return true;
  }
  return false;
}

bool may_begin(std::string_view text, std::size_t at) noexcept {
  const bool plus = text[at] == '+';
  if (at == 0) return true;
  const char before = text[at - 1];
  if (is_word(before) || before == '#' || before == '+') return false;
  if (plus) return true;
  if (before == '-' || before == '/' || before == '\\') return false;
  if ((before == '.' || before == ',' || before == ':') && at >= 2 && is_digit(text[at - 2]))
    return false;
  return !currency_before(text, at);
}

bool may_end(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return true;
  const char after = text[at];
  // A byte above 0xC2 may begin a letter or an emoji: only letters of alphabets (two bytes) go on
  // with a word.
  const auto byte = static_cast<unsigned char>(after);
  if (byte < 0x80 ? is_word(after) : byte >= 0xC3 && byte <= 0xDF) return false;
  if ((after == '.' || after == ',' || after == ':' || after == '/' || after == '-') &&
      at + 1 < text.size() && is_digit(text[at + 1])) {
    return false;
  }
  return !currency_after(text, at);
}

// How many of the run's groups are a number, the most that are; 0: none.
std::size_t longest_phone(const DigitRun& run) noexcept {
  for (std::size_t count = run.count; count > 0; --count) {
    const DigitGroup& last = run.groups[count - 1];
    if (count < run.count && last.separator != ' ') continue;
    const std::size_t end = last.end + (last.in_parentheses ? 1U : 0U);
    if (last.in_parentheses || !may_end(run.text, count == run.count ? run.after : end)) continue;
    if (is_phone(run, count)) return count;
  }
  return 0;
}

void find_outside(std::string_view text, std::size_t from, std::size_t until,
                  std::vector<PiiMatch>& found) {
  const std::string_view window = text.substr(0, until);
  for (std::size_t at = from; at < until; ++at) {
    const char c = text[at];
    if (!is_digit(c) && c != '+' && c != '(') continue;
    if (!may_begin(text, at)) {
      if (is_digit(c)) {
        while (at + 1 < until && is_digit(text[at + 1])) ++at;
      }
      continue;
    }
    const DigitRun run = read_digit_run(window, at);
    if (run.count == 0) continue;
    const std::size_t count = longest_phone(run);
    if (count == 0) {
      at = run.groups[0].end - 1;
      continue;
    }
    found.push_back({{at, run.groups[count - 1].end}, kPiiPhone});
    at = run.groups[count - 1].end - 1;
  }
}

void find_in_url(std::string_view text, TextSpan url, std::vector<PiiMatch>& found) {
  const std::string_view link = text.substr(url.begin, url.end - url.begin);
  for (const std::string_view before : {"wa.me/", "phone="}) {
    const std::size_t at = link.find(before);
    if (at == std::string_view::npos) continue;
    std::size_t begin = at + before.size();
    if (begin < link.size() && link[begin] == '+') ++begin;
    std::size_t end = begin;
    while (end < link.size() && is_digit(link[end])) ++end;
    if (end - begin >= 8 && end - begin <= 15)
      found.push_back({{url.begin + begin, url.begin + end}, kPiiPhone});
    return;
  }
}

}  // namespace

void find_phones(std::string_view text, std::span<const TextSpan> urls,
                 std::vector<PiiMatch>& found) {
  std::size_t from = 0;
  for (const TextSpan url : urls) {
    find_outside(text, from, url.begin, found);
    find_in_url(text, url, found);
    from = url.end;
  }
  find_outside(text, from, text.size(), found);
}

}  // namespace egregora::ingest
