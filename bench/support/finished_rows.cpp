// SPDX-License-Identifier: Apache-2.0
// See finished_rows.hpp.
#include "support/finished_rows.hpp"

#include <egregora/ingest/whatsapp_adapter.hpp>

#include <cstring>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

namespace bench {

namespace {

using egregora::SourceMessage;
using egregora::Uuid;

enum Column {
  kMessageId,
  kTenant,
  kSource,
  kThread,
  kSourceKey,
  kSeq,
  kTimestamp,
  kAuthor,
  kAuthorUuid,
  kKind,
  kContent,
  kMediaUrl,
  kMediaType,
  kMetadata,
  kCreatedAt,
  kRun,
  kColumns,
};
enum Member { kReplyTo, kMentions, kUrls, kPii, kEdited, kAttrs, kMembers };
const char* const kMemberNames[] = {"reply_to", "mentions", "urls", "pii", "edited", "attrs"};

duckdb_hugeint stored(const Uuid& id) {
  std::uint64_t upper = 0;
  std::uint64_t lower = 0;
  for (std::size_t at = 0; at < 8; ++at) upper = upper << 8 | id.bytes()[at];
  for (std::size_t at = 8; at < 16; ++at) lower = lower << 8 | id.bytes()[at];
  return {lower, static_cast<std::int64_t>(upper ^ 1ULL << 63)};
}

std::vector<duckdb_logical_type> column_types() {
  const auto type = [](duckdb_type kind) { return duckdb_create_logical_type(kind); };
  const duckdb_logical_type text = type(DUCKDB_TYPE_VARCHAR);
  const duckdb_logical_type uuid = type(DUCKDB_TYPE_UUID);
  const duckdb_logical_type time = type(DUCKDB_TYPE_TIMESTAMP_TZ);
  duckdb_logical_type json = type(DUCKDB_TYPE_VARCHAR);
  duckdb_logical_type_set_alias(json, "JSON");
  duckdb_logical_type members[] = {uuid,
                                   duckdb_create_list_type(uuid),
                                   duckdb_create_list_type(text),
                                   duckdb_create_list_type(text),
                                   type(DUCKDB_TYPE_BOOLEAN),
                                   json};
  const char* names[kMembers];
  std::copy(std::begin(kMemberNames), std::end(kMemberNames), names);
  return {uuid, text,
          text, text,
          text, type(DUCKDB_TYPE_BIGINT),
          time, text,
          uuid, text,
          text, text,
          text, duckdb_create_struct_type(members, names, kMembers),
          time, uuid};
}

template <class T>
T* data(duckdb_vector vector) {
  return static_cast<T*>(duckdb_vector_get_data(vector));
}

/// Collects messages into chunks.
class ChunkSink final : public egregora::MessageSink {
 public:
  void message(const SourceMessage& message) override {
    if (row_ == duckdb_vector_size()) next_chunk();
    if (chunks_.empty()) next_chunk();
    write(message);
    ++row_;
    ++seq_;
  }
  void reject(const egregora::RejectedLine&) override {}
  std::vector<duckdb_data_chunk> finish() {
    seal();
    return std::move(chunks_);
  }

 private:
  duckdb_vector column(int index) const {
    return duckdb_data_chunk_get_vector(chunks_.back(), static_cast<idx_t>(index));
  }
  duckdb_vector member(int index) const {
    return duckdb_struct_vector_get_child(column(kMetadata), static_cast<idx_t>(index));
  }
  void seal() {
    if (!chunks_.empty()) duckdb_data_chunk_set_size(chunks_.back(), row_);
  }
  void next_chunk() {
    seal();
    chunks_.push_back(duckdb_create_data_chunk(types_.data(), types_.size()));
    row_ = 0;
    constant(kTenant, "default");
    constant(kSource, "whatsapp");
    constant(kThread, "Book Club");
  }
  void constant(int index, const char* text) const {
    duckdb_value value = duckdb_create_varchar(text);
    duckdb_vector_reference_value(column(index), value);
    duckdb_destroy_value(&value);
  }
  void null(duckdb_vector vector) const {
    duckdb_vector_ensure_validity_writable(vector);
    duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row_);
  }
  void text(duckdb_vector vector, std::string_view value) const {
    duckdb_vector_assign_string_element_len(vector, row_, value.data(), value.size());
  }
  void text_or_null(int index, const std::optional<std::string_view>& value) const {
    value ? text(column(index), *value) : null(column(index));
  }
  template <class T, class Write>
  void list(int index, std::span<const T> values, Write write) const {
    const duckdb_vector vector = member(index);
    const idx_t before = duckdb_list_vector_get_size(vector);
    duckdb_list_vector_reserve(vector, before + values.size());
    duckdb_list_vector_set_size(vector, before + values.size());
    data<duckdb_list_entry>(vector)[row_] = {before, values.size()};
    const duckdb_vector child = duckdb_list_vector_get_child(vector);
    for (idx_t at = 0; at < values.size(); ++at) write(child, before + at, values[at]);
  }
  void write(const SourceMessage& message) const {
    const auto write_text = [](duckdb_vector to, idx_t at, std::string_view value) {
      duckdb_vector_assign_string_element_len(to, at, value.data(), value.size());
    };
    data<duckdb_hugeint>(column(kMessageId))[row_] = stored(message.message_id);
    null(column(kSourceKey));
    data<std::int64_t>(column(kSeq))[row_] = seq_;
    data<std::int64_t>(column(kTimestamp))[row_] = message.timestamp.time_since_epoch().count();
    text_or_null(kAuthor, message.author);
    if (message.author_uuid) {
      data<duckdb_hugeint>(column(kAuthorUuid))[row_] = stored(*message.author_uuid);
    } else {
      null(column(kAuthorUuid));
    }
    text(column(kKind), to_string(message.kind));
    text_or_null(kContent, message.content);
    text_or_null(kMediaUrl, message.media_url);
    message.media_type ? text(column(kMediaType), to_string(*message.media_type))
                       : null(column(kMediaType));
    null(member(kReplyTo));
    null(member(kAttrs));
    list(kMentions, message.mentions, [](duckdb_vector to, idx_t at, const Uuid& id) {
      data<duckdb_hugeint>(to)[at] = stored(id);
    });
    list(kUrls, message.urls, write_text);
    list(kPii, message.pii, write_text);
    data<bool>(member(kEdited))[row_] = message.edited;
    data<std::int64_t>(column(kCreatedAt))[row_] = 1'700'000'000'000'000;
    data<duckdb_hugeint>(column(kRun))[row_] = {1, 1};
  }

  std::vector<duckdb_logical_type> types_ = column_types();
  std::vector<duckdb_data_chunk> chunks_ = {};
  idx_t row_ = 0;
  std::int64_t seq_ = 0;
};

}  // namespace

const char* const kMessagesTable =
    "CREATE TABLE messages (message_id UUID NOT NULL, tenant_id VARCHAR NOT NULL, source VARCHAR "
    "NOT "
    "NULL, thread_id VARCHAR NOT NULL, source_key VARCHAR, seq BIGINT NOT NULL, timestamp "
    "TIMESTAMPTZ "
    "NOT NULL, author VARCHAR, author_uuid UUID, kind VARCHAR NOT NULL, content VARCHAR, media_url "
    "VARCHAR, media_type VARCHAR, metadata STRUCT(reply_to UUID, mentions UUID[], urls VARCHAR[], "
    "pii "
    "VARCHAR[], edited BOOLEAN, attrs JSON) NOT NULL, created_at TIMESTAMPTZ NOT NULL, "
    "created_by_run "
    "UUID)";

std::vector<duckdb_data_chunk> finished_rows(const std::filesystem::path& chat) {
  ChunkSink sink;
  egregora::WhatsAppAdapter().open(chat, {})->read(sink);
  return sink.finish();
}

}  // namespace bench
