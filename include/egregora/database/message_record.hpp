// SPDX-License-Identifier: Apache-2.0
// The plain values that go into and come out of a MessageRepository.
#pragma once

#include <egregora/core/json.hpp>
#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

enum class MessageKind { text, media, system, deleted, command };
enum class MediaType { image, video, audio, document, sticker, contact, location, url };

/// As written in the columns `messages.kind` and `messages.media_type`.
std::string_view to_string(MessageKind kind) noexcept;
std::string_view to_string(MediaType type) noexcept;

/// A message to be stored. All texts are UTF-8.
struct NewMessage {
  /// Absent: made of what the message is, so that the same message gets the same id again. With a
  /// `source_key` that is tenant, source, thread and key; without, tenant, source, thread,
  /// timestamp, author, content and media_url.
  std::optional<Uuid> message_id = {};
  std::string tenant_id = "default";           ///< not empty
  std::string source = {};                     ///< "whatsapp", ...; not empty
  std::string thread_id = {};                  ///< not empty
  std::optional<std::string> source_key = {};  ///< the source's own id; not empty
  Timestamp timestamp = {};
  std::optional<std::string> author = {};  ///< stored as given; absent for system lines
  std::optional<Uuid> author_uuid = {};    ///< absent: the pseudonym of source and author
  MessageKind kind = MessageKind::text;
  std::optional<std::string> content = {};
  std::optional<std::string> media_url = {};  ///< the file's name as the source writes it
  std::optional<MediaType> media_type = {};
  std::optional<Uuid> reply_to = {};
  std::vector<Uuid> mentions = {};  ///< author_uuids
  std::vector<std::string> urls = {};
  std::vector<std::string> pii = {};  ///< "email", "phone": an entry a match
  bool edited = false;
  std::optional<Json> attrs = {};
  std::optional<Uuid> created_by_run = {};
};

/// What became of the messages of one call.
struct InsertedMessages {
  std::int64_t inserted = 0;
  std::int64_t duplicates = 0;  ///< stored before, or given before in the same call
  friend bool operator==(const InsertedMessages&, const InsertedMessages&) = default;
};

/// Days of a calendar, both of them whole. Absent: no end on that side.
struct MessageDays {
  std::optional<std::chrono::year_month_day> start_date = {};
  std::optional<std::chrono::year_month_day> end_date = {};
  std::string zone = "UTC";  ///< IANA name; whose days they are
};

/// What messages are wanted: all that is given must hold.
struct MessageQuery {
  std::optional<std::string> author = {};  ///< as get_messages_by_author() takes it
  MessageDays days = {};
  std::optional<std::string> thread_id = {};
  std::optional<std::string> search = {};  ///< as search() takes it
};

struct ThreadQuery {
  std::string message_id;  ///< a UUID, or the source's own id
};

/// A link that no document of type enrichment_url describes yet.
struct UrlCandidate {
  std::string url;
  Uuid message_id = {};  ///< of the message that has it first
  Timestamp timestamp = {};
  std::optional<Uuid> author_uuid = {};
};

/// A file that no document of an enrichment type describes yet.
struct MediaCandidate {
  std::string media_url;  ///< the file's name as the source writes it
  std::optional<MediaType> media_type = {};
  Uuid message_id = {};  ///< of the message that has it first
  Timestamp timestamp = {};
  std::optional<Uuid> author_uuid = {};
};

/// What a MessageRepository can be given, beside a database.
struct MessageTools {
  std::shared_ptr<const Clock> clock = {};  ///< absent: the manager's
  /// Of author_uuid = uuid5(namespace, "<source>:" + name).
  Uuid author_namespace = kNamespaceOid;
};

}  // namespace egregora
