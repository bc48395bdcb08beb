// SPDX-License-Identifier: Apache-2.0
// What the functions of numbers give. Floating arithmetic is IEEE 754's, as in every language.
#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {
const DataType kMoney = DataType::decimal(4, 2);

Expr sum_of(const Inputs& x) { return x[0] + x[1]; }
ORACLE(Numbers, add) {
  oracle.gives({{kInt64, kInt64}, kInt64, sum_of}, {{"small", {2, 3}, 5},
                                                    {"of both signs", {-7, 3}, -4},
                                                    {"up to the most", {kMost - 1, 1}, kMost},
                                                    {"of the extremes", {kMost, kLeast}, -1},
                                                    {"NULL on the left", {kNull, 1}, kNull},
                                                    {"NULL on the right", {1, kNull}, kNull}});
  oracle.gives({{kDouble, kDouble}, kDouble, sum_of},
               {{"not exact in binary", {0.1, 0.2}, 0.30000000000000004},
                {"infinities of both signs", {kInf, -kInf}, kNan},
                {"infinite", {kInf, 1.0}, kInf},
                {"negative zeros", {-0.0, -0.0}, -0.0},
                {"zeros of both signs", {0.0, -0.0}, 0.0},
                {"no number", {kNan, 1.0}, kNan},
                {"beyond the largest", {1.7e308, 1.7e308}, kInf}});
  oracle.gives({{kInt64, kDouble}, kDouble, sum_of}, {{"whole and floating", {1, 0.5}, 1.5}});
  oracle.gives({{kMoney, kMoney}, DataType::decimal(5, 2), sum_of},
               {{"decimals", {dec("1.10"), dec("2.25")}, dec("3.35")},
                {"decimals that carry", {dec("99.99"), dec("0.01")}, dec("100.00")},
                {"of both signs", {dec("-1.10"), dec("1.10")}, dec("0.00")}});
  oracle.gives({{kInt8, kInt64}, kInt64, sum_of}, {{"widths that differ", {-128, 1}, -127}});
  oracle.gives({{kUint64, kInt64}, DataType::int128(), sum_of},
               {{"unsigned and signed",
                 {std::uint64_t{18446744073709551615U}, -1},
                 std::uint64_t{18446744073709551614U}}});
  oracle.fails({{kInt64, kInt64}, kInt64, sum_of},
               {{"above the most", {kMost, 1}}, {"below the least", {kLeast, -1}}});
}

Expr difference_of(const Inputs& x) { return x[0] - x[1]; }
ORACLE(Numbers, subtract) {
  oracle.gives({{kInt64, kInt64}, kInt64, difference_of},
               {{"small", {2, 3}, -1},
                {"down to the least", {kLeast + 1, 1}, kLeast},
                {"of itself", {kMost, kMost}, 0},
                {"NULL", {kNull, kNull}, kNull}});
  oracle.gives({{kDouble, kDouble}, kDouble, difference_of},
               {{"not exact in binary", {0.3, 0.1}, 0.19999999999999998},
                {"infinities", {kInf, kInf}, kNan},
                {"zeros", {0.0, 0.0}, 0.0}});
  oracle.gives({{kMoney, kMoney}, DataType::decimal(5, 2), difference_of},
               {{"decimals", {dec("1.10"), dec("2.25")}, dec("-1.15")}});
  oracle.fails({{kInt64, kInt64}, kInt64, difference_of},
               {{"below the least", {kLeast, 1}}, {"above the most", {kMost, -1}}});
}

Expr product_of(const Inputs& x) { return x[0] * x[1]; }
ORACLE(Numbers, multiply) {
  oracle.gives({{kInt64, kInt64}, kInt64, product_of}, {{"small", {3, -4}, -12},
                                                        {"by zero", {kMost, 0}, 0},
                                                        {"the least by one", {kLeast, 1}, kLeast},
                                                        {"NULL and zero", {kNull, 0}, kNull}});
  oracle.gives({{kDouble, kDouble}, kDouble, product_of},
               {{"negative zero", {-1.0, 0.0}, -0.0},
                {"infinite by zero", {kInf, 0.0}, kNan},
                {"below the smallest", {1e-308, 1e-308}, 0.0}});
  oracle.gives({{kMoney, kMoney}, DataType::decimal(8, 4), product_of},
               {{"decimals", {dec("1.10"), dec("2.25")}, dec("2.4750")},
                {"the largest decimals", {dec("99.99"), dec("-99.99")}, dec("-9998.0001")}});
  oracle.fails({{kInt64, kInt64}, kInt64, product_of},
               {{"above the most", {kMost, 2}}, {"the least by -1", {kLeast, -1}}});
}

Expr quotient_of(const Inputs& x) { return x[0] / x[1]; }
ORACLE(Numbers, divide) {
  oracle.gives({{kInt64, kInt64}, kDouble, quotient_of},
               {{"of whole numbers floating", {7, 2}, 3.5},
                {"negative", {-7, 2}, -3.5},
                {"without a remainder", {6, 3}, 2.0},
                {"the most by one", {kMost, 1}, 9223372036854775808.0},
                {"by zero as of floating numbers", {1, 0}, kInf},
                {"negative by zero", {-1, 0}, -kInf},
                {"zero by zero", {0, 0}, kNan},
                {"NULL by zero", {kNull, 0}, kNull}});
  oracle.gives({{kDouble, kDouble}, kDouble, quotient_of},
               {{"thirds", {1.0, 3.0}, 0.3333333333333333},
                {"by negative zero", {1.0, -0.0}, -kInf},
                {"by infinity", {-1.0, kInf}, -0.0},
                {"infinities", {kInf, kInf}, kNan}});
  oracle.gives({{kMoney, kMoney}, kDouble, quotient_of},
               {{"decimals", {dec("1.00"), dec("8.00")}, 0.125}});
  oracle.gives({{kFloat, kFloat}, kDouble, quotient_of},
               {{"narrow numbers in double width", {1.0, 3.0}, 0.3333333333333333}});
}

/// SQL has neither an infinite whole number nor one that is none. Asked of columns that may be
/// NULL, as the answer may.
void by_zero(const OracleTable& oracle, Expr (*divided)(const Inputs&)) {
  oracle.gives({{kInt64, kInt64}, kInt64, divided},
               {{"by zero", {7, 0}, kNull},
                {"zero by zero", {0, 0}, kNull},
                {"NULL by zero", {kNull, 0}, kNull},
                {"zero by NULL", {0, kNull}, kNull}},
               Ask::columns);
}

Expr floor_of_quotient(const Inputs& x) { return x[0].floordiv(x[1]); }
ORACLE(Numbers, floordiv) {
  oracle.gives({{kInt64, kInt64}, kInt64, floor_of_quotient},
               {{"positive", {7, 2}, 3},
                {"negative dividend", {-7, 2}, -4},
                {"negative divisor", {7, -2}, -4},
                {"both negative", {-7, -2}, 3},
                {"without a remainder", {-8, 2}, -4},
                {"the most exactly", {kMost, 1}, kMost},
                {"near the most exactly", {kMost - 1, 2}, 4611686018427387903},
                {"the least exactly", {kLeast, 1}, kLeast},
                {"the least by the most", {kLeast, kMost}, -2},
                {"NULL", {kNull, 2}, kNull}});
  by_zero(oracle, floor_of_quotient);
  oracle.gives({{kDouble, kDouble}, kDouble, floor_of_quotient},
               {{"floating", {7.5, 2.0}, 3.0},
                {"negative", {-7.5, 2.0}, -4.0},
                {"by zero", {1.0, 0.0}, kInf},
                {"no number", {kNan, 1.0}, kNan}});
  oracle.gives({{kInt64, kDouble}, kDouble, floor_of_quotient},
               {{"whole by floating", {7, 2.0}, 3.0}});
  oracle.fails({{kInt64, kInt64}, kInt64, floor_of_quotient}, {{"the least by -1", {kLeast, -1}}});
}

Expr remainder_of(const Inputs& x) { return x[0] % x[1]; }
ORACLE(Numbers, modulo) {
  oracle.gives({{kInt64, kInt64}, kInt64, remainder_of}, {{"positive", {7, 3}, 1},
                                                          {"the dividend's sign", {-7, 3}, -1},
                                                          {"not the divisor's sign", {7, -3}, 1},
                                                          {"both negative", {-7, -3}, -1},
                                                          {"none", {6, 3}, 0},
                                                          {"of the least", {kLeast, 10}, -8},
                                                          {"NULL", {7, kNull}, kNull}});
  by_zero(oracle, remainder_of);
  oracle.gives({{kDouble, kDouble}, kDouble, remainder_of},
               {{"floating", {5.5, 2.0}, 1.5},
                {"floating with the dividend's sign", {-5.5, 2.0}, -1.5},
                {"by infinity", {5.5, kInf}, 5.5}});
  oracle.gives({{kMoney, kMoney}, kMoney, remainder_of},
               {{"decimals", {dec("5.50"), dec("2.00")}, dec("1.50")}});
}

ORACLE(Numbers, negate) {
  const auto negated = [](const Inputs& x) { return x[0].negate(); };
  oracle.gives({{kInt64}, kInt64, negated}, {{"of positive", {5}, -5},
                                             {"of negative", {-5}, 5},
                                             {"of zero", {0}, 0},
                                             {"of the most", {kMost}, -kMost},
                                             {"of NULL", {kNull}, kNull}});
  oracle.gives({{kDouble}, kDouble, negated}, {{"of floating", {2.5}, -2.5},
                                               {"of floating zero", {0.0}, -0.0},
                                               {"of infinity", {kInf}, -kInf},
                                               {"of no number", {kNan}, kNan}});
  oracle.gives({{kInt8}, kInt8, negated}, {{"keeps its type", {127}, -127}});
  oracle.gives({{kMoney}, kMoney, negated}, {{"of decimals", {dec("-1.25")}, dec("1.25")}});
  oracle.gives({{kUint64}, kUint64, negated}, {{"of unsigned zero", {0}, 0}});
  oracle.fails({{kUint64}, kUint64, negated}, {{"of unsigned", {5}}});
  oracle.gives({{kInt64}, kInt64, [](const Inputs& x) { return -(-x[0]); }},
               {{"twice", {5}, 5}, {"twice of negative", {-5}, -5}});
  oracle.fails({{kInt64}, kInt64, negated}, {{"of the least", {kLeast}}});
}

ORACLE(Numbers, abs) {
  const auto magnitude = [](const Inputs& x) { return x[0].abs(); };
  oracle.gives({{kInt64}, kInt64, magnitude}, {{"of negative", {-3}, 3},
                                               {"of positive", {4}, 4},
                                               {"of zero", {0}, 0},
                                               {"next to the least", {kLeast + 1}, kMost},
                                               {"of NULL", {kNull}, kNull}});
  oracle.gives({{kDouble}, kDouble, magnitude}, {{"of negative zero", {-0.0}, 0.0},
                                                 {"of infinity", {-kInf}, kInf},
                                                 {"of no number", {kNan}, kNan},
                                                 {"of floating", {-2.5}, 2.5}});
  oracle.gives({{kMoney}, kMoney, magnitude}, {{"of decimals", {dec("-1.25")}, dec("1.25")}});
  oracle.fails({{kInt64}, kInt64, magnitude}, {{"of the least", {kLeast}}});
}
}  // namespace
}  // namespace egregora::testing
