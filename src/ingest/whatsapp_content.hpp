// SPDX-License-Identifier: Apache-2.0
// What a text is: something somebody wrote, a command, a stand-in for media or for a deleted
// message.
#pragma once

#include "ingest/clean_text.hpp"
#include "ingest/text_features.hpp"

#include <egregora/ingest/input_adapter.hpp>

#include <optional>
#include <string_view>

namespace egregora::ingest {

/// Lifetime: views into the text that was classified.
struct WhatsAppContent {
  MessageKind kind = MessageKind::text;
  std::optional<std::string_view> text = {};  ///< without WhatsApp's markers
  std::optional<std::string_view> media_url = {};
  std::optional<MediaType> media_type = {};
  bool edited = false;
};

WhatsAppContent classify_content(const CleanText& clean, const TextFeatures& features) noexcept;

/// Type of a file by its name ("IMG-20240101-WA0001.jpg").
MediaType media_type_of(std::string_view file_name) noexcept;

/// True where `name` ends like a file's name: a dot and one to five letters or digits.
bool looks_like_file(std::string_view name) noexcept;

}  // namespace egregora::ingest
