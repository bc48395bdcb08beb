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

void print_duckdb_mean(CallPrinter& call) {
  const bool boolean = call.type(0).is_boolean();
  call.text(boolean ? "avg(CAST(" : "avg(").argument(0);
  if (boolean) call.text(" AS ").sql_type(DataType::int32()).text(")");
  call.text(")").modifiers();
}

/// The digits that PostgreSQL keeps of an average of exact numbers do not make the nearest double;
/// dividing their sum does. As whole numbers, for a decimal's fraction is none in binary.
void print_postgres_mean(CallPrinter& call) {
  const DataType& type = call.type(0);
  if (type.is_floating()) {
    call.text("avg(").argument(0).text(")").modifiers();
    return;
  }
  const std::string factor = type.is_decimal() && type.scale() > 0
                                 ? " * 1" + std::string(static_cast<std::size_t>(type.scale()), '0')
                                 : "";
  call.text(type.is_boolean() ? "(CAST(sum(CAST(" : "(CAST(sum(").argument(0);
  call.text(type.is_boolean() ? " AS integer))" : ")").modifiers();
  call.owned(factor).text(" AS double precision) / ");
  if (!factor.empty()) call.text("(");
  call.text("count(").argument(0).text(")").modifiers();
  if (!factor.empty()) call.owned(factor).text(")");
  call.text(")");
}

void print_mean(CallPrinter& call) {
  call.duckdb() ? print_duckdb_mean(call) : print_postgres_mean(call);
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

/// FILTER for the rows where the first `arguments` arguments are not NULL, and OVER.
CallPrinter& present_only(CallPrinter& call, std::size_t arguments = 1) {
  call.text(" FILTER (WHERE ");
  for (std::size_t i = 0; i < arguments; ++i)
    call.text(i == 0 ? "" : " AND ").argument(i, kTight).text(" IS NOT NULL");
  if (call.where() != nullptr) call.text(" AND ").expression(*call.where(), kAndPower);
  return call.text(")").modifiers(false);
}

/// any_value() came with PostgreSQL 16.
void print_postgres_arbitrary(CallPrinter& call) {
  refuse_arrays(call);
  call.text("(array_agg(").argument(0).text(")");
  present_only(call).text(")[1]");
}

/// The first of the values in the order of the keys; neither value nor key is NULL, as in DuckDB.
void print_postgres_argument_of(CallPrinter& call) {
  refuse_arrays(call);
  if (call.type(1).kind() == TypeKind::json) call.refuse("by json");
  if (call.windowed()) call.refuse("over a window");
  call.text("(array_agg(").argument(0).text(" ORDER BY ").argument(1);
  call.text(call.function() == FunctionId::argmin ? " ASC)" : " DESC)");
  present_only(call, 2).text(")[1]");
}

/// PostgreSQL has no order inside a reduction over a window.
void refuse_ordered_window(const CallPrinter& call) {
  if (call.windowed() && call.ordered() && !call.duckdb())
    call.refuse("with an order of its own over a window");
}

/// NULLs are left out, as Ibis does; array_agg() and list() would keep them.
void print_collect(CallPrinter& call) {
  if (!call.duckdb()) refuse_arrays(call);
  refuse_ordered_window(call);
  call.text(call.duckdb() ? "list(" : "array_agg(").argument(0).order_by().text(")");
  if (call.function() == FunctionId::collect) {
    present_only(call);
  } else {
    call.modifiers();
  }
}

void print_group_concat(CallPrinter& call) {
  refuse_ordered_window(call);
  const DataType& type = call.type(0);
  const bool plain = type.is_string() || type.is_integer() || type.is_boolean() ||
                     type.kind() == TypeKind::date || type.kind() == TypeKind::uuid;
  if (!plain && !call.duckdb()) call.refuse("of " + type.to_string());  // their texts differ
  call.text(type.is_string() ? "string_agg(" : "string_agg(CAST(").argument(0);
  if (!type.is_string()) call.text(" AS ").sql_type(DataType::string()).text(")");
  call.text(", ").structural(1).order_by().text(")").modifiers();
}

void print_spread(CallPrinter& call) {
  const bool deviation =
      call.function() == FunctionId::std_sample || call.function() == FunctionId::std_pop;
  const bool sample =
      call.function() == FunctionId::std_sample || call.function() == FunctionId::var_sample;
  call.text(deviation ? "stddev" : "var").text(sample ? "_samp(" : "_pop(");
  if (!call.duckdb()) call.text("CAST(");
  call.argument(0).text(call.duckdb() ? ")" : " AS double precision))").modifiers();
}

/// Numbers are interpolated as DOUBLE: of decimals DuckDB would round to their scale.
void print_quantile(CallPrinter& call) {
  const bool number = call.type(0).is_numeric();
  const bool cast = number && !(call.duckdb() && call.type(0).kind() == TypeKind::float64);
  if (!call.duckdb()) {
    if (!number) call.refuse("of " + call.type(0).to_string());
    if (call.windowed()) call.refuse("over a window");
    call.text("percentile_cont(").structural(1).text(") WITHIN GROUP (ORDER BY CAST(");
    call.argument(0).text(" AS double precision))").modifiers();
    return;
  }
  call.text(number ? "quantile_cont(" : "quantile_disc(").text(cast ? "CAST(" : "").argument(0);
  call.text(cast ? " AS DOUBLE), " : ", ").structural(1).text(")").modifiers();
}

/// Of a window: a window function of its own, which takes no FILTER. What is filtered out is NULL
/// to it, and NULLs are left out.
void print_first_of_window(CallPrinter& call, bool first, bool present) {
  if (call.ordered()) call.refuse("with an order of its own over a window; give it to over()");
  if (call.where() != nullptr && !present) call.refuse("with NULLs and a condition over a window");
  const bool ignores = present && (call.nullable(0) || call.where() != nullptr);
  if (ignores && !call.duckdb()) call.refuse("over a window without its NULLs");
  call.text(first ? "first_value(" : "last_value(");
  if (call.where() != nullptr) {
    call.text("CASE WHEN ").expression(*call.where()).text(" THEN ").argument(0).text(" END");
  } else {
    call.argument(0);
  }
  call.text(ignores ? " IGNORE NULLS)" : ")").modifiers(false);
}

void print_first(CallPrinter& call) {
  const FunctionId function = call.function();
  const bool first = function == FunctionId::first || function == FunctionId::first_with_null;
  const bool present = function == FunctionId::first || function == FunctionId::last;
  if (call.windowed()) return print_first_of_window(call, first, present);
  if (call.duckdb()) {
    call.text(first ? "first(" : "last(").argument(0).order_by().text(")");
    present ? present_only(call) : call.modifiers();
    return;
  }
  refuse_arrays(call);
  if (!first && !call.ordered()) call.refuse("without an order");
  call.text("(array_agg(").argument(0).order_by(!first).text(")");
  (present ? present_only(call) : call.modifiers()).text(")[1]");
}

constexpr auto kPrinted = std::to_array<CodePrinted>({
    {"sum", kAtomPower, print_sum},
    {"mean", kAtomPower, print_mean},
    {"nunique", kAtomPower, print_postgres_nunique},
    {"min_max", kAtomPower, print_postgres_min_max},
    {"arbitrary", kAtomPower, print_postgres_arbitrary},
    {"argument_of", kAtomPower, print_postgres_argument_of},
    {"collect", kAtomPower, print_collect},
    {"group_concat", kAtomPower, print_group_concat},
    {"spread", kAtomPower, print_spread},
    {"quantile", kAtomPower, print_quantile},
    {"first", kAtomPower, print_first},
});
}  // namespace

std::span<const CodePrinted> reductions_printed() { return kPrinted; }

}  // namespace egregora::detail
