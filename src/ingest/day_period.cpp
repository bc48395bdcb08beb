// SPDX-License-Identifier: Apache-2.0
// Markers by language, longest first where one begins another. The Latin "a.m." family is read by
// rule, because blanks of every width stand inside it ("p. m.", with U+00A0 or U+202F).
#include "ingest/day_period.hpp"

#include <array>

namespace egregora::ingest {

namespace {

struct Marker {
  std::string_view text;
  DayPeriod period;
};

constexpr DayPeriod kAm = DayPeriod::am;
constexpr DayPeriod kPm = DayPeriod::pm;

constexpr std::array<Marker, 99> kMarkers = {{
    // Arabic, Persian, Urdu, Hebrew
    {"صباحًا", kAm},
    {"مساءً", kPm},
    {"صباحا", kAm},
    {"مساء", kPm},
    {"ص", kAm},
    {"قبل‌ازظهر", kAm},
    {"بعدازظهر", kPm},
    {"ق.ظ.", kAm},
    {"ب.ظ.", kPm},
    {"ق.ظ", kAm},
    {"ب.ظ", kPm},
    {"م", kPm},
    {"לפנה״צ", kAm},
    {"אחה״צ", kPm},
    {"לפנה\"צ", kAm},
    {"אחה\"צ", kPm},
    {"לפנה''צ", kAm},
    {"אחה''צ", kPm},
    // Hindi, Nepali, Marathi, Bengali, Gujarati, Tamil, Telugu, Kannada, Malayalam, Punjabi,
    // Sinhala
    {"पूर्वाह्न", kAm},
    {"अपराह्न", kPm},
    {"पूर्वाह्ण", kAm},
    {"अपराह्ण", kPm},
    {"म.पू.", kAm},
    {"म.उ.", kPm},
    {"পূর্বাহ্ণ", kAm},
    {"অপরাহ্ণ", kPm},
    {"পূর্বাহ্ন", kAm},
    {"অপরাহ্ন", kPm},
    {"પૂર્વાહ્ન", kAm},
    {"અપરાહ્ન", kPm},
    {"முற்பகல்", kAm},
    {"பிற்பகல்", kPm},
    {"மு.ப.", kAm},
    {"பி.ப.", kPm},
    {"పూర్వాహ్నం", kAm},
    {"అపరాహ్నం", kPm},
    {"ಪೂರ್ವಾಹ್ನ", kAm},
    {"ಅಪರಾಹ್ನ", kPm},
    {"ਪੂ.ਦੁ.", kAm},
    {"ਬਾ.ਦੁ.", kPm},
    {"පෙ.ව.", kAm},
    {"ප.ව.", kPm},
    // Chinese, Japanese, Korean
    {"上午", kAm},
    {"下午", kPm},
    {"凌晨", kAm},
    {"清晨", kAm},
    {"早上", kAm},
    {"中午", DayPeriod::noon},
    {"傍晚", kPm},
    {"晚上", kPm},
    {"半夜", kAm},
    {"午夜", kAm},
    {"午前", kAm},
    {"午後", kPm},
    {"오전", kAm},
    {"오후", kPm},
    // Thai, Lao, Khmer, Burmese
    {"ก่อนเที่ยง", kAm},
    {"หลังเที่ยง", kPm},
    {"ກ່ອນທ່ຽງ", kAm},
    {"ຫຼັງທ່ຽງ", kPm},
    {"ព្រឹក", kAm},
    {"ល្ងាច", kPm},
    {"နံနက်", kAm},
    {"ညနေ", kPm},
    // Greek, Bulgarian, Ukrainian
    {"π.μ.", kAm},
    {"μ.μ.", kPm},
    {"πμ", kAm},
    {"μμ", kPm},
    {"пр.об.", kAm},
    {"сл.об.", kPm},
    {"дп", kAm},
    {"пп", kPm},
    {"ДП", kAm},
    {"ПП", kPm},
    // Latin ones that are no "a.m."
    {"ÖÖ", kAm},
    {"ÖS", kPm},
    {"öö", kAm},
    {"ös", kPm},
    {"SA", kAm},
    {"CH", kPm},
    {"PTG", kPm},
    {"PG", kAm},
    {"odp.", kPm},
    {"dop.", kAm},
    {"pop.", kPm},
    {"vorm.", kAm},
    {"nachm.", kPm},
    {"vm.", kAm},
    {"nm.", kPm},
    {"fm", kAm},
    {"em", kPm},
    {"ap.", kAm},
    {"ip.", kPm},
    {"de.", kAm},
    {"du.", kPm},
    {"da manhã", kAm},
    {"da tarde", kPm},
    {"in the morning", kAm},
    {"in the afternoon", kPm},
}};

bool is_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// a, p, optional dot and blank, m, optional dot.
DayPeriod read_latin(HeaderCursor& cursor) noexcept {
  HeaderCursor ahead = cursor;
  const char half = static_cast<char>(ahead.peek() | 0x20);
  if (half != 'a' && half != 'p') return DayPeriod::none;
  ahead.advance(1);
  ahead.accept('.');
  ahead.blanks();
  if ((ahead.peek() | 0x20) != 'm') return DayPeriod::none;
  ahead.advance(1);
  ahead.accept('.');
  if (is_word(ahead.peek())) return DayPeriod::none;
  cursor = ahead;
  return half == 'a' ? kAm : kPm;
}

}  // namespace

DayPeriod read_day_period(HeaderCursor& cursor) noexcept {
  const char next = cursor.peek();
  if (next == '-' || next == ']' || (next >= '0' && next <= '9')) return DayPeriod::none;
  if (const DayPeriod latin = read_latin(cursor); latin != DayPeriod::none) return latin;
  for (const Marker& marker : kMarkers) {
    if (!cursor.rest().starts_with(marker.text)) continue;
    HeaderCursor ahead = cursor;
    ahead.advance(marker.text.size());
    if (is_word(marker.text.front()) && is_word(ahead.peek()) && is_word(marker.text.back()))
      continue;
    cursor = ahead;
    return marker.period;
  }
  return DayPeriod::none;
}

int hour_of_day(int hour, DayPeriod period) noexcept {
  if (hour == 24 && period == DayPeriod::none) return 0;  // clocks that count 1 to 24
  if (hour > 23) return -1;
  if (hour > 12 && period == DayPeriod::am) return -1;
  if (period == DayPeriod::none || hour > 12) return hour;
  if (period == DayPeriod::am) return hour == 12 ? 0 : hour;
  if (period == DayPeriod::noon && hour >= 10) return hour;
  return hour == 12 ? 12 : hour + 12;
}

}  // namespace egregora::ingest
