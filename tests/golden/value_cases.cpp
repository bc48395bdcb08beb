// SPDX-License-Identifier: Apache-2.0
// Functions of any value, of numbers and of texts, one or a few a case.
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

namespace {
GoldenCase column(std::string name, std::function<Expr(const Table&)> expression) {
  return {"value_" + std::move(name), [expression = std::move(expression)] {
            const Table t = items();
            return t.select(Selection("x"_ = expression(t)));
          }};
}
GoldenCase predicate(std::string name, std::function<Expr(const Table&)> expression) {
  return {"predicate_" + std::move(name), [expression = std::move(expression)] {
            const Table t = items();
            return t.filter(expression(t)).select("id");
          }};
}
}  // namespace

std::vector<GoldenCase> value_cases() {
  using T = const Table&;
  return {
      predicate("equal", [](T t) { return t["id"] == 1; }),
      predicate("not_equal", [](T t) { return t["id"] != 1; }),
      predicate("compare", [](T t) { return t["id"] <= 1 && t["id"] >= 0 && t["id"] < 5; }),
      predicate(
          "and_or",
          [](T t) { return (t["id"] == 1 || t["id"] == 2) && !(t["id"] == 3) && t["id"] > 0; }),
      predicate("comparison_of_comparison",
                [](T t) { return (t["id"] == 1) == t["flag"].isnull(); }),
      predicate("null", [](T t) { return t["id"].isnull() || t["id"].notnull(); }),
      predicate("isin",
                [](T t) {
                  return t["author"].isin({"a", "b"});
                }),
      predicate("isin_none", [](T t) { return t["author"].isin(std::vector<Scalar>{}); }),
      predicate("notin",
                [](T t) {
                  return t["id"].notin({1, 2});
                }),
      predicate("between", [](T t) { return t["id"].between(literal(1), t["small"] + 1); }),
      predicate("identical_to", [](T t) { return t["author"].identical_to(t["text"]); }),
      predicate("date_read_from_text", [](T t) { return t["day"] > "2025-01-31"; }),
      predicate("instant_read_from_text", [](T t) { return t["sent"] > "2025-01-31 10:00"; }),
      predicate("boolean_column", [](T t) { return t["flag"] && t["flag"] == true; }),
      column("coalesce",
             [](T t) {
               return coalesce({t["author"], t["text"], literal("none")});
             }),
      column("coalesce_promotes",
             [](T t) {
               return coalesce({t["small"], literal(5)});
             }),
      column("nullif", [](T t) { return t["author"].nullif(literal("")); }),
      column("nullif_of_other_type", [](T t) { return t["id"].nullif(t["rating"]); }),
      column("greatest_least",
             [](T t) {
               return greatest({t["id"], literal(3)}) + least({t["id"], t["small"]});
             }),
      column("ifelse", [](T t) { return (t["id"] > 1).ifelse(literal("many"), literal("one")); }),
      column("cases",
             [](T t) {
               return cases({{t["id"] > 9, t["rating"]}, {t["id"] > 1, literal(1.5)}});
             }),
      column("cast", [](T t) { return (t["id"] + 1).cast(DataType::string()); }),
      column("cast_boolean_to_number", [](T t) { return t["flag"].cast(DataType::int64()); }),
      column("cast_number_to_boolean", [](T t) { return t["id"].cast(DataType::boolean()); }),
      column("try_cast", [](T t) { return t["text"].try_cast(DataType::int64()); }),
      column("arithmetic", [](T t) { return (t["id"] + 1) * 2 - t["id"] * (t["id"] - 3); }),
      column("subtraction_is_left_associative",
             [](T t) { return t["id"] - (t["id"] - t["id"]) - 1; }),
      column("typed_literal_beside_int32", [](T t) { return t["small"] + 5; }),
      column("divide", [](T t) { return t["id"] / t["small"]; }),
      column("divide_by_literal", [](T t) { return t["id"] / 2; }),
      column("floordiv", [](T t) { return t["id"].floordiv(t["small"] + 1); }),
      column("floordiv_floating", [](T t) { return t["rating"].floordiv(literal(2)); }),
      column("narrow_floating",
             [](T t) {
               const Expr narrow = t["small"].cast(DataType::float32());
               return narrow * t["small"] + t["small"];
             }),
      column("modulo", [](T t) { return t["id"] % 3; }),
      column("modulo_floating", [](T t) { return t["rating"] % 3; }),
      column("negate", [](T t) { return -t["id"] * -(t["id"] + 1); }),
      column("abs", [](T t) { return t["rating"].abs(); }),
      column("floor", [](T t) { return t["rating"].floor() + t["id"].floor(); }),
      column("ceil", [](T t) { return t["rating"].ceil(); }),
      column("round", [](T t) { return t["rating"].round(2); }),
      column("round_whole_number", [](T t) { return t["id"].round(-2); }),
      column("round_decimal", [](T t) { return t["price"].round(1); }),
      column("length", [](T t) { return t["author"].length(); }),
      column("byte_length", [](T t) { return t["author"].byte_length(); }),
      column("lower_upper", [](T t) { return t["author"].lower().concat(t["author"].upper()); }),
      column("strip", [](T t) { return t["author"].strip(); }),
      predicate("contains", [](T t) { return t["author"].contains(literal("x")); }),
      predicate("startswith", [](T t) { return t["author"].startswith(literal("x")); }),
      predicate("endswith", [](T t) { return t["author"].endswith(literal("x")); }),
      predicate("like", [](T t) { return t["author"].like("a\\%b_c"); }),
      predicate("ilike", [](T t) { return t["author"].concat(t["text"]).ilike("a%"); }),
      column("replace", [](T t) { return t["author"].replace(literal("a"), literal("b")); }),
      column("substr", [](T t) { return t["author"].substr(literal(2)); }),
      column("substr_length", [](T t) { return t["author"].substr(t["small"], literal(3)); }),
      column("substr_from_end", [](T t) { return t["author"].substr(literal(-2)); }),
      column("substr_from_end_length",
             [](T t) { return t["author"].substr(literal(-2), literal(1)); }),
      column("uuid", [](T) { return uuid(); }),
  };
}

}  // namespace egregora::testing
