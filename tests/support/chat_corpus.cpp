// SPDX-License-Identifier: Apache-2.0
// Puts the corpus's files together: a style rolled within what the header form and the language
// allow, then all drafts.
#include "support/chat_corpus.hpp"

#include "support/chat_messages.hpp"
#include "support/chat_writer.hpp"

#include <chrono>

namespace egregora::corpus {
namespace {

constexpr std::int64_t kDay = 86'400;
// Just after midnight, just before noon, just after it, just before midnight: where 12 hours are
// easy to misread.
constexpr std::int64_t kEdges[] = {5, 12 * 3600 - 1, 12 * 3600 + 7 * 60, kDay - 1};

bool year_first(DateOrder order) { return order == DateOrder::ymd || order == DateOrder::ydm; }

std::string_view order_name(DateOrder order) {
  switch (order) {
    case DateOrder::ymd:
      return "y-m-d";
    case DateOrder::ydm:
      return "y-d-m";
    case DateOrder::mdy:
      return "m-d-y";
    default:
      return "d-m-y";
  }
}

FileStyle roll_style(const HeaderForm& form, const Language& language, Dice& dice) {
  constexpr std::string_view kSpaces[] = {" ", "\u202F", "\u00A0", ""};
  FileStyle style = {.form = form};
  style.byte_order_mark = dice.chance(25);
  style.carriage_returns = dice.chance(form.brackets ? 50 : 15);
  style.final_line_break = dice.chance(75);
  style.four_digit_year = dice.chance(year_first(form.order) ? 75 : 50);
  style.padded_date = dice.chance(50);
  style.padded_hour = dice.chance(50);
  style.marked_brackets = form.brackets && dice.chance(60);
  style.comma = dice.chance(30) ? " " : ", ";
  style.space_before_period = dice.pick(kSpaces);
  style.period = dice.pick(language.periods);
  if (dice.chance(50)) style.zero = language.zero;
  style.marked_date = language.code == "ar" && dice.chance(50);
  if (language.code == "ar" && dice.chance(50)) style.comma = "، ";
  if (dice.chance(25)) style.zone_minutes = 330;
  return style;
}

std::string describe(const FileStyle& style) {
  std::string out;
  if (style.byte_order_mark) out += " bom";
  if (style.carriage_returns) out += " crlf";
  if (!style.four_digit_year) out += " yy";
  if (style.zero != U'0') out += " digits";
  if (style.form.twelve_hours) {
    out += " " + std::string(style.space_before_period) + std::string(style.period.am) + "/" +
           std::string(style.period.pm);
  }
  return out + " comma='" + std::string(style.comma) + "'";
}

/// Local seconds since 1970 of a first message whose day no month can be, or of one that tells
/// nothing.
std::int64_t roll_start(Dice& dice) {
  const std::chrono::year_month_day first{
      std::chrono::year{2019 + static_cast<int>(dice.roll(6))},
      std::chrono::month{1 + static_cast<unsigned>(dice.roll(12))},
      std::chrono::day{1 + static_cast<unsigned>(dice.roll(28))}};
  return std::chrono::sys_days{first}.time_since_epoch().count() * kDay +
         static_cast<std::int64_t>(dice.roll(kDay));
}

/// Later than `now`: mostly minutes or hours, at times exactly around noon or midnight, where 12
/// hours are easy to miss.
std::int64_t roll_next(std::int64_t now, Dice& dice) {
  if (dice.chance(20)) return (now / kDay + 1) * kDay + dice.pick(kEdges);
  if (dice.chance(20)) return now;
  return now + 3600 * static_cast<std::int64_t>(dice.roll(20)) +
         static_cast<std::int64_t>(dice.roll(3600));
}

}  // namespace

std::vector<HeaderForm> all_header_forms() {
  std::vector<HeaderForm> forms;
  for (const DateOrder order : {DateOrder::ymd, DateOrder::ydm, DateOrder::dmy, DateOrder::mdy}) {
    for (const char separator : {'-', '/', '.'}) {
      for (unsigned bits = 0; bits < 8; ++bits) {
        forms.push_back({order, separator, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0});
      }
    }
  }
  return forms;
}

std::string describe(const HeaderForm& form) {
  std::string out(order_name(form.order));
  out += std::string(" '") + form.separator + "'";
  out += form.twelve_hours ? " 12h" : " 24h";
  out += form.seconds ? " seconds" : " minutes";
  return out + (form.brackets ? " brackets" : " dash");
}

ChatFile make_chat(const HeaderForm& form, const Language& language, std::uint64_t seed,
                   int rounds) {
  Dice dice(seed);
  const FileStyle style = roll_style(form, language, dice);
  ChatFile file;
  file.label = describe(form) + " " + std::string(language.code) + describe(style);
  if (!style.four_digit_year && year_first(form.order)) file.date_order = form.order;
  if (style.zone_minutes != 0) file.timezone = "Asia/Kolkata";
  ChatWriter writer(style, file);
  for (std::uint64_t junk = dice.roll(3); junk > 0; --junk)
    writer.junk("not of any message, " + std::to_string(junk));
  std::int64_t now = roll_start(dice);
  for (int round = 0; round < rounds; ++round) {
    for (const Draft& draft : drafts(language, form.brackets, dice)) {
      const bool mark = style.marked_brackets && dice.chance(40);
      writer.message(now, draft.sender.written, draft.sender.plain, draft.lines, draft.truth, mark);
      // Many rounds with such gaps would run out of years with two digits.
      now = rounds > 1 ? now + static_cast<std::int64_t>(dice.roll(7200)) : roll_next(now, dice);
    }
  }
  writer.finish();
  return file;
}

ChatFile make_plain_chat(const HeaderForm& form, const std::vector<PlainDay>& days,
                         const DayPeriod& period) {
  ChatFile file;
  file.label = describe(form) + " " + std::string(period.am) + "/" + std::string(period.pm);
  ChatWriter writer({.form = form, .space_before_period = "\u202F", .period = period}, file);
  for (const PlainDay& plain : days) {
    const std::chrono::year_month_day day{std::chrono::year{plain.year},
                                          std::chrono::month{plain.month},
                                          std::chrono::day{plain.day}};
    const std::int64_t midnight = std::chrono::sys_days{day}.time_since_epoch().count() * kDay;
    for (const std::int64_t time : kEdges) {
      writer.message(midnight + time, "Ana Lima", "Ana Lima", {"hello"},
                     {.kind = MessageKind::text, .content = "hello"});
    }
  }
  writer.finish();
  return file;
}

ChatFile make_chat_named_after_participant(const std::string& name) {
  const Language& english = languages().front();
  const std::string mark = "\u200E";
  ChatFile file;
  file.label = "a chat named after " + name;
  ChatWriter writer({.form = {.seconds = true, .brackets = true}, .marked_brackets = true}, file);
  const std::int64_t start = 20'000 * kDay;
  const std::string notice(english.notices.front());
  writer.message(start, name, "", {mark + notice},
                 {.kind = MessageKind::system, .content = notice});
  writer.message(start + 1, name, name, {"hello"}, {.kind = MessageKind::text, .content = "hello"});
  writer.message(
      start + 2, name, name, {mark + "image omitted"},
      {.kind = MessageKind::media, .media_type = MediaType::image, .media_type_known = true});
  writer.message(
      start + 3, name, name, {mark + "<attached: 00000004-PHOTO-2024-01-05-10-11-12.jpg>"},
      {.kind = MessageKind::media, .media_url = "00000004-PHOTO-2024-01-05-10-11-12.jpg"}, true);
  writer.message(start + 4, name, name, {mark + "This message was deleted."},
                 {.kind = MessageKind::deleted});
  writer.message(start + 5, name, name, {mark + "POLL:", mark + "When?"},
                 {.kind = MessageKind::text, .content = "POLL:\nWhen?"});
  writer.message(start + 6, "Bob", "Bob", {"hi " + name},
                 {.kind = MessageKind::text, .content = "hi " + name});
  writer.finish();
  return file;
}

}  // namespace egregora::corpus
