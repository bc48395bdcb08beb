// SPDX-License-Identifier: Apache-2.0
// The first pass over a chat: which header style, which order of the date, who writes. No message
// is made here.
#pragma once

#include "ingest/date_order.hpp"
#include "ingest/line_reader.hpp"
#include "ingest/senders.hpp"
#include "ingest/whatsapp_header.hpp"

#include <egregora/ingest/input_adapter.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace egregora::ingest {

/// What one chat's file holds as a whole.
struct WhatsAppSurvey {
  explicit WhatsAppSurvey(const Uuid& name_space) : senders(name_space) {}

  HeaderStyle style = {};
  DateDecision dates = {};
  SenderTable senders;
  std::string chat_name = {};  ///< from the file's name or the options, as exported
  std::uint64_t bytes = 0;
};

/// A line under the chat's own name that WhatsApp wrote and nobody else. `strict`: the chat is
/// named after a person, so words alone do not prove it.
bool is_notice(std::string_view raw_text, bool strict);

/// Reads all of `lines`. `names`: the chat's possible own names, the one to use first.
/// Throws: IngestError where the file holds no message.
WhatsAppSurvey survey_whatsapp(LineReader& lines, const std::string& file,
                               const std::vector<std::string>& names, const InputOptions& options);

}  // namespace egregora::ingest
