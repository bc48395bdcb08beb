// SPDX-License-Identifier: Apache-2.0
// The six built-in views against SQL written by hand over the table `messages`, row for row.
#include <egregora/database/views.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/ingest/message_table.hpp"

namespace egregora::ingest_test {
namespace {

// `conversations` in the words of `messages`.
constexpr std::string_view kConversations = R"(
  SELECT message_id AS event_id, tenant_id, source, thread_id, source_key AS msg_id, seq,
         "timestamp" AS ts, kind, author_uuid, author AS author_raw, content AS text, media_url,
         media_type, metadata.attrs AS attrs, metadata.pii AS pii_flags, created_at, created_by_run)";

std::vector<StoredMessage> small_chat() {
  return {
      // Around midnight and the full hour, to the microsecond.
      {.timestamp = at("2024-02-28 23:59:59.999999"), .content = "late"},
      {.timestamp = at("2024-02-29 00:00:00"), .content = "leap day", .author = "Bob"},
      {.timestamp = at("2024-02-29 00:59:59.999999"), .content = ""},
      {.timestamp = at("2024-02-29 01:00:00"), .content = "one o'clock"},
      // One instant, three messages, told apart by seq.
      {.timestamp = at("2024-02-29 10:00:00"), .content = "b", .author = "Bob", .seq = 12},
      {.timestamp = at("2024-02-29 10:00:00"), .content = "a", .author = "Bob", .seq = 11},
      {.timestamp = at("2024-02-29 10:00:00"), .content = "c", .author = "Cleo", .seq = 13},
      // System lines count in no aggregate, yet have a place in the thread.
      {.timestamp = at("2024-02-29 11:00:00"),
       .content = "Bob left",
       .kind = "system",
       .author = std::nullopt},
      {.timestamp = at("2024-02-29 10:30:00"),
       .content = "Cleo joined",
       .kind = "system",
       .author = std::nullopt},
      // Media with a caption, without one, and omitted without a name.
      {.timestamp = at("2024-03-01 08:00:00"),
       .content = "look",
       .kind = "media",
       .media_url = "IMG-1.jpg",
       .media_type = "image"},
      {.timestamp = at("2024-03-01 08:01:00"),
       .content = std::nullopt,
       .kind = "media",
       .media_url = "",
       .media_type = "video"},
      {.timestamp = at("2024-03-01 08:02:00"), .content = std::nullopt, .kind = "media"},
      {.timestamp = at("2024-03-01 08:03:00"), .content = std::nullopt, .kind = "deleted"},
      {.timestamp = at("2024-03-01 08:04:00"), .content = " ", .kind = "command"},
      // Another thread, at the same times and before 1970.
      {.timestamp = at("2024-02-29 10:00:00"), .content = "x", .thread_id = "other"},
      {.timestamp = at("1969-12-31 23:30:00"), .content = "old", .thread_id = "other"},
      {.timestamp = at("1960-02-29 12:00:00"), .content = "older", .thread_id = "o'ther \"2\""},
  };
}

/// What differs, or nothing.
std::string difference(const DataFrame& actual, const DataFrame& expected) {
  if (actual.schema().names() != expected.schema().names()) return "other columns";
  for (const Field& field : expected.schema()) {
    if (actual.schema().at(field.name).type != field.type) return "another type: " + field.name;
  }
  if (actual.num_rows() != expected.num_rows()) {
    return std::to_string(actual.num_rows()) + " rows, expected " +
           std::to_string(expected.num_rows());
  }
  for (std::int64_t row = 0; row < expected.num_rows(); ++row) {
    for (const Field& field : expected.schema()) {
      const Scalar is = actual.value(row, field.name);
      const Scalar should = expected.value(row, field.name);
      if (!(is == should)) {
        return "row " + std::to_string(row) + ", " + field.name + ": " + is.to_string() +
               ", expected " + should.to_string();
      }
    }
  }
  return {};
}

class BuiltInViews : public ::testing::Test {
 protected:
  /// `view` as a table, against `sql`; `order` brings both into the same order, or is empty where
  /// the view's own order is what counts.
  void compare(const std::string& view, const std::string& sql, std::vector<std::string> order) {
    auto& storage = table_.storage();
    storage.execute_view(view, common_views().at(view), "conversations");
    const Table stored = storage.read_table(view);
    const DataFrame direct = common_views().at(view)(storage.read_table("conversations")).execute();
    const DataFrame expected = storage.connection()->query(sql);
    if (order.empty()) {
      EXPECT_EQ(difference(direct, expected), "") << view;
      EXPECT_EQ(difference(stored.execute(), expected), "") << view;
    } else {
      EXPECT_EQ(
          difference(stored.order_by(std::vector<OrderKey>(order.begin(), order.end())).execute(),
                     expected),
          "")
          << view;
      EXPECT_EQ(direct.num_rows(), expected.num_rows()) << view;
    }
    const DataFrame file =
        storage.read_parquet(storage.checkpoint_dir() / (view + ".parquet")).execute();
    EXPECT_EQ(file.num_rows(), expected.num_rows()) << view;
  }

  void compare_all() {
    const std::string select(kConversations);
    const std::string order = " ORDER BY thread_id, ts, seq, event_id";
    const std::vector<std::string> keys = {"thread_id", "ts", "seq", "event_id"};
    const std::string chunks =
        select +
        R"(, row_number() OVER (PARTITION BY thread_id ORDER BY "timestamp", seq, message_id) - 1
           AS chunk_idx FROM messages)" +
        order;
    compare("chunks", chunks, keys);
    compare("chunks_optimized", chunks, keys);
    compare("messages_with_media", select + " FROM messages WHERE media_url IS NOT NULL" + order,
            keys);
    compare("messages_with_text", select + " FROM messages WHERE content <> ''" + order, keys);
    compare("hourly_aggregates", aggregate("hour"), {});
    compare("daily_aggregates", aggregate("day"), {});
  }

  static std::string aggregate(const std::string& unit) {
    return "SELECT date_trunc('" + unit + "', \"timestamp\") AS \"" + unit +
           R"(", count(*) AS message_count, count(DISTINCT author_uuid) AS unique_authors,
              min("timestamp") AS first_message, max("timestamp") AS last_message
            FROM messages WHERE kind <> 'system' GROUP BY 1 ORDER BY 1)";
  }

  MessageTable table_;
};

TEST_F(BuiltInViews, are_these_six) {
  std::vector<std::string> names;
  for (const auto& [name, builder] : common_views()) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"chunks", "chunks_optimized", "daily_aggregates",
                                             "hourly_aggregates", "messages_with_media",
                                             "messages_with_text"}));
}

TEST_F(BuiltInViews, equal_hand_written_sql) {
  table_.add(small_chat());
  compare_all();
}

TEST_F(BuiltInViews, equal_hand_written_sql_over_nothing) { compare_all(); }

TEST_F(BuiltInViews, equal_hand_written_sql_after_more_messages) {
  table_.add(small_chat());
  compare_all();
  auto later = small_chat();
  for (StoredMessage& message : later) {
    message.timestamp += std::chrono::hours{36};
    message.seq.reset();
  }
  table_.add(later);
  compare_all();
}

TEST_F(BuiltInViews, hours_and_days_by_hand) {
  table_.add(small_chat());
  auto& storage = table_.storage();
  const DataFrame days =
      common_views().at("daily_aggregates")(storage.read_table("conversations")).execute();
  ASSERT_EQ(days.num_rows(), 5);
  EXPECT_EQ(days.column<Timestamp>("day")[0], at("1960-02-29"));
  EXPECT_EQ(days.column<Timestamp>("day")[1], at("1969-12-31"));
  EXPECT_EQ(days.column<Timestamp>("day")[2], at("2024-02-28"));
  EXPECT_EQ(days.column<std::int64_t>("message_count")[3], 7);  // six in one thread, one in another
  EXPECT_EQ(days.column<std::int64_t>("unique_authors")[3], 3);
  EXPECT_EQ(days.column<Timestamp>("last_message")[3], at("2024-02-29 10:00"));
}

}  // namespace
}  // namespace egregora::ingest_test
