// SPDX-License-Identifier: Apache-2.0
// The table `messages`: storing messages once, and the questions that are asked of a conversation.
#pragma once

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/message_record.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/database/store_options.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace egregora {

/// What is asked for comes as a typed lazy table: nothing runs before it is executed, and a caller
/// goes on composing. Rows are in no order unless it is said; in_declared_order() sorts them by
/// timestamp, seq, message_id.
///
/// Every call throws: ClosedError once the manager is closed; InvalidOperationError for a call
/// without Transaction inside a transaction of its thread; TypeError for a text that is no UTF-8,
/// at the latest when the table is executed.
/// Thread safety: any thread. Lifetime: on a manager, ClosedError once that is closed; tables as
/// those of the manager.
///
/// @code
///   MessageRepository repo{storage};
///   auto january = repo.get_messages_by_date_range(
///       {.start_date = 2025y / 1 / 1, .end_date = 2025y / 1 / 31, .zone = "Europe/Berlin"});
///   std::cout << january.group_by("author").agg("n"_ = count()).execute();
/// @endcode
class MessageRepository {
 public:
  /// Creates its tables where they are missing. Throws: SchemaMismatchError where one is there with
  /// other columns.
  explicit MessageRepository(DuckDBStorageManager& storage, const MessageTools& tools = {});
  /// With a database of its own; `options.ids` is not used.
  explicit MessageRepository(const StoreOptions& options,
                             const Uuid& author_namespace = kNamespaceOid);
  ~MessageRepository();
  MessageRepository(const MessageRepository&) = delete;
  MessageRepository& operator=(const MessageRepository&) = delete;

  /// Stores the messages whose id is not there yet, in one transaction: all of them or none. `seq`
  /// goes on behind the thread's last one, in the order given. A message given twice is one.
  /// Whoever stores many does so in batches: each call looks all ids up once. Throws:
  /// InvalidOperationError or TypeError naming the first bad message by its index (from 0) and the
  /// rule: an empty tenant, source, thread, source key or author; the byte 0x1F in tenant or
  /// source; a kind or media type that is none; a time beyond the engine's; a text that is no
  /// UTF-8, in attrs too.
  InsertedMessages insert_messages(const std::vector<NewMessage>& messages);
  InsertedMessages insert_messages(Transaction& tx, const std::vector<NewMessage>& messages);

  /// All messages for which everything holds that the query gives.
  TypedTable<schemas::Messages> get_messages(const MessageQuery& query = {}) const;
  /// `author` is an author_uuid as text, an alias as it stands in the column `author`, or a name:
  /// also messages that are stored under its pseudonym are found, of every source that is stored
  /// when this is called.
  TypedTable<schemas::Messages> get_messages_by_author(std::string_view author) const;
  TypedTable<schemas::Messages> get_messages_by_author(const Uuid& author_uuid) const;
  /// Both days whole, by the clocks of the zone. Throws: InvalidOperationError for a day that is
  /// not in the calendar, an end before its start, an unknown zone.
  TypedTable<schemas::Messages> get_messages_by_date_range(const MessageDays& days) const;
  /// All messages of the message's thread (of its tenant and source), by timestamp, seq,
  /// message_id. Absent where no message has that id. An id that no message has as message_id is
  /// looked up as source_key. Throws: InvalidOperationError naming the threads where that is one of
  /// messages in several.
  std::optional<TypedTable<schemas::Messages>> get_thread(const ThreadQuery& query) const;
  /// Messages whose content holds `text`, letter case aside. No character has a meaning of its own.
  TypedTable<schemas::Messages> search(std::string_view text) const;

  /// Links in `metadata.urls` that no document of type `enrichment_url` names as `url` in its
  /// extensions, whatever its status. Each with its first message, ordered by its time, then the
  /// link; at most `max` (>= 0) of them. Throws: InvalidOperationError for a negative `max`.
  std::vector<UrlCandidate> get_url_enrichment_candidates(std::int64_t max) const;
  /// The same of files in `media_url`, by name alone: those that no document of type
  /// `enrichment_media`, `enrichment_image`, `enrichment_video` or `enrichment_audio` names as
  /// `filename`.
  std::vector<MediaCandidate> get_media_enrichment_candidates(std::int64_t max) const;

  /// All messages by timestamp, seq, message_id, at most `batch_size` (>= 1) at a time; see
  /// streaming.hpp.
  std::unique_ptr<TableStream> stream(std::int64_t batch_size = 65'536) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace egregora
