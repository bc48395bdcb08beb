// SPDX-License-Identifier: Apache-2.0
// Values as SQL literals that an engine reads back bit for bit and with their type. Quoting happens
// here and in SqlIdentifier, nowhere else.
#pragma once

#include <egregora/data/scalar.hpp>
#include <egregora/sql/dialect.hpp>

#include <string>
#include <string_view>

namespace egregora::detail {

/// How much of its type a literal must say itself.
enum class LiteralForm {
  typed,  ///< the engine gives it exactly the scalar's type
  bare,   ///< what stands beside it says the type: whole numbers are written as such
};

/// Appends `'text'` with quotes doubled; a backslash is an ordinary character to both engines.
/// Throws: InvalidOperationError for a text with a NUL byte, which ends the statement for engines.
void append_quoted(std::string& out, std::string_view text);

/// Appends `value`. Throws: UnsupportedOperationError where the dialect cannot write it exactly.
void append_literal(std::string& out, const Scalar& value, const Dialect& dialect,
                    LiteralForm form = LiteralForm::typed);

}  // namespace egregora::detail
