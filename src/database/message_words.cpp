// SPDX-License-Identifier: Apache-2.0
#include "database/message_words.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

namespace egregora {

std::string_view to_string(MessageKind kind) noexcept {
  switch (kind) {
    case MessageKind::text:
      return "text";
    case MessageKind::media:
      return "media";
    case MessageKind::system:
      return "system";
    case MessageKind::deleted:
      return "deleted";
    case MessageKind::command:
      return "command";
  }
  return "text";
}

std::string_view to_string(MediaType type) noexcept {
  switch (type) {
    case MediaType::image:
      return "image";
    case MediaType::video:
      return "video";
    case MediaType::audio:
      return "audio";
    case MediaType::document:
      return "document";
    case MediaType::sticker:
      return "sticker";
    case MediaType::contact:
      return "contact";
    case MediaType::location:
      return "location";
    case MediaType::url:
      return "url";
  }
  return "document";
}

namespace detail {

namespace {
constexpr std::array kKinds = {MessageKind::text, MessageKind::media, MessageKind::system,
                               MessageKind::deleted, MessageKind::command};
constexpr std::array kTypes = {MediaType::image,    MediaType::video,   MediaType::audio,
                               MediaType::document, MediaType::sticker, MediaType::contact,
                               MediaType::location, MediaType::url};
}  // namespace

bool is_known(MessageKind kind) noexcept {
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

bool is_known(MediaType type) noexcept {
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

MediaType stored_media_type(std::string_view word) {
  for (const MediaType type : kTypes) {
    if (word == to_string(type)) return type;
  }
  throw InternalError(fmt::format("a message has a medium of no type we know: '{}'", word));
}

}  // namespace detail
}  // namespace egregora
