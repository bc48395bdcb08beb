// SPDX-License-Identifier: Apache-2.0
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

std::vector<GoldenCase> window_cases() {
  const Table t = items().select("id", "author", "rating");
  const Table ranked =
      t.group_by("author").order_by({t["rating"].desc()}).mutate("rn"_ = row_number());
  using Kind = FrameBound::Kind;
  return {
      {"window_row_number", [=] { return ranked; }},
      {"window_rank", [=] { return t.mutate("r"_ = rank().over({.order_by = {t["rating"]}})); }},
      {"window_dense_rank",
       [=] { return t.mutate("r"_ = dense_rank().over({.order_by = {t["rating"]}})); }},
      {"window_lag_lead",
       [=] {
         const WindowSpec w{.group_by = {"author"}, .order_by = {"id"}};
         return t.mutate("before"_ = t["rating"].lag().over(w),
                         "after"_ = t["rating"].lead(2).over(w));
       }},
      {"window_first_last",
       [=] {
         const WindowSpec w{.group_by = {"author"}, .order_by = {"id"}};
         return t.mutate("a"_ = t["rating"].first().over(w), "z"_ = t["rating"].last().over(w));
       }},
      {"window_first_with_null",
       [=] {
         const WindowSpec w{.group_by = {"author"}, .order_by = {"id"}};
         return t.mutate("a"_ = t["rating"].first({.include_null = true}).over(w),
                         "z"_ = t["id"].last().over(w));
       }},
      {"window_first_where",
       [=] {
         return t.mutate("a"_ =
                             t["id"].first({.where = t["rating"] > 1}).over({.order_by = {"id"}}));
       }},
      {"window_collect_ordered",
       [=] {
         return t.mutate(
             "all"_ =
                 t["id"].collect({.order_by = {t["id"].desc()}}).over({.group_by = {"author"}}));
       }},
      {"window_median",
       [=] { return t.mutate("m"_ = t["rating"].median().over({.group_by = {"author"}})); }},
      {"window_notany",
       [=] { return t.mutate("x"_ = (t["id"] > 1).notany().over({.group_by = {"author"}})); }},
      {"window_cumulative_frame",
       [=] {
         const WindowSpec w{.order_by = {"id"}, .frame = WindowFrame::cumulative()};
         return t.mutate("m"_ = t["rating"].max().over(w));
       }},
      {"window_rows_around",
       [=] {
         const WindowSpec w{
             .order_by = {"id"},
             .frame = WindowFrame::rows(FrameBound::preceding(1), FrameBound::following(1))};
         return t.mutate("m"_ = t["rating"].mean().over(w));
       }},
      {"window_range_of_time",
       [=] {
         const Table seen = items().select("id", "seen");
         const WindowSpec w{.order_by = {"seen"},
                            .frame = WindowFrame::range(FrameBound::preceding(Interval{0, 7, 0}),
                                                        FrameBound::current_row())};
         return seen.mutate("n"_ = seen["id"].count().over(w));
       }},
      {"window_total_even_with_order",
       [=] { return t.mutate("s"_ = t["id"].sum().over({.order_by = {"id"}})); }},
      {"window_cumsum", [=] { return t.mutate("s"_ = t["rating"].cumsum({.order_by = {"id"}})); }},
      {"window_rows_frame",
       [=] {
         const WindowFrame frame{.start = {Kind::preceding, 2}, .end = {Kind::current_row, 0}};
         return t.mutate("m"_ = t["rating"].mean().over({.order_by = {"id"}, .frame = frame}));
       }},
      {"window_range_frame",
       [=] {
         const WindowFrame frame{.unit = WindowFrame::Unit::range,
                                 .start = {Kind::preceding, 2},
                                 .end = {Kind::following, 2}};
         return t.mutate("m"_ = t["rating"].max().over({.order_by = {"id"}, .frame = frame}));
       }},
      {"window_reduction_in_mutate",
       [=] { return t.mutate("share"_ = t["rating"] / t["rating"].sum()); }},
      {"window_filtered_reduction",
       [=] {
         return t.mutate("n"_ = t["id"].count(t["rating"] > 1).over({.group_by = {"author"}}));
       }},
      {"window_filter_by_column", [=] { return ranked.filter(ranked["rn"] == 0); }},
      {"window_filter_then_drop",
       [=] { return ranked.filter(ranked["rn"] == 0).drop("rn").order_by("id"); }},
      {"window_filter_in_place",
       [=] {
         return t.filter(row_number().over({.group_by = {"author"}, .order_by = {"id"}}) < 2);
       }},
      {"window_filter_of_what_a_window_filter_left",
       [=] {
         return t.filter(row_number().over({.group_by = {"author"}, .order_by = {"id"}}) == 0)
             .filter(rank().over({.order_by = {col("id").desc()}}) < 2);
       }},
      {"window_filter_overwritten_name",
       [=] {
         const Table o = t.mutate("id"_ = row_number().over({.order_by = {t["id"]}}));
         return o.filter(o["id"] < 3);
       }},
      {"window_filter_plain_after", [=] { return ranked.filter(ranked["id"] > 3); }},
      {"window_filter_plain_then_drop", [=] { return ranked.filter(ranked["id"] > 3).drop("rn"); }},
      {"window_filter_before",
       [=] {
         return t.filter(t["id"] > 3).mutate("rn"_ = row_number().over({.order_by = {"id"}}));
       }},
      {"window_of_window",
       [=] { return ranked.mutate("most"_ = ranked["rn"].max().over({.group_by = {"author"}})); }},
      {"window_after_qualify",
       [=] {
         const Table q = ranked.filter(ranked["rn"] < 3);
         return q.mutate("again"_ = row_number().over({.order_by = {"id"}}));
       }},
      {"window_grouped",
       [=] { return ranked.group_by("author").agg("most"_ = ranked["rn"].max()); }},
      {"window_order_by",
       [=] { return t.order_by(t["rating"].sum().over({.group_by = {"author"}})); }},
      {"window_nunique",
       [=] { return t.mutate("n"_ = t["author"].nunique().over({.group_by = {"author"}})); }},
      {"window_constant_order",
       [=] { return t.mutate("n"_ = row_number().over({.order_by = {literal(1)}})); }},
  };
}

}  // namespace egregora::testing
