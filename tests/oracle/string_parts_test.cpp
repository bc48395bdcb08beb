// SPDX-License-Identifier: Apache-2.0
// What functions of parts of strings give. Positions count code points from 0.
#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {

ORACLE(StringParts, left) {
  const auto left = [](const Inputs& x) { return x[0].left(x[1]); };
  oracle.gives({{kText, kInt64}, kText, left},
               {{"two", {"defg", 2}, "de"},
                {"none", {"abc", 0}, ""},
                {"more than there are", {"abc", 9}, "abc"},
                {"of nothing", {"", 2}, ""},
                // It leaves characters out, as in PostgreSQL.
                {"a negative count", {"abc", -1}, "ab"},
                {"accents and emoji", {"\u00e9\U0001F600x", 2}, "\u00e9\U0001F600"},
                {"cuts before a combining mark", {"e\u0301", 1}, "e"},
                {"of NULL", {kNull, 2}, kNull},
                {"NULL characters", {"abc", kNull}, kNull}});
}
ORACLE(StringParts, right) {
  const auto right = [](const Inputs& x) { return x[0].right(x[1]); };
  oracle.gives({{kText, kInt64}, kText, right},
               {{"two", {"defg", 2}, "fg"},
                {"none", {"abc", 0}, ""},
                {"more than there are", {"abc", 9}, "abc"},
                {"emoji", {"x\u00e9\U0001F600", 2}, "\u00e9\U0001F600"},
                // A negative count leaves characters out, as in PostgreSQL.
                {"all but the first", {"abc", -1}, "bc"},
                {"of NULL", {kNull, 2}, kNull}});
}

ORACLE(StringParts, find) {
  const auto find = [](const Inputs& x) { return x[0].find(x[1]); };
  oracle.gives({{kText, kText}, kInt64, find},
               {{"at the start", {"abc", "a"}, 0},
                {"in the middle", {"bac", "a"}, 1},
                {"the first of two", {"xaxa", "a"}, 1},
                {"absent", {"abc", "z"}, -1},
                {"other case", {"abc", "A"}, -1},
                {"counted in characters", {"\u00e9\U0001F600b", "b"}, 2},
                {"empty part", {"abc", ""}, 0},
                {"in an empty text", {"", "a"}, -1},
                {"in NULL", {kNull, "a"}, kNull},
                {"of NULL", {"a", kNull}, kNull}});
}

ORACLE(StringParts, substr) {
  oracle.gives({{kText, kInt64}, kText, [](const Inputs& x) { return x[0].substr(x[1]); }},
               {{"from two", {"hijlk", 2}, "jlk"},
                {"from zero", {"abc", 0}, "abc"},
                {"from the end", {"abc", 3}, ""},
                {"from beyond the end", {"abc", 9}, ""},
                {"counted from the end", {"abc", -2}, "bc"},
                {"from before the start", {"abc", -9}, "abc"},
                {"of an empty text", {"", 0}, ""},
                {"after an emoji", {"\U0001F600\u00e9b", 1}, "\u00e9b"},
                {"of NULL", {kNull, 0}, kNull},
                {"from NULL", {"abc", kNull}, kNull}});
  oracle.gives(
      {{kText, kInt64, kInt64}, kText, [](const Inputs& x) { return x[0].substr(x[1], x[2]); }},
      {{"two from one", {"hijlk", 1, 2}, "ij"},
       {"none", {"abc", 1, 0}, ""},
       {"more than there are", {"abc", 1, 9}, "bc"},
       {"the most there can be", {"abc", 0, 4294967295}, "abc"},
       {"counted from the end", {"abcd", -3, 2}, "bc"},
       {"a combining mark alone", {"e\u0301x", 1, 1}, "\u0301"},
       {"of NULL", {kNull, 0, 1}, kNull},
       {"NULL characters", {"abc", 0, kNull}, kNull}});
}

ORACLE(StringParts, replace) {
  const auto replace = [](const Inputs& x) { return x[0].replace(x[1], x[2]); };
  oracle.gives({{kText, kText, kText}, kText, replace},
               {{"one", {"abc", "b", "z"}, "azc"},
                {"every match", {"aXbX", "X", ""}, "ab"},
                {"longer", {"a.b", ".", "..."}, "a...b"},
                {"none", {"abc", "x", "y"}, "abc"},
                {"no pattern", {"a.c", ".", "-"}, "a-c"},
                {"other case", {"ABC", "b", "z"}, "ABC"},
                {"not again in what was put", {"aa", "a", "aa"}, "aaaa"},
                {"emoji", {"a\U0001F600", "\U0001F600", "\u00e9"}, "a\u00e9"},
                // Nothing is not found, as in SQL; Python would put it between characters.
                {"of nothing", {"abc", "", "-"}, "abc"},
                {"of NULL", {kNull, "a", "b"}, kNull},
                {"by NULL", {"abc", "b", kNull}, kNull}});
}

ORACLE(StringParts, split) {
  oracle.gives({{kText}, kTexts, [](const Inputs& x) { return x[0].split(","); }},
               {{"three", {"a,b,c"}, texts({"a", "b", "c"})},
                {"one", {"f"}, texts({"f"})},
                {"empty parts", {",a,,"}, texts({"", "a", "", ""})},
                {"an empty text", {""}, texts({""})},
                {"accents", {"\u00e9,\U0001F600"}, texts({"\u00e9", "\U0001F600"})},
                {"NULL", {kNull}, kNull}});
  oracle.gives({{kText}, kTexts, [](const Inputs& x) { return x[0].split(", "); }},
               {{"by two characters", {"a, b,c"}, texts({"a", "b,c"})}});
  oracle.gives({{kText}, kTexts, [](const Inputs& x) { return x[0].split("."); }},
               {{"by no pattern", {"a.b"}, texts({"a", "b"})}});
  // Every character is an end, as in JavaScript and DuckDB; Python refuses it.
  oracle.gives({{kText}, kTexts, [](const Inputs& x) { return x[0].split(""); }},
               {{"by nothing", {"a\u00e9\U0001F600"}, texts({"a", "\u00e9", "\U0001F600"})}});
}

ORACLE(StringParts, join) {
  const std::vector<OracleRow> rows = {
      {"three", {texts({"a", "b", "c"}), "|"}, "a|b|c"},
      {"no list", {kNull, "|"}, kNull},
      {"empty list", {texts({}), "|"}, kNull},
      {"NULL left out", {texts({"b", kNull}), "|"}, "b"},
      {"NULL only", {texts({kNull}), "|"}, kNull},
      {"empty texts", {texts({"", ""}), ", "}, ", "},
      {"nothing between", {texts({"e", "\u0301"}), ""}, "e\u0301"},
      {"another between", {texts({"a", "b"}), "\u00e9"}, "a\u00e9b"},
      {"NULL between", {texts({"a", "b"}), kNull}, kNull},
      {"NULL beside one", {texts({"a"}), kNull}, kNull}};
  oracle.gives({{kTexts, kText}, kText, [](const Inputs& x) { return x[0].join(x[1]); }}, rows);
  oracle.gives({{kTexts, kText}, kText, [](const Inputs& x) { return x[1].join(x[0]); }}, rows);
  oracle.gives(
      {{kTexts}, kText, [](const Inputs& x) { return x[0].join(literal("|")); }},
      {{"a constant between", {texts({"a", kNull, "b"})}, "a|b"}, {"none", {texts({})}, kNull}});
  oracle.gives({{kText, kTexts},
                kBool,
                [](const Inputs& x) {
                  return x[0].replace(null(kText), x[0]).contains(x[1].join(literal("-")));
                }},
               {{"looked for in NULL", {"x", texts({"a", "b"})}, kNull}});
}

ORACLE(StringParts, element) {
  const auto character = [](const Inputs& x) { return x[0][x[1]]; };
  oracle.gives({{kText, kInt64}, kText, character},
               {{"the first", {"bread", 0}, "b"},
                {"a later one", {"bread", 4}, "d"},
                {"beyond the end", {"rice", 7}, ""},
                {"the last", {"rice", -1}, "e"},
                {"from the end", {"rice", -4}, "r"},
                {"before the start", {"rice", -5}, ""},
                {"an emoji", {"a\U0001F600b", 1}, "\U0001F600"},
                {"of an empty text", {"", 0}, ""},
                {"of NULL", {kNull, 0}, kNull},
                {"at NULL", {"abc", kNull}, kNull}});
  const std::vector<OracleRow> elements = {{"the first", {ints({7, 42}), 0}, 7},
                                           {"the last", {ints({7, 42}), -1}, 42},
                                           {"from the end", {ints({7, 42}), -2}, 7},
                                           {"beyond the end", {ints({3}), 1}, kNull},
                                           {"before the start", {ints({3}), -2}, kNull},
                                           {"of an empty list", {ints({}), 0}, kNull},
                                           {"a NULL element", {ints({kNull, 1}), 0}, kNull},
                                           {"of no list", {kNull, 0}, kNull},
                                           {"at NULL", {ints({1}), kNull}, kNull}};
  oracle.gives({{kInts, kInt64}, kInt64, character}, elements);
  oracle.gives({{kInts}, kInt64, [](const Inputs& x) { return x[0][1]; }},
               {{"a constant index", {ints({7, 42})}, 42}, {"beyond", {ints({3})}, kNull}});
  oracle.gives({{kText}, kText, [](const Inputs& x) { return x[0][-1]; }},
               {{"a constant index", {"rice"}, "e"}, {"of nothing", {""}, ""}});
}

/// Slices are Python's: what lies outside is left out.
template <class Sequence>
void slices(const OracleTable& oracle, const DataType& type, Sequence of) {
  const auto cut = [&](std::int64_t start, std::optional<std::int64_t> stop,
                       const std::string& wanted) {
    oracle.gives({{type}, type, [=](const Inputs& x) { return x[0].slice(start, stop); }},
                 {{std::to_string(start) + ":" + (stop ? std::to_string(*stop) : ""),
                   {of("abcde")},
                   of(wanted)},
                  {"of nothing", {of("")}, of("")},
                  {"of NULL", {kNull}, kNull}});
  };
  cut(0, 3, "abc");
  cut(3, 5, "de");
  cut(1, 2, "b");
  cut(1, 1, "");
  cut(3, 1, "");
  cut(2, {}, "cde");
  cut(0, {}, "abcde");
  cut(2, 99, "cde");
  cut(7, 9, "");
  cut(5, {}, "");
  cut(-2, {}, "de");
  cut(-3, -1, "cd");
  cut(0, -1, "abcd");
  cut(0, 0, "");
  cut(-9, 2, "ab");
  cut(-9, {}, "abcde");
  cut(0, -9, "");
  cut(1, -4, "");
  cut(-1, 0, "");
}
ORACLE(StringParts, slice) {
  slices(oracle, kText, [](const std::string& text) { return Scalar(text); });
  slices(oracle, kTexts, [](const std::string& text) {
    std::vector<Scalar> letters;
    for (const char c : text) letters.emplace_back(std::string(1, c));
    return texts(letters);
  });
  oracle.gives({{kText}, kText, [](const Inputs& x) { return x[0].slice(1, 3); }},
               {{"of emoji and accents", {"a\U0001F600\u00e9b"}, "\U0001F600\u00e9"}});
}

}  // namespace
}  // namespace egregora::testing
