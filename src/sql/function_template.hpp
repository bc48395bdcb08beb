// SPDX-License-Identifier: Apache-2.0
// The printing columns of functions.def, parsed once: how each function is written in each dialect.
// The grammar of a template is described at the head of functions.def.
#pragma once

#include <egregora/sql/dialect.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "expr/function_table.hpp"

namespace egregora::detail {

/// How tightly an expression's outermost operator binds; more binds tighter.
inline constexpr std::uint8_t kAtomPower = 100;
inline constexpr std::uint8_t kComparisonPower = 30;
inline constexpr std::uint8_t kAndPower = 12;
inline constexpr std::uint8_t kOrPower = 10;

struct TemplatePiece {
  enum class Kind : std::uint8_t {
    text,
    argument,
    all_arguments,
    structural,  ///< an argument that is part of the text: never a parameter
    modifiers,   ///< where FILTER and OVER stand
  };
  Kind kind;
  std::uint8_t argument = 0;
  /// The least power that an argument needs to stand without parentheses.
  std::uint8_t power = 0;
  std::string_view text = {};
};

class CallPrinter;
using PrintFunction = void (*)(CallPrinter&);

struct FunctionTemplate {
  enum class Kind : std::uint8_t { refused, infix, pieces, code };
  Kind kind = Kind::refused;
  std::uint8_t power = kAtomPower;
  std::string_view infix = {};
  std::vector<TemplatePiece> pieces = {};
  PrintFunction code = nullptr;
};

/// Thread safety: any thread; parsed on first use.
const FunctionTemplate& function_template(FunctionId function, const Dialect& dialect);

/// A function printed by code ("!name" in the table).
struct CodePrinted {
  std::string_view name;
  std::uint8_t power;
  PrintFunction print;
};
/// Throws: InternalError where there is none.
const CodePrinted& code_printed(std::string_view name);
/// Parts of that table, by subject.
std::span<const CodePrinted> texts_printed();
std::span<const CodePrinted> times_printed();
std::span<const CodePrinted> nested_printed();
std::span<const CodePrinted> reductions_printed();
std::span<const CodePrinted> postgres_printed();

}  // namespace egregora::detail
