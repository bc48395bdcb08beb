// SPDX-License-Identifier: Apache-2.0
// The little language of `show --where`: `column op value` with and, or, not and parentheses. It
// becomes a typed expression; no part of the text ever reaches the engine as SQL.
//
//   filter     := conjunction { "or" conjunction }
//   conjunction:= negation { "and" negation }
//   negation   := "not" negation | "(" filter ")" | comparison
//   comparison := column ( "=" | "==" | "!=" | "<>" | "<" | "<=" | ">" | ">=" ) value
//               | column [ "not" ] "like" text | column "is" [ "not" ] "null"
//   column     := word { "." word }, or quoted with " or `    value := number | 'text' | "text" |
//   true | false
#pragma once

#include <egregora/expr/table.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace egregora::program {

/// A filter that does not parse or does not fit the table. `what()` is a sentence with the place.
class FilterError : public std::runtime_error {
 public:
  /// `offset`: byte of the filter's text, from 0.
  FilterError(const std::string& why, std::size_t offset)
      : std::runtime_error(why + ", at offset " + std::to_string(offset)), offset_(offset) {}
  std::size_t offset() const noexcept { return offset_; }

 private:
  std::size_t offset_;
};

/// The predicate over `table` that `text` says. Throws: FilterError.
Expr parse_row_filter(std::string_view text, const Table& table);

}  // namespace egregora::program
