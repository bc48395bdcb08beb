// SPDX-License-Identifier: Apache-2.0
// What windows give. Positions count from 0; without a frame a reduction sees the whole partition.
#include <egregora/core/errors.hpp>

#include "oracle/oracle_reduction.hpp"

namespace egregora::testing {
namespace {
const std::vector<std::vector<Scalar>> kValues = rows_of({1, 2, 1, 2, 3, 2});

OracleWindow over_values(const std::string& name, std::function<Expr(const Reduced&)> expression,
                         const std::vector<Scalar>& expected, const DataType& result = kInt64) {
  return {name, {kInt64}, kValues, result, std::move(expression), expected};
}

ORACLE(Windows, row_number) {
  windows(oracle,
          over_values("in an order",
                      [](const Reduced& in) { return row_number().over({.order_by = {in.place}}); },
                      {0, 1, 2, 3, 4, 5}));
  windows(oracle, over_values("of partitions, backwards",
                              [](const Reduced& in) {
                                return row_number().over(
                                    {.group_by = {in.x[0]}, .order_by = {in.place.desc()}});
                              },
                              {1, 2, 0, 1, 0, 0}));
}

ORACLE(Windows, rank) {
  windows(oracle,
          over_values("with gaps",
                      [](const Reduced& in) { return rank().over({.order_by = {in.x[0]}}); },
                      {0, 2, 0, 2, 5, 2}));
  windows(oracle,
          over_values("from the greatest",
                      [](const Reduced& in) { return rank().over({.order_by = {in.x[0].desc()}}); },
                      {4, 1, 4, 1, 0, 1}));
  windows(oracle, {"NULLs are last, in both directions",
                   {kInt64},
                   rows_of({kNull, 5, 7, kNull}),
                   kInt64,
                   [](const Reduced& in) { return rank().over({.order_by = {in.x[0].desc()}}); },
                   {2, 1, 0, 2}});
  windows(oracle,
          {"NULLs first when asked",
           {kInt64},
           rows_of({kNull, 5, 7, kNull}),
           kInt64,
           [](const Reduced& in) { return rank().over({.order_by = {in.x[0].asc_nulls_first()}}); },
           {0, 2, 3, 0}});
}

ORACLE(Windows, dense_rank) {
  windows(oracle,
          over_values("without gaps",
                      [](const Reduced& in) { return dense_rank().over({.order_by = {in.x[0]}}); },
                      {0, 1, 0, 1, 2, 1}));
}

Expr before(const Reduced& in, std::int64_t offset) {
  return in.x[0].lag(offset).over({.order_by = {in.place}});
}
Expr after(const Reduced& in, std::int64_t offset) {
  return in.x[0].lead(offset).over({.order_by = {in.place}});
}
ORACLE(Windows, lag) {
  windows(oracle, over_values("one before", [](const Reduced& in) { return before(in, 1); },
                              {kNull, 1, 2, 1, 2, 3}));
  windows(oracle, over_values("two before", [](const Reduced& in) { return before(in, 2); },
                              {kNull, kNull, 1, 2, 1, 2}));
  windows(oracle, over_values("itself", [](const Reduced& in) { return before(in, 0); },
                              {1, 2, 1, 2, 3, 2}));
  windows(oracle, over_values("beyond all", [](const Reduced& in) { return before(in, 99); },
                              {kNull, kNull, kNull, kNull, kNull, kNull}));
  windows(oracle,
          over_values("in a partition",
                      [](const Reduced& in) {
                        return in.place.lag().over({.group_by = {in.x[0]}, .order_by = {in.place}});
                      },
                      {kNull, kNull, 0, 1, kNull, 3}));
}
ORACLE(Windows, lead) {
  windows(oracle, over_values("one after", [](const Reduced& in) { return after(in, 1); },
                              {2, 1, 2, 3, 2, kNull}));
  windows(oracle, over_values("two after", [](const Reduced& in) { return after(in, 2); },
                              {1, 2, 3, 2, kNull, kNull}));
  windows(oracle, {"a NULL that is there",
                   {kText},
                   rows_of({"a", kNull, "\u00e9"}),
                   kText,
                   [](const Reduced& in) { return after(in, 1); },
                   {kNull, "\u00e9", kNull}});
}

// Reductions over windows, which reductions_test.cpp asks without an order.
const OracleTable kSum(FunctionId::sum);
const OracleTable kMean(FunctionId::mean);
const OracleTable kCount(FunctionId::count);
const OracleTable kFirst(FunctionId::first);
const OracleTable kLast(FunctionId::last);
const OracleTable kFirstWithNull(FunctionId::first_with_null);
const OracleTable kLastWithNull(FunctionId::last_with_null);
const OracleTable kCollect(FunctionId::collect);

Expr total(const Reduced& in, const WindowSpec& window) { return in.x[0].sum().over(window); }

TEST(WindowsOracle, an_order_alone_does_not_cut_the_partition) {
  windows(kSum, over_values("a total",
                            [](const Reduced& in) { return total(in, {.order_by = {in.place}}); },
                            {11, 11, 11, 11, 11, 11}));
  windows(kSum, over_values("a total of each partition",
                            [](const Reduced& in) {
                              return total(in, {.group_by = {in.x[0]}, .order_by = {in.place}});
                            },
                            {2, 6, 2, 6, 3, 6}));
}

TEST(WindowsOracle, cumulative_sums) {
  windows(kSum,
          over_values("running",
                      [](const Reduced& in) { return in.x[0].cumsum({.order_by = {in.place}}); },
                      {1, 3, 4, 6, 9, 11}));
  windows(kSum,
          over_values("running in a partition",
                      [](const Reduced& in) {
                        return in.x[0].cumsum({.group_by = {in.x[0]}, .order_by = {in.place}});
                      },
                      {1, 2, 2, 4, 3, 6}));
  windows(kSum, {"NULL adds nothing",
                 {kInt64},
                 rows_of({kNull, 2, kNull, 3}),
                 kInt64,
                 [](const Reduced& in) { return in.x[0].cumsum({.order_by = {in.place}}); },
                 {kNull, 2, 2, 5}});
}

TEST(WindowsOracle, frames_of_rows) {
  const auto around = [](std::int64_t before_it, std::int64_t after_it) {
    return WindowFrame::rows(FrameBound::preceding(before_it), FrameBound::following(after_it));
  };
  windows(kMean, over_values(
                     "one on each side",
                     [=](const Reduced& in) {
                       return in.x[0].mean().over({.order_by = {in.place}, .frame = around(1, 1)});
                     },
                     {1.5, 4.0 / 3, 5.0 / 3, 2.0, 7.0 / 3, 2.5}, kDouble));
  windows(kSum, over_values("what is left",
                            [](const Reduced& in) {
                              return total(in, {.order_by = {in.place},
                                                .frame = WindowFrame::rows(
                                                    FrameBound::current_row(),
                                                    FrameBound::unbounded_following())});
                            },
                            {11, 10, 8, 7, 5, 2}));
  windows(kCount, over_values("two before, without itself",
                              [](const Reduced& in) {
                                return in.x[0].count().over(
                                    {.order_by = {in.place},
                                     .frame = WindowFrame::rows(FrameBound::preceding(2),
                                                                FrameBound::preceding(1))});
                              },
                              {0, 1, 2, 2, 2, 2}));
}

TEST(WindowsOracle, frames_of_ranges) {
  windows(kCount, over_values("at most one less or more",
                              [](const Reduced& in) {
                                return in.x[0].count().over(
                                    {.order_by = {in.x[0]},
                                     .frame = WindowFrame::range(FrameBound::preceding(1),
                                                                 FrameBound::following(1))});
                              },
                              {5, 6, 5, 6, 4, 6}));
  windows(
      kCount,
      {"a day and a half",
       {kStamp},
       rows_of({at("2024-02-28"), at("2024-02-29"), at("2024-03-01 12:00:00"), at("2024-03-03")}),
       kInt64,
       [](const Reduced& in) {
         return in.x[0].count().over(
             {.order_by = {in.x[0]},
              .frame = WindowFrame::range(FrameBound::preceding(Interval{0, 1, 43'200'000'000}),
                                          FrameBound::current_row())});
       },
       {1, 2, 2, 2}});
}

TEST(WindowsOracle, first_and_last_in_the_windows_order) {
  const std::vector<std::vector<Scalar>> letters = rows_of({kNull, "a", kNull, "b", kNull});
  const auto whole = [](const Reduced& in) { return WindowSpec{.order_by = {in.place}}; };
  const auto running = [](const Reduced& in) {
    return WindowSpec{.order_by = {in.place}, .frame = WindowFrame::cumulative()};
  };
  windows(kFirst, {"NULL aside",
                   {kText},
                   letters,
                   kText,
                   [=](const Reduced& in) { return in.x[0].first().over(whole(in)); },
                   {"a", "a", "a", "a", "a"}});
  windows(kLast, {"NULL aside",
                  {kText},
                  letters,
                  kText,
                  [=](const Reduced& in) { return in.x[0].last().over(whole(in)); },
                  {"b", "b", "b", "b", "b"}});
  windows(kLast, {"filled forwards",
                  {kText},
                  letters,
                  kText,
                  [=](const Reduced& in) { return in.x[0].last().over(running(in)); },
                  {kNull, "a", "a", "b", "b"}});
  windows(kFirstWithNull,
          {"NULL too",
           {kText},
           letters,
           kText,
           [=](const Reduced& in) { return in.x[0].first({.include_null = true}).over(whole(in)); },
           {kNull, kNull, kNull, kNull, kNull}});
  windows(kLastWithNull, {"the row's own",
                          {kText},
                          letters,
                          kText,
                          [=](const Reduced& in) {
                            return in.x[0].last({.include_null = true}).over(running(in));
                          },
                          {kNull, "a", kNull, "b", kNull}});
}

TEST(WindowsOracle, collecting_what_came_so_far) {
  windows(kCollect, {"in the window's order",
                     {kText},
                     rows_of({"a", kNull, "b"}),
                     kTexts,
                     [](const Reduced& in) {
                       return in.x[0].collect().over(
                           {.order_by = {in.place}, .frame = WindowFrame::cumulative()});
                     },
                     {texts({"a"}), texts({"a"}), texts({"a", "b"})}});
}

TEST(WindowsOracle, a_reduction_among_columns_is_a_window) {
  const Table t = stored("points", {{"k", kText, false}, {"x", kInt64, true}},
                         {{"a", 1}, {"a", 3}, {"b", 6}, {"b", Scalar::null(kInt64)}});
  for (const bool bound : {false, true}) {
    const DataFrame of_all = run(t.mutate(t["x"].mean().as("m")).order_by("x"), bound);
    EXPECT_EQ(of_all.value(0, "m"), Scalar(10.0 / 3));
    const DataFrame of_groups =
        run(t.group_by("k").mutate(t["x"].sum().as("s")).order_by("x"), bound);
    EXPECT_EQ(of_groups.value(0, "s"), Scalar(4));
    EXPECT_EQ(of_groups.value(2, "s"), Scalar(6));
    EXPECT_EQ(of_groups.value(3, "s"), Scalar(6));
  }
}

}  // namespace
}  // namespace egregora::testing
