// SPDX-License-Identifier: Apache-2.0
// The words, values and signs of a row filter, with their places.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::program {

struct FilterToken {
  enum class Kind {
    word,           ///< unquoted: a column or a keyword
    backquoted,     ///< a column
    double_quoted,  ///< a column where one is expected, else a text
    single_quoted,  ///< a text
    number,
    sign,
    broken,  ///< no token at all: `text` says why, and nothing follows
    end
  };
  Kind kind = Kind::end;
  std::string text = {};  ///< without quotes; a doubled quote inside stands for one
  std::size_t offset = 0;

  /// True of an unquoted word, letter case aside. Requires: `keyword` is lower case.
  bool is_keyword(std::string_view keyword) const;
  bool is_sign(std::string_view sign) const { return kind == Kind::sign && text == sign; }
  /// For messages: "'author'", "the end".
  std::string describe() const;
};

/// All tokens, the last of kind `end` or `broken`. Throws nothing of its own: a parser that reads
/// from left to right reports the first mistake first.
std::vector<FilterToken> lex_row_filter(std::string_view text);

}  // namespace egregora::program
