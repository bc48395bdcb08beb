// SPDX-License-Identifier: Apache-2.0
// Functions that no template can say: what they print depends on types, on literals, or on FILTER
// and OVER. Named "!name" in functions.def.
#include <egregora/core/errors.hpp>

#include <algorithm>
#include <array>

#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
constexpr std::uint8_t kTight = kComparisonPower + 1;
constexpr std::uint8_t kProductPower = 60;
constexpr std::uint8_t kSignPower = 70;
/// Longer lists stand in the text: thousands of parameters cost more than a statement kept.
constexpr std::size_t kMaxBoundList = 100;

bool whole_number(const DataType& type) { return type.is_integer() || type.is_boolean(); }

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

/// A literal gets parentheses: two minus signs would begin a comment.
void print_negate(CallPrinter& call) {
  if (call.literal(0) != nullptr) {
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

void print_round(CallPrinter& call) {
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

void print_length(CallPrinter& call) {
  const bool text = call.type(0).is_string() || call.type(0).kind() == TypeKind::enumeration;
  if (call.duckdb()) {
    call.text(text ? "length(" : "len(").argument(0).text(")");
  } else {
    call.text(text ? "CAST(char_length(" : "CAST(cardinality(").argument(0).text(") AS bigint)");
  }
}

void print_byte_length(CallPrinter& call) {
  if (!call.duckdb()) {
    call.text("CAST(octet_length(").argument(0).text(") AS bigint)");
    return;
  }
  const bool blob = call.type(0).kind() == TypeKind::blob;
  call.text(blob ? "octet_length(" : "strlen(").argument(0).text(")");
}

void print_postgres_contains(CallPrinter& call) {
  if (call.type(0).is_string()) {
    call.text("(strpos(").argument(0).text(", ").argument(1).text(") > 0)");
    return;
  }
  // NULL among the elements would make the answer NULL, where DuckDB's is false.
  call.text("CASE WHEN ").argument(0, kTight).text(" IS NULL OR ").argument(1, kTight);
  call.text(" IS NULL THEN NULL ELSE coalesce(").argument(1, kTight).text(" = ANY(");
  call.argument(0).text("), FALSE) END");
}

/// A position that counts from 0, as one that counts from 1.
void print_position(CallPrinter& call, std::size_t argument) {
  if (const Scalar* start = call.literal(argument)) {
    const std::int64_t from = start->as<std::int64_t>();
    if (from < 0 && !call.duckdb()) call.refuse("a start before the first character");
    call.owned(std::to_string(from + (from < 0 && call.duckdb() ? 0 : 1)));
  } else if (call.duckdb()) {
    call.argument(argument, 50).text(" + 1");
  } else {
    call.text("CAST(").argument(argument, 50).text(" + 1 AS integer)");
  }
}

void print_substr(CallPrinter& call) {
  call.text("substr(").argument(0).text(", ");
  print_position(call, 1);
  if (call.size() > 2) {
    const bool cast = !call.duckdb() && call.literal(2) == nullptr;
    call.text(cast ? ", CAST(" : ", ").bare_argument(2).text(cast ? " AS integer)" : "");
  }
  call.text(")");
}

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

void print_struct_pack(CallPrinter& call) {
  call.text("{");
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (i > 0) call.text(", ");
    call.quoted(call.type().fields().at(i).name).text(": ").argument(i);
  }
  call.text("}");
}

/// A JSON pointer takes any name; a path would have to quote some.
std::string json_pointer(const std::string& name) {
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
  const Scalar* name = call.literal(1);
  if (name == nullptr) call.refuse("a member is named by a text");
  if (call.duckdb()) {
    call.text("json_extract(").argument(0).text(", ");
    call.quoted(json_pointer(name->as<std::string>())).text(")");
  } else {
    call.text("(").argument(0, kAtomPower).text(" -> ").structural(1).text(")");
  }
}

/// Whole numbers add up to int64; what does not fit is an error, not another type.
void print_sum(CallPrinter& call) {
  const bool whole = whole_number(call.type(0));
  const bool decimal = call.type(0).is_decimal() && !call.duckdb();
  const bool boolean = call.type(0).is_boolean() && !call.duckdb();
  const bool narrow = call.type(0).kind() == TypeKind::float32 && !call.duckdb();
  if (whole || decimal) call.text("CAST(");
  call.text(boolean || narrow ? "sum(CAST(" : "sum(").argument(0);
  if (boolean) call.text(" AS integer)");
  if (narrow) call.text(" AS double precision)");
  call.text(")").modifiers();
  if (whole || decimal) call.text(" AS ").sql_type(call.type()).text(")");
}

void print_mean(CallPrinter& call) {
  const bool cast = !call.duckdb() && !call.type(0).is_floating();
  const bool boolean = call.type(0).is_boolean();
  if (cast) call.text("CAST(");
  call.text(boolean ? "avg(CAST(" : "avg(").argument(0);
  if (boolean) call.text(" AS ").sql_type(DataType::int32()).text(")");
  call.text(")");
  call.modifiers();
  if (cast) call.text(" AS double precision)");
}

void print_postgres_nunique(CallPrinter& call) {
  if (call.windowed()) call.refuse("distinct values over a window");
  call.text("count(DISTINCT ").argument(0).text(")").modifiers();
}

void print_postgres_min_max(CallPrinter& call) {
  const TypeKind kind = call.type(0).kind();
  if (kind == TypeKind::boolean || kind == TypeKind::uuid || kind == TypeKind::json ||
      kind == TypeKind::blob)
    call.refuse("of " + call.type(0).to_string());
  call.text(call.function() == FunctionId::min ? "min(" : "max(").argument(0).text(")");
  call.modifiers();
}

/// array_agg() makes one array of more dimensions out of arrays.
void refuse_arrays(const CallPrinter& call) {
  if (call.type(0).is_list()) call.refuse("of " + call.type(0).to_string());
}

/// any_value() came with PostgreSQL 16.
void print_postgres_arbitrary(CallPrinter& call) {
  refuse_arrays(call);
  call.text("(array_agg(").argument(0).text(") FILTER (WHERE ").argument(0, kTight);
  call.text(" IS NOT NULL");
  if (call.where() != nullptr) call.text(" AND ").expression(*call.where(), kAndPower);
  call.text(")").modifiers(false).text(")[1]");
}

/// The first of the values in the order of the keys; neither value nor key is NULL, as in DuckDB.
void print_postgres_argument_of(CallPrinter& call) {
  refuse_arrays(call);
  if (call.windowed()) call.refuse("over a window");
  call.text("(array_agg(").argument(0).text(" ORDER BY ").argument(1);
  call.text(call.function() == FunctionId::argmin ? " ASC" : " DESC");
  call.text(") FILTER (WHERE ").argument(0, kTight).text(" IS NOT NULL AND ");
  call.argument(1, kTight).text(" IS NOT NULL");
  if (call.where() != nullptr) call.text(" AND ").expression(*call.where(), kAndPower);
  call.text("))[1]");
}

void print_postgres_collect(CallPrinter& call) {
  refuse_arrays(call);
  call.text("array_agg(").argument(0).text(")").modifiers();
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
    {"length", kAtomPower, print_length},
    {"byte_length", kAtomPower, print_byte_length},
    {"contains", kAtomPower, print_postgres_contains},
    {"substr", kAtomPower, print_substr},
    {"truncate", kAtomPower, print_truncate},
    {"epoch_seconds", kAtomPower, print_epoch_seconds},
    {"struct_pack", kAtomPower, print_struct_pack},
    {"json_field", kAtomPower, print_json_field},
    {"sum", kAtomPower, print_sum},
    {"mean", kAtomPower, print_mean},
    {"nunique", kAtomPower, print_postgres_nunique},
    {"min_max", kAtomPower, print_postgres_min_max},
    {"arbitrary", kAtomPower, print_postgres_arbitrary},
    {"argument_of", kAtomPower, print_postgres_argument_of},
    {"collect", kAtomPower, print_postgres_collect},
});
}  // namespace

const CodePrinted& code_printed(std::string_view name) {
  for (const CodePrinted& printed : kPrinted) {
    if (printed.name == name) return printed;
  }
  throw InternalError("function table: nothing prints '!" + std::string(name) + "'");
}

}  // namespace egregora::detail
