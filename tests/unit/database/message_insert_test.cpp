// SPDX-License-Identifier: Apache-2.0
// What storing messages keeps, skips and refuses.
#include <limits>

#include "database/pseudonym.hpp"
#include "unit/database/message_fixture.hpp"

namespace egregora {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class MessageInsert : public MessageTest {
 protected:
  std::int64_t rows() { return storage_.row_count("messages"); }
  Row only() {
    const DataFrame frame = storage_.read_table("messages").execute();
    EXPECT_EQ(frame.num_rows(), 1);
    return frame.rows().at(0);
  }
  std::string refused(const NewMessage& bad) {
    const std::vector<NewMessage> batch = {said("ana", "2025-01-01", "good"), bad};
    return message_of<InvalidOperationError>([&] { repo_.insert_messages(batch); });
  }
};

TEST_F(MessageInsert, keeps_every_column) {
  const Uuid run = Uuid::parse("00000000-0000-0000-0000-0000000000aa");
  const Uuid other = Uuid::parse("00000000-0000-0000-0000-0000000000bb");
  repo_.insert_messages({{.tenant_id = "site",
                          .source = "whatsapp",
                          .thread_id = "team",
                          .source_key = "k-1",
                          .timestamp = parse_timestamp("2024-12-31 23:59:59.000001"),
                          .author = "Franklin",
                          .kind = MessageKind::media,
                          .content = "a \"caption\"",
                          .media_url = "IMG-1.jpg",
                          .media_type = MediaType::image,
                          .reply_to = other,
                          .mentions = {other, run},
                          .urls = {"https://a.example", "https://b.example"},
                          .pii = {"email"},
                          .edited = true,
                          .attrs = Json{{"n", 1}},
                          .created_by_run = run}});
  const Row row = only();
  const schemas::Messages m;
  EXPECT_EQ(row[m.tenant_id], "site");
  EXPECT_EQ(row.get(m.source_key), "k-1");
  EXPECT_EQ(row[m.seq], 0);
  EXPECT_EQ(row[m.timestamp], parse_timestamp("2024-12-31 23:59:59.000001"));
  EXPECT_EQ(row.get(m.author), "Franklin");
  EXPECT_EQ(row.get(m.author_uuid), Uuid::parse("506f0d3a-8071-58c4-bcdc-219793debe13"));
  EXPECT_EQ(row[m.kind], "media");
  EXPECT_EQ(row.get(m.media_url), "IMG-1.jpg");
  EXPECT_EQ(row.get(m.media_type), "image");
  EXPECT_EQ(row[m.created_at], parse_timestamp("2025-01-01 10:00:00"));
  EXPECT_EQ(row.get(m.created_by_run), run);
  EXPECT_EQ(row["metadata"].to_string(),
            "{'reply_to': 00000000-0000-0000-0000-0000000000bb, 'mentions': "
            "[00000000-0000-0000-0000-0000000000bb, 00000000-0000-0000-0000-0000000000aa], 'urls': "
            "[https://a.example, https://b.example], 'pii': [email], 'edited': true, 'attrs': "
            "{\"n\":1}}");
}

TEST_F(MessageInsert, of_little_leaves_the_rest_empty) {
  repo_.insert_messages({{.source = "s", .thread_id = "t", .kind = MessageKind::system}});
  const Row row = only();
  const schemas::Messages m;
  EXPECT_EQ(row[m.tenant_id], "default");
  EXPECT_EQ(row[m.timestamp], Timestamp{});
  for (const char* empty : {"source_key", "author", "author_uuid", "content", "media_url",
                            "media_type", "created_by_run"}) {
    EXPECT_TRUE(row[empty].is_null()) << empty;
  }
  EXPECT_EQ(row["metadata"].to_string(),
            "{'reply_to': NULL, 'mentions': [], 'urls': [], 'pii': [], 'edited': false, 'attrs': "
            "NULL}");
}

TEST_F(MessageInsert, again_stores_nothing) {
  const std::vector<NewMessage> two = {keyed("k-1", "2025-01-01"), keyed("k-2", "2025-01-02")};
  EXPECT_EQ(repo_.insert_messages(two), (InsertedMessages{2, 0}));
  EXPECT_EQ(repo_.insert_messages(two), (InsertedMessages{0, 2}));
  EXPECT_EQ(repo_.insert_messages({two[1], keyed("k-3", "2025-01-03"), two[1]}),
            (InsertedMessages{1, 2}));
  EXPECT_EQ(repo_.insert_messages(std::vector<NewMessage>{}), (InsertedMessages{0, 0}));
  EXPECT_EQ(rows(), 3);
}

TEST_F(MessageInsert, that_changes_nothing_leaves_checkpoints_fresh) {
  repo_.insert_messages({keyed("k-1", "2025-01-01")});
  storage_.checkpoint("messages");
  repo_.insert_messages({keyed("k-1", "2025-01-01")});
  EXPECT_TRUE(storage_.checkpoints().list("messages").at(0).fresh);
  repo_.insert_messages({keyed("k-2", "2025-01-01")});
  EXPECT_FALSE(storage_.checkpoints().list("messages").at(0).fresh);
}

TEST_F(MessageInsert, knows_a_message_by_its_source_key_whatever_else_changed) {
  NewMessage message = keyed("k-1", "2025-01-01");
  repo_.insert_messages({message});
  message.content = "edited meanwhile";
  message.timestamp += std::chrono::seconds{1};
  EXPECT_EQ(repo_.insert_messages({message}).inserted, 0);
  for (const auto change : {&NewMessage::tenant_id, &NewMessage::source, &NewMessage::thread_id}) {
    NewMessage other = message;
    other.*change = "another";
    EXPECT_EQ(repo_.insert_messages({other}).inserted, 1);
  }
  message.source_key = "k-2";
  EXPECT_EQ(repo_.insert_messages({message}).inserted, 1);
}

TEST_F(MessageInsert, knows_a_message_without_key_by_what_it_says) {
  const NewMessage message = said("ana", "2025-01-01", "hi");
  EXPECT_EQ(repo_.insert_messages({message, message}), (InsertedMessages{1, 1}));
  std::vector<NewMessage> others(6, message);
  others[0].author = "bea";
  others[1].content = "hi!";
  others[2].timestamp += std::chrono::microseconds{1};
  others[3].content.reset();
  others[4].media_url = "IMG-1.jpg";
  others[5].media_url = "IMG-2.jpg";
  EXPECT_EQ(repo_.insert_messages(others), (InsertedMessages{6, 0}));
}

TEST_F(MessageInsert, takes_the_id_that_is_given) {
  NewMessage message = said("ana", "2025-01-01", "hi");
  message.message_id = Uuid::parse("00000000-0000-0000-0000-0000000000aa");
  EXPECT_EQ(repo_.insert_messages({message}).inserted, 1);
  message.content = "other";
  message.thread_id = "another";
  EXPECT_EQ(repo_.insert_messages({message}).inserted, 0);
  EXPECT_EQ(only()[schemas::Messages{}.message_id], message.message_id);
}

TEST_F(MessageInsert, has_the_ids_of_an_imported_chat) {
  // What docs/whatsapp.md says of a text message, the first among its equals.
  const Uuid ana = detail::pseudonym_of(kNamespaceOid, "whatsapp", "Ana");
  const Uuid chat =
      uuid5(kNamespaceOid, "default\x1Fwhatsapp\x1F" +
                               detail::pseudonym_of(kNamespaceOid, "whatsapp", "Trip").to_string());
  repo_.insert_messages({said("Ana", "1970-01-01 00:00:01", "hi", "Trip")});
  EXPECT_EQ(only()[schemas::Messages{}.message_id],
            uuid5(chat, "1000000\x1F" + ana.to_string() + "\x1Fhi\x1F" + "1"));
  // The same with names replaced.
  NewMessage again = said(ana.to_string(), "1970-01-01 00:00:01", "hi");
  again.thread_id = detail::pseudonym_of(kNamespaceOid, "whatsapp", "Trip").to_string();
  EXPECT_EQ(repo_.insert_messages({again}).inserted, 0);
}

TEST_F(MessageInsert, derives_the_author_of_source_and_namespace) {
  const Uuid site = Uuid::parse("00000000-0000-0000-0000-0000000000aa");
  MessageRepository own(storage_, {.author_namespace = site});
  NewMessage chosen = said("nick", "2025-01-04", "4");
  chosen.author_uuid = site;
  NewMessage elsewhere = said("ana", "2025-01-02", "2");
  elsewhere.source = "telegram";
  repo_.insert_messages({said("ana", "2025-01-01", "1"), elsewhere, chosen});
  own.insert_messages({said("ana", "2025-01-03", "3")});
  const schemas::Messages m;
  std::vector<std::optional<Uuid>> authors;
  for (const Row& row : storage_.read_table("messages").order_by("timestamp").execute().rows()) {
    authors.push_back(row.get(m.author_uuid));
  }
  EXPECT_THAT(authors,
              ElementsAre(uuid5(kNamespaceOid, "whatsapp:ana"),
                          uuid5(kNamespaceOid, "telegram:ana"), uuid5(site, "whatsapp:ana"), site));
}

TEST_F(MessageInsert, numbers_each_thread_by_itself) {
  repo_.insert_messages({keyed("a", "2025-01-03", "x"), keyed("b", "2025-01-02", "y"),
                         keyed("c", "2025-01-01", "x")});
  repo_.insert_messages({keyed("a", "2025-01-03", "x"), keyed("d", "2025-01-01", "x"),
                         keyed("e", "2025-01-01", "z"), keyed("f", "2025-01-01", "y")});
  std::vector<std::string> numbered;
  const schemas::Messages m;
  for (const Row& row :
       storage_.read_table("messages").order_by({"thread_id", "seq"}).execute().rows()) {
    numbered.push_back(std::string(row[m.thread_id]) + std::to_string(row[m.seq]) +
                       std::string(*row.get(m.source_key)));
  }
  EXPECT_THAT(numbered, ElementsAre("x0a", "x1c", "x2d", "y0b", "y1f", "z0e"));
}

TEST_F(MessageInsert, refuses_a_bad_message_by_its_index_and_stores_none) {
  const NewMessage good = said("ana", "2025-01-01", "x");
  const auto with = [&](auto member, auto value) {
    NewMessage bad = good;
    bad.*member = value;
    return refused(bad);
  };
  for (const auto member : {&NewMessage::tenant_id, &NewMessage::source, &NewMessage::thread_id}) {
    EXPECT_THAT(with(member, ""), AllOf(HasSubstr("message 1 "), HasSubstr("empty")));
  }
  EXPECT_THAT(with(&NewMessage::source_key, ""), HasSubstr("source_key is empty"));
  EXPECT_THAT(with(&NewMessage::author, ""), HasSubstr("author is empty"));
  EXPECT_THAT(with(&NewMessage::source, "a\x1F"), HasSubstr("0x1F"));
  EXPECT_THAT(with(&NewMessage::tenant_id, "a\x1F"), HasSubstr("0x1F"));
  EXPECT_THAT(with(&NewMessage::kind, static_cast<MessageKind>(5)), HasSubstr("kind is none"));
  EXPECT_THAT(with(&NewMessage::media_type, static_cast<MediaType>(-1)),
              HasSubstr("media_type is none"));
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t micros : {kMost, -kMost, -kMost - 1}) {
    EXPECT_THAT(with(&NewMessage::timestamp, Timestamp(std::chrono::microseconds(micros))),
                HasSubstr("no point in time"));
  }
  EXPECT_EQ(rows(), 0);
}

TEST_F(MessageInsert, refuses_what_is_no_utf8_in_any_text) {
  const NewMessage good = said("ana", "2025-01-01", "x");
  std::vector<NewMessage> bad(10, good);
  bad[0].tenant_id = bad[1].source = bad[2].thread_id = "\xFF";
  bad[3].source_key = bad[4].author = bad[5].content = bad[6].media_url = "a\xC3";
  bad[7].urls = {"fine", "\xED\xA0\x80"};
  bad[8].pii = {"\xC0\x80"};
  bad[9].attrs = Json{{"k", "\xFF"}};
  for (const NewMessage& message : bad) {
    EXPECT_THAT(message_of<TypeError>([&] {
                  repo_.insert_messages({good, good, message});
                }),
                AllOf(HasSubstr("message 2 "), HasSubstr("UTF-8")));
  }
  EXPECT_EQ(rows(), 0);
}

TEST_F(MessageInsert, takes_hostile_texts_as_they_are) {
  const std::vector<std::string> texts = {"'; DROP TABLE messages; --",
                                          "\"",
                                          std::string("nul \0 inside", 12),
                                          "\xF0\x9F\xA6\x86\xE2\x80\x8E",
                                          "a\nb\r\t\\",
                                          std::string(1'000'000, 'x'),
                                          "%_?$1"};
  std::vector<NewMessage> messages;
  for (const std::string& text : texts) {
    NewMessage message = said(text, "2025-01-01", text, text);
    message.source_key = text;
    messages.push_back(message);
  }
  EXPECT_EQ(repo_.insert_messages(messages).inserted, 7);
  EXPECT_EQ(repo_.insert_messages(messages).inserted, 0);
  for (const std::string& text : texts) {
    const auto found = repo_.get_messages_by_author(text);
    EXPECT_THAT(contents(found), ElementsAre(text)) << text.substr(0, 40);
    EXPECT_EQ(repo_.get_thread({.message_id = text})->count().execute(), 1);
  }
}

TEST_F(MessageInsert, is_part_of_the_callers_transaction) {
  EXPECT_THROW(storage_.transaction([&](Transaction& tx) {
    EXPECT_EQ(repo_.insert_messages(tx, {keyed("k-1", "2025-01-01")}).inserted, 1);
    EXPECT_EQ(repo_.insert_messages(tx, {keyed("k-1", "2025-01-01")}).inserted, 0);
    EXPECT_THROW(repo_.insert_messages({keyed("k-2", "2025-01-01")}), InvalidOperationError);
    throw std::runtime_error("rolled back");
  }),
               std::runtime_error);
  EXPECT_EQ(rows(), 0);
  storage_.transaction(
      [&](Transaction& tx) { repo_.insert_messages(tx, {keyed("k-1", "2025-01-01")}); });
  EXPECT_EQ(rows(), 1);
  DuckDBStorageManager other = temp_storage();
  MessageRepository foreign(other);
  storage_.transaction([&](Transaction& tx) {
    EXPECT_THROW(foreign.insert_messages(tx, {keyed("k-2", "2025-01-01")}), InvalidOperationError);
  });
}

TEST_F(MessageInsert, of_many_is_what_it_is_one_by_one) {
  std::vector<NewMessage> many;
  for (int i = 0; i < 3000; ++i) {
    many.push_back(keyed("k-" + std::to_string(i % 2900), "2025-01-01", std::to_string(i % 70)));
  }
  const std::vector<NewMessage> before(many.begin(), many.begin() + 10);
  repo_.insert_messages(before);
  EXPECT_EQ(repo_.insert_messages(many), (InsertedMessages{2990, 10}));
  EXPECT_EQ(repo_.insert_messages(many).inserted, 0);
  EXPECT_EQ(storage_.read_table("messages").select("thread_id", "seq").distinct().count().execute(),
            3000);
}

TEST_F(MessageInsert, on_a_read_only_or_closed_database_is_refused) {
  repo_.insert_messages({keyed("k-1", "2025-01-01")});
  storage_.close();
  EXPECT_THROW(repo_.insert_messages({keyed("k-2", "2025-01-01")}), ClosedError);
  EXPECT_THROW((void)repo_.search("x"), ClosedError);
  DuckDBStorageManager looking({.db_path = path("test.duckdb"), .read_only = true});
  MessageRepository repo(looking);
  EXPECT_THROW(repo.insert_messages({keyed("k-2", "2025-01-01")}), InvalidOperationError);
  EXPECT_EQ(repo.get_messages_by_author("alice").count().execute(), 1);
}

TEST_F(MessageInsert, of_a_repository_of_its_own) {
  MessageRepository own({.db_path = path("test.duckdb"), .clock = clock_});
  own.insert_messages({keyed("k-1", "2025-01-01")});
  EXPECT_EQ(repo_.insert_messages({keyed("k-1", "2025-01-01")}).inserted, 0);
  EXPECT_EQ(rows(), 1);
}

}  // namespace
}  // namespace egregora
