// SPDX-License-Identifier: Apache-2.0
// Names in notices, by the notices' own words.
#include "ingest/notice_names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace egregora::ingest {
namespace {

std::string names(std::string_view text) {
  std::vector<TextSpan> found;
  find_notice_names(text, found);
  std::string all;
  for (const TextSpan each : found) all.append(text, each.begin, each.end - each.begin).append("|");
  return all;
}

TEST(NoticeNames, are_found_in_many_languages) {
  EXPECT_EQ(names("Ana Lima added Bruno"), "Ana Lima|Bruno|");
  EXPECT_EQ(names("Ana changed the subject to \"Bruno left\""), "Ana|");
  EXPECT_EQ(names("Ana left."), "Ana|");
  EXPECT_EQ(names("Ana hat Bruno und Carla hinzugefügt."), "Ana|Bruno|Carla|");
  EXPECT_EQ(names("Ana añadió a Bruno"), "Ana|Bruno|");
  EXPECT_EQ(names("Ana est partie"), "Ana|");
  EXPECT_EQ(names("Ana saiu"), "Ana|");
  EXPECT_EQ(names("Анна добавил(-а) Иван"), "Анна|Иван|");
  EXPECT_EQ(names("Ana, Bruno kişisini ekledi"), "Ana|Bruno|");
  EXPECT_EQ(names("غادر أنا"), "أنا|");
  EXPECT_EQ(names("李雷さんが退出しました"), "李雷|");
  EXPECT_EQ(names("Your security code with Ana Lima changed. Tap to learn more."), "Ana Lima|");
}

TEST(NoticeNames, are_split_where_several_people_are_named) {
  EXPECT_EQ(names("You added Ana, Bruno and Carla"), "Ana|Bruno|Carla|");
}

TEST(NoticeNames, are_none_where_nobody_is_named) {
  EXPECT_EQ(names("You left"), "");
  EXPECT_EQ(names("You're now an admin"), "");
  EXPECT_EQ(names("Messages and calls are end-to-end encrypted."), "");
  EXPECT_EQ(names("Group creator created group \"Trip\""), "");
  EXPECT_EQ(names(""), "");
  EXPECT_EQ(names("..."), "");
}

TEST(NoticeNames, end_in_time_on_text_that_fits_everywhere) {
  std::string text = "x";
  for (int i = 0; i < 900; ++i) text += " hat";
  EXPECT_EQ(names(text), "");
}

}  // namespace
}  // namespace egregora::ingest
