// SPDX-License-Identifier: Apache-2.0
// Functions of dates and times that no template can say.
#include <algorithm>
#include <array>
#include <optional>

#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
void print_truncate(CallPrinter& call) {
  const bool date = call.type(1).kind() == TypeKind::date;
  if (date) call.text("CAST(");  // DuckDB 1.5.6 gives a TIMESTAMP
  call.text("date_trunc(").structural(0).text(", ").argument(1).text(")");
  if (date) call.text(" AS ").sql_type(call.type()).text(")");
}

/// epoch() is a DOUBLE with the fraction, too coarse near 1e10: cut to seconds first.
void print_epoch_seconds(CallPrinter& call) {
  const bool date = call.type(0).kind() == TypeKind::date;
  call.text(date ? "CAST(epoch(" : "CAST(epoch(date_trunc('second', ").argument(0);
  call.text(date ? ") AS BIGINT)" : ")) AS BIGINT)");
}

/// A format of strftime as one of to_char; absent where a letter has no exact counterpart.
std::optional<std::string> to_char_format(std::string_view format) {
  std::string written;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      written += '"';
      if (format[i] == '"' || format[i] == '\\') written += '\\';
      written += format[i];
      written += '"';
      continue;
    }
    static constexpr std::pair<char, std::string_view> kLetters[] = {
        {'Y', "YYYY"}, {'m', "MM"}, {'d', "DD"},  {'H', "HH24"}, {'M', "MI"},
        {'S', "SS"},   {'f', "US"}, {'j', "DDD"}, {'%', "\"%\""}};
    const auto* letter =
        i + 1 == format.size()
            ? std::end(kLetters)
            : std::find_if(std::begin(kLetters), std::end(kLetters),
                           [&](const auto& known) { return known.first == format[i + 1]; });
    if (letter == std::end(kLetters)) return std::nullopt;
    written += letter->second;
    ++i;
  }
  return written;
}

void print_postgres_strftime(CallPrinter& call) {
  const auto format = to_char_format(call.constant(1).as<std::string>());
  if (!format) call.refuse("this format has letters without an exact counterpart");
  call.text("to_char(CAST(").argument(0).text(" AS timestamp), ").quoted(*format).text(")");
}

/// DuckDB 1.5.6 does not count weeks from Monday to Monday: whole weeks between two Mondays.
void print_duckdb_delta(CallPrinter& call, const std::string& unit) {
  const bool week = unit == "week";
  const bool mixed = call.type(0) != call.type(1);
  const auto side = [&](std::size_t index) {
    if (week) call.text("date_trunc('week', ");
    if (mixed) call.text("CAST(");
    call.argument(index);
    if (mixed) call.text(" AS ").sql_type(DataType::timestamp()).text(")");
    if (week) call.text(")");
  };
  call.text(week ? "(date_diff('day', " : "date_diff('");
  if (!week) call.owned(unit).text("', ");
  side(1);
  call.text(", ");
  side(0);
  call.text(week ? ") // 7)" : ")");
}

/// Years, quarters and months as one number that grows by one at each boundary.
void print_month_count(CallPrinter& call, std::size_t index, int per_year, std::string_view part) {
  call.text("(extract(year FROM ").argument(index).text(")");
  if (per_year > 1) {
    call.owned(" * " + std::to_string(per_year)).text(" + extract(").text(part).text(" FROM ");
    call.argument(index).text(")");
  }
  call.text(")");
}

void print_days(CallPrinter& call, std::size_t index, bool week) {
  call.text(week ? "CAST(date_trunc('week', " : "CAST(").argument(index);
  call.text(week ? ") AS date)" : " AS date)");
}

/// Units that are a fixed time long: the time between two truncated instants.
void print_clock_delta(CallPrinter& call, const std::string& unit) {
  static constexpr std::pair<std::string_view, std::string_view> kScales[] = {
      {"hour", " / 3600"},
      {"minute", " / 60"},
      {"second", ""},
      {"millisecond", " * 1000"},
      {"microsecond", " * 1000000"}};
  call.text("extract(epoch FROM ");
  for (const std::size_t index : {0U, 1U}) {
    call.text(index == 0 ? "date_trunc('" : " - date_trunc('").owned(unit).text("', CAST(");
    call.argument(index).text(" AS timestamp))");
  }
  call.text(")");
  for (const auto& [name, scale] : kScales) {
    if (name == unit) call.text(scale);
  }
}

void print_delta(CallPrinter& call) {
  const std::string unit = call.constant(2).as<std::string>();
  if (call.duckdb()) return print_duckdb_delta(call, unit);
  call.text("CAST(");
  if (unit == "year" || unit == "quarter" || unit == "month") {
    const int per_year = unit == "year" ? 1 : unit == "quarter" ? 4 : 12;
    const std::string_view part = unit == "quarter" ? "quarter" : "month";
    print_month_count(call, 0, per_year, part);
    call.text(" - ");
    print_month_count(call, 1, per_year, part);
  } else if (unit == "week" || unit == "day") {
    call.text("(");
    print_days(call, 0, unit == "week");
    call.text(" - ");
    print_days(call, 1, unit == "week");
    call.text(unit == "week" ? ") / 7" : ")");
  } else {
    print_clock_delta(call, unit);
  }
  call.text(" AS bigint)");
}

constexpr auto kPrinted = std::to_array<CodePrinted>({
    {"truncate", kAtomPower, print_truncate},
    {"epoch_seconds", kAtomPower, print_epoch_seconds},
    {"strftime", kAtomPower, print_postgres_strftime},
    {"delta", kAtomPower, print_delta},
});
}  // namespace

std::span<const CodePrinted> times_printed() { return kPrinted; }

}  // namespace egregora::detail
