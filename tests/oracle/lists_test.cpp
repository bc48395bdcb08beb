// SPDX-License-Identifier: Apache-2.0
// What lists give. Elements and slices are in string_parts_test.cpp, where strings have the same.
#include <egregora/core/errors.hpp>

#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {

ORACLE(Lists, array) {
  oracle.gives({{kDouble, kDouble},
                kDoubles,
                [](const Inputs& x) {
                  return array({x[0], x[1]});
                }},
               {{"with NULL", {1.0, kNull}, doubles({1.0, kNull})},
                {"of NULL", {kNull, kNull}, doubles({kNull, kNull})},
                {"odd numbers", {kNan, -0.0}, doubles({kNan, -0.0})}});
  oracle.gives({{kInt64},
                kInts,
                [](const Inputs& x) {
                  return array({x[0], literal(42), null()});
                }},
               {{"columns and constants", {1}, ints({1, 42, kNull})}});
  oracle.gives({{kInt64, kDouble},
                kDoubles,
                [](const Inputs& x) {
                  return array({x[0], x[1]});
                }},
               {{"promoted", {1, 2.5}, doubles({1.0, 2.5})}});
  oracle.gives({{kText}, kTexts, [](const Inputs& x) { return array({x[0]}); }},
               {{"of one text", {""}, texts({""})}});
}

ORACLE(Lists, array_concat) {
  const auto both = [](const Inputs& x) { return x[0].concat(x[1]); };
  oracle.gives({{kInts, kInts}, kInts, both},
               {{"two", {ints({7}), ints({4})}, ints({7, 4})},
                {"an empty one", {ints({}), ints({3})}, ints({3})},
                {"both empty", {ints({}), ints({})}, ints({})},
                {"with NULL in it", {ints({kNull}), ints({1})}, ints({kNull, 1})},
                {"NULL on the left", {kNull, ints({4})}, kNull},
                {"NULL on the right", {ints({4}), kNull}, kNull},
                {"both NULL", {kNull, kNull}, kNull}});
  oracle.gives({{kInts, kDoubles}, kDoubles, both},
               {{"promoted", {ints({1}), doubles({0.5})}, doubles({1.0, 0.5})}});
}

ORACLE(Lists, range) {
  const auto numbers = [](const Inputs& x) { return range(x[0], x[1], x[2]); };
  oracle.gives({{kInt64, kInt64, kInt64}, kInts, numbers},
               {{"up", {1, 5, 1}, ints({1, 2, 3, 4})},
                {"in steps", {0, 5, 2}, ints({0, 2, 4})},
                {"without the last", {0, 4, 2}, ints({0, 2})},
                {"down", {10, 4, -2}, ints({10, 8, 6})},
                {"down to what is above", {0, 7, -1}, ints({})},
                {"empty", {3, 3, 1}, ints({})},
                {"up to what is below", {5, 1, 1}, ints({})},
                {"across zero", {-2, 2, 1}, ints({-2, -1, 0, 1})},
                {"without a step", {0, 5, 0}, ints({})},
                {"NULL", {kNull, 5, 1}, kNull},
                {"to NULL", {0, kNull, 1}, kNull}});
  oracle.gives(
      {{kInt64}, kInts, [](const Inputs& x) { return range(x[0], literal(2), literal(1)); }},
      {{"constants beside a column", {0}, ints({0, 1})}});
  const auto constant = [](std::int64_t start, std::int64_t stop, std::int64_t step) {
    return OracleForm{{kInt64}, kInts, [=](const Inputs& x) {
                        return array({x[0]}).concat(range(start, stop, step));
                      }};
  };
  oracle.gives(constant(0, 3, 1), {{"of constants", {9}, ints({9, 0, 1, 2})}});
  oracle.gives(constant(0, 3, 0), {{"of constants without a step", {9}, ints({9})}});
  oracle.gives({{kInt64}, kInts, [](const Inputs& x) { return array({x[0]}).concat(range(2)); }},
               {{"up to a constant", {9}, ints({9, 0, 1})}});
}

/// The rows that a list gives; their order is that of the elements.
std::vector<Scalar> column_of(const Table& table, bool bound) {
  const DataFrame frame = run(table, bound);
  EXPECT_EQ(frame.schema()[0].type, table.schema()[0].type);
  std::vector<Scalar> values;
  for (std::int64_t row = 0; row < frame.num_rows(); ++row)
    values.push_back(frame.value(row, std::size_t{0}));
  return values;
}

ORACLE(Lists, unnest) {
  const Table t = stored(
      "lists", {{"x", kInts, true}, {"y", kInt64, false}},
      {{ints({1, 2}), 1}, {ints({}), 2}, {Scalar::null(kInts), 3}, {ints({3, kNull, 5}), 4}});
  const std::vector<Scalar> elements = {1, 2, 3, 5, Scalar::null(kInt64)};
  const std::vector<Scalar> places = {1, 1, 4, 4, 4};
  expect_use(t["x"].unnest(), oracle.function());
  for (const bool bound : {false, true}) {
    EXPECT_EQ(column_of(t.select(t["x"].unnest().as("e")).order_by("e"), bound), elements);
    EXPECT_EQ(column_of(t.unnest("x").order_by("x"), bound), elements);
    EXPECT_EQ(column_of(t.unnest("x").order_by("x").select("y"), bound), places);
    EXPECT_EQ(column_of(t.mutate(t["x"].unnest().as("e")).order_by("e").select("y"), bound),
              places);
  }
}

}  // namespace
}  // namespace egregora::testing
