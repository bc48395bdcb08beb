// SPDX-License-Identifier: Apache-2.0
// Eight threads store the same messages through three repositories on one file, in batches that
// overlap. What must hold: each message is there once, somebody stored it, and every thread of the
// conversation is numbered without a gap.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/database/message_repository.hpp>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {

constexpr int kThreads = 8;
constexpr int kMessages = 400;
constexpr std::size_t kBatch = 25;

std::vector<NewMessage> all_messages() {
  std::vector<NewMessage> all;
  for (int i = 0; i < kMessages; ++i) {
    NewMessage message{.source = "whatsapp",
                       .thread_id = "thread " + std::to_string(i % 5),
                       .timestamp = Timestamp(std::chrono::seconds(i)),
                       .author = "author " + std::to_string(i % 3),
                       .content = "text " + std::to_string(i)};
    if (i % 2 == 0) message.source_key = "key " + std::to_string(i);
    all.push_back(message);
  }
  return all;
}

TEST(MessageThreads, the_same_messages_from_all_are_stored_once) {
  const testing::TemporaryFolder folder;
  DuckDBStorageManager storage{{.db_path = folder / "messages.duckdb"}};
  MessageRepository first{storage};
  MessageRepository second{storage};
  MessageRepository own{StoreOptions{.db_path = folder / "messages.duckdb"}};
  std::atomic<std::int64_t> inserted = 0;
  std::atomic<std::int64_t> duplicates = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      MessageRepository& repo = thread % 3 == 0 ? first : thread % 3 == 1 ? second : own;
      threads.emplace_back([&, thread] {
        std::vector<NewMessage> messages = all_messages();
        std::shuffle(messages.begin(), messages.end(),
                     std::minstd_rand(static_cast<unsigned>(thread) + 1));
        for (std::size_t at = 0; at < messages.size(); at += kBatch) {
          const auto begin = messages.begin() + static_cast<std::ptrdiff_t>(at);
          const InsertedMessages done =
              repo.insert_messages({begin, begin + static_cast<std::ptrdiff_t>(kBatch)});
          inserted += done.inserted;
          duplicates += done.duplicates;
          EXPECT_GE(repo.get_messages_by_author("author 1").count().execute(), 1);
        }
      });
    }
  }
  EXPECT_EQ(inserted, kMessages);
  EXPECT_EQ(duplicates, kMessages * (kThreads - 1));
  const schemas::Messages m;
  std::set<Uuid> ids;
  std::map<std::string, std::int64_t> next;
  for (const Row& row :
       storage.read_table("messages").order_by({"thread_id", "seq"}).execute().rows()) {
    EXPECT_TRUE(ids.insert(row[m.message_id]).second);
    EXPECT_EQ(row[m.seq], next[std::string(row[m.thread_id])]++);
  }
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(kMessages));
}

}  // namespace
}  // namespace egregora
