// SPDX-License-Identifier: Apache-2.0
// Functions of numbers, strings and regular expressions, and what begins an expression.
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

std::vector<GoldenCase> function_cases() {
  using T = const Table&;
  return {
      golden_column("number_pow", [](T t) { return t["small"].pow(literal(2)); }),
      golden_column("number_sqrt", [](T t) { return t["rating"].sqrt(); }),
      golden_column("number_sqrt_of_decimal", [](T t) { return t["price"].sqrt(); }),
      golden_column("number_exp_ln", [](T t) { return t["rating"].exp().ln(); }),
      golden_column("boolean_negate", [](T t) { return t["flag"].negate(); }),
      golden_column("text_lstrip_rstrip", [](T t) { return t["text"].lstrip().rstrip(); }),
      golden_column("text_left", [](T t) { return t["text"].left(literal(3)); }),
      golden_column("text_right_computed", [](T t) { return t["text"].right(t["id"] % 4); }),
      golden_column("text_find", [](T t) { return t["text"].find(literal("o")); }),
      golden_column("text_find_times", [](T t) { return t["text"].find(literal("o")) * 2; }),
      golden_column("text_character", [](T t) { return t["text"][0]; }),
      golden_column("text_last_character", [](T t) { return t["text"][-1]; }),
      golden_column("text_character_computed", [](T t) { return t["text"][t["id"]]; }),
      golden_column("text_slice", [](T t) { return t["text"].slice(1, 3); }),
      golden_column("text_slice_open", [](T t) { return t["text"].slice(2); }),
      golden_column("text_slice_from_end", [](T t) { return t["text"].slice(-3, -1); }),
      golden_column("text_re_search", [](T t) { return t["text"].re_search("^a+.\\d$"); }),
      golden_column("text_re_search_not_portable", [](T t) { return t["text"].re_search("\\bx"); }),
      golden_column("text_re_extract",
                    [](T t) { return t["text"].re_extract("(\\d+)-(\\d+)", 2); }),
      golden_column("text_re_extract_all", [](T t) { return t["text"].re_extract_all("\\d+"); }),
      golden_column("text_re_replace", [](T t) { return t["text"].re_replace("(a)", "<\\1>"); }),
      golden_column("text_split", [](T t) { return t["text"].split(", "); }),
      golden_column("text_split_characters", [](T t) { return t["text"].split(""); }),
      golden_column("text_join_of_split",
                    [](T t) { return t["text"].split("a").join(literal("b")); }),
      golden_column("text_separator_join",
                    [](T t) {
                      return literal("-").join(array({t["text"], t["author"]}));
                    }),
      golden_column("text_concat_null",
                    [](T t) { return null(DataType::string()).concat(t["text"]); }),
      golden_column("text_hexdigest", [](T t) { return t["text"].hexdigest(); }),
      golden_column("text_hexdigest_md5", [](T t) { return t["text"].hexdigest("md5"); }),
      golden_column("text_hexdigest_sha1", [](T t) { return t["text"].hexdigest("sha1"); }),
      golden_column("text_as_timestamp",
                    [](T t) { return t["text"].as_timestamp("%d.%m.%Y %H:%M"); }),
      golden_column("text_as_date", [](T t) { return t["text"].as_date("%d.%m.%Y"); }),
      golden_column("value_cases_of_value",
                    [](T t) {
                      return t["kind"].cases(
                          {{literal("a"), literal(1)}, {literal("b"), literal(2)}}, literal(0));
                    }),
      golden_column("value_cases_of_value_without_else",
                    [](T t) {
                      return t["small"].cases({{literal(1), t["text"]}});
                    }),
      golden_column("value_isin_column", [](T t) { return t["author"].isin(authors()["author"]); }),
      golden_column("value_notin_own_column", [](T t) { return t["text"].notin(t["author"]); }),
      golden_column(
          "value_as_scalar",
          [](T t) { return t["author"] == authors().select("author").limit(1).as_scalar(); }),
      golden_column("top_range", [](T) { return range(1, 10, 3); }),
      golden_column("top_range_down", [](T) { return range(10, 1, -3); }),
      golden_column("top_range_computed",
                    [](T t) { return range(literal(0), t["id"], literal(1)); }),
      golden_column("top_range_of_nullable",
                    [](T t) { return range(literal(0), t["small"], literal(1)); }),
      golden_column("top_array",
                    [](T t) {
                      return array({t["id"], literal(1), t["small"]});
                    }),
      golden_column("top_array_of_texts",
                    [](T t) {
                      return array({t["kind"], literal("x")});
                    }),
      golden_column("top_date", [](T t) { return t["day"] == date_("2024-02-29"); }),
      golden_column("top_date_of_parts",
                    [](T t) { return date_(t["small"], literal(2), literal(28)); }),
      golden_column("top_timestamp",
                    [](T t) { return t["seen"] < timestamp("2024-02-29 10:11:12"); }),
      golden_column("top_interval", [](T t) { return interval(3, "day") + t["seen"]; }),
      golden_column("top_interval_of_months",
                    [](T t) { return t["day"] - interval(1, "quarter"); }),
      golden_column("top_now", [](T t) { return t["sent"] < now(); }),
      golden_column("top_today", [](T t) { return t["day"] == today(); }),
  };
}

}  // namespace egregora::testing
