// SPDX-License-Identifier: Apache-2.0
// What structs and maps give.
#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {
const DataType kPoint = DataType::struct_of({{"a", kInt64}, {"b", kText}});
const DataType kMap = DataType::map(kText, kInt64);
const DataType kByNumber = DataType::map(kInt64, kText);

Scalar point(const Scalar& a, const Scalar& b) {
  return Scalar::of(kPoint, std::vector<Scalar>{as_type(a, kInt64), as_type(b, kText)});
}
Scalar map(const std::vector<std::pair<std::string, Scalar>>& pairs) {
  std::vector<Scalar> entries;
  for (const auto& [key, value] : pairs) {
    entries.emplace_back(key);
    entries.push_back(as_type(value, kInt64));
  }
  return Scalar::of(kMap, std::move(entries));
}

ORACLE(Structs, struct_pack) {
  oracle.gives({{kInt64, kText},
                kPoint,
                [](const Inputs& x) {
                  return struct_({{"a", x[0]}, {"b", x[1]}});
                }},
               {{"values", {1, "foo"}, point(1, "foo")},
                {"a NULL member", {3, kNull}, point(3, kNull)},
                // Members that are NULL do not make the struct NULL.
                {"NULL members", {kNull, kNull}, point(kNull, kNull)}});
  const DataType odd = DataType::struct_of({{"it's \"a\"", kInt64}});
  oracle.gives({{kInt64},
                odd,
                [](const Inputs& x) {
                  return struct_({{"it's \"a\"", x[0]}});
                }},
               {{"quotes in a name", {1}, Scalar::of(odd, std::vector<Scalar>{Scalar(1)})}});
}

ORACLE(Structs, struct_field) {
  oracle.gives({{kPoint}, kInt64, [](const Inputs& x) { return x[0]["a"]; }},
               {{"a member", {point(1, "foo")}, 1}, {"of NULL", {kNull}, kNull}});
  oracle.gives(
      {{kPoint}, kText, [](const Inputs& x) { return x[0]["b"]; }},
      {{"another", {point(1, "\u00e9")}, "\u00e9"}, {"a NULL member", {point(3, kNull)}, kNull}});
  const Table t = stored("points", {{"p", kPoint, true}},
                         {{point(1, "x")}, {point(2, kNull)}, {Scalar::null(kPoint)}});
  EXPECT_EQ(t["p"].names(), (std::vector<std::string>{"a", "b"}));
  const DataFrame lifted = run(t["p"].lift().order_by("a"), false);
  EXPECT_EQ(lifted.schema().names(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(lifted.value(0, "b"), Scalar("x"));
  EXPECT_EQ(lifted.value(1, "a"), Scalar(2));
  EXPECT_TRUE(lifted.value(2, "a").is_null());
}

ORACLE(Maps, map_get) {
  const auto get = [](const Inputs& x) { return x[0].get(x[1]); };
  const std::vector<OracleRow> rows = {{"there", {map({{"a", 1}, {"b", 2}}), "b"}, 2},
                                       {"not there", {map({{"a", 1}}), "b"}, kNull},
                                       {"other case", {map({{"a", 1}}), "A"}, kNull},
                                       {"an empty key", {map({{"", 7}}), ""}, 7},
                                       {"beyond ASCII", {map({{"\u00e9", 3}}), "\u00e9"}, 3},
                                       {"a NULL value", {map({{"a", kNull}}), "a"}, kNull},
                                       {"an empty map", {map({}), "a"}, kNull},
                                       {"no map", {kNull, "a"}, kNull}};
  oracle.gives({{kMap, kText}, kInt64, get}, rows);
  oracle.gives({{kMap, kText}, kInt64, [](const Inputs& x) { return x[0][x[1]]; }}, rows);
  oracle.gives({{kMap}, kInt64, [](const Inputs& x) { return x[0]["b"]; }},
               {{"by a constant", {map({{"b", 2}})}, 2}, {"none", {map({})}, kNull}});
  oracle.gives(
      {{kMap, kText, kInt64}, kInt64, [](const Inputs& x) { return x[0].get(x[1], x[2]); }},
      {{"there, with a default", {map({{"b", 2}}), "b", 0}, 2},
       {"not there, with a default", {map({{"a", 1}}), "b", 0}, 0},
       {"a NULL value, with a default", {map({{"a", kNull}}), "a", 0}, kNull},
       {"no map, with a default", {kNull, "b", 0}, kNull}});
  oracle.gives({{kByNumber, kInt64}, kText, get},
               {{"by a number", {Scalar::of(kByNumber, std::vector<Scalar>{-1, "x"}), -1}, "x"}});
}

ORACLE(Maps, keys) {
  oracle.gives({{kMap}, kTexts, [](const Inputs& x) { return x[0].keys(); }},
               {{"two", {map({{"a", 1}, {"b", 2}})}, texts({"a", "b"})},
                {"none", {map({})}, texts({})},
                {"no map", {kNull}, kNull}});
}

ORACLE(Maps, values) {
  oracle.gives({{kMap}, kInts, [](const Inputs& x) { return x[0].values(); }},
               {{"two", {map({{"a", 1}, {"b", 2}})}, ints({1, 2})},
                {"with NULL", {map({{"a", kNull}})}, ints({kNull})},
                {"none", {map({})}, ints({})},
                {"no map", {kNull}, kNull}});
}

// Functions that maps share with strings and lists.
const OracleTable kContains(FunctionId::contains);
const OracleTable kLength(FunctionId::length);

TEST(MapsOracle, contains) {
  kContains.gives({{kMap, kText}, kBool, [](const Inputs& x) { return x[0].contains(x[1]); }},
                  {{"there", {map({{"a", 1}, {"b", 2}}), "b"}, true},
                   {"not there", {map({{"a", 1}}), "b"}, false},
                   {"with a NULL value", {map({{"a", kNull}}), "a"}, true},
                   {"an empty map", {map({}), "a"}, false},
                   {"no map", {kNull, "b"}, kNull}});
}

TEST(MapsOracle, length) {
  kLength.gives({{kMap}, kInt64, [](const Inputs& x) { return x[0].length(); }},
                {{"two", {map({{"a", 1}, {"b", 2}})}, 2},
                 {"none", {map({})}, 0},
                 {"no map", {kNull}, kNull}});
}

}  // namespace
}  // namespace egregora::testing
