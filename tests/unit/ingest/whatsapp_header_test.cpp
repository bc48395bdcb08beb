// SPDX-License-Identifier: Apache-2.0
// Headers in all their forms, one line at a time.
#include "ingest/whatsapp_header.hpp"

#include <gtest/gtest.h>

#include <string>

namespace egregora::ingest {
namespace {

struct Clock12 {
  int hour;
  const char* text;
};

TEST(WhatsAppHeader, reads_all_96_forms) {
  int forms = 0;
  for (const std::string order : {"ymd", "ydm", "dmy", "mdy"}) {
    for (const char separator : {'-', '/', '.'}) {
      for (const bool twelve : {false, true}) {
        for (const bool seconds : {false, true}) {
          for (const bool bracket : {false, true}) {
            std::string date;
            for (const char part : order) {
              if (!date.empty()) date += separator;
              date += part == 'y' ? "2024" : part == 'm' ? "05" : "31";
            }
            std::string time = twelve ? "9:07" : "21:07";
            if (seconds) time += ":33";
            if (twelve) time += " PM";
            const std::string line = bracket ? "[" + date + ", " + time + "] Ana: hi"
                                             : date + ", " + time + " - Ana: hi";
            const auto header = read_header(line);
            ASSERT_TRUE(header) << line;
            EXPECT_EQ(line.substr(header->size), "Ana: hi") << line;
            EXPECT_EQ(header->second_of_day, (21 * 60 + 7) * 60 + (seconds ? 33 : 0)) << line;
            EXPECT_EQ(header->style.bracket, bracket) << line;
            EXPECT_EQ(header->style.twelve_hour, twelve) << line;
            EXPECT_EQ(header->style.seconds, seconds) << line;
            EXPECT_EQ(header->style.year_first, order[0] == 'y') << line;
            ++forms;
          }
        }
      }
    }
  }
  EXPECT_EQ(forms, 96);
}

TEST(WhatsAppHeader, reads_halves_of_the_day_in_many_languages) {
  for (const char* time : {"9:07 pm",      "9:07 PM",      "9:07PM",
                           "9:07 p.m.",    "9:07 P.M.",    "9:07 p. m.",
                           "9:07\u202FPM", "9:07\u00A0pm", "9:07\u202Fp.\u00A0m.",
                           "9:07 م",       "٩:٠٧ م",       "9:07 अपराह्न",
                           "오후 9:07",    "下午9:07",     "晚上9:07",
                           "午後9:07",     "9:07 μ.μ.",    "9:07 ÖS",
                           "9:07 CH",      "9:07 du.",     "9:07 odp.",
                           "9:07 ip.",     "9:07 em",      "9:07 PTG",
                           "9:07 หลังเที่ยง", "9:07 אחה״צ",   "9:07 ب.ظ.",
                           "9:07 пп",      "9:07 nachm.",  "9.07 PM"}) {
    const std::string line = std::string("31/05/24, ") + time + " - Ana: hi";
    const auto header = read_header(line);
    ASSERT_TRUE(header) << line;
    EXPECT_EQ(header->second_of_day, (21 * 60 + 7) * 60) << line;
    EXPECT_TRUE(header->style.twelve_hour) << line;
  }
}

TEST(WhatsAppHeader, turns_twelve_hours_into_twenty_four) {
  for (const Clock12 each :
       {Clock12{0, "12:00 AM"}, Clock12{12, "12:00 PM"}, Clock12{1, "1:00 a. m."},
        Clock12{13, "1:00 p.m."}, Clock12{0, "0:00 AM"}, Clock12{12, "中午12:00"}}) {
    const auto header = read_header(std::string("1/2/24, ") + each.text + " - Ana: hi");
    ASSERT_TRUE(header) << each.text;
    EXPECT_EQ(header->second_of_day, each.hour * 3600) << each.text;
  }
}

TEST(WhatsAppHeader, passes_over_marks_foreign_digits_and_commas) {
  for (const char* line :
       {"\u200E[31/05/2024, 21:07:33] Ana: hi", "\uFEFF[31/05/2024, 21:07:33] Ana: hi",
        "\u200F[٣١\u200F/٠٥\u200F/٢٠٢٤، ٢١:٠٧:٣٣] Ana: hi", "[३१/०५/२०२४, २१:०७:३३] Ana: hi",
        "[31/05/2024 21:07:33] Ana: hi", "[\u202A31/05/2024\u202C, 21:07:33] Ana: hi"}) {
    const auto header = read_header(line);
    ASSERT_TRUE(header) << line;
    EXPECT_EQ(header->second_of_day, 21 * 3600 + 7 * 60 + 33) << line;
    EXPECT_EQ(header->date, (std::array<int, 3>{31, 5, 2024})) << line;
    EXPECT_EQ(std::string(line).substr(header->size), "Ana: hi");
  }
}

TEST(WhatsAppHeader, reads_dates_without_comma_and_with_blanks) {
  EXPECT_TRUE(read_header("31/05/2024 21:07 - Ana: hi"));
  EXPECT_TRUE(read_header("31. 05. 2024. 21:07 - Ana: hi"));
  EXPECT_TRUE(read_header("31.05.24, 21.07 - Ana: hi"));
}

TEST(WhatsAppHeader, refuses_what_only_resembles_one) {
  for (const char* line :
       {"", "hello", "[10:11, 05/01/2024] X: hi", "31/05/2024", "31/05/2024, 21:07",
        "31/05/2024, 21:07 Ana: hi", "31/05-2024, 21:07 - Ana: hi", "1/2, 10:00 - x",
        "3105/2024, 21:07 - Ana", "31/05/2024,21:07 - Ana", "2024-05-31T21:07:33Z",
        "[31/05/2024, 21:07:33 Ana: hi", "31/05/2024, 21:07 -Ana: hi",
        "31/05/2024, 9:07 xm - Ana: hi", "31/05/20245, 21:07 - Ana"}) {
    EXPECT_FALSE(read_header(line)) << line;
  }
}

TEST(WhatsAppHeader, marks_impossible_times) {
  EXPECT_FALSE(read_header("31/05/2024, 25:07 - Ana: hi")->possible_time);
  EXPECT_FALSE(read_header("31/05/2024, 21:60 - Ana: hi")->possible_time);
  EXPECT_FALSE(read_header("31/05/2024, 13:00 AM - Ana: hi")->possible_time);
  EXPECT_TRUE(read_header("31/05/2024, 24:07 - Ana: hi")->possible_time);
}

}  // namespace
}  // namespace egregora::ingest
