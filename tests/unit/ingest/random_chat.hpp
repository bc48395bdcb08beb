// SPDX-License-Identifier: Apache-2.0
// A chat from which any part can be exported, with media or without, as a phone would: for tests of
// what several exports of one chat become.
#pragma once

#include <egregora/core/time.hpp>

#include <fmt/format.h>
#include <rapidcheck.h>

#include <cstdint>
#include <string>
#include <vector>

namespace egregora::ingest_test {

struct ChatLine {
  std::int64_t minute = 0;
  std::string sender = {};  ///< empty: a system line
  std::string text = {};
  std::string file = {};  ///< of a media message
};

class RandomChat {
 public:
  /// Minutes, senders and texts repeat a lot, so that equal messages are many.
  static RandomChat make(std::size_t most = 40) {
    RandomChat chat;
    const auto count = *rc::gen::inRange<std::size_t>(1, most);
    std::int64_t minute = 0;
    for (std::size_t at = 0; at < count; ++at) {
      minute += *rc::gen::weightedElement<std::int64_t>({{4, 0}, {3, 1}, {1, 700}});
      chat.lines.push_back(line(minute, at));
    }
    // A file needs a message of somebody.
    chat.lines.front() = {.minute = 0, .sender = "Ana", .text = "hello"};
    return chat;
  }

  std::string text(std::size_t first, std::size_t last, bool with_media) const {
    std::string text;
    for (std::size_t at = first; at < std::min(last, lines.size()); ++at) {
      text += line_text(lines[at], with_media);
    }
    return text;
  }
  std::string text(bool with_media = false) const { return text(0, lines.size(), with_media); }

  /// The first message of a minute, at or before `at`.
  std::size_t start_of_minute(std::size_t at) const {
    while (at > 0 && at < lines.size() && lines[at].minute == lines[at - 1].minute) --at;
    return at;
  }

  std::vector<ChatLine> lines = {};

 private:
  static ChatLine line(std::int64_t minute, std::size_t at) {
    const auto sender = *rc::gen::element<std::string>("Ana", "Bob Müller", "+34 600 100 200");
    switch (*rc::gen::weightedElement<int>({{6, 0}, {2, 1}, {1, 2}, {1, 3}, {1, 4}})) {
      case 1:
        return {minute, sender, {}, fmt::format("IMG-20240513-WA{:04}.jpg", at)};
      case 2:
        return {minute, {}, "Ana added Bob Müller"};
      case 3:
        return {minute, {}, "Ana changed the group name from \"Trip\" to \"Plan: beach\""};
      case 4:
        return {minute, sender, "first\n\n13/05/2024 second, by ana@example.org"};
      default:
        return {minute, sender, *rc::gen::element<std::string>("ok", "", "see you @Ana")};
    }
  }

  static std::string line_text(const ChatLine& line, bool with_media) {
    // From the 13th on, so that any part tells day from month.
    const Timestamp at = parse_timestamp("2024-05-13 08:00") + std::chrono::minutes{line.minute};
    const std::string iso = format_timestamp(at);
    std::string text = fmt::format("{}/{}/{}, {} - ", iso.substr(8, 2), iso.substr(5, 2),
                                   iso.substr(0, 4), iso.substr(11, 5));
    if (!line.sender.empty()) text += line.sender + ": ";
    if (line.file.empty()) return text + line.text + "\n";
    return text + (with_media ? line.file + " (file attached)" : "<Media omitted>") + "\n";
  }
};

}  // namespace egregora::ingest_test
