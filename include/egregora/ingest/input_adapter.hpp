// SPDX-License-Identifier: Apache-2.0
// What every source of messages looks like to the pipeline: a file goes in, finished messages and
// rejected lines come out, one at a time and in the file's order. Adapters know formats; they never
// see a database.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>
#include <egregora/database/message_record.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// Order of year, month and day in a date of the input.
enum class DateOrder { automatic, dmy, mdy, ymd, ydm };
/// What becomes of participants' names: replaced everywhere, or kept as exported.
enum class NameMode { pseudonym, raw };

/// How to read one input.
struct InputOptions {
  std::string tenant_id = "default";
  std::string thread = {};       ///< empty: from the file's name
  std::string timezone = "UTC";  ///< IANA name; the zone that the export's local times are in
  DateOrder date_order = DateOrder::automatic;
  NameMode names = NameMode::pseudonym;
  Uuid author_namespace = kNamespaceOid;  ///< of author_uuid = uuid5(namespace, "<source>:" + name)
  bool lossy = false;  ///< replace bad UTF-8 by U+FFFD instead of refusing the file
  std::uint64_t max_unpacked_bytes = 500ULL << 20;
  std::uint32_t max_compression_ratio = 100;
  std::uint32_t max_archive_members = 20'000;
};

/// One message, finished: names replaced, PII scrubbed, ids computed.
/// Lifetime: every view is valid only during the call that hands the message over.
struct SourceMessage {
  Uuid message_id;
  Timestamp timestamp;
  MessageKind kind = MessageKind::text;
  std::optional<std::string_view> author =
      {};  ///< pseudonym's text form or raw name; absent for system lines
  std::optional<Uuid> author_uuid = {};
  std::optional<std::string_view> content = {};
  std::optional<std::string_view> media_url = {};  ///< the file's name as the export writes it
  std::optional<MediaType> media_type = {};
  std::optional<std::string_view> source_key = {};  ///< the source's own id, where it has one
  std::span<const Uuid> mentions = {};
  std::span<const std::string_view> urls = {};
  std::span<const std::string_view> pii = {};  ///< "email" or "phone", one entry a match
  bool edited = false;
};

/// A line that fits nowhere, scrubbed as messages are.
struct RejectedLine {
  std::int64_t line = 0;  ///< from 1
  std::string_view reason = {};
  std::string_view text = {};
};

/// Receives what an adapter reads. Throwing from a call ends the reading.
class MessageSink {
 public:
  virtual ~MessageSink();
  virtual void message(const SourceMessage& message) = 0;
  virtual void reject(const RejectedLine& line) = 0;
};

/// What was learned about one input.
struct InputSummary {
  std::string thread_id =
      {};  ///< the thread's name, or the pseudonym of the participant it was named after
  /// What the same chat would be called with names handled the other way, or before anybody knew
  /// that it is named after a participant. Messages stored under it are this thread's; may be
  /// empty.
  std::string other_thread_id = {};
  std::int64_t messages = 0;
  std::int64_t rejected = 0;
  DateOrder date_order = DateOrder::automatic;  ///< the one used
  bool date_order_assumed = false;              ///< nothing in the file decided it
  std::uint64_t bytes = 0;                      ///< of text, unpacked
  std::vector<std::string> warnings = {};
};

/// An input that was opened, recognised and found to hold at least one message.
/// Thread safety: one thread at a time.
class OpenInput {
 public:
  virtual ~OpenInput();
  /// Known before reading: thread_id, date_order, date_order_assumed.
  virtual const InputSummary& summary() const = 0;
  /// Total size of the text in bytes where it is known, for progress.
  virtual std::optional<std::uint64_t> total_bytes() const = 0;
  /// Bytes of text consumed so far by `read`. May be called from another thread while `read` runs.
  virtual std::uint64_t bytes_read() const noexcept = 0;
  /// Hands every message and rejected line to `sink`, in order; returns the full summary. Call
  /// once. Throws: IngestError naming file, place and remedy; whatever the sink throws.
  virtual InputSummary read(MessageSink& sink) = 0;
};

/// One kind of source.
/// Thread safety: const calls from any thread.
class InputAdapter {
 public:
  virtual ~InputAdapter();
  /// The value of `messages.source`, e.g. "whatsapp".
  virtual std::string_view source() const noexcept = 0;
  /// Opens `path` and does the first pass over it (header style, date order, names). Writes nothing
  /// anywhere. Throws: IngestError naming the file, the place and the remedy.
  virtual std::unique_ptr<OpenInput> open(const std::filesystem::path& path,
                                          const InputOptions& options) const = 0;
};

}  // namespace egregora
