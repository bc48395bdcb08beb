// SPDX-License-Identifier: Apache-2.0
// What is merged into one select, and what must not be.
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

namespace {
Table base() { return items().select("id", "author", "rating"); }

/// Steps that each use a column once: they merge until the expression is large enough.
Table growing(int steps) {
  Table t = base();
  for (int i = 0; i < steps; ++i) t = t.mutate("rating"_ = t["rating"] * 2 + 1);
  return t;
}
}  // namespace

std::vector<GoldenCase> merge_cases() {
  const Table t = base();
  return {
      {"merge_project_over_project",
       [=] {
         const Table m = t.mutate("a"_ = t["id"] + 1);
         return m.select(Selection("b"_ = m["a"] * 2));
       }},
      {"merge_stops_at_repeated_column",
       [=] {
         const Table m = t.mutate("a"_ = t["id"] + 1);
         return m.select(Selection("b"_ = m["a"] * m["a"]));
       }},
      {"merge_stops_when_large", [] { return growing(20); }},
      {"merge_filter_on_computed",
       [=] {
         const Table m = t.mutate("a"_ = t["id"] + 1);
         return m.filter(m["a"] > 3);
       }},
      {"merge_filter_beside_computed",
       [=] { return t.mutate("a"_ = t["id"] + 1).filter(col("author") == "x"); }},
      {"merge_order_on_computed",
       [=] {
         const Table m = t.mutate("a"_ = t["id"] + 1);
         return m.order_by(m["a"].desc()).limit(3).drop("a");
       }},
      {"merge_order_on_dropped",
       [=] {
         const Table m = t.mutate("a"_ = t["id"] + 1).order_by("a");
         return m.drop("a");
       }},
      {"merge_order_on_overwritten",
       [=] { return t.mutate("id"_ = t["id"].negate()).order_by("id"); }},
      {"merge_limit_then_compute", [=] { return t.limit(2).mutate("a"_ = t["id"] + 1); }},
      {"merge_group_then_compute",
       [=] {
         const Table g = t.group_by("author").agg("n"_ = count(), "s"_ = t["rating"].sum());
         return g.select("author", Selection("mean"_ = g["s"] / g["n"]));
       }},
      {"merge_group_then_filter",
       [=] {
         const Table g = t.group_by("author").agg("n"_ = count());
         return g.filter(g["n"] > 1);
       }},
      {"merge_group_then_order",
       [=] {
         const Table g = t.group_by("author").agg("n"_ = count());
         return g.order_by({g["n"].desc(), g["author"]}).limit(3);
       }},
      {"merge_group_drops_key",
       [=] { return t.group_by("author").agg("n"_ = count()).select("n"); }},
      {"merge_group_drops_computed_key",
       [=] {
         return t.group_by({Selection("up"_ = t["author"].upper())})
             .agg("n"_ = count())
             .select("n");
       }},
      {"merge_group_of_computed",
       [=] {
         const Table m = t.mutate("a"_ = t["id"] + 1);
         return m.group_by("author").agg("s"_ = m["a"].sum());
       }},
      {"merge_group_of_group",
       [=] {
         const Table g = t.group_by("author").agg("n"_ = count());
         return g.group_by("n").agg("authors"_ = count());
       }},
      {"merge_reduction_loses_all_reductions",
       [=] { return t.agg("n"_ = count()).select(Selection("one"_ = literal(1))); }},
      {"merge_count_of_filtered", [=] { return t.filter(t["id"] > 3).agg("n"_ = count()); }},
      {"merge_volatile_is_not_repeated",
       [=] {
         const Table m = t.mutate("u"_ = uuid());
         return m.filter(m["u"].notnull()).mutate("again"_ = col("u"));
       }},
      {"merge_shared_subtree_becomes_cte",
       [=] {
         const Table busy = t.filter(t["rating"] > 1).mutate("double"_ = t["rating"] * 2);
         return busy.filter(busy["double"] > busy["double"].mean());
       }},
      {"merge_cte_avoids_table_names",
       [=] {
         const Table own = table("cte0", base().schema());
         const Table busy = own.filter(own["rating"] > 1);
         return busy.filter(busy["rating"] > busy["rating"].mean());
       },
       {},
       false},
      {"merge_subquery_over_stored_table",
       [=] { return t.filter(t["rating"] > t["rating"].mean()); }},
      {"merge_in_subquery", [=] { return t.filter(t["author"].isin(authors().select("author"))); }},
      {"merge_correlated_reduction",
       [=] {
         const Table a = authors();
         return a.filter(t["rating"].max(t["author"] == a["author"]) > 3);
       }},
      {"merge_correlated_any_is_exists",
       [=] {
         const Table a = authors();
         return a.filter(!(t["author"] == a["author"] && t["id"] > 3).any());
       }},
      {"merge_reduction_of_other_table", [=] { return t.filter(t["id"] > authors().count()); }},
  };
}

}  // namespace egregora::testing
