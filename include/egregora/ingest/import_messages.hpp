// SPDX-License-Identifier: Apache-2.0
// One open input into the table `messages`, inside a transaction. The pipeline's first step, for
// those who want that step alone.
#pragma once

#include <cstdint>
#include <egregora/ingest/input_adapter.hpp>
#include <functional>
#include <string>

namespace egregora {

class Transaction;

struct ImportOptions {
  std::string tenant_id = "default";
  std::string source = "whatsapp";
  Timestamp created_at = {};  ///< when the messages are said to have been ingested
  Uuid run_id = {};
  std::string path = {};  ///< what `rejects` names
  /// Somebody after whom the file may be named; `private_path` takes the path's place in `rejects`
  /// where that author turns up.
  Uuid path_author = {};
  std::string private_path = {};
  bool strict = false;  ///< a rejected line is an error
  /// Called now and then with the number of messages so far. What it throws ends the import.
  std::function<void(std::int64_t)> progress = {};
};

struct ImportedMessages {
  std::int64_t messages = 0;    ///< read
  std::int64_t inserted = 0;    ///< of them, new in the database
  std::int64_t duplicates = 0;  ///< of them, there before
  std::int64_t rejected = 0;    ///< lines that fit nowhere
  InputSummary summary = {};    ///< thread_id: the thread that they are stored under
};

/// Reads `input` and adds the messages that are not in `messages` yet, by message_id; `seq` goes on
/// behind the thread's last one. Rejected lines that are not in `rejects` yet are added there.
/// Memory does not grow with the number of messages.
/// Throws: IngestError naming file, place and remedy; DatabaseError. The transaction must then end.
ImportedMessages import_messages(Transaction& transaction, OpenInput& input,
                                 const ImportOptions& options);

}  // namespace egregora
