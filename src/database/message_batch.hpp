// SPDX-License-Identifier: Apache-2.0
// Messages that a caller gives, on their way into the table: checked, named by their ids, each
// once. Knows no database.
#pragma once

#include <egregora/database/message_record.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace egregora::detail {

/// Lifetime: `given` is the caller's.
struct IdentifiedMessage {
  const NewMessage* given = nullptr;
  Uuid message_id = {};
  std::optional<Uuid> author_uuid = {};
};

/// In the order given. Lifetime: the caller's messages must outlive it.
class MessageBatch {
 public:
  /// Throws: what MessageRepository::insert_messages() says of bad messages.
  MessageBatch(const std::vector<NewMessage>& messages, const Uuid& author_namespace);

  const std::vector<IdentifiedMessage>& messages() const noexcept { return messages_; }
  /// Messages given, repetitions included.
  std::int64_t given() const noexcept { return given_; }

 private:
  std::vector<IdentifiedMessage> messages_;
  std::int64_t given_ = 0;
};

}  // namespace egregora::detail
