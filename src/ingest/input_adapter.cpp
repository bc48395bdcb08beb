// SPDX-License-Identifier: Apache-2.0
// Out-of-line parts of the adapter interface: the words that end up in columns, and the destructors
// that give each abstract class one home.
#include <egregora/ingest/input_adapter.hpp>

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

MessageSink::~MessageSink() = default;
OpenInput::~OpenInput() = default;
InputAdapter::~InputAdapter() = default;

}  // namespace egregora
