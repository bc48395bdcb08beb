// SPDX-License-Identifier: Apache-2.0
// What reductions give that choose among values or depend on an order.
#include "oracle/oracle_reduction.hpp"

namespace egregora::testing {
namespace {

ReductionForm quantile_of(const DataType& type, const DataType& result, double q) {
  return {{type}, result, [q](const Reduced& in) { return in.x[0].quantile(q, in.where); }};
}
ORACLE(OrderedReductions, quantile) {
  reduces(oracle, {{kInt64}, kDouble, [](const Reduced& in) { return in.x[0].median(in.where); }},
          {{"odd", rows_of({3, 1, 2}), 2.0},
           {"even", rows_of({4, 1, 3, 2}), 2.5},
           {"one", rows_of({-7}), -7.0},
           {"NULL aside", rows_of({1, kNull, 2}), 1.5},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull}});
  reduces(
      oracle, quantile_of(kInt64, kDouble, 0.25),
      {{"between two", rows_of({1, 2, 3, 4}), 1.75}, {"one there", rows_of({1, 2, 3, 4, 5}), 2.0}});
  reduces(oracle, quantile_of(kDouble, kDouble, 0.0), {{"the least", rows_of({2.5, 1.5}), 1.5}});
  reduces(oracle, quantile_of(kDouble, kDouble, 1.0), {{"the most", rows_of({2.5, 1.5}), 2.5}});
  reduces(oracle, quantile_of(DataType::decimal(4, 2), kDouble, 0.5),
          {{"decimals", rows_of({dec("1.00"), dec("1.25")}), 1.125}});
  reduces(oracle, quantile_of(kText, kText, 0.5),
          {{"texts", rows_of({"b", "c", "a"}), "b"}, {"no texts", {}, kNull}});
  reduces(oracle, quantile_of(kDate, kDate, 1.0),
          {{"dates", rows_of({day("1969-12-31"), day("2024-02-29")}), day("2024-02-29")}});
}

ORACLE(OrderedReductions, arbitrary) {
  reduces(oracle, {{kText}, kText, [](const Reduced& in) { return in.x[0].arbitrary(in.where); }},
          {{"one of equals", rows_of({"a", "a"}), "a"},
           {"no NULL while there is a value", rows_of({kNull, "a", kNull}), "a"},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull}});
}

const std::vector<std::vector<Scalar>> kKeyed = {{"a", 3}, {"b", -1}, {"c", 7}, {"d", kNull}};
ORACLE(OrderedReductions, argmin) {
  reduces(
      oracle,
      {{kText, kInt64}, kText, [](const Reduced& in) { return in.x[0].argmin(in.x[1], in.where); }},
      {{"of the least key", kKeyed, "b"},
       {"one", {{"x", 0}}, "x"},
       {"NULL keys only", {{"x", kNull}}, kNull},
       {"nothing", {}, kNull}});
  reduces(
      oracle,
      {{kInt64}, kInt64, [](const Reduced& in) { return literal(-12).argmin(in.x[0], in.where); }},
      {{"a constant", rows_of({3, 1}), -12}, {"a constant of nothing", {}, kNull}});
}
ORACLE(OrderedReductions, argmax) {
  reduces(
      oracle,
      {{kText, kInt64}, kText, [](const Reduced& in) { return in.x[0].argmax(in.x[1], in.where); }},
      {{"of the greatest key", kKeyed, "c"},
       {"one", {{"x", 0}}, "x"},
       {"NULL keys only", {{"x", kNull}}, kNull},
       {"nothing", {}, kNull}});
}

OrderedReduction by_place(const Reduced& in, bool include_null = false) {
  return {.where = in.where, .order_by = {in.place}, .include_null = include_null};
}
OrderedReduction from_last(const Reduced& in, bool include_null = false) {
  return {.where = in.where, .order_by = {in.place.desc()}, .include_null = include_null};
}
/// A reduction with an order of its own is none over a window: over() gives it the order.
template <class F>
ReductionForm ordered(const DataType& type, const DataType& result, F expression) {
  return {{type}, result, expression, false};
}
const std::vector<std::vector<Scalar>> kLetters = rows_of({kNull, "a", "b", "c", kNull});

ORACLE(OrderedReductions, first) {
  reduces(oracle,
          ordered(kText, kText, [](const Reduced& in) { return in.x[0].first(by_place(in)); }),
          {{"NULL aside", kLetters, "a"},
           {"empty text", rows_of({"", "b"}), ""},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull}});
  reduces(oracle,
          ordered(kText, kText, [](const Reduced& in) { return in.x[0].first(from_last(in)); }),
          {{"in another order", kLetters, "c"}});
}
ORACLE(OrderedReductions, last) {
  reduces(oracle,
          ordered(kText, kText, [](const Reduced& in) { return in.x[0].last(by_place(in)); }),
          {{"NULL aside", kLetters, "c"},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull}});
  reduces(oracle,
          ordered(kText, kText, [](const Reduced& in) { return in.x[0].last(from_last(in)); }),
          {{"in another order", kLetters, "a"}});
}
ORACLE(OrderedReductions, first_with_null) {
  const auto first = [](const Reduced& in) { return in.x[0].first(by_place(in, true)); };
  reduces(oracle, ordered(kText, kText, first),
          {{"NULL too", kLetters, kNull},
           {"a value", rows_of({"a", kNull}), "a"},
           {"nothing", {}, kNull}});
}
ORACLE(OrderedReductions, last_with_null) {
  const auto last = [](const Reduced& in) { return in.x[0].last(by_place(in, true)); };
  reduces(oracle, ordered(kText, kText, last),
          {{"NULL too", kLetters, kNull},
           {"a value", rows_of({kNull, "b"}), "b"},
           {"nothing", {}, kNull}});
}

ORACLE(OrderedReductions, collect) {
  const auto collected = [](const Reduced& in) { return in.x[0].collect(by_place(in)); };
  // An aggregate of no rows is NULL in SQL, as sum is.
  reduces(oracle, ordered(kText, kTexts, collected),
          {{"NULL aside", kLetters, texts({"a", "b", "c"})},
           {"one", rows_of({""}), texts({""})},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull}});
  reduces(oracle,
          ordered(kInt64, kInts, [](const Reduced& in) { return in.x[0].collect(from_last(in)); }),
          {{"in another order", rows_of({1, 1, 2, 3, 5}), ints({5, 3, 2, 1, 1})}});
  reduces(oracle, {{kInt64}, kInts, [](const Reduced& in) { return in.x[0].collect(in.where); }},
          {{"in any order", rows_of({7, 7}), ints({7, 7})}});
}
ORACLE(OrderedReductions, collect_with_null) {
  const auto collected = [](const Reduced& in) { return in.x[0].collect(by_place(in, true)); };
  reduces(oracle, ordered(kText, kTexts, collected),
          {{"NULL too", kLetters, texts({kNull, "a", "b", "c", kNull})},
           {"NULL only", rows_of({kNull}), texts({kNull})},
           {"nothing", {}, kNull}});
}

ORACLE(OrderedReductions, group_concat) {
  const auto joined = [](const char* separator) {
    return [separator](const Reduced& in) { return in.x[0].group_concat(separator, by_place(in)); };
  };
  reduces(oracle, ordered(kText, kText, joined(",")),
          {{"NULL aside", kLetters, "a,b,c"},
           {"empty texts", rows_of({"", ""}), ","},
           {"NULL only", rows_of({kNull}), kNull},
           {"nothing", {}, kNull}});
  reduces(oracle, ordered(kText, kText, joined("\u00e9 ")),
          {{"beyond ASCII", kLetters, "a\u00e9 b\u00e9 c"}});
  reduces(oracle, ordered(kText, kText, joined("")), {{"nothing between", kLetters, "abc"}});
  reduces(oracle, ordered(kDouble, kText, joined(": ")),
          {{"numbers", rows_of({39.1, 39.5, kNull, 36.7}), "39.1: 39.5: 36.7"}});
  reduces(oracle, ordered(kInt64, kText, joined("|")),
          {{"whole numbers", rows_of({-1, 2}), "-1|2"}});
  reduces(oracle,
          {{kText},
           kText,
           [](const Reduced& in) { return in.x[0].group_concat(",", {.where = in.where}); }},
          {{"in any order", rows_of({"a", "a"}), "a,a"}});
}

}  // namespace
}  // namespace egregora::testing
