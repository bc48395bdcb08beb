// SPDX-License-Identifier: Apache-2.0
// The words that the rows are made of: the values that the standard's queries ask for, and enough
// others beside them.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "tpch/random_source.hpp"

namespace egregora::tpch {

using Word = std::string_view;

inline constexpr std::array<Word, 5> kRegions = {"AFRICA", "AMERICA", "ASIA", "EUROPE",
                                                 "MIDDLE EAST"};
struct NationRow {
  Word name;
  int region;
};
inline constexpr std::array<NationRow, 25> kNations = {{
    {"ALGERIA", 0},       {"ARGENTINA", 1}, {"BRAZIL", 1}, {"CANADA", 1},
    {"EGYPT", 4},         {"ETHIOPIA", 0},  {"FRANCE", 3}, {"GERMANY", 3},
    {"INDIA", 2},         {"INDONESIA", 2}, {"IRAN", 4},   {"IRAQ", 4},
    {"JAPAN", 2},         {"JORDAN", 4},    {"KENYA", 0},  {"MOROCCO", 0},
    {"MOZAMBIQUE", 0},    {"PERU", 1},      {"CHINA", 2},  {"ROMANIA", 3},
    {"SAUDI ARABIA", 4},  {"VIETNAM", 2},   {"RUSSIA", 3}, {"UNITED KINGDOM", 3},
    {"UNITED STATES", 1},
}};

inline constexpr std::array<Word, 5> kSegments = {"AUTOMOBILE", "BUILDING", "FURNITURE",
                                                  "HOUSEHOLD", "MACHINERY"};
inline constexpr std::array<Word, 5> kPriorities = {"1-URGENT", "2-HIGH", "3-MEDIUM",
                                                    "4-NOT SPECIFIED", "5-LOW"};
inline constexpr std::array<Word, 4> kInstructions = {"COLLECT COD", "DELIVER IN PERSON", "NONE",
                                                      "TAKE BACK RETURN"};
inline constexpr std::array<Word, 7> kModes = {"AIR",     "FOB",  "MAIL", "RAIL",
                                               "REG AIR", "SHIP", "TRUCK"};
inline constexpr std::array<Word, 6> kTypeKinds = {"ECONOMY", "LARGE", "MEDIUM",
                                                   "PROMO",   "SMALL", "STANDARD"};
inline constexpr std::array<Word, 5> kTypeFinishes = {"ANODIZED", "BRUSHED", "BURNISHED", "PLATED",
                                                      "POLISHED"};
inline constexpr std::array<Word, 5> kTypeMetals = {"BRASS", "COPPER", "NICKEL", "STEEL", "TIN"};
inline constexpr std::array<Word, 5> kContainerSizes = {"JUMBO", "LG", "MED", "SM", "WRAP"};
inline constexpr std::array<Word, 8> kContainerKinds = {"BAG",  "BOX", "CAN",  "CASE",
                                                        "DRUM", "JAR", "PACK", "PKG"};
inline constexpr std::array<Word, 28> kColors = {
    "almond", "azure", "beige", "blue",   "brown",  "coral", "cream", "cyan",  "forest", "ghost",
    "gold",   "green", "grey",  "indigo", "ivory",  "khaki", "lemon", "linen", "olive",  "orange",
    "peach",  "pink",  "plum",  "red",    "salmon", "snow",  "tan",   "white"};
inline constexpr std::array<Word, 40> kCommentWords = {
    "about",        "above",      "accounts", "across",    "after",     "again",  "along",
    "among",        "asymptotes", "blithely", "bold",      "carefully", "daring", "deposits",
    "doggedly",     "express",    "final",    "foxes",     "furiously", "haggle", "ideas",
    "instructions", "ironic",     "never",    "packages",  "pending",   "pinto",  "quickly",
    "quietly",      "regular",    "requests", "silent",    "sleep",     "slyly",  "special",
    "theodolites",  "unusual",    "use",      "warhorses", "wake"};

/// Comments are cut out of one long text of such words.
class CommentText {
 public:
  explicit CommentText(RandomSource& random) {
    while (text_.size() < 64 * 1024) (text_ += random.any_of(kCommentWords)) += ' ';
  }
  std::string_view cut(RandomSource& random, std::int64_t shortest, std::int64_t longest) const {
    const auto length = static_cast<std::size_t>(random.between(shortest, longest));
    const auto last = static_cast<std::int64_t>(text_.size() - length);
    return std::string_view(text_).substr(static_cast<std::size_t>(random.between(0, last)),
                                          length);
  }

 private:
  std::string text_ = {};
};

}  // namespace egregora::tpch
