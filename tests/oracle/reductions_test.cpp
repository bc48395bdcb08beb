// SPDX-License-Identifier: Apache-2.0
// What reductions of numbers and booleans give. NULLs are left out; of nothing there is NULL.
#include "oracle/oracle_reduction.hpp"

namespace egregora::testing {
namespace {
const DataType kMoney = DataType::decimal(4, 2);

ORACLE(Reductions, count_rows) {
  // count() knows its table where it is given one: the condition stands for the rows of it.
  reduces(
      oracle,
      {{kInt64},
       kInt64,
       [](const Reduced& in) { return in.where ? count_where(*in.where).expr() : count().expr(); }},
      {{"rows", rows_of({1, 1, 2}), 3},
       {"rows with NULL", rows_of({kNull, kNull}), 2},
       {"no rows", {}, 0}});
  const Table t = stored("rows", {{"x", kInt64, true}}, {{1}, {Scalar::null(kInt64)}});
  EXPECT_EQ(run(t.agg(t.count().as("n")), false).value(0, "n"), Scalar(2));
}

ORACLE(Reductions, count) {
  reduces(oracle, {{kDouble}, kInt64, [](const Reduced& in) { return in.x[0].count(in.where); }},
          {{"values", rows_of({1.0, 1.0, 2.0}), 3},
           {"NULL aside", rows_of({1.0, kNull}), 1},
           {"NULL only", rows_of({kNull}), 0},
           {"NaN counts", rows_of({kNan, kInf}), 2},
           {"nothing", {}, 0}});
}

ORACLE(Reductions, nunique) {
  reduces(oracle, {{kText}, kInt64, [](const Reduced& in) { return in.x[0].nunique(in.where); }},
          {{"values", rows_of({"a", "b", "a"}), 2},
           {"case tells apart", rows_of({"a", "A", ""}), 3},
           {"accents", rows_of({"\u00e9", "e\u0301"}), 2},
           {"NULL aside", rows_of({"a", kNull, kNull}), 1},
           {"NULL only", rows_of({kNull}), 0},
           {"nothing", {}, 0}});
  reduces(oracle, {{kDouble}, kInt64, [](const Reduced& in) { return in.x[0].nunique(in.where); }},
          {{"zeros are equal", rows_of({0.0, -0.0}), 1}, {"NaN once", rows_of({kNan, kNan}), 1}});
}

Expr sum_of(const Reduced& in) { return in.x[0].sum(in.where); }
ORACLE(Reductions, sum) {
  reduces(oracle, {{kInt64}, kInt64, sum_of},
          {{"values", rows_of({3, 2, 1, 2, 3, 2}), 13},
           {"NULL aside", rows_of({-3, kNull, 1}), -2},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull},
           {"extremes", rows_of({kMost, kLeast}), -1},
           {"the most", rows_of({kMost, 1, -1}), kMost}});
  reduces(oracle, {{kInt8}, kInt64, sum_of}, {{"beyond its type", rows_of({127, 127}), 254}});
  reduces(oracle, {{kBool}, kInt64, sum_of},
          {{"how many are true", rows_of({true, false, kNull, true}), 2}, {"none", {}, kNull}});
  reduces(oracle, {{kDouble}, kDouble, sum_of},
          {{"floating", rows_of({0.5, 0.25}), 0.75},
           {"infinities", rows_of({kInf, -kInf}), kNan},
           {"NaN", rows_of({1.0, kNan}), kNan}});
  reduces(oracle, {{kMoney}, DataType::decimal(38, 2), sum_of},
          {{"decimals", rows_of({dec("99.99"), dec("0.02"), dec("-0.01")}), dec("100.00")},
           {"no decimals", {}, kNull}});
  refuses(oracle, {{kInt64}, kInt64, sum_of}, rows_of({kMost, 1}));
  refuses(oracle, {{kInt64}, kInt64, sum_of}, rows_of({kLeast, -1}));
}

Expr mean_of(const Reduced& in) { return in.x[0].mean(in.where); }
ORACLE(Reductions, mean) {
  reduces(oracle, {{kInt64}, kDouble, mean_of},
          {{"values", rows_of({3, 2, 1, 2, 3}), 2.2},
           {"NULL is no zero", rows_of({4, kNull}), 4.0},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull},
           {"beyond 64 bits", rows_of({kMost, kMost}), 9223372036854775807.0}});
  reduces(oracle, {{kDouble}, kDouble, mean_of},
          {{"floating", rows_of({0.5, 1.5}), 1.0}, {"NaN", rows_of({1.0, kNan}), kNan}});
  reduces(oracle, {{kBool}, kDouble, mean_of},
          {{"share of true", rows_of({true, false, false, true, kNull}), 0.5}});
  reduces(oracle, {{kMoney}, kDouble, mean_of},
          {{"decimals", rows_of({dec("1.00"), dec("2.50")}), 1.75}});
}

Expr least_of(const Reduced& in) { return in.x[0].min(in.where); }
Expr most_of(const Reduced& in) { return in.x[0].max(in.where); }
ORACLE(Reductions, min) {
  reduces(oracle, {{kInt64}, kInt64, least_of},
          {{"values", rows_of({3, -2, 1}), -2},
           {"NULL aside", rows_of({kNull, 3}), 3},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull}});
  reduces(oracle, {{kDouble}, kDouble, least_of},
          {{"infinite", rows_of({1.0, -kInf}), -kInf}, {"NaN is most", rows_of({kNan, 1.0}), 1.0}});
  reduces(oracle, {{kText}, kText, least_of},
          {{"texts", rows_of({"b", "B", "a"}), "B"}, {"empty text", rows_of({"a", ""}), ""}});
  reduces(oracle, {{kBool}, kBool, least_of}, {{"booleans", rows_of({true, false}), false}});
  reduces(oracle, {{kStamp}, kStamp, least_of},
          {{"times", rows_of({at("1970-01-01"), at("1969-12-31 23:59:59.999999")}),
            at("1969-12-31 23:59:59.999999")}});
}
ORACLE(Reductions, max) {
  reduces(oracle, {{kInt64}, kInt64, most_of},
          {{"values", rows_of({3, -2, 1}), 3},
           {"negative", rows_of({-3, -2}), -2},
           {"NULL aside", rows_of({kNull, 3}), 3},
           {"nothing", {}, kNull}});
  reduces(oracle, {{kDouble}, kDouble, most_of}, {{"NaN is most", rows_of({kNan, kInf}), kNan}});
  reduces(oracle, {{kText}, kText, most_of}, {{"texts", rows_of({"b", "B", "a"}), "b"}});
  reduces(oracle, {{kDate}, kDate, most_of},
          {{"dates", rows_of({day("2024-02-29"), day(9999, 12, 31)}), day(9999, 12, 31)}});
  reduces(oracle, {{kMoney}, kMoney, most_of},
          {{"decimals", rows_of({dec("-1.10"), dec("-1.09")}), dec("-1.09")}});
}

ORACLE(Reductions, any) {
  reduces(oracle, {{kBool}, kBool, [](const Reduced& in) { return in.x[0].any(in.where); }},
          {{"one is true", rows_of({false, true, kNull}), true},
           {"none is", rows_of({false, kNull}), false},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull}});
  reduces(oracle, {{kInt64}, kBool, [](const Reduced& in) { return (in.x[0] > 2).any(in.where); }},
          {{"a condition", rows_of({1, 2, 3, kNull}), true}, {"of none", rows_of({1, 2}), false}});
}
ORACLE(Reductions, all) {
  reduces(oracle, {{kBool}, kBool, [](const Reduced& in) { return in.x[0].all(in.where); }},
          {{"all are true", rows_of({true, true, kNull}), true},
           {"one is not", rows_of({true, false}), false},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull}});
}
ORACLE(Reductions, notany) {
  reduces(oracle, {{kBool}, kBool, [](const Reduced& in) { return in.x[0].notany(in.where); }},
          {{"one is true", rows_of({false, true, kNull}), false},
           {"none is", rows_of({false, kNull}), true},
           {"nothing", {}, kNull}});
}
ORACLE(Reductions, notall) {
  reduces(oracle, {{kBool}, kBool, [](const Reduced& in) { return in.x[0].notall(in.where); }},
          {{"all are true", rows_of({true, true, kNull}), false},
           {"one is not", rows_of({true, false}), true},
           {"nothing", {}, kNull}});
}

/// Deviations of 1, 3, 3, 4, 5, 7 from their mean 23/6 squared add up to 125/6.
const std::vector<std::vector<Scalar>> kSpread = rows_of({1, 3, 3, kNull, 4, 5, 7});
ORACLE(Reductions, std_sample) {
  reduces(oracle, {{kInt64}, kDouble, [](const Reduced& in) { return in.x[0].std(in.where); }},
          {{"values", kSpread, 2.0412414523193148},
           {"equal values", rows_of({5, 5}), 0.0},
           {"one value", rows_of({5}), kNull},
           {"nothing", {}, kNull}});
}
ORACLE(Reductions, std_pop) {
  reduces(oracle,
          {{kInt64},
           kDouble,
           [](const Reduced& in) { return in.x[0].std(in.where, Sampling::population); }},
          {{"values", kSpread, 1.8633899812498247},
           {"one value", rows_of({5}), 0.0},
           {"nothing", {}, kNull}});
}
ORACLE(Reductions, var_sample) {
  reduces(oracle, {{kInt64}, kDouble, [](const Reduced& in) { return in.x[0].var(in.where); }},
          {{"values", kSpread, 4.166666666666667},
           {"one value", rows_of({5}), kNull},
           {"nothing", {}, kNull}});
  reduces(oracle, {{kMoney}, kDouble, [](const Reduced& in) { return in.x[0].var(in.where); }},
          {{"decimals", rows_of({dec("1.00"), dec("2.00")}), 0.5}});
}
ORACLE(Reductions, var_pop) {
  reduces(oracle,
          {{kInt64},
           kDouble,
           [](const Reduced& in) { return in.x[0].var(in.where, Sampling::population); }},
          {{"values", kSpread, 3.4722222222222223},
           {"one value", rows_of({5}), 0.0},
           {"nothing", {}, kNull}});
}

}  // namespace
}  // namespace egregora::testing
