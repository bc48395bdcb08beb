// SPDX-License-Identifier: Apache-2.0
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

namespace {
GoldenCase reduction(std::string name, std::function<Expr(const Table&)> expression) {
  return {"reduction_" + std::move(name), [expression = std::move(expression)] {
            const Table t = items();
            return t.group_by("kind").agg("x"_ = expression(t));
          }};
}
}  // namespace

std::vector<GoldenCase> reduction_cases() {
  using T = const Table&;
  return {
      reduction("count", [](T t) { return t["author"].count(); }),
      reduction("count_where", [](T t) { return count_where(t["rating"] > 3); }),
      reduction("count_of_table", [](T t) { return t.count(); }),
      reduction("nunique", [](T t) { return t["author"].nunique(t["id"] > 1); }),
      reduction("sum_integer", [](T t) { return t["id"].sum(); }),
      reduction("sum_integer_where", [](T t) { return t["id"].sum(t["flag"]); }),
      reduction("sum_double", [](T t) { return t["rating"].sum(); }),
      reduction("sum_decimal", [](T t) { return t["price"].sum(); }),
      reduction("sum_boolean", [](T t) { return t["flag"].sum(); }),
      reduction("mean", [](T t) { return t["rating"].mean(); }),
      reduction("mean_integer", [](T t) { return t["id"].mean(t["flag"]); }),
      reduction("mean_boolean", [](T t) { return t["flag"].mean(); }),
      reduction("min_max", [](T t) { return t["rating"].max() - t["rating"].min(); }),
      reduction("min_uuid", [](T t) { return t["key"].min(); }),
      reduction("arbitrary", [](T t) { return t["author"].arbitrary(t["id"] > 1); }),
      reduction("any", [](T t) { return t["flag"].any(); }),
      reduction("all", [](T t) { return t["flag"].all(); }),
      reduction("argmin", [](T t) { return t["author"].argmin(t["rating"]); }),
      reduction("argmax", [](T t) { return t["author"].argmax(t["rating"], t["id"] > 1); }),
      reduction("collect", [](T t) { return t["author"].collect(t["id"] > 1); }),
      reduction("collect_ordered",
                [](T t) {
                  return t["author"].collect({.order_by = {t["id"].desc()}, .include_null = true});
                }),
      reduction("notany", [](T t) { return t["flag"].notany(t["id"] > 1); }),
      reduction("notall", [](T t) { return t["flag"].notall(); }),
      reduction("std", [](T t) { return t["rating"].std(); }),
      reduction("std_population", [](T t) { return t["id"].std({}, Sampling::population); }),
      reduction("var_where", [](T t) { return t["price"].var(t["flag"]); }),
      reduction("median", [](T t) { return t["rating"].median(); }),
      reduction("median_of_text", [](T t) { return t["author"].median(); }),
      reduction("quantile_of_decimal", [](T t) { return t["price"].quantile(0.9, t["flag"]); }),
      reduction("group_concat", [](T t) { return t["author"].group_concat(); }),
      reduction("group_concat_ordered",
                [](T t) {
                  return t["id"].group_concat(
                      "; ", {.where = t["flag"], .order_by = {"id", t["text"].desc()}});
                }),
      reduction("group_concat_of_doubles", [](T t) { return t["rating"].group_concat("|"); }),
      reduction("first", [](T t) { return t["author"].first(); }),
      reduction("first_ordered", [](T t) { return t["author"].first({.order_by = {t["id"]}}); }),
      reduction("last_ordered",
                [](T t) { return t["text"].last({.where = t["flag"], .order_by = {"id"}}); }),
      reduction("last", [](T t) { return t["text"].last(); }),
      reduction("first_with_null",
                [](T t) { return t["text"].first({.order_by = {"id"}, .include_null = true}); }),
  };
}

}  // namespace egregora::testing
