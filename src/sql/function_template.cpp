// SPDX-License-Identifier: Apache-2.0
#include "sql/function_template.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "core/check.hpp"

namespace egregora::detail {

namespace {
struct Row {
  FunctionKind kind;
  std::string_view duckdb;
  std::string_view postgresql;
};

constexpr auto kRows = std::to_array<Row>({
#define FUNCTION(id, kind, signatures, result, nulls, volatility, duckdb, postgresql) \
  {FunctionKind::kind, duckdb, postgresql},
#include "expr/functions.def"
#undef FUNCTION
});

std::uint8_t read_number(std::string_view& text) {
  std::uint8_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  EGREGORA_CHECK(error == std::errc(), "function table: a number is missing in a template");
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// Parentheses and commas around an argument do what parentheses of its own would do.
bool delimited(std::string_view before, std::string_view after) {
  const bool opened = before.ends_with('(') || before.ends_with(", ") ||
                      before.ends_with("DISTINCT ") || before.ends_with("FROM ");
  return opened && (after.starts_with(')') || after.starts_with(',') || after.starts_with(" AS "));
}

/// Reads the text after one of $, #, {, } as a piece.
TemplatePiece read_piece(char sign, std::string_view before, std::string_view& text,
                         std::uint8_t power) {
  using Kind = TemplatePiece::Kind;
  if (sign == '}') return {Kind::modifiers};
  if (sign == '$' && text.starts_with('*')) {
    text.remove_prefix(1);
    return {Kind::all_arguments};
  }
  const auto argument = static_cast<std::uint8_t>(read_number(text) - 1);
  if (sign == '#') return {Kind::structural, argument};
  const bool free = delimited(before, text);
  const auto needed = static_cast<std::uint8_t>(power == kAtomPower ? power : power + 1);
  return {Kind::argument, argument, free ? std::uint8_t{0} : needed};
}

std::vector<TemplatePiece> read_pieces(std::string_view text, std::uint8_t power) {
  std::vector<TemplatePiece> pieces;
  std::string_view before;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find_first_of("$#{}"), text.size());
    if (at > 0) {
      before = text.substr(0, at);
      pieces.push_back({TemplatePiece::Kind::text, 0, 0, before});
    }
    text.remove_prefix(at);
    if (text.empty()) break;
    const char sign = text.front();
    text.remove_prefix(1);
    if (sign != '{') pieces.push_back(read_piece(sign, before, text, power));
    before = {};
  }
  return pieces;
}

bool has_modifiers(const std::vector<TemplatePiece>& pieces) {
  return std::any_of(pieces.begin(), pieces.end(), [](const TemplatePiece& piece) {
    return piece.kind == TemplatePiece::Kind::modifiers;
  });
}

FunctionTemplate parse(std::string_view text, FunctionKind kind) {
  FunctionTemplate result;
  if (text.empty()) return result;
  if (text.front() == '!') {
    const CodePrinted& code = code_printed(text.substr(1));
    result.kind = FunctionTemplate::Kind::code;
    result.power = code.power;
    result.code = code.print;
    return result;
  }
  if (text.front() == '~') {
    text.remove_prefix(1);
    result.power = read_number(text);
    text.remove_prefix(1);  // the space
    if (text.find('$') == std::string_view::npos) {
      result.kind = FunctionTemplate::Kind::infix;
      result.infix = text;
      return result;
    }
  }
  result.kind = FunctionTemplate::Kind::pieces;
  result.pieces = read_pieces(text, result.power);
  if (kind != FunctionKind::scalar && !has_modifiers(result.pieces))
    result.pieces.push_back({TemplatePiece::Kind::modifiers});
  return result;
}

std::vector<FunctionTemplate> parse_all(std::string_view Row::*column) {
  std::vector<FunctionTemplate> templates;
  templates.reserve(kRows.size());
  for (const Row& row : kRows) templates.push_back(parse(row.*column, row.kind));
  return templates;
}
}  // namespace

const FunctionTemplate& function_template(FunctionId function, const Dialect& dialect) {
  static const std::vector<FunctionTemplate> kDuckDb = parse_all(&Row::duckdb);
  static const std::vector<FunctionTemplate> kPostgreSql = parse_all(&Row::postgresql);
  const auto& templates = dialect.id() == Dialect::Id::duckdb ? kDuckDb : kPostgreSql;
  return templates[static_cast<std::size_t>(function)];
}

}  // namespace egregora::detail
