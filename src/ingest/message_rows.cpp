// SPDX-License-Identifier: Apache-2.0
// See message_rows.hpp.
#include "ingest/message_rows.hpp"

#include <utility>

namespace egregora::ingest {

MessageRows::MessageRows(std::unique_ptr<Appender> appender, const MessageOrigin& origin)
    : appender_(std::move(appender)),
      message_id_(appender_->slot("message_id")),
      source_key_(appender_->slot("source_key")),
      seq_(appender_->slot("seq")),
      timestamp_(appender_->slot("timestamp")),
      author_(appender_->slot("author")),
      author_uuid_(appender_->slot("author_uuid")),
      kind_(appender_->slot("kind")),
      content_(appender_->slot("content")),
      media_url_(appender_->slot("media_url")),
      media_type_(appender_->slot("media_type")),
      mentions_(appender_->slot("metadata.mentions")),
      urls_(appender_->slot("metadata.urls")),
      pii_(appender_->slot("metadata.pii")),
      edited_(appender_->slot("metadata.edited")) {
  const auto constant = [this](const char* column, const Scalar& value) {
    appender_->set_constant(appender_->slot(column), value);
  };
  constant("tenant_id", origin.tenant_id);
  constant("source", origin.source);
  constant("thread_id", origin.thread_id);
  constant("created_at", origin.created_at);
  constant("created_by_run", origin.run_id);
}

void MessageRows::append(const SourceMessage& message, std::int64_t seq) {
  Appender& row = *appender_;
  row.set_uuid(message_id_, message.message_id);
  row.set_int64(seq_, seq);
  row.set_timestamp(timestamp_, message.timestamp);
  if (message.author_uuid) row.set_uuid(author_uuid_, *message.author_uuid);
  row.set_text(kind_, to_string(message.kind));
  text(source_key_, message.source_key);
  text(author_, message.author);
  text(content_, message.content);
  text(media_url_, message.media_url);
  if (message.media_type) row.set_text(media_type_, to_string(*message.media_type));
  row.set_uuids(mentions_, message.mentions);
  row.set_texts(urls_, message.urls);
  row.set_texts(pii_, message.pii);
  row.set_boolean(edited_, message.edited);
  row.end_row();
}

}  // namespace egregora::ingest
