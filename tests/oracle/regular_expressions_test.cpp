// SPDX-License-Identifier: Apache-2.0
// What regular expressions give. Groups are those of Python's match objects; without a match there
// is NULL, where Ibis over DuckDB gives the empty text.
#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {

ORACLE(RegularExpressions, re_search) {
  const auto searching = [](const char* pattern) {
    return OracleForm{
        {kText}, kBool, [pattern](const Inputs& x) { return x[0].re_search(pattern); }};
  };
  oracle.gives(searching(".+Hub"), {{"nowhere", {"Ibis project"}, false},
                                    {"the whole", {"GitHub"}, true},
                                    {"a part", {"GitHub Actions"}, true},
                                    {"NULL", {kNull}, kNull}});
  oracle.gives(searching(""), {{"nothing in a text", {"a"}, true}, {"in nothing", {""}, true}});
  oracle.gives(searching("^a.c$"), {{"anchored", {"abc"}, true},
                                    {"one emoji", {"a\U0001F600c"}, true},
                                    {"one combining mark", {"a\u0301c"}, true},
                                    {"two characters", {"abbc"}, false},
                                    {"other case", {"ABC"}, false},
                                    {"a line end", {"a\nc"}, false}});
  oracle.gives(searching("(?i)\u00c9"), {{"letter case aside", {"\u00e9"}, true}});
  oracle.gives(searching("\\d{2,}|\\bword\\b"), {{"digits", {"x12"}, true},
                                                 {"one digit", {"x1"}, false},
                                                 {"a word", {"a word."}, true},
                                                 {"part of a word", {"sword"}, false}});
}

ORACLE(RegularExpressions, re_extract) {
  const auto extracting = [](const char* pattern, std::int64_t group) {
    return OracleForm{
        {kText}, kText, [=](const Inputs& x) { return x[0].re_extract(pattern, group); }};
  };
  oracle.gives(extracting("^(a)bc", 1), {{"a group", {"abc"}, "a"},
                                         {"no match", {"bac"}, kNull},
                                         {"no text", {""}, kNull},
                                         {"NULL", {kNull}, kNull}});
  oracle.gives(extracting("^(a)bc", 0), {{"the match", {"abcd"}, "abc"}, {"none", {"bca"}, kNull}});
  oracle.gives(extracting("(\\w)-(\\w)", 2),
               {{"the second group of the first match", {"a-b c-d"}, "b"}});
  oracle.gives(extracting("(a)|(b)", 1),
               {{"a group that matched", {"ab"}, "a"}, {"a group that did not", {"b"}, kNull}});
  oracle.gives(extracting("x*", 0),
               {{"an empty match", {"abc"}, ""}, {"the first", {"xxa"}, "xx"}});
  oracle.gives(extracting("[\u00e9\u00e8]+", 0), {{"accents", {"a\u00e9\u00e8b"}, "\u00e9\u00e8"}});
}

ORACLE(RegularExpressions, re_extract_all) {
  const auto extracting = [](const char* pattern, std::int64_t group) {
    return OracleForm{
        {kText}, kTexts, [=](const Inputs& x) { return x[0].re_extract_all(pattern, group); }};
  };
  oracle.gives(extracting("[a-z]\\d", 0), {{"all", {"a1 b2c3"}, texts({"a1", "b2", "c3"})},
                                           {"one", {"-a1-"}, texts({"a1"})},
                                           {"none", {"abc"}, texts({})},
                                           {"no text", {""}, texts({})},
                                           {"NULL", {kNull}, kNull}});
  oracle.gives(extracting("([a-z])(\\d)", 2), {{"a group", {"a1 b2"}, texts({"1", "2"})}});
  oracle.gives(extracting("#\\S+", 0),
               {{"emoji", {"#a\U0001F600 #\u00e9"}, texts({"#a\U0001F600", "#\u00e9"})}});
}

ORACLE(RegularExpressions, re_replace) {
  const auto replacing = [](const char* pattern, const char* by) {
    return OracleForm{
        {kText}, kText, [=](const Inputs& x) { return x[0].re_replace(pattern, by); }};
  };
  oracle.gives(
      replacing("^a", "b"),
      {{"at the start", {"abc"}, "bbc"}, {"not later", {"bac"}, "bac"}, {"NULL", {kNull}, kNull}});
  oracle.gives(
      replacing("([ab])", "\\0\\0"),
      {{"the match twice", {"abc"}, "aabbc"},
       {"every match", {"this has  multi \t whitespace"}, "this haas  multi \t whitespaace"}});
  oracle.gives(replacing("\\s+", " "),
               {{"white space", {"this has  multi \t whitespace"}, "this has multi whitespace"}});
  oracle.gives(replacing("(\\w)-(\\w)", "\\2-\\1"), {{"groups", {"a-b c-d"}, "b-a d-c"}});
  oracle.gives(replacing("[^a]", ""), {{"emoji and accents", {"\u00e9a\U0001F600a"}, "aa"},
                                       {"nothing left", {"\u00e9"}, ""},
                                       {"nothing there", {""}, ""}});
}

}  // namespace
}  // namespace egregora::testing
