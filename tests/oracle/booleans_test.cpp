// SPDX-License-Identifier: Apache-2.0
// What booleans give: SQL's logic of three values, choices between values, and conversions.
#include <egregora/core/errors.hpp>

#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {

ORACLE(Booleans, and_) {
  const auto both = [](const Inputs& x) { return x[0] && x[1]; };
  oracle.gives({{kBool, kBool}, kBool, both}, {{"true, true", {true, true}, true},
                                               {"true, false", {true, false}, false},
                                               {"false, true", {false, true}, false},
                                               {"false, false", {false, false}, false},
                                               {"true, NULL", {true, kNull}, kNull},
                                               {"NULL, true", {kNull, true}, kNull},
                                               {"false, NULL", {false, kNull}, false},
                                               {"NULL, false", {kNull, false}, false},
                                               {"NULL, NULL", {kNull, kNull}, kNull}});
  oracle.gives(
      {{kBool, kBool, kBool}, kBool, [](const Inputs& x) { return all_of(x); }},
      {{"all of three", {true, true, true}, true}, {"not all", {true, true, false}, false}});
}

ORACLE(Booleans, or_) {
  const auto either = [](const Inputs& x) { return x[0] || x[1]; };
  oracle.gives({{kBool, kBool}, kBool, either}, {{"true, true", {true, true}, true},
                                                 {"true, false", {true, false}, true},
                                                 {"false, true", {false, true}, true},
                                                 {"false, false", {false, false}, false},
                                                 {"true, NULL", {true, kNull}, true},
                                                 {"NULL, true", {kNull, true}, true},
                                                 {"false, NULL", {false, kNull}, kNull},
                                                 {"NULL, false", {kNull, false}, kNull},
                                                 {"NULL, NULL", {kNull, kNull}, kNull}});
  const auto mixed = [](const Inputs& x) { return (x[0] || x[1]) && !(x[0] && x[1]); };
  oracle.gives({{kBool, kBool}, kBool, mixed},
               {{"one of two", {true, false}, true}, {"both", {true, true}, false}});
}

ORACLE(Booleans, not_) {
  const std::vector<OracleRow> rows = {
      {"of true", {true}, false}, {"of false", {false}, true}, {"of NULL", {kNull}, kNull}};
  oracle.gives({{kBool}, kBool, [](const Inputs& x) { return !x[0]; }}, rows);
  oracle.gives({{kBool}, kBool, [](const Inputs& x) { return x[0].negate(); }}, rows);
  oracle.gives({{kInt64}, kBool, [](const Inputs& x) { return !(x[0] > 1 || x[0] == 0); }},
               {{"of a sum", {1}, true}, {"of a product", {2}, false}});
}

/// What belongs to no row of the function table is asked with a function around it that changes
/// nothing.
Expr unchanged(const Expr& value) { return coalesce({value}); }
const OracleTable kChoices(FunctionId::coalesce);

TEST(BooleansOracle, ifelse) {
  const std::vector<OracleRow> rows = {{"true", {true, 1, 2}, 1},
                                       {"false", {false, 1, 2}, 2},
                                       {"NULL is not true", {kNull, 1, 2}, 2},
                                       {"a chosen NULL", {true, kNull, 2}, kNull}};
  const OracleForm form{{kBool, kInt64, kInt64}, kInt64, [](const Inputs& x) {
                          return unchanged(ifelse(x[0], x[1], x[2]));
                        }};
  kChoices.gives(form, rows);
  kChoices.gives(
      {form.inputs, kInt64, [](const Inputs& x) { return unchanged(x[0].ifelse(x[1], x[2])); }},
      rows);
  kChoices.gives({{kBool, kInt64, kDouble}, kDouble, form.expression},
                 {{"promoted", {true, 1, 2.5}, 1.0}});
}

TEST(BooleansOracle, cases_of_conditions) {
  const auto size = [](const Inputs& x) {
    return unchanged(cases({{x[0] == 1, literal("a")}, {x[0] > 2, literal("b")}}, literal("unk")));
  };
  kChoices.gives({{kInt64}, kText, size}, {{"the first", {1}, "a"},
                                           {"none", {2}, "unk"},
                                           {"the second", {4}, "b"},
                                           {"NULL is none", {kNull}, "unk"}});
  const auto shadowed = [](const Inputs& x) {
    return unchanged(cases({{x[0] % 2 == 0, literal("divisible by 2")},
                            {x[0] % 3 == 0, literal("divisible by 3")},
                            {x[0] % 4 == 0, literal("shadowed")}}));
  };
  kChoices.gives({{kInt64}, kText, shadowed}, {{"the first that holds", {4}, "divisible by 2"},
                                               {"a later one", {3}, "divisible by 3"},
                                               {"none without else", {1}, kNull}});
}

TEST(BooleansOracle, cases_of_a_value) {
  const auto result = [](const Inputs& x) {
    return unchanged(x[1].cases(
        {{literal("+"), x[0] + x[2]}, {literal("-"), x[0] - x[2]}, {literal("/"), x[0] / x[2]}}));
  };
  kChoices.gives({{kInt64, kText, kInt64}, kDouble, result}, {{"plus", {5, "+", 1}, 6.0},
                                                              {"minus", {6, "-", 2}, 4.0},
                                                              {"divided", {8, "/", 4}, 2.0},
                                                              {"another", {9, "bogus", 5}, kNull},
                                                              {"NULL", {10, kNull, 6}, kNull}});
}

TEST(BooleansOracle, cast) {
  const auto to = [](const DataType& type) {
    return [type](const Inputs& x) { return unchanged(x[0].cast(type)); };
  };
  kChoices.gives({{kText}, kInt64, to(kInt64)}, {{"text", {"-12"}, -12}, {"NULL", {kNull}, kNull}});
  kChoices.gives({{kInt64}, kText, to(kText)}, {{"number", {kLeast}, "-9223372036854775808"}});
  kChoices.gives({{kBool}, kInt64, to(kInt64)}, {{"true", {true}, 1}, {"false", {false}, 0}});
  kChoices.gives({{kInt64}, kBool, to(kBool)}, {{"two", {2}, true}, {"zero", {0}, false}});
  // Ibis' documentation rounds 18.7 to 19.
  kChoices.gives(
      {{kDouble}, kInt64, to(kInt64)},
      {{"rounded", {18.7}, 19}, {"rounded down", {17.4}, 17}, {"rounded below zero", {-1.7}, -2}});
  kChoices.gives({{kStamp}, kDate, to(kDate)},
                 {{"before 1970", {at("1969-12-31 23:59:59.999999")}, day("1969-12-31")}});
  kChoices.gives({{kDate}, kStamp, to(kStamp)},
                 {{"midnight", {day("2024-02-29")}, at("2024-02-29 00:00:00")}});
  kChoices.fails({{kText}, kInt64, to(kInt64)}, {{"no number", {"x"}}, {"empty", {""}}});
  kChoices.fails({{kInt64}, kInt8, to(kInt8)}, {{"too wide", {128}}});
}

TEST(BooleansOracle, try_cast) {
  const auto to = [](const DataType& type) {
    return [type](const Inputs& x) { return unchanged(x[0].try_cast(type)); };
  };
  kChoices.gives({{kText}, kInt64, to(kInt64)}, {{"a number", {"2"}, 2},
                                                 {"whole in floating form", {"1.0"}, 1},
                                                 {"no number", {"hello"}, kNull},
                                                 {"empty", {""}, kNull},
                                                 {"NULL", {kNull}, kNull}});
  kChoices.gives({{kInt64}, kInt8, to(kInt8)},
                 {{"fits", {-128}, -128}, {"does not", {128}, kNull}});
  kChoices.gives({{kText}, kDate, to(kDate)}, {{"a leap day", {"2024-02-29"}, day("2024-02-29")},
                                               {"no such day", {"2023-02-29"}, kNull}});
}

}  // namespace
}  // namespace egregora::testing
