// SPDX-License-Identifier: Apache-2.0
// Functions whose PostgreSQL form no template can say: it depends on types.
#include <array>

#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
constexpr std::uint8_t kTight = kComparisonPower + 1;
constexpr std::uint8_t kSumPower = 50;
constexpr std::uint8_t kProductPower = 60;

/// With a `real` beside another number PostgreSQL calculates in double precision.
void print_operand(CallPrinter& call, std::size_t index, std::uint8_t power) {
  const TypeKind kind = call.type(index).kind();
  if (call.type().kind() != TypeKind::float32 || kind == TypeKind::float32) {
    call.argument(index, power);
  } else {
    call.text("CAST(").argument(index).text(" AS ").sql_type(call.type()).text(")");
  }
}

void print_arithmetic(CallPrinter& call, std::string_view sign, std::uint8_t power) {
  print_operand(call, 0, power);
  call.text(sign);
  print_operand(call, 1, static_cast<std::uint8_t>(power + 1));
}
void print_add(CallPrinter& call) { print_arithmetic(call, " + ", kSumPower); }
void print_subtract(CallPrinter& call) { print_arithmetic(call, " - ", kSumPower); }
void print_multiply(CallPrinter& call) { print_arithmetic(call, " * ", kProductPower); }

/// PostgreSQL's nullif() is of the type in which it compares, not of the first argument's.
void print_nullif(CallPrinter& call) {
  if (call.type(0) == call.type(1)) {
    call.text("nullif(").argument(0).text(", ").argument(1).text(")");
    return;
  }
  call.text("CASE WHEN ").argument(0, kTight).text(" = ").argument(1, kTight);
  call.text(" THEN NULL ELSE ").argument(0).text(" END");
}

/// PostgreSQL has no year 0: its year -1 is the one before 1.
void print_make_date(CallPrinter& call) {
  const Scalar* year = call.literal(0);
  const bool positive = year != nullptr && !year->is_null() && year->as<std::int64_t>() > 0;
  call.text(positive ? "make_date(" : "make_date(CAST(CASE WHEN ");
  if (positive) {
    call.structural(0);
  } else {
    call.argument(0, kTight).text(" > 0 THEN ").argument(0).text(" ELSE ");
    call.argument(0, kSumPower).text(" - 1 END AS integer)");
  }
  call.text(", CAST(").argument(1).text(" AS integer), CAST(").argument(2).text(" AS integer))");
}

constexpr auto kPrinted = std::to_array<CodePrinted>({
    {"postgres_add", kSumPower, print_add},
    {"postgres_subtract", kSumPower, print_subtract},
    {"postgres_multiply", kProductPower, print_multiply},
    {"postgres_make_date", kAtomPower, print_make_date},
    {"postgres_nullif", kAtomPower, print_nullif},
});
}  // namespace

std::span<const CodePrinted> postgres_printed() { return kPrinted; }

}  // namespace egregora::detail
