// SPDX-License-Identifier: Apache-2.0
// Random batches of messages, repeated, overlapping, rolled back, against a model of a few lines:
// each message is stored once, in the order in which its thread saw it first.
#include <egregora/database/message_repository.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace egregora::testing {
namespace {

NewMessage drawn_message() {
  NewMessage drawn{.tenant_id = *rc::gen::element<std::string>("default", "site"),
                   .source = *rc::gen::element<std::string>("whatsapp", "signal"),
                   .thread_id = "thread " + std::to_string(*rc::gen::inRange(0, 3)),
                   .timestamp = Timestamp(std::chrono::seconds(*rc::gen::inRange(0, 3)))};
  const int what = *rc::gen::inRange(0, 3);
  if (what != 0) drawn.author = *rc::gen::element<std::string>("ana", "b\"e'a");
  if (what != 1)
    drawn.content = *rc::gen::element<std::string>("", "hi",
                                                   "\x1F"
                                                   "1",
                                                   "\x1F");
  if (*rc::gen::inRange(0, 3) == 0) drawn.media_url = *rc::gen::element<std::string>("1", "2.jpg");
  if (*rc::gen::inRange(0, 2) == 0) {
    drawn.source_key = "key " + std::to_string(*rc::gen::inRange(0, 4));
  }
  return drawn;
}

/// What a message is: two of one identity are one.
using Identity = std::vector<std::string>;
Identity identity_of(const NewMessage& message) {
  Identity parts = {message.tenant_id, message.source, message.thread_id};
  if (message.source_key) {
    parts.push_back("key " + *message.source_key);
    return parts;
  }
  parts.push_back(format_timestamp(message.timestamp));
  parts.push_back(message.author.value_or("(none)"));
  parts.push_back(message.content.value_or(""));
  if (message.media_url) parts.push_back("file " + *message.media_url);
  return parts;
}

struct NotThisTime : std::runtime_error {
  NotThisTime() : std::runtime_error("rolled back") {}
};

class Walk {
 public:
  void step() {
    std::vector<NewMessage> batch;
    for (int size = *rc::gen::inRange(0, 12); size > 0; --size) batch.push_back(drawn_message());
    std::int64_t fresh = 0;
    std::set<Identity> seen;
    for (const NewMessage& message : batch) {
      const Identity identity = identity_of(message);
      fresh += !stored_.contains(identity) && seen.insert(identity).second ? 1 : 0;
    }
    const InsertedMessages wanted{fresh, static_cast<std::int64_t>(batch.size()) - fresh};
    if (*rc::gen::inRange(0, 4) == 0) return roll_back(batch, wanted);
    RC_ASSERT(repo_.insert_messages(batch) == wanted);
    for (const NewMessage& message : batch) {
      if (stored_.insert(identity_of(message)).second) ++threads_[message.thread_id];
    }
  }
  void compare() {
    RC_ASSERT(storage_.row_count("messages") == static_cast<std::int64_t>(stored_.size()));
    const schemas::Messages m;
    std::map<std::string, std::int64_t> next;
    std::set<Uuid> ids;
    for (const Row& row :
         storage_.read_table("messages").order_by({"thread_id", "seq"}).execute().rows()) {
      RC_ASSERT(row[m.seq] == next[std::string(row[m.thread_id])]++);
      RC_ASSERT(ids.insert(row[m.message_id]).second);
    }
    RC_ASSERT(next == threads_);
  }

 private:
  void roll_back(const std::vector<NewMessage>& batch, const InsertedMessages& wanted) {
    RC_ASSERT_THROWS_AS(storage_.transaction([&](Transaction& tx) {
      const InsertedMessages found = repo_.insert_messages(tx, batch);
      if (found == wanted) throw NotThisTime();
    }),
                        NotThisTime);
  }

  DuckDBStorageManager storage_;
  MessageRepository repo_{storage_};
  std::set<Identity> stored_;
  std::map<std::string, std::int64_t> threads_;
};

RC_GTEST_PROP(MessageInsertModel, stores_each_message_once, ()) {
  Walk walk;
  for (int steps = *rc::gen::inRange(1, 8); steps > 0; --steps) walk.step();
  walk.compare();
}

}  // namespace
}  // namespace egregora::testing
