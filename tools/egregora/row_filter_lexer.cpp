// SPDX-License-Identifier: Apache-2.0
// Cutting a filter into tokens, byte by byte; bytes above 127 belong to words, so that UTF-8 names
// work.
#include "tools/egregora/row_filter_lexer.hpp"

#include <egregora/data/schema.hpp>

#include <utility>

namespace egregora::program {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_inside_number(char c) { return c == '.' || c == ':' || c == '-' || c == '+'; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<FilterToken> run() {
    while (true) {
      while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
      tokens_.push_back(next());
      const FilterToken::Kind kind = tokens_.back().kind;
      if (kind == FilterToken::Kind::end || kind == FilterToken::Kind::broken)
        return std::move(tokens_);
    }
  }

 private:
  FilterToken next() {
    if (at_ >= text_.size()) return {FilterToken::Kind::end, "", text_.size()};
    const char c = text_[at_];
    if (c == '\'') return quoted(FilterToken::Kind::single_quoted);
    if (c == '"') return quoted(FilterToken::Kind::double_quoted);
    if (c == '`') return quoted(FilterToken::Kind::backquoted);
    if (is_word_start(c)) return word();
    if (is_digit(c) || ((c == '-' || c == '+' || c == '.') && starts_number())) return number();
    return sign();
  }

  bool starts_number() const {
    std::size_t at = at_ + 1;
    if (text_[at_] != '.' && at < text_.size() && text_[at] == '.') ++at;
    return at < text_.size() && is_digit(text_[at]);
  }

  FilterToken quoted(FilterToken::Kind kind) {
    FilterToken token{kind, "", at_};
    const char quote = text_[at_++];
    while (at_ < text_.size()) {
      if (text_[at_] == quote) {
        ++at_;
        if (at_ >= text_.size() || text_[at_] != quote) return token;
      }
      token.text += text_[at_++];
    }
    return broken(std::string("the quote ") + quote + " is never closed", token.offset);
  }

  FilterToken word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (is_word_start(text_[at_]) || is_digit(text_[at_]))) ++at_;
    return {FilterToken::Kind::word, std::string(text_.substr(start, at_ - start)), start};
  }

  FilterToken number() {
    // Taken generously: "2025-01-01" and "12abc" come out whole, so that the error can name them.
    const std::size_t start = at_++;
    while (at_ < text_.size() &&
           (is_digit(text_[at_]) || is_word_start(text_[at_]) || is_inside_number(text_[at_])))
      ++at_;
    return {FilterToken::Kind::number, std::string(text_.substr(start, at_ - start)), start};
  }

  FilterToken sign() {
    for (const std::string_view known :
         {"<=", ">=", "!=", "<>", "==", "=", "<", ">", "(", ")", "."}) {
      if (text_.substr(at_).starts_with(known)) {
        const std::size_t start = at_;
        at_ += known.size();
        return {FilterToken::Kind::sign, std::string(known), start};
      }
    }
    return broken(std::string("unexpected character '") + text_[at_] + "'", at_);
  }

  static FilterToken broken(std::string why, std::size_t offset) {
    return {FilterToken::Kind::broken, std::move(why), offset};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<FilterToken> tokens_ = {};
};

}  // namespace

bool FilterToken::is_keyword(std::string_view keyword) const {
  return kind == Kind::word && fold_case(text) == keyword;
}

std::string FilterToken::describe() const {
  return kind == Kind::end ? "the end" : "'" + text + "'";
}

std::vector<FilterToken> lex_row_filter(std::string_view text) { return Lexer(text).run(); }

}  // namespace egregora::program
