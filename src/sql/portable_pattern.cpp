// SPDX-License-Identifier: Apache-2.0
#include "sql/portable_pattern.hpp"

#include <array>
#include <cstdint>

namespace egregora::detail {

namespace {
constexpr std::string_view kPunctuation = ".^$|()[]{}*+?\\-/";

bool alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Translates piece by piece; `ok` turns false at the first piece that is not understood.
class Translation {
 public:
  explicit Translation(std::string_view pattern) : rest_(pattern) {}

  std::optional<std::string> run() {
    if (starts('^')) take("^");
    while (ok_ && !rest_.empty()) piece();
    return ok_ && open_ == 0 ? std::optional(written_) : std::nullopt;
  }

 private:
  bool starts(char c) const { return !rest_.empty() && rest_.front() == c; }
  /// Writes `text` for the next `length` characters.
  void take(std::string_view text, std::size_t length = 1) {
    written_ += text;
    rest_.remove_prefix(length);
  }

  void piece() {
    const char c = rest_.front();
    switch (c) {
      case '.':
        return atom("[^\\n]", 1);  // PostgreSQL's would take a line's end too
      case '\\':
        return escape();
      case '[':
        return character_class();
      case '(':
        return group();
      case ')':
        ok_ = open_-- > 0;
        return atom(")", 1);
      case '|':
        quantifiable_ = false;
        return take("|");
      case '*':
      case '+':
      case '?':
        return quantifier(rest_.substr(0, 1));
      case '{':
        return bounds();
      case '$':
        ok_ = rest_.size() == 1 && open_ == 0;
        return take("$");
      case '^':
      case ']':
      case '}':
        ok_ = false;
        return;
      default:
        return atom(rest_.substr(0, 1), 1);
    }
  }

  void atom(std::string_view text, std::size_t length) {
    quantifiable_ = true;
    take(text, length);
  }

  void escape() {
    static constexpr auto kClasses = std::to_array<std::pair<char, std::string_view>>(
        {{'d', "[0-9]"}, {'w', "[0-9A-Za-z_]"}, {'s', "[\\t\\n\\f\\r ]"}});
    if (rest_.size() < 2) return void(ok_ = false);
    const char c = rest_[1];
    for (const auto& [letter, text] : kClasses) {
      if (c == letter) return atom(text, 2);
    }
    ok_ = kPunctuation.find(c) != std::string_view::npos;
    if (ok_) atom(rest_.substr(0, 2), 2);
  }

  /// Letters, digits, ranges of them and punctuation that means nothing inside.
  void character_class() {
    const std::size_t end = rest_.find(']');
    if (end == std::string_view::npos) return void(ok_ = false);
    std::string_view inside = rest_.substr(1, end - 1);
    if (inside.starts_with('^')) inside.remove_prefix(1);
    ok_ = !inside.empty();
    for (const char c : inside) {
      ok_ = ok_ && (alphanumeric(c) ||
                    std::string_view(" -_.,;:/#@%+*?!=<>()|").find(c) != std::string_view::npos);
    }
    atom(rest_.substr(0, end + 1), end + 1);
  }

  void group() {
    const bool plain = rest_.starts_with("(?:");
    ok_ = plain || !rest_.starts_with("(?");
    ++open_;
    quantifiable_ = false;
    take(plain ? "(?:" : "(", plain ? 3 : 1);
  }

  void quantifier(std::string_view text) {
    ok_ = quantifiable_;
    quantifiable_ = false;
    const std::size_t length = text.size();
    take(text, length);
    // Whether it is lazy changes which match is taken, not whether there is one.
    if (starts('?')) rest_.remove_prefix(1);
  }

  void bounds() {
    const std::size_t end = rest_.find('}');
    if (end == std::string_view::npos) return void(ok_ = false);
    const std::string_view inside = rest_.substr(1, end - 1);
    const std::size_t comma = inside.find(',');
    const auto number = [](std::string_view text) {
      return text.size() <= 2 && text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    ok_ = quantifiable_ && !inside.substr(0, comma).empty() && number(inside.substr(0, comma)) &&
          (comma == std::string_view::npos || number(inside.substr(comma + 1)));
    if (ok_) quantifier(rest_.substr(0, end + 1));
  }

  std::string_view rest_;
  std::string written_ = {};
  bool ok_ = true;
  bool quantifiable_ = false;
  int open_ = 0;
};
}  // namespace

std::optional<std::string> portable_pattern(std::string_view pattern) {
  return Translation(pattern).run();
}

}  // namespace egregora::detail
