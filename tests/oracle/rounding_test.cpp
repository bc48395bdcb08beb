// SPDX-License-Identifier: Apache-2.0
// What rounding, powers and logarithms give.
#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {
const DataType kMoney = DataType::decimal(4, 2);

ORACLE(Rounding, floor) {
  const auto floored = [](const Inputs& x) { return x[0].floor(); };
  oracle.gives({{kDouble}, kInt64, floored},
               {{"whole", {2.0}, 2},
                {"positive", {2.1}, 2},
                {"negative", {-2.5}, -3},
                {"just below zero", {-1e-300}, -1},
                {"negative zero", {-0.0}, 0},
                {"beyond 53 bits", {1152921504606846976.0}, 1152921504606846976},
                {"NULL", {kNull}, kNull}});
  oracle.gives({{kMoney}, kInt64, floored}, {{"decimal", {dec("1.25")}, 1},
                                             {"negative decimal", {dec("-1.25")}, -2},
                                             {"whole decimal", {dec("-2.00")}, -2}});
  oracle.gives({{kInt64}, kInt64, floored}, {{"of a whole number", {kLeast}, kLeast}});
  oracle.gives({{kInt8}, kInt8, floored}, {{"of a narrow whole number", {-128}, -128}});
  // No whole number of 64 bits.
  oracle.fails({{kDouble}, kInt64, floored},
               {{"infinite", {kInf}}, {"no number", {kNan}}, {"too large", {1e19}}});
}

ORACLE(Rounding, ceil) {
  const auto raised = [](const Inputs& x) { return x[0].ceil(); };
  oracle.gives({{kDouble}, kInt64, raised}, {{"whole", {2.0}, 2},
                                             {"positive", {2.1}, 3},
                                             {"negative", {-2.5}, -2},
                                             {"just above zero", {1e-300}, 1},
                                             {"between -1 and 0", {-0.5}, 0},
                                             {"NULL", {kNull}, kNull}});
  oracle.gives({{kMoney}, kInt64, raised},
               {{"decimal", {dec("1.25")}, 2}, {"negative decimal", {dec("-1.25")}, -1}});
  oracle.gives({{kInt32}, kInt32, raised}, {{"of a whole number", {-2147483647}, -2147483647}});
  oracle.fails({{kDouble}, kInt64, raised}, {{"infinite", {-kInf}}, {"no number", {kNan}}});
}

ORACLE(Rounding, round) {
  oracle.gives({{kDouble}, kDouble, [](const Inputs& x) { return x[0].round(); }},
               {{"down", {1.22}, 1.0},
                {"up", {1.64}, 2.0},
                // Halves go away from zero, as everywhere in SQL.
                {"half", {2.5}, 3.0},
                {"odd half", {3.5}, 4.0},
                {"negative half", {-2.5}, -3.0},
                {"to negative zero", {-0.4}, -0.0},
                {"infinite", {-kInf}, -kInf},
                {"no number", {kNan}, kNan},
                {"NULL", {kNull}, kNull}});
  oracle.gives({{kDouble}, kDouble, [](const Inputs& x) { return x[0].round(1); }},
               {{"one digit down", {1.22}, 1.2},
                {"one digit up", {1.64}, 1.6},
                {"one digit from half", {2.15}, 2.2},
                {"one digit of a negative number", {-2.54}, -2.5}});
  oracle.gives({{kInt64}, kInt64, [](const Inputs& x) { return x[0].round(); }},
               {{"of a whole number", {kMost}, kMost}, {"of a negative one", {-7}, -7}});
  oracle.gives({{kInt64}, kInt64, [](const Inputs& x) { return x[0].round(-2); }},
               {{"to hundreds", {1234}, 1200},
                {"to hundreds from half", {1250}, 1300},
                {"to hundreds from negative half", {-1250}, -1300},
                {"to hundreds to zero", {49}, 0},
                {"to hundreds of the most", {kMost}, kMost - 7}});
  oracle.gives({{kInt64}, kInt64, [](const Inputs& x) { return x[0].round(2); }},
               {{"digits that there are none of", {-12}, -12}});
  const auto to_tens = [](const Inputs& x) { return x[0].round(-1); };
  oracle.gives({{kInt8}, kInt8, to_tens}, {{"keeps its width", {-124}, -120}});
  oracle.gives({{DataType::uint8()}, DataType::uint8(), to_tens}, {{"unsigned", {254}, 250}});
  oracle.fails({{kInt8}, kInt8, to_tens}, {{"beyond its width", {127}}});
  oracle.gives({{DataType::decimal(5, 3)},
                DataType::decimal(5, 3),
                [](const Inputs& x) { return x[0].round(2); }},
               {{"decimal half", {dec("2.345")}, dec("2.350")},
                {"negative decimal half", {dec("-2.345")}, dec("-2.350")},
                {"decimal down", {dec("2.344")}, dec("2.340")}});
  oracle.gives({{kMoney}, kMoney, [](const Inputs& x) { return x[0].round(); }},
               {{"decimal to whole", {dec("1.50")}, dec("2.00")}});
}

ORACLE(Rounding, pow) {
  const auto power = [](const Inputs& x) { return x[0].pow(x[1]); };
  oracle.gives({{kInt64, kInt64}, kDouble, power}, {{"of whole numbers", {2, 10}, 1024.0},
                                                    {"negative exponent", {2, -1}, 0.5},
                                                    {"zero to zero", {0, 0}, 1.0},
                                                    {"of a negative base", {-2, 3}, -8.0},
                                                    {"NULL", {kNull, 0}, kNull}});
  oracle.gives({{kDouble, kDouble}, kDouble, power}, {{"root", {4.0, 0.5}, 2.0},
                                                      {"too large", {10.0, 400.0}, kInf},
                                                      {"infinite exponent", {0.5, kInf}, 0.0}});
  oracle.gives({{kMoney, kInt64}, kDouble, power}, {{"of a decimal", {dec("1.50"), 2}, 2.25}});
}

ORACLE(Rounding, sqrt) {
  const auto root = [](const Inputs& x) { return x[0].sqrt(); };
  oracle.gives({{kInt64}, kDouble, root},
               {{"of a square", {16}, 4.0}, {"of zero", {0}, 0.0}, {"of NULL", {kNull}, kNull}});
  oracle.gives({{kDouble}, kDouble, root}, {{"of two", {2.0}, 1.4142135623730951},
                                            {"of infinity", {kInf}, kInf},
                                            {"of no number", {kNan}, kNan}});
  oracle.gives({{kMoney}, kDouble, root}, {{"of a decimal", {dec("2.25")}, 1.5}});
  // Python and SQL refuse it.
  oracle.fails({{kDouble}, kDouble, root}, {{"of a negative number", {-1.0}}});
}

ORACLE(Rounding, exp) {
  const auto exponential = [](const Inputs& x) { return x[0].exp(); };
  oracle.nearly_gives({{kInt64}, kDouble, exponential}, {{"of zero", {0}, 1.0},
                                                         {"of one", {1}, 2.718281828459045},
                                                         {"of two", {2}, 7.38905609893065},
                                                         {"of NULL", {kNull}, kNull}});
  oracle.gives({{kDouble}, kDouble, exponential},
               {{"of -infinity", {-kInf}, 0.0}, {"of infinity", {kInf}, kInf}});
}

ORACLE(Rounding, ln) {
  const auto logarithm = [](const Inputs& x) { return x[0].ln(); };
  oracle.nearly_gives(
      {{kInt64}, kDouble, logarithm},
      {{"of one", {1}, 0.0}, {"of three", {3}, 1.0986122886681098}, {"of NULL", {kNull}, kNull}});
  oracle.nearly_gives({{kDouble}, kDouble, logarithm},
                      {{"of e", {2.718281828459045}, 1.0}, {"of infinity", {kInf}, kInf}});
  // Python and SQL refuse both.
  oracle.fails({{kDouble}, kDouble, logarithm},
               {{"of zero", {0.0}}, {"of a negative number", {-1.0}}});
}

}  // namespace
}  // namespace egregora::testing
