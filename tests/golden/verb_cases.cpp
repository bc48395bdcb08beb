// SPDX-License-Identifier: Apache-2.0
// One verb each, and verbs whose order matters.
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

std::vector<GoldenCase> verb_cases() {
  const Table t = items().select("id", "author", "rating", "tags");
  return {
      {"verb_table", [] { return items(); }},
      {"verb_select", [=] { return t.select("author", "id"); }},
      {"verb_filter", [=] { return t.filter(t["rating"] > 1.5); }},
      {"verb_filter_twice", [=] { return t.filter(t["rating"] > 1.5).filter(t["id"] < 9); }},
      {"verb_filter_or",
       [=] { return t.filter(t["rating"] > 1.5 || t["id"] < 3).filter(t["author"] == "a"); }},
      {"verb_mutate", [=] { return t.mutate("score"_ = t["rating"] * 2, "id"_ = t["id"] + 1); }},
      {"verb_rename",
       [=] {
         return t.rename({{"writer", "author"}});
       }},
      {"verb_drop", [=] { return t.drop("tags", "author"); }},
      {"verb_order_by",
       [=] {
         return t.order_by({t["author"], t["id"].desc_nulls_first()});
       }},
      {"verb_order_by_twice", [=] { return t.order_by("author").order_by(t["id"].desc()); }},
      {"verb_order_by_constant",
       [=] {
         return t.order_by({literal(1), t["id"]});
       }},
      {"verb_order_by_negated_constant",
       [=] {
         return t.order_by({literal(1.5).negate(), t["id"]});
       }},
      {"verb_limit", [=] { return t.limit(10, 5); }},
      {"verb_limit_of_limit", [=] { return t.limit(10, 5).limit(20, 3); }},
      {"verb_order_by_limit", [=] { return t.order_by("id").limit(3); }},
      {"verb_limit_order_by", [=] { return t.limit(3).order_by("id"); }},
      {"verb_limit_filter", [=] { return t.limit(3).filter(t["id"] > 1); }},
      {"verb_distinct", [=] { return t.select("author").distinct(); }},
      {"verb_distinct_ordered", [=] { return t.order_by("id").select("author").distinct(); }},
      {"verb_distinct_on", [=] { return t.distinct({"author"}); }},
      {"verb_distinct_on_first", [=] { return t.order_by("id").distinct({"author"}); }},
      {"verb_distinct_on_last",
       [=] { return t.order_by("id").distinct({"author"}, Keep::last).filter(t["id"] > 3); }},
      {"verb_distinct_on_computed",
       [=] {
         return t.mutate("half"_ = t["id"].floordiv(literal(2))).order_by("id").distinct({"half"});
       }},
      {"verb_distinct_on_groups",
       [=] {
         const Table g = t.group_by("author").agg("n"_ = count());
         return g.order_by({g["n"].desc()}).distinct({"author"});
       }},
      {"verb_group_by", [=] { return t.group_by("author").agg("n"_ = count()); }},
      {"verb_group_by_computed",
       [=] { return t.group_by({Selection("up"_ = t["author"].upper())}).agg("n"_ = count()); }},
      {"verb_group_by_having",
       [=] { return t.group_by("author").having(count() > 2).agg("best"_ = t["rating"].max()); }},
      {"verb_agg", [=] { return t.agg("n"_ = count(), "best"_ = t["rating"].max()); }},
      {"verb_union", [=] { return t.union_(t.filter(t["id"] > 5)); }},
      {"verb_union_by_name",
       [=] { return t.select("id", "author").union_(t.select("author", "id")); }},
      {"verb_union_of_three",
       [=] {
         const Table a = t.select("id");
         return a.union_(a.filter(a["id"] > 1)).union_(a.limit(2), {.distinct = false});
       }},
      {"verb_union_promotes",
       [=] {
         const Table all = items();
         return all.select("id").union_(all.select(Selection("id"_ = all["small"])));
       }},
      {"verb_intersect", [=] { return t.select("id").intersect(t.select("id").limit(5)); }},
      {"verb_difference", [=] { return t.select("id").difference(t.select("id").limit(5)); }},
      {"verb_set_then_verbs",
       [=] {
         const Table u = t.select("id", "author").union_(t.select("id", "author"));
         return u.filter(u["id"] > 3).order_by("id").limit(2);
       }},
      {"verb_unnest", [=] { return t.unnest("tags"); }},
      {"verb_unnest_filter", [=] { return t.unnest("tags").filter(col("tags") == "x"); }},
      {"verb_drop_null",
       [=] {
         return t.drop_null({"author", "rating"});
       }},
      {"verb_fill_null", [=] { return t.fill_null({"author"_ = literal("nobody")}); }},
      {"verb_cast",
       [=] {
         return t.cast({{"id", DataType::string()}});
       }},
      {"verb_memtable",
       [] {
         return memtable(
             {{"id", {1, 2}}, {"name", {"a", "it's"}}, {"x", {Scalar(1.5), Scalar(std::nullopt)}}});
       }},
      {"verb_memtable_empty",
       [] {
         return memtable(Schema{{"id", DataType::int64()}, {"name", DataType::string()}}, {});
       }},
  };
}

}  // namespace egregora::testing
