// SPDX-License-Identifier: Apache-2.0
// Messages put straight into a database in memory, for tests of what comes after the ingest: no
// file, no parser, every column as the test wants it.
#pragma once

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/init.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/ingest/windows.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace egregora::ingest_test {

/// One row of `messages`; what is not said does not matter to the test.
struct StoredMessage {
  Timestamp timestamp = {};
  std::optional<std::string> content = "text";
  std::string thread_id = "book club";
  std::string kind = "text";
  std::optional<std::string> author = "Ana";
  std::optional<std::string> media_url = {};
  std::optional<std::string> media_type = {};
  std::optional<std::int64_t> seq = {};  ///< absent: the next number of the thread
  std::optional<Uuid> message_id = {};   ///< absent: from thread and seq
};

inline Timestamp at(const char* text) { return parse_timestamp(text); }

inline Timestamp minutes_after(const char* text, std::int64_t minutes) {
  return at(text) + std::chrono::minutes{minutes};
}

class MessageTable {
 public:
  MessageTable() : storage_(temp_storage()) { initialize_database(storage_); }

  DuckDBStorageManager& storage() { return storage_; }

  /// Adds the messages in one go; returns their ids, in this order.
  std::vector<Uuid> add(const std::vector<StoredMessage>& messages) {
    std::vector<Uuid> ids;
    storage_.transaction([&](Transaction& tx) {
      const auto rows = tx.appender(schemas::Messages::table_name);
      for (const StoredMessage& message : messages) ids.push_back(append(*rows, message));
      rows->close();
    });
    return ids;
  }

  /// Members of a window, in order; `overlap` receives which of them are overlap.
  std::vector<Uuid> members(const Uuid& window, std::vector<bool>* overlap = nullptr) {
    const auto table = storage_.read_table<schemas::WindowMessages>();
    const DataFrame frame =
        table.filter(table.window_id == window).order_by({"position"}).execute();
    std::vector<Uuid> ids;
    for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
      EXPECT_EQ(frame.column<std::int64_t>("position")[row], row);
      ids.push_back(frame.column<Uuid>("message_id")[row]);
      if (overlap != nullptr) overlap->push_back(frame.column<bool>("is_overlap")[row]);
    }
    return ids;
  }

 private:
  Uuid append(Appender& row, const StoredMessage& message) {
    std::int64_t& next = next_seq_[message.thread_id];
    const std::int64_t seq = message.seq.value_or(next);
    next = std::max(next, seq) + 1;
    const Uuid id = message.message_id.value_or(
        uuid5(kNamespaceOid, message.thread_id + "|" + std::to_string(seq)));
    const auto text = [&](const char* column, const std::optional<std::string>& value) {
      if (value) row.set_text(row.slot(column), *value);
    };
    row.set_uuid(row.slot("message_id"), id);
    text("tenant_id", "default");
    text("source", "whatsapp");
    text("thread_id", message.thread_id);
    row.set_int64(row.slot("seq"), seq);
    row.set_timestamp(row.slot("timestamp"), message.timestamp);
    text("author", message.author);
    if (message.author) {
      row.set_uuid(row.slot("author_uuid"), uuid5(kNamespaceOid, "whatsapp:" + *message.author));
    }
    text("kind", message.kind);
    text("content", message.content);
    text("media_url", message.media_url);
    text("media_type", message.media_type);
    row.set_uuids(row.slot("metadata.mentions"), {});
    row.set_texts(row.slot("metadata.urls"), {});
    row.set_texts(row.slot("metadata.pii"), {});
    row.set_boolean(row.slot("metadata.edited"), false);
    row.set_timestamp(row.slot("created_at"), at("2026-01-01"));
    row.end_row();
    return id;
  }

  DuckDBStorageManager storage_;
  std::map<std::string, std::int64_t> next_seq_ = {};
};

}  // namespace egregora::ingest_test
