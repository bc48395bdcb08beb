// SPDX-License-Identifier: Apache-2.0
// One input's messages and rejected lines on their way into the database, inside a transaction.
// A thread that is new goes straight into `messages`; of a known one, what is not recognised waits
// in a stage and goes in by one anti-join.
#pragma once

#include <cstdint>
#include <egregora/database/transaction.hpp>
#include <egregora/ingest/import_messages.hpp>
#include <egregora/ingest/input_adapter.hpp>
#include <memory>
#include <string>

#include "ingest/known_messages.hpp"
#include "ingest/message_rows.hpp"

namespace egregora::ingest {

class MessageImport final : public MessageSink {
 public:
  MessageImport(Transaction& transaction, const std::string& thread_id,
                const ImportOptions& options);

  void message(const SourceMessage& message) override;
  void reject(const RejectedLine& line) override;

  /// Brings what is staged into its tables. Returns the counts; the summary is left to the caller.
  ImportedMessages finish();

 private:
  MessageRows& rows();
  void report() const;
  [[noreturn]] void refuse(const RejectedLine& line) const;
  void insert_staged();
  void insert_rejects();

  Transaction& transaction_;
  const ImportOptions& options_;
  std::string thread_id_;
  KnownMessages known_;
  std::unique_ptr<MessageRows> rows_ = {};
  std::string stage_ = {};  ///< empty: rows_ fills `messages` itself
  std::unique_ptr<Appender> rejects_ = {};
  int line_ = 0, reason_ = 0, text_ = 0;  ///< its slots
  std::string rejects_stage_ = {};
  std::int64_t next_seq_;
  bool named_after_author_ = false;
  ImportedMessages counts_ = {};
};

}  // namespace egregora::ingest
