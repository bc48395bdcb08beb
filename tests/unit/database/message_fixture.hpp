// SPDX-License-Identifier: Apache-2.0
// A repository of messages on a file, with a clock that tests know.
#pragma once

#include <egregora/database/init.hpp>
#include <egregora/database/message_repository.hpp>
#include <egregora/database/streaming.hpp>

#include "support/known_tools.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {

class MessageTest : public StorageTest {
 protected:
  using Table = TypedTable<schemas::Messages>;

  static NewMessage said(std::string author, std::string_view when, std::string text,
                         std::string thread = "team") {
    return {.source = "whatsapp",
            .thread_id = std::move(thread),
            .timestamp = parse_timestamp(when),
            .author = std::move(author),
            .content = std::move(text)};
  }
  static NewMessage keyed(std::string key, std::string_view when, std::string thread = "team") {
    NewMessage message = said("alice", when, "text of " + key, std::move(thread));
    message.source_key = std::move(key);
    return message;
  }
  /// Contents in order, NULL as "-".
  static std::vector<std::string> contents(const Table& messages) {
    std::vector<std::string> found;
    const DataFrame frame = in_declared_order(messages).execute();
    for (const Row& row : frame.rows()) {
      found.emplace_back(row.get(messages.content).value_or("-"));
    }
    return found;
  }

  std::shared_ptr<testing::SettableClock> clock_ =
      std::make_shared<testing::SettableClock>("2025-01-01 10:00:00");
  DuckDBStorageManager storage_{on_file()};
  MessageRepository repo_{storage_, {.clock = clock_}};
};

}  // namespace egregora
