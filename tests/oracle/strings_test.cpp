// SPDX-License-Identifier: Apache-2.0
// What functions of whole strings give. Characters are Unicode code points, as in Python and SQL.
#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {
const std::string kFamily = "\U0001F468\u200D\U0001F469\u200D\U0001F467";  // five code points

ORACLE(Strings, length) {
  const auto length = [](const Inputs& x) { return x[0].length(); };
  oracle.gives({{kText}, kInt64, length}, {{"letters", {"aaa"}, 3},
                                           {"empty", {""}, 0},
                                           {"accent", {"\u00e9"}, 1},
                                           {"combining accent", {"e\u0301"}, 2},
                                           {"emoji", {"\U0001F600"}, 1},
                                           {"joined emoji", {kFamily}, 5},
                                           {"line end", {"\r\n"}, 2},
                                           {"NULL", {kNull}, kNull}});
  oracle.gives({{kInts}, kInt64, length}, {{"list", {ints({7, 42})}, 2},
                                           {"list of NULL", {ints({kNull})}, 1},
                                           {"empty list", {ints({})}, 0},
                                           {"no list", {kNull}, kNull}});
}

ORACLE(Strings, byte_length) {
  const auto bytes = [](const Inputs& x) { return x[0].byte_length(); };
  oracle.gives({{kText}, kInt64, bytes}, {{"letters", {"aaa"}, 3},
                                          {"empty", {""}, 0},
                                          {"accent", {"\u00e9"}, 2},
                                          {"emoji", {"\U0001F600"}, 4},
                                          {"NULL", {kNull}, kNull}});
  oracle.gives({{kBlob}, kInt64, bytes}, {{"blob", {Blob{std::byte{0}, std::byte{255}}}, 2},
                                          {"empty blob", {Blob{}}, 0},
                                          {"no blob", {kNull}, kNull}});
}

ORACLE(Strings, lower) {
  const auto lower = [](const Inputs& x) { return x[0].lower(); };
  oracle.gives({{kText}, kText, lower}, {{"letters", {"AaA1_"}, "aaa1_"},
                                         {"accents", {"\u00c9\u00d6"}, "\u00e9\u00f6"},
                                         {"Greek", {"\u0391\u0392"}, "\u03b1\u03b2"},
                                         {"empty", {""}, ""},
                                         {"emoji", {"\U0001F600"}, "\U0001F600"},
                                         {"NULL", {kNull}, kNull}});
}

ORACLE(Strings, upper) {
  const auto upper = [](const Inputs& x) { return x[0].upper(); };
  oracle.gives({{kText}, kText, upper}, {{"letters", {"aAa1_"}, "AAA1_"},
                                         {"accents", {"\u00e9\u00f6"}, "\u00c9\u00d6"},
                                         {"combining accent", {"e\u0301"}, "E\u0301"},
                                         {"Cyrillic", {"\u0436"}, "\u0416"},
                                         {"empty", {""}, ""},
                                         {"NULL", {kNull}, kNull}});
}

ORACLE(Strings, strip) {
  const auto strip = [](const Inputs& x) { return x[0].strip(); };
  oracle.gives({{kText}, kText, strip}, {{"tabs", {"\ta\t"}, "a"},
                                         {"lines", {"\r\nb\n"}, "b"},
                                         {"vertical tab", {"\vc\t"}, "c"},
                                         {"form feed", {"\fd\f"}, "d"},
                                         {"inner space stays", {"  a b  "}, "a b"},
                                         {"only space", {" \t\n"}, ""},
                                         {"empty", {""}, ""},
                                         // White space is ASCII's, as Python's string.whitespace.
                                         {"hard space", {"\u00a0a"}, "\u00a0a"},
                                         {"NULL", {kNull}, kNull}});
}
ORACLE(Strings, lstrip) {
  const auto strip = [](const Inputs& x) { return x[0].lstrip(); };
  oracle.gives({{kText}, kText, strip}, {{"tabs", {"\ta\t"}, "a\t"},
                                         {"lines", {"\nb\n"}, "b\n"},
                                         {"vertical tab", {"\vc\t"}, "c\t"},
                                         {"only space", {"  "}, ""},
                                         {"NULL", {kNull}, kNull}});
}
ORACLE(Strings, rstrip) {
  const auto strip = [](const Inputs& x) { return x[0].rstrip(); };
  oracle.gives({{kText}, kText, strip}, {{"tabs", {"\ta\t"}, "\ta"},
                                         {"lines", {"\nb\n"}, "\nb"},
                                         {"vertical tab", {"\vc\t"}, "\vc"},
                                         {"only space", {"  "}, ""},
                                         {"NULL", {kNull}, kNull}});
}

ORACLE(Strings, contains) {
  const auto contains = [](const Inputs& x) { return x[0].contains(x[1]); };
  oracle.gives({{kText, kText}, kBool, contains}, {{"inside", {"bab", "a"}, true},
                                                   {"not there", {"ddd", "a"}, false},
                                                   {"other case", {"bab", "A"}, false},
                                                   {"empty part", {"bab", ""}, true},
                                                   {"empty in empty", {"", ""}, true},
                                                   {"longer part", {"a", "ab"}, false},
                                                   {"no pattern", {"abc", "a%"}, false},
                                                   {"emoji", {"a\U0001F600b", "\U0001F600"}, true},
                                                   {"in NULL", {kNull, "a"}, kNull},
                                                   {"NULL part", {"a", kNull}, kNull}});
  const auto has = [](const Inputs& x) { return x[0].contains(x[1]); };
  oracle.gives({{kInts, kInt64}, kBool, has}, {{"list without it", {ints({1}), 42}, false},
                                               {"empty list", {ints({}), 42}, false},
                                               {"list with it", {ints({42, 42}), 42}, true},
                                               {"no list", {kNull, 42}, kNull},
                                               {"NULL in a list", {ints({1}), kNull}, kNull},
                                               {"NULL in an empty list", {ints({}), kNull}, kNull},
                                               {"NULL in no list", {kNull, kNull}, kNull},
                                               {"it beside NULL", {ints({kNull, 42}), 42}, true}});
}

ORACLE(Strings, startswith) {
  const auto starts = [](const Inputs& x) { return x[0].startswith(x[1]); };
  oracle.gives({{kText, kText}, kBool, starts}, {{"yes", {"Ibis project", "Ibis"}, true},
                                                 {"no", {"GitHub", "Ibis"}, false},
                                                 {"other case", {"Ibis", "ibis"}, false},
                                                 {"empty", {"", ""}, true},
                                                 {"accent", {"\u00e9a", "\u00e9"}, true},
                                                 {"a wildcard is a character", {"ab", "%"}, false},
                                                 {"NULL", {kNull, ""}, kNull}});
}
ORACLE(Strings, endswith) {
  const auto ends = [](const Inputs& x) { return x[0].endswith(x[1]); };
  oracle.gives({{kText, kText}, kBool, ends}, {{"yes", {"Ibis project", "project"}, true},
                                               {"no", {"GitHub", "project"}, false},
                                               {"longer than it", {"b", "ab"}, false},
                                               {"empty", {"a", ""}, true},
                                               {"accent", {"a\u00e9", "\u00e9"}, true},
                                               {"NULL", {"a", kNull}, kNull}});
}

Expr like_pattern(const Inputs& x) { return x[0].like("%a_"); }
ORACLE(Strings, like) {
  oracle.gives({{kText}, kBool, like_pattern}, {{"any text before", {"zzab"}, true},
                                                {"no text before", {"ab"}, true},
                                                {"one emoji", {"a\U0001F600"}, true},
                                                {"two characters", {"abb"}, false},
                                                {"none", {"a"}, false},
                                                {"other case", {"Ab"}, false},
                                                {"empty", {""}, false},
                                                {"lines", {"\n\nab"}, true},
                                                {"NULL", {kNull}, kNull}});
  oracle.gives({{kText}, kBool, [](const Inputs& x) { return x[0].like(""); }},
               {{"empty pattern and empty text", {""}, true}, {"and a text", {"a"}, false}});
  // Only % and _ are special.
  oracle.gives({{kText}, kBool, [](const Inputs& x) { return x[0].like("a\\%"); }},
               {{"a backslash is a character", {"a\\b"}, true}, {"none there", {"a%"}, false}});
}
ORACLE(Strings, ilike) {
  oracle.gives({{kText}, kBool, [](const Inputs& x) { return x[0].ilike("%PROJect"); }},
               {{"other case", {"Ibis project"}, true},
                {"no match", {"GitHub"}, false},
                {"NULL", {kNull}, kNull}});
  oracle.gives({{kText}, kBool, [](const Inputs& x) { return x[0].ilike("\u00c9_"); }},
               {{"accents", {"\u00e9b"}, true}, {"another letter", {"eb"}, false}});
}

ORACLE(Strings, concat) {
  const auto joined = [](const Inputs& x) { return x[0].concat(x[1]); };
  oracle.gives({{kText, kText}, kText, joined}, {{"texts", {"abc", "xyz"}, "abcxyz"},
                                                 {"empty", {"", ""}, ""},
                                                 {"combining", {"e", "\u0301"}, "e\u0301"},
                                                 {"NULL on the left", {kNull, "xyz"}, kNull},
                                                 {"NULL on the right", {"abc", kNull}, kNull}});
  oracle.gives({{kText, kText},
                kText,
                [](const Inputs& x) { return x[0].concat(x[1]).concat(literal("123")); }},
               {{"three", {"abc", "xyz"}, "abcxyz123"}});
}

ORACLE(Strings, hexdigest) {
  const auto digest = [](const char* how) {
    return [how](const Inputs& x) { return x[0].hexdigest(how); };
  };
  oracle.gives(
      {{kText}, kText, digest("sha256")},
      {{"a word", {"Adelie"}, "a4d7d46b27480037bc1e513e0e157cbf258baae6ee69e3110d0f9ff418b57a3c"},
       {"empty", {""}, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
       {"accent", {"\u00e9"}, "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"},
       {"NULL", {kNull}, kNull}});
  oracle.gives({{kText}, kText, digest("md5")},
               {{"empty", {""}, "d41d8cd98f00b204e9800998ecf8427e"},
                {"letters", {"abc"}, "900150983cd24fb0d6963f7d28e17f72"}});
  oracle.gives({{kText}, kText, digest("sha1")},
               {{"empty", {""}, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
                {"letters", {"abc"}, "a9993e364706816aba3e25717850c26c9cd0d89d"}});
}

}  // namespace
}  // namespace egregora::testing
