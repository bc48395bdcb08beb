// SPDX-License-Identifier: Apache-2.0
// See message_import.hpp.
#include "ingest/message_import.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/operators.hpp>

#include <utility>

namespace egregora::ingest {

using literals::operator""_;

namespace {

constexpr std::string_view kMessages = schemas::Messages::table_name;
constexpr std::string_view kRejects = schemas::Rejects::table_name;
// Often enough for a progress bar, seldom enough to cost nothing: some 5 ms of work.
constexpr std::int64_t kMessagesPerReport = 8'192;

const Schema& reject_stage_schema() {
  static const Schema schema{{"line", DataType::int64(), false},
                             {"reason", DataType::string(), false},
                             {"text", DataType::string(), false}};
  return schema;
}

/// The thread that the chat is stored under. An earlier export may have kept names where this one
/// replaces them, or may not have shown yet that the chat is named after a participant.
std::string stored_thread(const Transaction& transaction, const InputSummary& summary,
                          const ImportOptions& options) {
  const auto messages = transaction.read_table<schemas::Messages>();
  for (const std::string& name : {summary.thread_id, summary.other_thread_id}) {
    const Table found = messages
                            .filter(messages.thread_id == name, messages.source == options.source,
                                    messages.tenant_id == options.tenant_id)
                            .select(messages.message_id)
                            .head(1);
    if (transaction.execute(found).num_rows() > 0) return name;
  }
  return summary.thread_id;
}

}  // namespace

MessageImport::MessageImport(Transaction& transaction, const std::string& thread_id,
                             const ImportOptions& options)
    : transaction_(transaction),
      options_(options),
      thread_id_(thread_id),
      known_(transaction, thread_id),
      next_seq_(known_.next_seq()) {}

void MessageImport::message(const SourceMessage& message) {
  if (++counts_.messages % kMessagesPerReport == 0) report();
  if (message.author_uuid == options_.path_author) named_after_author_ = true;
  if (known_.any() && known_.recognises(message.message_id)) return;
  rows().append(message, next_seq_++);
}

MessageRows& MessageImport::rows() {
  if (rows_) return *rows_;
  if (known_.any()) stage_ = transaction_.create_stage(schemas::Messages::schema());
  rows_ = std::make_unique<MessageRows>(
      transaction_.appender(stage_.empty() ? kMessages : std::string_view(stage_)),
      MessageOrigin{.tenant_id = options_.tenant_id,
                    .source = options_.source,
                    .thread_id = thread_id_,
                    .created_at = options_.created_at,
                    .run_id = options_.run_id});
  return *rows_;
}

void MessageImport::reject(const RejectedLine& line) {
  if (options_.strict) refuse(line);
  if (!rejects_) {
    rejects_stage_ = transaction_.create_stage(reject_stage_schema());
    rejects_ = transaction_.appender(rejects_stage_);
    line_ = rejects_->slot("line");
    reason_ = rejects_->slot("reason");
    text_ = rejects_->slot("text");
  }
  rejects_->set_int64(line_, line.line);
  rejects_->set_text(reason_, line.reason);
  rejects_->set_text(text_, line.text);
  rejects_->end_row();
  ++counts_.rejected;
}

void MessageImport::refuse(const RejectedLine& line) const {
  throw IngestError("a line fits nowhere (" + std::string(line.reason) +
                        "), and strict reading was asked for; mend it, or read without --strict to "
                        "have it listed in rejects: " +
                        options_.path + ", line " + std::to_string(line.line),
                    {.object_name = options_.path});
}

void MessageImport::report() const {
  if (options_.progress) options_.progress(counts_.messages);
}

ImportedMessages MessageImport::finish() {
  if (rows_) {
    rows_->close();
    counts_.inserted = rows_->rows();
    if (!stage_.empty()) insert_staged();
  }
  if (rejects_) insert_rejects();
  counts_.duplicates = counts_.messages - counts_.inserted;
  report();
  return counts_;
}

void MessageImport::insert_staged() {
  const Table stored = transaction_.read_table(kMessages)
                           .filter(col("thread_id") == thread_id_)
                           .select("message_id");
  counts_.inserted = transaction_.insert(
      kMessages,
      transaction_.read_table(stage_).join(stored, "message_id", {.how = JoinKind::anti}));
}

void MessageImport::insert_rejects() {
  rejects_->close();
  const std::string& path =
      named_after_author_ && !options_.private_path.empty() ? options_.private_path : options_.path;
  const Table stored = transaction_.read_table(kRejects)
                           .filter(col("path") == path)
                           .select("line", "reason", "text");
  const Table fresh = transaction_.read_table(rejects_stage_)
                          .join(stored, {"line", "reason", "text"}, {.how = JoinKind::anti});
  transaction_.insert(kRejects, fresh.select("run_id"_ = literal(options_.run_id),
                                             "path"_ = literal(path), "line", "reason", "text"));
}

}  // namespace egregora::ingest

namespace egregora {

ImportedMessages import_messages(Transaction& transaction, OpenInput& input,
                                 const ImportOptions& options) {
  const std::string thread = ingest::stored_thread(transaction, input.summary(), options);
  ingest::MessageImport sink(transaction, thread, options);
  InputSummary summary = input.read(sink);
  ImportedMessages imported = sink.finish();
  imported.summary = std::move(summary);
  imported.summary.thread_id = thread;
  return imported;
}

}  // namespace egregora
