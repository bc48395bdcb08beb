// SPDX-License-Identifier: Apache-2.0
#include "database/message_batch.hpp"

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "core/utf8.hpp"
#include "database/chat_ids.hpp"
#include "database/exact_json.hpp"
#include "database/message_words.hpp"
#include "database/pseudonym.hpp"

namespace egregora::detail {

namespace {
constexpr char kSeparator = '\x1F';  // between the parts that an id is made of

/// One message's checks; each error names it by its index.
class MessageCheck {
 public:
  MessageCheck(const NewMessage& message, std::size_t index) : message_(message), index_(index) {}

  void run() const {
    name(message_.tenant_id, "tenant_id");
    name(message_.source, "source");
    not_empty(message_.thread_id, "thread_id");
    if (message_.source_key) not_empty(*message_.source_key, "source_key");
    if (message_.author) not_empty(*message_.author, "author");
    words();
    time();
    if (message_.content) text(*message_.content, "content");
    if (message_.media_url) text(*message_.media_url, "media_url");
    for (const std::string& url : message_.urls) text(url, "urls");
    for (const std::string& found : message_.pii) text(found, "pii");
    if (message_.attrs && !is_exact(*message_.attrs)) {
      refuse<TypeError>(
          "its attrs hold what JSON cannot: a text that is no UTF-8, or a number that is not "
          "finite");
    }
  }

 private:
  template <class E = InvalidOperationError>
  [[noreturn]] void refuse(const std::string& why) const {
    throw E(fmt::format("message {} of the call: {}; nothing was stored", index_, why));
  }
  void text(std::string_view value, const char* what) const {
    if (!is_utf8(value)) refuse<TypeError>(fmt::format("its {} is no UTF-8", what));
  }
  void not_empty(std::string_view value, const char* what) const {
    if (value.empty()) refuse(fmt::format("its {} is empty", what));
    text(value, what);
  }
  void name(std::string_view value, const char* what) const {
    not_empty(value, what);
    if (value.find(kSeparator) != std::string_view::npos) {
      refuse(
          fmt::format("its {} holds the byte 0x1F, which ids cannot tell from a separator", what));
    }
  }
  void words() const {
    if (!is_known(message_.kind)) {
      refuse(fmt::format("its kind is none of text, media, system, deleted, command: {}",
                         static_cast<int>(message_.kind)));
    }
    if (message_.media_type && !is_known(*message_.media_type)) {
      refuse(fmt::format(
          "its media_type is none of image, video, audio, document, sticker, contact, location, "
          "url: {}",
          static_cast<int>(*message_.media_type)));
    }
  }
  /// The engine's own limits stand for "infinity".
  void time() const {
    constexpr std::int64_t kInfinite = std::numeric_limits<std::int64_t>::max();
    const std::int64_t micros = message_.timestamp.time_since_epoch().count();
    if (micros == kInfinite || micros <= -kInfinite) {
      refuse(fmt::format("its timestamp is no point in time: {} us", micros));
    }
  }

  const NewMessage& message_;
  std::size_t index_;
};

/// Makes ids; one ChatIds for each chat of the call.
class Identifier {
 public:
  explicit Identifier(const Uuid& author_namespace) : namespace_(author_namespace) {}

  IdentifiedMessage identify(const NewMessage& message) {
    IdentifiedMessage made{&message, {}, author_of(message)};
    made.message_id = message.message_id.value_or(Uuid());
    if (!message.message_id) made.message_id = id_of(message, made.author_uuid);
    return made;
  }

 private:
  /// A pseudonym stands for itself.
  Uuid named(std::string_view source, std::string_view name) const {
    if (const auto id = Uuid::try_parse(name)) return *id;
    return pseudonym_of(namespace_, source, name);
  }
  std::optional<Uuid> author_of(const NewMessage& message) const {
    if (message.author_uuid || !message.author) return message.author_uuid;
    return named(message.source, *message.author);
  }
  ChatIds& chat_of(const NewMessage& message) {
    const std::tuple<std::string_view, std::string_view, std::string_view> key{
        message.tenant_id, message.source, message.thread_id};
    const auto found = chats_.find(key);
    if (found != chats_.end()) return found->second;
    return chats_
        .emplace(key, ChatIds(message.tenant_id, message.source,
                              named(message.source, message.thread_id)))
        .first->second;
  }
  Uuid id_of(const NewMessage& message, const std::optional<Uuid>& author) {
    ChatIds& chat = chat_of(message);
    if (message.source_key) return chat.keyed(*message.source_key);
    const std::string name = author ? author->to_string() : std::string();
    const std::string_view text = message.content ? std::string_view(*message.content) : "";
    if (!message.media_url) return chat.first(message.timestamp, name, text);
    return chat.with_file(message.timestamp, name, *message.media_url, text);
  }

  Uuid namespace_;
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, ChatIds> chats_;
};
}  // namespace

MessageBatch::MessageBatch(const std::vector<NewMessage>& messages, const Uuid& author_namespace)
    : given_(static_cast<std::int64_t>(messages.size())) {
  Identifier identifier(author_namespace);
  std::unordered_set<Uuid> seen;
  messages_.reserve(messages.size());
  for (std::size_t index = 0; index < messages.size(); ++index) {
    MessageCheck(messages[index], index).run();
    const IdentifiedMessage made = identifier.identify(messages[index]);
    if (seen.insert(made.message_id).second) messages_.push_back(made);
  }
}

}  // namespace egregora::detail
