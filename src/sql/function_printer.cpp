// SPDX-License-Identifier: Apache-2.0
// Functions that no template can say: what they print depends on types, on literals, or on FILTER
// and OVER. Named "!name" in functions.def. Here: numbers and lists of values; others are in the
// printers named after their subject.
#include <egregora/core/errors.hpp>

#include <algorithm>
#include <array>
#include <span>

#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
constexpr std::uint8_t kTight = kComparisonPower + 1;
constexpr std::uint8_t kProductPower = 60;
constexpr std::uint8_t kSignPower = 70;
/// Longer lists stand in the text: thousands of parameters cost more than a statement kept.
constexpr std::size_t kMaxBoundList = 100;

void print_in(CallPrinter& call) {
  if (call.size() < 2) {
    call.text("FALSE");
    return;
  }
  call.argument(0, kTight).text(" IN (");
  const bool inlined = call.size() > kMaxBoundList;
  for (std::size_t i = 1; i < call.size(); ++i) {
    if (i > 1) call.text(", ");
    inlined ? call.structural(i) : call.argument(i);
  }
  call.text(")");
}

/// A literal that is a whole number and not 0: dividing by it needs no guard.
bool never_zero(const Scalar* divisor) {
  return divisor != nullptr && divisor->type().is_integer() &&
         divisor->type().kind() != TypeKind::uint64 && divisor->type().kind() != TypeKind::int128 &&
         divisor->as<std::int64_t>() != 0;
}

/// PostgreSQL raises where both Ibis and DuckDB give an infinity or no number.
void print_ieee_division(CallPrinter& call) {
  if (never_zero(call.literal(1))) {
    call.text("CAST(").argument(0).text(" AS double precision) / ").bare_argument(1);
    return;
  }
  call.text("CASE WHEN ").argument(1, kTight).text(" = 0 THEN CAST(").argument(0);
  call.text(" AS double precision) * CASE WHEN CAST(CAST(").argument(1);
  call.text(" AS double precision) AS text) = '-0' THEN float8 '-Infinity'");
  call.text(" ELSE float8 'Infinity' END ELSE CAST(").argument(0);
  call.text(" AS double precision) / CAST(").argument(1).text(" AS double precision) END");
}

void print_duckdb_division(CallPrinter& call) {
  // FLOAT / FLOAT and FLOAT / INTEGER would stay a FLOAT.
  const auto either = [&](TypeKind kind) {
    return call.type(0).kind() == kind || call.type(1).kind() == kind;
  };
  const bool narrow = either(TypeKind::float32) && !either(TypeKind::float64);
  if (narrow) call.text("CAST(");
  call.argument(0, narrow ? std::uint8_t{0} : kProductPower);
  call.text(narrow ? " AS DOUBLE) / " : " / ");
  // Whole numbers of any width are divided as DOUBLE.
  never_zero(call.literal(1)) ? call.bare_argument(1) : call.argument(1, kProductPower + 1);
}

void print_divide(CallPrinter& call) {
  if (call.duckdb()) return print_duckdb_division(call);
  call.text("(");
  print_ieee_division(call);
  call.text(")");
}

/// NULL instead of 0, where PostgreSQL raises and DuckDB gives NULL.
void print_postgres_divisor(CallPrinter& call) {
  if (never_zero(call.literal(1))) {
    call.argument(1, kProductPower + 1);
  } else {
    call.text("nullif(").argument(1).text(", 0)");
  }
}

/// floor(a / b) of whole numbers, exact in 64 bits, with `a` evaluated once: adding b * 2^63 makes
/// the quotient positive, where truncation is flooring.
void print_exact_floor_division(CallPrinter& call) {
  const bool duckdb = call.duckdb();
  const char* wide = duckdb ? " AS HUGEINT)" : " AS numeric)";
  call.text(duckdb ? "CAST((CAST(" : "CAST(div(CAST(").argument(0).text(wide).text(" + CAST(");
  call.argument(1).text(wide).text(" * 9223372036854775808");
  if (duckdb) {
    call.text(") // ").argument(1, kProductPower + 1);
  } else {
    call.text(", ");
    print_postgres_divisor(call);
    call.text(")");
  }
  call.text(" - 9223372036854775808 AS ").sql_type(call.type()).text(")");
}

void print_floordiv(CallPrinter& call) {
  if (call.type(0).is_integer() && call.type(1).is_integer())
    return print_exact_floor_division(call);
  call.text("floor(");
  call.duckdb() ? print_duckdb_division(call) : print_ieee_division(call);
  call.text(")");
}

void print_postgres_modulo(CallPrinter& call) {
  if (call.type().is_floating()) call.refuse("% of floating numbers");
  call.argument(0, kProductPower).text(" % ");
  print_postgres_divisor(call);
}

bool is_unsigned(TypeKind kind) {
  return kind == TypeKind::uint8 || kind == TypeKind::uint16 || kind == TypeKind::uint32 ||
         kind == TypeKind::uint64;
}

/// A literal gets parentheses: two minus signs would begin a comment. An unsigned number wraps
/// around where DuckDB negates it; taken from 0 it is an error.
void print_negate(CallPrinter& call) {
  if (call.duckdb() && is_unsigned(call.type().kind())) {
    call.text("(CAST(0 AS ").sql_type(call.type()).text(") - ").argument(0, kAtomPower).text(")");
  } else if (call.duckdb() && call.literal(0) != nullptr && call.type().is_floating()) {
    // Without a cast it would be another literal, by which DuckDB refuses to order.
    call.text("-(CAST(").argument(0).text(" AS ").sql_type(call.type()).text("))");
  } else if (call.literal(0) != nullptr) {
    call.text("-(").argument(0).text(")");
  } else {
    call.text("-").argument(0, kSignPower + 1);
  }
}

void print_rounded(CallPrinter& call, const char* function) {
  if (call.type(0).is_integer()) {
    call.argument(0, kAtomPower);  // whole already
    return;
  }
  call.text("CAST(").text(function).text("(").argument(0).text(") AS ");
  call.sql_type(call.type()).text(")");
}
void print_floor(CallPrinter& call) { print_rounded(call, "floor"); }
void print_ceil(CallPrinter& call) { print_rounded(call, "ceil"); }

/// Before the point DuckDB rounds a whole number within its width, where the result may wrap
/// around.
void print_round_of_whole(CallPrinter& call) {
  if (call.literal(1)->as<std::int64_t>() >= 0) {
    call.argument(0, kAtomPower);  // round already
    return;
  }
  call.text("CAST(round(CAST(").argument(0).text(" AS ").sql_type(DataType::int128());
  call.text("), ").structural(1).text(") AS ").sql_type(call.type()).text(")");
}

void print_round(CallPrinter& call) {
  if (call.type(0).is_integer() && call.literal(1) != nullptr) return print_round_of_whole(call);
  const bool narrows = call.type(0).is_decimal();  // DuckDB gives a decimal of fewer digits
  if (narrows) call.text("CAST(");
  call.text("round(").argument(0).text(", ");
  if (call.literal(1) != nullptr) {
    call.structural(1);
  } else {
    call.text("CAST(").argument(1).text(" AS INTEGER)");
  }
  call.text(")");
  if (narrows) call.text(" AS ").sql_type(call.type()).text(")");
}

constexpr auto kPrinted = std::to_array<CodePrinted>({
    {"in", kComparisonPower, print_in},
    {"divide", kProductPower, print_divide},
    {"floordiv", kAtomPower, print_floordiv},
    {"negate", kSignPower, print_negate},
    {"modulo", kProductPower, print_postgres_modulo},
    {"floor", kAtomPower, print_floor},
    {"ceil", kAtomPower, print_ceil},
    {"round", kAtomPower, print_round},
});
}  // namespace

const CodePrinted& code_printed(std::string_view name) {
  for (const auto table : {std::span<const CodePrinted>(kPrinted), texts_printed(), times_printed(),
                           nested_printed(), reductions_printed(), postgres_printed()}) {
    for (const CodePrinted& printed : table) {
      if (printed.name == name) return printed;
    }
  }
  throw InternalError("function table: nothing prints '!" + std::string(name) + "'");
}

}  // namespace egregora::detail
