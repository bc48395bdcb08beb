// SPDX-License-Identifier: Apache-2.0
// What JSON values give: what is not there, or of another kind, is NULL.
#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {

ORACLE(Json, json_field) {
  const auto field = [](const char* name) {
    return OracleForm{{kJson}, kJson, [name](const Inputs& x) { return x[0][name]; }};
  };
  oracle.gives(field("a"), {{"a number", {R"({"a":1})"}, "1"},
                            {"a text", {R"({"a":"b"})"}, R"("b")"},
                            {"an object", {R"({"a":{"b":[1,2]}})"}, R"({"b":[1,2]})"},
                            {"null", {R"({"a":null})"}, "null"},
                            {"not there", {R"({"b":1})"}, kNull},
                            {"other case", {R"({"A":1})"}, kNull},
                            {"of an array", {R"([{"a":1}])"}, kNull},
                            {"of a text", {R"("a")"}, kNull},
                            {"of NULL", {kNull}, kNull}});
  oracle.gives(field("a.b"), {{"a point", {R"({"a.b":1,"a":{"b":2}})"}, "1"}});
  oracle.gives(field("a/b~c"), {{"a slash and a tilde", {R"({"a/b~c":1})"}, "1"}});
  oracle.gives(field("$"), {{"a dollar", {R"({"$":1})"}, "1"}});
  oracle.gives(field("it's \"a\""), {{"quotes", {R"({"it's \"a\"":1})"}, "1"}});
  oracle.gives(field("\u00e9\U0001F600"), {{"beyond ASCII", {"{\"\u00e9\U0001F600\":1}"}, "1"}});
  oracle.gives(field("*"), {{"a star", {R"({"*":1,"b":2})"}, "1"}});
  oracle.gives(field("0"),
               {{"a digit", {R"({"0":"x"})"}, R"("x")"}, {"no index", {R"(["x"])"}, kNull}});
  oracle.gives(field("-"), {{"a dash", {R"({"-":1})"}, "1"}, {"no end", {"[1]"}, kNull}});
  oracle.gives(field(""), {{"an empty name", {R"({"":1})"}, "1"}});
}

ORACLE(Json, json_element) {
  const auto element = [](std::int64_t index) {
    return OracleForm{{kJson}, kJson, [index](const Inputs& x) { return x[0][index]; }};
  };
  oracle.gives(element(0), {{"the first", {R"([1,"b"])"}, "1"},
                            {"nested", {R"([{"a":1}])"}, R"({"a":1})"},
                            {"null", {"[null]"}, "null"},
                            {"of an empty array", {"[]"}, kNull},
                            {"of an object", {R"({"0":1})"}, kNull},
                            {"of a number", {"1"}, kNull},
                            {"of NULL", {kNull}, kNull}});
  oracle.gives(element(1), {{"the second", {R"([1,"b"])"}, R"("b")"}, {"beyond", {"[1]"}, kNull}});
  oracle.gives(element(-1), {{"the last", {R"([1,"b"])"}, R"("b")"}, {"of none", {"[]"}, kNull}});
}

ORACLE(Json, as_string) {
  oracle.gives({{kJson}, kText, [](const Inputs& x) { return x[0].as_string(); }},
               {{"a text", {R"("a")"}, "a"},
                {"an empty text", {R"("")"}, ""},
                {"a number", {"1"}, kNull},
                {"an object", {"{}"}, kNull},
                {"an array", {R"([{"a":1}])"}, kNull},
                {"true", {"true"}, kNull},
                {"null", {"null"}, kNull},
                {"escapes", {R"("\u00e9\n\"\ud83d\ude00")"}, "\u00e9\n\"\U0001F600"},
                {"a number in quotes", {R"("1")"}, "1"},
                {"NULL", {kNull}, kNull}});
  oracle.gives({{kJson}, kText, [](const Inputs& x) { return x[0]["last_name"].as_string(); }},
               {{"a field", {R"({"last_name":"Smith"})"}, "Smith"}, {"none", {"{}"}, kNull}});
}

ORACLE(Json, as_int) {
  oracle.gives({{kJson}, kInt64, [](const Inputs& x) { return x[0].as_int(); }},
               {{"a number", {"40"}, 40},
                {"negative", {"-7"}, -7},
                {"the most", {"9223372036854775807"}, kMost},
                {"the least", {"-9223372036854775808"}, kLeast},
                {"with a fraction", {"1.5"}, kNull},
                {"a floating whole number", {"1.0"}, kNull},
                {"in quotes", {R"("1")"}, kNull},
                {"true", {"true"}, kNull},
                {"null", {"null"}, kNull},
                {"an array", {"[1]"}, kNull},
                {"NULL", {kNull}, kNull}});
}

ORACLE(Json, as_double) {
  oracle.gives({{kJson}, kDouble, [](const Inputs& x) { return x[0].as_double(); }},
               {{"a fraction", {"42.42"}, 42.42},
                {"a whole number", {"78"}, 78.0},
                {"negative zero", {"-0.0"}, -0.0},
                {"an exponent", {"1e300"}, 1e300},
                {"in quotes", {R"("NA")"}, kNull},
                {"a number in quotes", {R"("1.5")"}, kNull},
                {"null", {"null"}, kNull},
                {"NULL", {kNull}, kNull}});
}

ORACLE(Json, as_bool) {
  oracle.gives({{kJson}, kBool, [](const Inputs& x) { return x[0].as_bool(); }},
               {{"true", {"true"}, true},
                {"false", {"false"}, false},
                {"one", {"1"}, kNull},
                {"in quotes", {R"("true")"}, kNull},
                {"null", {"null"}, kNull},
                {"NULL", {kNull}, kNull}});
}

}  // namespace
}  // namespace egregora::testing
