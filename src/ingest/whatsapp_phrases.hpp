// SPDX-License-Identifier: Apache-2.0
// WhatsApp's own words inside texts, by language: what it writes for media, for deleted and for
// edited messages, and what gives a line without a sender away. Words are data here; rules live in
// whatsapp_content and whatsapp_sender.
#pragma once

#include <egregora/ingest/input_adapter.hpp>

#include <optional>
#include <string_view>

namespace egregora::ingest {

enum class PhraseKind : unsigned char {
  deleted,        ///< stands for a message that was deleted
  omitted,        ///< stands for a file that the export left out
  edited,         ///< follows the text of an edited message, in <>
  attached,       ///< stands before the file's name, in <> (iOS)
  file_attached,  ///< stands after the file's name, in () (Android)
};

/// One known phrase, without brackets and full stop.
struct Phrase {
  std::string_view text;
  PhraseKind kind = PhraseKind::deleted;
  std::optional<MediaType> type = {};
};

/// The phrase of that kind that `text` consists of: letter case, <>, blanks around and a full stop
/// do not count.
const Phrase* find_phrase(PhraseKind kind, std::string_view text) noexcept;

/// Quick "no" for whole texts: false where no phrase of deleted or omitted has this length and
/// first letter.
bool may_be_phrase(std::string_view text) noexcept;

/// True where `text` holds words that only WhatsApp's own notices hold ("changed the subject",
/// ...).
bool holds_notice_words(std::string_view text) noexcept;

/// True where `text` holds the words of the notice about encryption that opens every chat.
bool holds_encryption_words(std::string_view text) noexcept;

/// `text` without blanks and <> around it and without a full stop at its end, in any script.
std::string_view bare_phrase(std::string_view text) noexcept;

}  // namespace egregora::ingest
