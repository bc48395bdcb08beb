// SPDX-License-Identifier: Apache-2.0
// What differs between dialects beside types, literals and functions: clauses that exist or not.
// What is missing is rewritten exactly by the lowering, or refused by name.
#pragma once

#include <egregora/sql/dialect.hpp>

#include <string>
#include <string_view>

namespace egregora::detail {

struct DialectTraits {
  bool qualify;                  ///< else a nested select
  bool semi_anti_join;           ///< else EXISTS
  bool try_cast;                 ///< else refused
  bool file_scan;                ///< reading and writing files; else refused
  bool distinct_in_window;       ///< count(DISTINCT x) OVER (...); else refused
  bool create_or_replace_table;  ///< else refused
  bool compare_json;             ///< json = json; else refused
  bool numbered_parameters;      ///< $1 instead of ?
};

const DialectTraits& traits_of(const Dialect& dialect) noexcept;

/// Throws: UnsupportedOperationError: `operation` is what the dialect cannot say exactly.
[[noreturn]] void throw_unsupported(std::string_view operation, const Dialect& dialect,
                                    std::string_view reason = {});

}  // namespace egregora::detail
