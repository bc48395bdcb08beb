// SPDX-License-Identifier: Apache-2.0
// The parser of row filters: one function a rule of the grammar, each giving an expression.
#include "tools/egregora/row_filter.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>
#include <egregora/expr/functions.hpp>

#include "tools/egregora/row_filter_lexer.hpp"
#include "tools/egregora/row_filter_value.hpp"

namespace egregora::program {
namespace {

constexpr int kDeepest =
    200;  // nested parentheses and nots: the parser recurses, and nobody writes more

class Parser {
 public:
  Parser(std::string_view text, const Table& table)
      : tokens_(lex_row_filter(text)), table_(table) {}

  Expr run() {
    if (peek().kind == FilterToken::Kind::end) fail("the filter is empty");
    Expr result = filter();
    if (peek().is_sign(")")) fail("this parenthesis closes nothing");
    if (peek().kind != FilterToken::Kind::end)
      fail("expected 'and' or 'or' before " + peek().describe());
    return result;
  }

 private:
  Expr filter() {
    Expr result = conjunction();
    while (accept_keyword("or")) result = result || conjunction();
    return result;
  }

  Expr conjunction() {
    Expr result = negation();
    while (accept_keyword("and")) result = result && negation();
    return result;
  }

  Expr negation() {
    if (++depth_ > kDeepest) fail("nested more than " + std::to_string(kDeepest) + " deep");
    Expr result = accept_keyword("not") ? !negation() : group_or_comparison();
    --depth_;
    return result;
  }

  Expr group_or_comparison() {
    if (!peek().is_sign("(")) return comparison();
    const std::size_t opened = take().offset;
    Expr result = filter();
    if (!peek().is_sign(")")) {
      if (peek().kind == FilterToken::Kind::end)
        throw FilterError("this parenthesis is never closed", opened);
      fail("expected 'and', 'or' or ')' before " + peek().describe());
    }
    take();
    return result;
  }

  Expr comparison() {
    const Expr subject = column();
    if (accept_keyword("is")) return null_test(subject);
    if (peek().is_keyword("not") || peek().is_keyword("like")) return pattern_test(subject);
    const FilterToken sign = take();
    if (sign.kind != FilterToken::Kind::sign || sign.text == "(" || sign.text == ")" ||
        sign.text == ".") {
      throw FilterError("expected =, !=, <, <=, >, >=, like or is before " + sign.describe(),
                        sign.offset);
    }
    const FilterToken value = take();
    return compared(subject, sign.text, literal(filter_value(value, subject.type())), sign.offset);
  }

  Expr null_test(const Expr& subject) {
    const bool negated = accept_keyword("not");
    if (!accept_keyword("null")) fail("expected null after 'is'");
    return negated ? subject.notnull() : subject.isnull();
  }

  Expr pattern_test(const Expr& subject) {
    const bool negated = accept_keyword("not");
    const FilterToken like = take();
    if (!like.is_keyword("like")) throw FilterError("expected 'like' after 'not'", like.offset);
    if (!subject.type().is_string()) {
      throw FilterError("'like' is for texts, and the column holds " + subject.type().to_string(),
                        like.offset);
    }
    const FilterToken pattern = take();
    if (pattern.kind != FilterToken::Kind::single_quoted &&
        pattern.kind != FilterToken::Kind::double_quoted) {
      throw FilterError("'like' needs a text in quotes, in which % stands for anything",
                        pattern.offset);
    }
    return negated ? !subject.like(pattern.text) : subject.like(pattern.text);
  }

  static Expr compared(const Expr& left, const std::string& sign, const Expr& right,
                       std::size_t offset) {
    try {
      if (sign == "=" || sign == "==") return left == right;
      if (sign == "!=" || sign == "<>") return left != right;
      if (sign == "<") return left < right;
      if (sign == "<=") return left <= right;
      return sign == ">" ? left > right : left >= right;
    } catch (const Error& error) {
      throw FilterError(error.what(), offset);
    }
  }

  Expr column() {
    const FilterToken name = take();
    if (name.kind != FilterToken::Kind::word && name.kind != FilterToken::Kind::backquoted &&
        name.kind != FilterToken::Kind::double_quoted) {
      throw FilterError("expected a column before " + name.describe(), name.offset);
    }
    if (!table_.schema().contains(name.text)) {
      throw FilterError("no column '" + name.text + "'" + did_you_mean(name.text, table_.columns()),
                        name.offset);
    }
    Expr result = table_[name.text];
    while (peek().is_sign(".")) {
      take();
      result = member(result, take());
    }
    return result;
  }

  static Expr member(const Expr& parent, const FilterToken& name) {
    try {
      return parent[name.text];
    } catch (const Error& error) {
      throw FilterError(error.what(), name.offset);
    }
  }

  const FilterToken& peek() const {
    const FilterToken& token = tokens_[at_];
    if (token.kind == FilterToken::Kind::broken) throw FilterError(token.text, token.offset);
    return token;
  }
  FilterToken take() {
    FilterToken token = peek();
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
  }
  bool accept_keyword(std::string_view keyword) {
    if (!peek().is_keyword(keyword)) return false;
    take();
    return true;
  }
  [[noreturn]] void fail(const std::string& why) const { throw FilterError(why, peek().offset); }

  std::vector<FilterToken> tokens_;
  const Table& table_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Expr parse_row_filter(std::string_view text, const Table& table) {
  return Parser(text, table).run();
}

}  // namespace egregora::program
