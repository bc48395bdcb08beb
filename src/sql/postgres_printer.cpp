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

constexpr auto kPrinted = std::to_array<CodePrinted>({
    {"postgres_add", kSumPower, print_add},
    {"postgres_subtract", kSumPower, print_subtract},
    {"postgres_multiply", kProductPower, print_multiply},
    {"postgres_nullif", kAtomPower, print_nullif},
});
}  // namespace

std::span<const CodePrinted> postgres_printed() { return kPrinted; }

}  // namespace egregora::detail
