// SPDX-License-Identifier: Apache-2.0
// Reductions that no template can say: what they print depends on types, or on FILTER and OVER.
#include <array>

#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
constexpr std::uint8_t kTight = kComparisonPower + 1;

bool whole_number(const DataType& type) { return type.is_integer() || type.is_boolean(); }

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

/// NULLs are left out, as Ibis does; array_agg() and list() would keep them.
void print_collect(CallPrinter& call) {
  if (!call.duckdb()) refuse_arrays(call);
  call.text(call.duckdb() ? "list(" : "array_agg(").argument(0).text(") FILTER (WHERE ");
  call.argument(0, kTight).text(" IS NOT NULL");
  if (call.where() != nullptr) call.text(" AND ").expression(*call.where(), kAndPower);
  call.text(")").modifiers(false);
}

constexpr auto kPrinted = std::to_array<CodePrinted>({
    {"sum", kAtomPower, print_sum},
    {"mean", kAtomPower, print_mean},
    {"nunique", kAtomPower, print_postgres_nunique},
    {"min_max", kAtomPower, print_postgres_min_max},
    {"arbitrary", kAtomPower, print_postgres_arbitrary},
    {"argument_of", kAtomPower, print_postgres_argument_of},
    {"collect", kAtomPower, print_collect},
});
}  // namespace

std::span<const CodePrinted> reductions_printed() { return kPrinted; }

}  // namespace egregora::detail
