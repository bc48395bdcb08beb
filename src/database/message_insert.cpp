// SPDX-License-Identifier: Apache-2.0
// No key guards `message_id`: a batch is compared with what is stored (an anti-join), which nobody
// can change meanwhile, as the transaction holds the writer lock.
#include "database/message_insert.hpp"

#include <map>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>

#include "database/among.hpp"

namespace egregora::detail {

namespace {
using schemas::Messages;

/// Fills the columns of `messages`.
class MessageAppender {
 public:
  MessageAppender(std::unique_ptr<Appender> rows, Timestamp now) : rows_(std::move(rows)) {
    rows_->set_constant(rows_->slot("created_at"), now);
  }

  void append(const IdentifiedMessage& message, std::int64_t seq) {
    const NewMessage& given = *message.given;
    rows_->set_uuid(message_id_, message.message_id);
    rows_->set_text(tenant_id_, given.tenant_id);
    rows_->set_text(source_, given.source);
    rows_->set_text(thread_id_, given.thread_id);
    rows_->set_int64(seq_, seq);
    rows_->set_timestamp(timestamp_, given.timestamp);
    rows_->set_text(kind_, to_string(given.kind));
    text(source_key_, given.source_key);
    text(author_, given.author);
    uuid(author_uuid_, message.author_uuid);
    text(content_, given.content);
    text(media_url_, given.media_url);
    if (given.media_type) rows_->set_text(media_type_, to_string(*given.media_type));
    uuid(created_by_run_, given.created_by_run);
    metadata(given);
    rows_->end_row();
  }
  void close() { rows_->close(); }

 private:
  int slot(const char* path) const { return rows_->slot(path); }
  void text(int to, const std::optional<std::string>& value) {
    if (value) rows_->set_text(to, *value);
  }
  void uuid(int to, const std::optional<Uuid>& value) {
    if (value) rows_->set_uuid(to, *value);
  }
  void texts(int to, const std::vector<std::string>& values) {
    const std::vector<std::string_view> views(values.begin(), values.end());
    rows_->set_texts(to, views);
  }
  void metadata(const NewMessage& given) {
    uuid(reply_to_, given.reply_to);
    rows_->set_uuids(mentions_, given.mentions);
    texts(urls_, given.urls);
    texts(pii_, given.pii);
    rows_->set_boolean(edited_, given.edited);
    if (given.attrs) rows_->set_text(attrs_, given.attrs->dump());
  }

  std::unique_ptr<Appender> rows_;
  int message_id_ = slot("message_id"), tenant_id_ = slot("tenant_id"), source_ = slot("source"),
      thread_id_ = slot("thread_id"), source_key_ = slot("source_key"), seq_ = slot("seq"),
      timestamp_ = slot("timestamp"), author_ = slot("author"), author_uuid_ = slot("author_uuid"),
      kind_ = slot("kind"), content_ = slot("content"), media_url_ = slot("media_url"),
      media_type_ = slot("media_type"), created_by_run_ = slot("created_by_run"),
      reply_to_ = slot("metadata.reply_to"), mentions_ = slot("metadata.mentions"),
      urls_ = slot("metadata.urls"), pii_ = slot("metadata.pii"), edited_ = slot("metadata.edited"),
      attrs_ = slot("metadata.attrs");
};

using Fresh = std::vector<const IdentifiedMessage*>;

Fresh fresh_of(const Transaction& transaction, const MessageBatch& batch) {
  std::vector<Scalar> ids;
  ids.reserve(batch.messages().size());
  for (const IdentifiedMessage& message : batch.messages()) ids.emplace_back(message.message_id);
  const Table stored = transaction.read_table(Messages::table_name);
  const DataFrame known =
      transaction.execute(stored.filter(among(stored["message_id"], ids)).select("message_id"));
  const auto values = known.column<Uuid>(0).values();
  const std::unordered_set<Uuid> there(values.begin(), values.end());
  Fresh fresh;
  for (const IdentifiedMessage& message : batch.messages()) {
    if (!there.contains(message.message_id)) fresh.push_back(&message);
  }
  return fresh;
}

/// The next `seq` of each thread, from 0.
std::map<std::string, std::int64_t, std::less<>> next_seqs(const Transaction& transaction,
                                                           const Fresh& fresh) {
  std::map<std::string, std::int64_t, std::less<>> next;
  for (const IdentifiedMessage* message : fresh) next.try_emplace(message->given->thread_id, 0);
  std::vector<Scalar> threads;
  for (const auto& [thread, seq] : next) threads.emplace_back(thread);
  const Table stored = transaction.read_table(Messages::table_name);
  const DataFrame last = transaction.execute(stored.filter(among(stored["thread_id"], threads))
                                                 .group_by("thread_id")
                                                 .agg(Named{"last", stored["seq"].max()}));
  for (std::int64_t row = 0; row < last.num_rows(); ++row) {
    next.find(last.column<std::string>("thread_id")[row])->second =
        last.column<std::int64_t>("last")[row] + 1;
  }
  return next;
}
}  // namespace

InsertedMessages insert_messages(Transaction& transaction, const MessageBatch& batch,
                                 Timestamp now) {
  if (batch.messages().empty()) return {};
  const Fresh fresh = fresh_of(transaction, batch);
  const auto inserted = static_cast<std::int64_t>(fresh.size());
  if (fresh.empty()) return {0, batch.given()};
  auto seqs = next_seqs(transaction, fresh);
  MessageAppender rows(transaction.appender(Messages::table_name), now);
  for (const IdentifiedMessage* message : fresh) {
    rows.append(*message, seqs.find(message->given->thread_id)->second++);
  }
  rows.close();
  return {inserted, batch.given() - inserted};
}

}  // namespace egregora::detail
