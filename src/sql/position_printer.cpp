// SPDX-License-Identifier: Apache-2.0
#include "sql/position_printer.hpp"

#include <optional>
#include <string>

namespace egregora::detail {

namespace {
constexpr std::uint8_t kTight = kComparisonPower + 1;
constexpr std::uint8_t kSumPower = 50;

std::optional<std::int64_t> known_position(const CallPrinter& call, std::size_t argument) {
  const Scalar* value = call.literal(argument);
  return value == nullptr ? std::nullopt : std::optional(value->as<std::int64_t>());
}
}  // namespace

void print_duckdb_position(CallPrinter& call, std::size_t argument) {
  if (const auto position = known_position(call, argument)) {
    call.owned(std::to_string(*position < 0 ? *position : *position + 1));
    return;
  }
  call.text("CASE WHEN ").argument(argument, kTight).text(" < 0 THEN ").argument(argument);
  call.text(" ELSE ").argument(argument, kSumPower).text(" + 1 END");
}

void print_postgres_position(CallPrinter& call, std::size_t argument) {
  const char* length = call.type(0).is_string() ? "length(" : "cardinality(";
  const auto position = known_position(call, argument);
  if (position && *position >= 0) {
    call.owned(std::to_string(*position + 1));
  } else if (position) {
    call.text(length).argument(0).owned(") - " + std::to_string(-(*position + 1)));
  } else {
    call.text("CAST(CASE WHEN ").argument(argument, kTight).text(" < 0 THEN ").text(length);
    call.argument(0).text(") + ").argument(argument, kSumPower + 1).text(" ELSE ");
    call.argument(argument).text(" END + 1 AS integer)");
  }
}

}  // namespace egregora::detail
