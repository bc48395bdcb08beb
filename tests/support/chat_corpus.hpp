// SPDX-License-Identifier: Apache-2.0
// A generated corpus of WhatsApp exports that knows its own truth: each file records, while it is
// written, what every message is. Nothing here reads a chat or shares code with what does; where
// parser and corpus disagree, one is wrong.
#pragma once

#include <egregora/ingest/input_adapter.hpp>

#include "support/chat_language.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace egregora::corpus {

/// The truth of one message, with names and texts as exported.
struct ExpectedMessage {
  Timestamp timestamp = {};
  MessageKind kind = MessageKind::text;
  std::optional<std::string> author = {};
  std::optional<std::string> content = {};
  std::optional<std::string> media_url = {};
  std::optional<MediaType> media_type = {};  ///< compared only where `media_type_known`
  bool media_type_known = false;
  bool edited = false;
  std::string hidden_name =
      {};                 ///< a participant whom the content names; pseudonyms must replace it
  std::int64_t line = 0;  ///< of its header, from 1
};

struct ExpectedReject {
  std::int64_t line = 0;
  std::string text = {};
};

/// One of the 96 forms of a header line.
struct HeaderForm {
  DateOrder order = DateOrder::dmy;
  char separator = '/';
  bool twelve_hours = false;
  bool seconds = false;
  bool brackets = false;
};

struct ChatFile {
  std::string label;
  std::string text;
  DateOrder date_order = DateOrder::automatic;  ///< the option that this file needs
  std::string timezone = "UTC";
  std::vector<ExpectedMessage> messages = {};
  std::vector<ExpectedReject> rejects = {};
};

/// The name that makes a file's chat "Book Club".
inline constexpr const char* kChatFileName = "WhatsApp Chat with Book Club.txt";

std::vector<HeaderForm> all_header_forms();
std::string describe(const HeaderForm& form);

/// A chat with every kind of message there is in `language`, `rounds` times over; everything else
/// about it follows from `seed`.
ChatFile make_chat(const HeaderForm& form, const Language& language, std::uint64_t seed,
                   int rounds = 1);

struct PlainDay {
  int year = 2024;
  unsigned month = 1;
  unsigned day = 1;
};
/// A chat of four plain texts a day, around midnight and noon; `period` is how 12-hour forms spell
/// the day's halves.
ChatFile make_plain_chat(const HeaderForm& form, const std::vector<PlainDay>& days,
                         const DayPeriod& period = {"AM", "PM"});

/// An iOS export of a chat of two that has the name of one of them, `name`.
ChatFile make_chat_named_after_participant(const std::string& name);

}  // namespace egregora::corpus
