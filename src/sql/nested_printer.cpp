// SPDX-License-Identifier: Apache-2.0
// Functions of lists, structs and JSON that no template can say.
#include <algorithm>
#include <array>

#include "sql/position_printer.hpp"
#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
constexpr std::uint8_t kTight = kComparisonPower + 1;
constexpr std::uint8_t kJoinPower = 40;
constexpr std::uint8_t kSumPower = 50;

void print_struct_pack(CallPrinter& call) {
  call.text("{");
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (i > 0) call.text(", ");
    call.quoted(call.type().fields().at(i).name).text(": ").argument(i);
  }
  call.text("}");
}

/// A JSON pointer takes any name, where a path would have to quote some; but what is a number to it
/// is an array's index too.
std::string json_member(const std::string& name) {
  if (name.find_first_not_of("0123456789") == std::string::npos && !name.empty())
    return "$.\"" + name + "\"";
  std::string pointer = "/";
  for (const char c : name) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

void print_json_field(CallPrinter& call) {
  if (call.duckdb()) {
    call.text("json_extract(").argument(0).text(", ");
    call.quoted(json_member(call.constant(1).as<std::string>())).text(")");
  } else {
    call.text("(").argument(0, kAtomPower).text(" -> ").structural(1).text(")");
  }
}

/// A negative index counts from the end. A pointer such as /0 would take an object's member too.
void print_json_element(CallPrinter& call) {
  const auto at = call.constant(1).as<std::int64_t>();
  call.text("json_extract(").argument(0);
  call.owned(at < 0 ? ", '$[#" + std::to_string(at) + "]')" : ", '$[" + std::to_string(at) + "]')");
}

/// What a JSON value must be to be read as the function's type, and how it is read then.
struct JsonReading {
  FunctionId function;
  std::string_view duckdb_kinds;
  std::string_view postgres_kind;
};
constexpr JsonReading kJsonReadings[] = {
    {FunctionId::as_string, "('VARCHAR')", "'string'"},
    {FunctionId::as_int, "('BIGINT', 'UBIGINT')", "'number'"},
    {FunctionId::as_double, "('BIGINT', 'UBIGINT', 'DOUBLE')", "'number'"},
    {FunctionId::as_bool, "('BOOLEAN')", "'boolean'"},
};

void print_json_value(CallPrinter& call) {
  const auto* reading =
      std::find_if(std::begin(kJsonReadings), std::end(kJsonReadings),
                   [&](const JsonReading& known) { return known.function == call.function(); });
  const bool text = call.function() == FunctionId::as_string;
  if (call.duckdb()) {
    call.text("CASE WHEN json_type(").argument(0).text(") IN ").text(reading->duckdb_kinds);
    call.text(text ? " THEN json_extract_string(" : " THEN CAST(").argument(0);
    text ? call.text(", '$') END") : call.text(" AS ").sql_type(call.type()).text(") END");
    return;
  }
  call.text("CASE WHEN json_typeof(").argument(0).text(") = ").text(reading->postgres_kind);
  if (call.function() == FunctionId::as_int)
    call.text(" AND (").argument(0, kAtomPower).text(" #>> '{}') !~ '[.eE]'");
  call.text(text ? " THEN " : " THEN CAST(").argument(0, kAtomPower).text(" #>> '{}'");
  text ? call.text(" END") : call.text(" AS ").sql_type(call.type()).text(") END");
}

void print_array(CallPrinter& call) {
  bool converts = !call.duckdb();
  for (std::size_t i = 0; i < call.size(); ++i)
    converts = converts || call.type(i) != call.type().element();
  if (converts) call.text("CAST(");
  call.text(call.duckdb() ? "[" : "ARRAY[");
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (i > 0) call.text(", ");
    call.argument(i);
  }
  call.text("]");
  if (converts) call.text(" AS ").sql_type(call.type()).text(")");
}

void print_element(CallPrinter& call) {
  const bool text = call.type(0).is_string();
  if (call.duckdb() || text) {
    call.text(text ? "substr(" : "list_extract(").argument(0).text(", ");
    call.duckdb() ? print_duckdb_position(call, 1) : print_postgres_position(call, 1);
    call.text(text ? ", 1)" : ")");
    return;
  }
  call.text("(").argument(0).text(")[");
  print_postgres_position(call, 1);
  call.text("]");
}

/// From 0 and without the last, as from 1 and with it.
void print_duckdb_slice(CallPrinter& call, std::int64_t start, const Scalar* stop) {
  const std::int64_t last = stop == nullptr ? -1 : stop->as<std::int64_t>();
  call.text("list_slice(").argument(0);
  call.owned(", " + std::to_string(start < 0 ? start : start + 1));
  call.owned(", " + std::to_string(stop != nullptr && last < 0 ? last - 1 : last) + ")");
}

void print_slice(CallPrinter& call) {
  const std::int64_t start = call.constant(1).as<std::int64_t>();
  const Scalar* stop = call.size() > 2 ? &call.constant(2) : nullptr;
  if (call.duckdb()) return print_duckdb_slice(call, start, stop);
  const std::int64_t end = stop == nullptr ? start : stop->as<std::int64_t>();
  if (start < 0 || end < 0) call.refuse("from the end");
  const std::string first = std::to_string(start + 1);
  if (call.type(0).is_string()) {
    call.text("substr(").argument(0).owned(", " + first);
    if (stop != nullptr) call.owned(", " + std::to_string(std::max<std::int64_t>(end - start, 0)));
    call.text(")");
  } else {
    call.text("(").argument(0).owned(")[" + first + ":");
    call.owned(stop == nullptr ? "]" : std::to_string(end) + "]");
  }
}

/// NULL where either list is, which the engines take for an empty one.
void print_array_concat(CallPrinter& call) {
  const bool converts = call.type(0) != call.type() || call.type(1) != call.type();
  const auto side = [&](std::size_t index) {
    if (converts) call.text("CAST(");
    call.argument(index, converts ? std::uint8_t{0} : kTight);
    if (converts) call.text(" AS ").sql_type(call.type()).text(")");
  };
  const bool guarded = call.nullable();
  if (guarded) {
    call.text("CASE WHEN ").argument(0, kTight).text(" IS NOT NULL AND ").argument(1, kTight);
    call.text(" IS NOT NULL THEN ");
  }
  call.text(call.duckdb() ? "list_concat(" : "(");
  side(0);
  call.text(call.duckdb() ? ", " : " || ");
  side(1);
  call.text(guarded ? ") END" : ")");
}

/// string_agg() takes a constant separator only: any other stands before each element, and the
/// first of them is cut off again. A NULL one makes every element NULL, and so the whole.
void print_duckdb_join(CallPrinter& call) {
  const auto elements = [&]() -> CallPrinter& {
    if (call.literal(0) == nullptr) return call.argument(0);
    // A list that is bound has no type yet when DuckDB chooses among functions.
    return call.text("CAST(").argument(0).text(" AS ").sql_type(call.type(0)).text(")");
  };
  if (call.literal(1) != nullptr) {
    call.text("list_aggregate(");
    elements().text(", 'string_agg', ").argument(1).text(")");
    return;
  }
  call.text("substr(list_aggregate(list_transform(");
  elements().text(", lambda element: ");
  call.argument(1, kJoinPower).text(" || element), 'string_agg', ''), length(");
  call.argument(1).text(") + 1)");
}

void print_join(CallPrinter& call) {
  if (call.duckdb()) return print_duckdb_join(call);
  call.text("CASE WHEN cardinality(array_remove(").argument(0).text(", NULL)) > 0 ");
  call.text("THEN array_to_string(").argument(0).text(", ").argument(1).text(") END");
}

void print_postgres_range(CallPrinter& call) {
  const Scalar* step = call.literal(2);
  if (step == nullptr || step->as<std::int64_t>() == 0 || call.nullable())
    call.refuse("unless its step is a constant other than 0 and its ends are never NULL");
  const char* towards = step->as<std::int64_t>() > 0 ? " - 1" : " + 1";
  call.text("ARRAY(SELECT generate_series(CAST(").argument(0).text(" AS bigint), ");
  call.argument(1, kSumPower).text(towards).text(", ").argument(2).text("))");
}

constexpr auto kPrinted = std::to_array<CodePrinted>({
    {"struct_pack", kAtomPower, print_struct_pack},
    {"json_field", kAtomPower, print_json_field},
    {"json_element", kAtomPower, print_json_element},
    {"json_value", kAtomPower, print_json_value},
    {"array", kAtomPower, print_array},
    {"element", kAtomPower, print_element},
    {"slice", kAtomPower, print_slice},
    {"array_concat", kAtomPower, print_array_concat},
    {"join", kAtomPower, print_join},
    {"range", kAtomPower, print_postgres_range},
});
}  // namespace

std::span<const CodePrinted> nested_printed() { return kPrinted; }

}  // namespace egregora::detail
