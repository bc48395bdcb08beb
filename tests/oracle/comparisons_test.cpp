// SPDX-License-Identifier: Apache-2.0
// What comparisons give. Floating numbers are in one total order, as in DuckDB and PostgreSQL: NaN
// equals itself and is the greatest; -0.0 equals 0.0.
#include <egregora/core/errors.hpp>

#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {

/// NULL written as a literal beside == asks whether the other side is NULL: columns only.
void compares_numbers(const OracleTable& oracle, const std::function<Expr(const Inputs&)>& compare,
                      bool when_less, bool when_equal, bool when_greater) {
  oracle.gives({{kInt64, kInt64}, kBool, compare},
               {{"less", {-1, 1}, when_less},
                {"equal", {7, 7}, when_equal},
                {"greater", {2, 1}, when_greater},
                {"the extremes", {kLeast, kMost}, when_less},
                {"NULL on the left", {kNull, 1}, kNull},
                {"NULL on the right", {1, kNull}, kNull},
                {"NULL on both sides", {kNull, kNull}, kNull}},
               Ask::columns);
  oracle.gives({{kDouble, kDouble}, kBool, compare},
               {{"floating less", {0.1, 0.2}, when_less},
                {"zeros", {-0.0, 0.0}, when_equal},
                {"infinities", {-kInf, kInf}, when_less},
                {"no numbers", {kNan, kNan}, when_equal},
                {"above infinity", {kNan, kInf}, when_greater}});
  oracle.gives({{kInt64, kDouble}, kBool, compare},
               {{"whole and floating", {1, 1.5}, when_less}, {"the same", {2, 2.0}, when_equal}});
  oracle.gives(
      {{kUint64, kInt64}, kBool, compare},
      {{"unsigned and negative", {std::uint64_t{18446744073709551615U}, -1}, when_greater}});
  oracle.gives({{DataType::decimal(4, 2), DataType::decimal(5, 3)}, kBool, compare},
               {{"decimals of unlike scale", {dec("1.10"), dec("1.100")}, when_equal},
                {"decimals", {dec("-1.10"), dec("-1.099")}, when_less}});
}

void compares_other_types(const OracleTable& oracle,
                          const std::function<Expr(const Inputs&)>& compare, bool when_less,
                          bool when_equal, bool when_greater) {
  oracle.gives({{kText, kText}, kBool, compare},
               {{"capitals come first", {"B", "a"}, when_less},
                {"a beginning is less", {"ab", "abc"}, when_less},
                {"empty is least", {"", " "}, when_less},
                {"same text", {"é", "é"}, when_equal},
                // Code points are compared, not what they look like.
                {"composed and combining", {"\u00e9", "e\u0301"}, when_greater},
                {"beyond 16 bits", {"\U0001F600", "\uFF5E"}, when_greater}});
  oracle.gives({{kBool, kBool}, kBool, compare}, {{"false is less", {false, true}, when_less},
                                                  {"booleans", {true, true}, when_equal}});
  oracle.gives({{kDate, kDate}, kBool, compare},
               {{"dates", {day("1969-12-31"), day("1970-01-01")}, when_less},
                {"far dates", {day(9999, 12, 31), day(-44, 3, 15)}, when_greater}});
  oracle.gives(
      {{kStamp, kDate}, kBool, compare},
      {{"midnight and its day", {at("2024-02-29 00:00:00"), day("2024-02-29")}, when_equal},
       {"an instant of the day", {at("2024-02-29 00:00:01"), day("2024-02-29")}, when_greater}});
  oracle.gives(
      {{kStamp, kStamp}, kBool, compare},
      {{"end of time", {at("9999-12-31"), end_of_time()}, when_less},
       {"microseconds", {at("2024-01-01 00:00:00.000001"), at("2024-01-01")}, when_greater}});
}

void compares(const OracleTable& oracle, const std::function<Expr(const Inputs&)>& compare,
              bool when_less, bool when_equal, bool when_greater) {
  compares_numbers(oracle, compare, when_less, when_equal, when_greater);
  compares_other_types(oracle, compare, when_less, when_equal, when_greater);
}

ORACLE(Comparisons, equal) {
  compares(
      oracle, [](const Inputs& x) { return x[0] == x[1]; }, false, true, false);
  oracle.gives({{kDouble}, kBool, [](const Inputs& x) { return x[0] + 0.2 == 0.3; }},
               {{"a sum as in C++", {0.1}, false}});
  oracle.gives({{kStamp}, kBool, [](const Inputs& x) { return x[0] == "2024-02-29 12:00:00"; }},
               {{"a time read from text", {at("2024-02-29 12:00:00")}, true}});
  EXPECT_THROW((void)(literal(at("2024-02-29")) == "the 29th"), TypeError);
}
ORACLE(Comparisons, not_equal) {
  compares(
      oracle, [](const Inputs& x) { return x[0] != x[1]; }, true, false, true);
}
ORACLE(Comparisons, less) {
  compares(
      oracle, [](const Inputs& x) { return x[0] < x[1]; }, true, false, false);
}
ORACLE(Comparisons, less_equal) {
  compares(
      oracle, [](const Inputs& x) { return x[0] <= x[1]; }, true, true, false);
}
ORACLE(Comparisons, greater) {
  compares(
      oracle, [](const Inputs& x) { return x[0] > x[1]; }, false, false, true);
}
ORACLE(Comparisons, greater_equal) {
  compares(
      oracle, [](const Inputs& x) { return x[0] >= x[1]; }, false, true, true);
}

ORACLE(Comparisons, identical_to) {
  const auto same = [](const Inputs& x) { return x[0].identical_to(x[1]); };
  oracle.gives({{kInt64, kInt64}, kBool, same}, {{"equal", {1, 1}, true},
                                                 {"unlike", {1, 2}, false},
                                                 {"a value and NULL", {1, kNull}, false},
                                                 {"NULL and a value", {kNull, 1}, false},
                                                 {"NULL and NULL", {kNull, kNull}, true}});
  oracle.gives({{kText, kText}, kBool, same}, {{"empty is not NULL", {"", kNull}, false}});
}

ORACLE(Comparisons, is_null) {
  const auto absent = [](const Inputs& x) { return x[0].isnull(); };
  oracle.gives({{kDouble}, kBool, absent}, {{"NULL", {kNull}, true},
                                            {"infinite", {-kInf}, false},
                                            {"no number", {kNan}, false},
                                            {"zero", {0.0}, false}});
  oracle.gives({{kText}, kBool, absent}, {{"empty text", {""}, false}, {"NULL", {kNull}, true}});
  oracle.gives({{kInts}, kBool, absent}, {{"empty list", {ints({})}, false},
                                          {"list of NULL", {ints({kNull})}, false},
                                          {"NULL", {kNull}, true}});
  oracle.gives({{kInt64}, kBool, [](const Inputs& x) { return x[0] == null(); }},
               {{"compared with NULL", {kNull}, true}, {"a value", {0}, false}});
}

ORACLE(Comparisons, not_null) {
  const auto present = [](const Inputs& x) { return x[0].notnull(); };
  oracle.gives({{kDouble}, kBool, present}, {{"NULL", {kNull}, false}, {"NaN", {kNan}, true}});
  oracle.gives({{kText}, kBool, present}, {{"empty text", {""}, true}, {"NULL", {kNull}, false}});
  oracle.gives({{kInt64}, kBool, [](const Inputs& x) { return x[0] != null(); }},
               {{"compared with NULL", {kNull}, false}, {"a value", {0}, true}});
}

ORACLE(Comparisons, is_in) {
  oracle.gives({{kInt64},
                kBool,
                [](const Inputs& x) {
                  return x[0].isin({1, 2});
                }},
               {{"the first", {1}, true}, {"none", {3}, false}, {"NULL", {kNull}, kNull}});
  oracle.gives({{kInt64},
                kBool,
                [](const Inputs& x) {
                  return x[0].isin({1, 2, kNull});
                }},
               {{"one beside NULL", {2}, true},
                {"none beside NULL", {3}, kNull},
                {"NULL beside NULL", {kNull}, kNull}});
  oracle.gives(
      {{kInt64},
       kBool,
       [](const Inputs& x) {
         return x[0].notin({1, 2});
       }},
      {{"not the first", {1}, false}, {"not one", {3}, true}, {"not NULL", {kNull}, kNull}});
  oracle.gives({{kInt64},
                kBool,
                [](const Inputs& x) {
                  return x[0].notin({1, 2, kNull});
                }},
               {{"not one beside NULL", {2}, false}, {"not none beside NULL", {9}, kNull}});
  oracle.gives({{kText},
                kBool,
                [](const Inputs& x) {
                  return x[0].isin({"", "é"});
                }},
               {{"empty text", {""}, true}, {"accents", {"é"}, true}, {"another", {"e"}, false}});
  oracle.gives({{kDate}, kBool, [](const Inputs& x) { return x[0].isin({"2024-02-29"}); }},
               {{"a date read from text", {day("2024-02-29")}, true}});
}

ORACLE(Comparisons, between) {
  const auto inside = [](const Inputs& x) { return x[0].between(x[1], x[2]); };
  oracle.gives({{kInt64, kInt64, kInt64}, kBool, inside},
               {{"in the middle", {2, 1, 3}, true},
                {"at the low end", {1, 1, 3}, true},
                {"at the high end", {3, 1, 3}, true},
                {"below", {0, 1, 3}, false},
                {"ends the other way round", {2, 3, 1}, false},
                {"NULL", {kNull, 1, 3}, kNull},
                {"one end unknown", {2, 1, kNull}, kNull},
                // Whatever the high end is, it is below the low one.
                {"one end unknown and outside", {0, 1, kNull}, false}});
  oracle.gives({{kText, kText, kText}, kBool, inside}, {{"texts", {"b", "a", "c"}, true}});
  oracle.gives({{kDate, kDate, kDate}, kBool, inside},
               {{"a leap day", {day("2024-02-29"), day("2024-02-28"), day("2024-03-01")}, true}});
}

ORACLE(Comparisons, coalesce) {
  const auto first_present = [](const Inputs& x) { return coalesce({x[0], x[1]}); };
  oracle.gives(
      {{kInt64, kInt64}, kInt64, first_present},
      {{"the first", {4, 5}, 4}, {"the second", {kNull, 5}, 5}, {"none", {kNull, kNull}, kNull}});
  oracle.gives({{kInt64, kDouble}, kDouble, first_present},
               {{"promoted", {4, 0.5}, 4.0}, {"promoted, the second", {kNull, 0.5}, 0.5}});
  oracle.gives({{kDouble}, kDouble, [](const Inputs& x) { return x[0].fill_null(literal(99.0)); }},
               {{"NULL filled", {kNull}, 99.0},
                {"infinity stays", {-kInf}, -kInf},
                {"NaN stays", {kNan}, kNan}});
  oracle.gives({{kText, kText}, kText, first_present}, {{"empty text stays", {"", "x"}, ""}});
}

ORACLE(Comparisons, nullif) {
  const auto unless = [](const Inputs& x) { return x[0].nullif(x[1]); };
  oracle.gives({{kInt64, kInt64}, kInt64, unless}, {{"equal", {0, 0}, kNull},
                                                    {"unlike", {1, 0}, 1},
                                                    {"NULL", {kNull, 0}, kNull},
                                                    {"unlike NULL", {1, kNull}, 1}});
  oracle.gives({{kText, kText}, kText, unless},
               {{"text", {"male", "male"}, kNull}, {"another text", {"female", "male"}, "female"}});
  oracle.gives({{kInt64}, kInt64, [](const Inputs& x) { return literal(5).nullif(x[0]); }},
               {{"a constant", {4}, 5}, {"a constant equal", {5}, kNull}});
}

ORACLE(Comparisons, greatest) {
  const auto most = [](const Inputs& x) { return greatest({x[0], x[1], x[2]}); };
  oracle.gives({{kInt64, kInt64, kInt64}, kInt64, most},
               {{"NULL aside", {kNull, 4, 5}, 5},
                {"negative", {-3, -2, -9}, -2},
                {"extremes", {kLeast, kMost, 0}, kMost},
                {"all NULL", {kNull, kNull, kNull}, kNull}});
  oracle.gives({{kInt64, kDouble, kInt64}, kDouble, most}, {{"promoted", {1, 2.5, 2}, 2.5}});
  oracle.gives({{kText, kText, kText}, kText, most}, {{"texts", {"a", "B", "aa"}, "aa"}});
}

ORACLE(Comparisons, least) {
  const auto smallest = [](const Inputs& x) { return least({x[0], x[1], x[2]}); };
  oracle.gives({{kInt64, kInt64, kInt64}, kInt64, smallest},
               {{"NULL aside", {kNull, 4, 5}, 4},
                {"negative", {-3, -2, -9}, -9},
                {"all NULL", {kNull, kNull, kNull}, kNull}});
  oracle.gives({{kText, kText, kText}, kText, smallest}, {{"texts", {"a", "B", "aa"}, "B"}});
  oracle.gives(
      {{kDate, kStamp, kDate}, kStamp, smallest},
      {{"a date beside instants", {day("1969-12-31"), at("1970-01-01"), kNull}, at("1969-12-31")}});
}

}  // namespace
}  // namespace egregora::testing
