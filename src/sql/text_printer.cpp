// SPDX-License-Identifier: Apache-2.0
// Functions of strings that no template can say.
#include <array>

#include "sql/portable_pattern.hpp"
#include "sql/position_printer.hpp"
#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
constexpr std::uint8_t kTight = kComparisonPower + 1;

void print_length(CallPrinter& call) {
  const bool text = call.type(0).is_string() || call.type(0).kind() == TypeKind::enumeration;
  if (call.type(0).is_map()) {
    if (!call.duckdb()) call.refuse("of " + call.type(0).to_string());
    call.text("len(map_keys(").argument(0).text("))");  // cardinality() takes no constant
  } else if (call.duckdb()) {
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

void print_contains(CallPrinter& call) {
  if (call.duckdb()) {
    call.text(call.type(0).is_map() ? "map_contains(" : "contains(").argument(0).text(", ");
    call.argument(1).text(")");
    return;
  }
  if (call.type(0).is_map()) call.refuse("of " + call.type(0).to_string());
  if (call.type(0).is_string()) {
    call.text("(strpos(").argument(0).text(", ").argument(1).text(") > 0)");
    return;
  }
  // NULL among the elements would make the answer NULL, where DuckDB's is false.
  call.text("CASE WHEN ").argument(0, kTight).text(" IS NULL OR ").argument(1, kTight);
  call.text(" IS NULL THEN NULL ELSE coalesce(").argument(1, kTight).text(" = ANY(");
  call.argument(0).text("), FALSE) END");
}

void print_substr(CallPrinter& call) {
  call.text("substr(").argument(0).text(", ");
  call.duckdb() ? print_duckdb_position(call, 1) : print_postgres_position(call, 1);
  if (call.size() > 2 && call.duckdb()) {
    call.text(", ").bare_argument(2);
  } else if (call.size() > 2) {
    const Scalar* length = call.literal(2);
    if (length != nullptr && length->as<std::int64_t>() < 0) call.refuse("a negative length");
    // Positions are of type integer, which a bound literal would not be.
    call.text(length != nullptr ? ", " : ", CAST(");
    length != nullptr ? call.structural(2) : call.argument(2).text(" AS integer)");
  }
  call.text(")");
}

/// Whether a text matches does not depend on which match an engine prefers, as what is matched
/// does: PostgreSQL takes the longest one.
void print_postgres_re_search(CallPrinter& call) {
  const auto portable = portable_pattern(call.constant(1).as<std::string>());
  if (!portable) call.refuse("its regular expressions are not RE2's; this pattern may differ");
  call.argument(0, kTight).text(" ~ ").quoted(*portable);
}

void print_split(CallPrinter& call) {
  if (call.duckdb()) {
    static_cast<void>(call.constant(1));  // a delimiter that is NULL would not make the list NULL
    call.text("string_split(").argument(0).text(", ").structural(1).text(")");
    return;
  }
  if (call.constant(1).as<std::string>().empty()) call.refuse("without a delimiter");
  // Of an empty string it makes an empty array, where DuckDB's has the empty string in it.
  call.text("CASE WHEN ").argument(0, kTight).text(" = '' THEN ARRAY[''] ELSE string_to_array(");
  call.argument(0).text(", ").structural(1).text(") END");
}

void print_hexdigest(CallPrinter& call) {
  const std::string algorithm = call.constant(1).as<std::string>();
  if (call.duckdb() || algorithm == "md5") {
    call.owned(algorithm + "(").argument(0).text(")");
  } else if (algorithm == "sha256") {
    call.text("encode(sha256(convert_to(").argument(0).text(", 'UTF8')), 'hex')");
  } else {
    call.refuse("with " + algorithm);
  }
}

constexpr auto kPrinted = std::to_array<CodePrinted>({
    {"length", kAtomPower, print_length},
    {"byte_length", kAtomPower, print_byte_length},
    {"contains", kAtomPower, print_contains},
    {"substr", kAtomPower, print_substr},
    {"re_search", kComparisonPower, print_postgres_re_search},
    {"split", kAtomPower, print_split},
    {"hexdigest", kAtomPower, print_hexdigest},
});
}  // namespace

std::span<const CodePrinted> texts_printed() { return kPrinted; }

}  // namespace egregora::detail
