// SPDX-License-Identifier: Apache-2.0
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

std::vector<GoldenCase> join_cases() {
  const Table t = items().select("id", "author", "rating");
  const Table a = authors();
  return {
      {"join_inner", [=] { return t.join(a, "author"); }},
      {"join_left", [=] { return t.join(a, "author", {.how = JoinKind::left}); }},
      {"join_right", [=] { return t.join(a, "author", {.how = JoinKind::right}); }},
      {"join_outer", [=] { return t.join(a, "author", {.how = JoinKind::outer}); }},
      {"join_semi", [=] { return t.join(a, "author", {.how = JoinKind::semi}); }},
      {"join_anti", [=] { return t.join(a, "author", {.how = JoinKind::anti}); }},
      {"join_cross", [=] { return t.cross_join(a); }},
      {"join_predicate", [=] { return t.join(a, t["author"] == a["manager"] && t["id"] > 3); }},
      {"join_self_by_name", [=] { return t.join(t, "id"); }},
      {"join_self_of_view", [=] { return t.join(t.view(), "id"); }},
      {"join_self_cross", [=] { return t.select("id").cross_join(t.select("id")); }},
      {"join_of_two_memtables",
       [] {
         const Table m = memtable({{"id", {1, 2}}});
         return m.join(m, "id", {.how = JoinKind::left});
       }},
      {"join_self_by_predicate",
       [=] {
         const Table other = t.view();
         return t.join(other, t["id"] < other["id"]);
       }},
      {"join_chain",
       [=] {
         const Table b = a.view();
         return t.join(a, "author")
             .join(b, {{"manager", "author"}}, {.how = JoinKind::left, .suffix = "_boss"});
       }},
      {"join_filtered_left", [=] { return t.filter(t["id"] > 3).join(a, "author"); }},
      {"join_filtered_left_outer",
       [=] { return t.filter(t["id"] > 3).join(a, "author", {.how = JoinKind::outer}); }},
      {"join_filtered_right", [=] { return t.join(a.filter(a["joined"].notnull()), "author"); }},
      {"join_computed_left",
       [=] { return t.mutate("twice"_ = t["rating"] * 2).join(a, "author"); }},
      {"join_then_verbs",
       [=] {
         const Table j = t.join(a, "author");
         return j.filter(j["joined"].notnull()).group_by("manager").agg("n"_ = count());
       }},
      {"join_semi_then_join",
       [=] { return t.join(a, "author", {.how = JoinKind::semi}).join(a, "author"); }},
      {"join_anti_of_filtered",
       [=] {
         const Table late = a.filter(a["joined"] > "2025-01-01");
         return t.join(late, "author", {.how = JoinKind::anti}).order_by("id").limit(3);
       }},
      {"join_of_memtable",
       [=] {
         const Table m = memtable({{"author", {"x", "y"}}, {"weight", {1, 2}}});
         return t.join(m, "author");
       }},
      {"join_shared_side",
       [=] {
         const Table top = t.filter(t["rating"] > 3);
         return top.join(top.view(), "author");
       }},
  };
}

}  // namespace egregora::testing
