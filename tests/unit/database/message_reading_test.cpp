// SPDX-License-Identifier: Apache-2.0
// Messages by author, by days, by thread, by text, and all of them batch by batch.
#include "unit/database/message_fixture.hpp"

namespace egregora {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

using MessageReading = MessageTest;

TEST_F(MessageReading, by_author_takes_an_id_an_alias_or_a_name) {
  const Uuid ana = uuid5(kNamespaceOid, "whatsapp:Ana");
  NewMessage alias = said("Captain", "2025-01-03", "by alias");
  alias.author_uuid = ana;
  NewMessage nameless = said("", "2025-01-04", "by id alone");
  nameless.author.reset();
  nameless.author_uuid = ana;
  repo_.insert_messages({said("Ana", "2025-01-01", "by name"),
                         said(ana.to_string(), "2025-01-02", "by pseudonym"),
                         alias,
                         nameless,
                         said("Bea", "2025-01-05", "other"),
                         {.source = "whatsapp", .thread_id = "t", .kind = MessageKind::system}});
  const auto all = {"by name", "by pseudonym", "by alias", "by id alone"};
  EXPECT_THAT(contents(repo_.get_messages_by_author("Ana")), ElementsAreArray(all));
  EXPECT_THAT(contents(repo_.get_messages_by_author(ana)), ElementsAreArray(all));
  EXPECT_THAT(contents(repo_.get_messages_by_author(ana.to_string())), ElementsAreArray(all));
  EXPECT_THAT(contents(repo_.get_messages_by_author("Captain")), ElementsAre("by alias"));
  EXPECT_THAT(contents(repo_.get_messages_by_author("ana")), IsEmpty());
  EXPECT_THAT(contents(repo_.get_messages_by_author("")), IsEmpty());
  EXPECT_THROW((void)repo_.get_messages_by_author("\xFF").execute(), TypeError);
}

TEST_F(MessageReading, by_author_knows_every_source) {
  EXPECT_THAT(contents(repo_.get_messages_by_author("Ana")), IsEmpty());
  std::vector<NewMessage> messages;
  for (const char* source : {"whatsapp", "signal", "telegram"}) {
    NewMessage message = said("x", "2025-01-01", source);
    message.source = source;
    message.author = uuid5(kNamespaceOid, std::string(source) + ":Ana").to_string();
    messages.push_back(message);
    message.author = "Ana";
    message.content = std::string(source) + " raw";
    message.timestamp += 1h;
    messages.push_back(message);
  }
  repo_.insert_messages(messages);
  EXPECT_THAT(contents(repo_.get_messages_by_author("Ana")), SizeIs(6));
  MessageRepository elsewhere(storage_, {.author_namespace = uuid4()});
  EXPECT_THAT(contents(elsewhere.get_messages_by_author("Ana")), SizeIs(3));
}

TEST_F(MessageReading, by_days_has_both_of_them_whole) {
  repo_.insert_messages(
      {said("a", "2024-12-31 23:59:59.999999", "1"), said("a", "2025-01-01 00:00:00", "2"),
       said("a", "2025-01-31 23:59:59.999999", "3"), said("a", "2025-02-01 00:00:00", "4")});
  const auto in = [&](const MessageDays& days) {
    return contents(repo_.get_messages_by_date_range(days));
  };
  EXPECT_THAT(in({.start_date = 2025y / 1 / 1, .end_date = 2025y / 1 / 31}), ElementsAre("2", "3"));
  EXPECT_THAT(in({.start_date = parse_date("2025-01-31"), .end_date = parse_date("2025-01-31")}),
              ElementsAre("3"));
  EXPECT_THAT(in({.start_date = 2025y / 1 / 2}), ElementsAre("3", "4"));
  EXPECT_THAT(in({.end_date = 2024y / 12 / 31}), ElementsAre("1"));
  EXPECT_THAT(in({}), SizeIs(4));
  // In Tokyo the year began nine hours earlier.
  EXPECT_THAT(in({.start_date = 2025y / 1 / 1, .end_date = 2025y / 1 / 31, .zone = "Asia/Tokyo"}),
              ElementsAre("1", "2"));
}

TEST_F(MessageReading, by_days_follows_the_clocks_of_the_zone) {
  // Berlin, 2025-03-30: 23 hours, from 23:00 UTC. 2025-10-26: 25 hours, from 22:00 UTC.
  repo_.insert_messages(
      {said("a", "2025-03-29 22:59:59", "before"), said("a", "2025-03-29 23:00:00", "begin"),
       said("a", "2025-03-30 21:59:59", "end"), said("a", "2025-03-30 22:00:00", "after"),
       said("b", "2025-10-25 22:00:00", "long begin"), said("b", "2025-10-26 22:59:59", "long end"),
       said("b", "2025-10-26 23:00:00", "long after"),
       // São Paulo, 2018-11-04: there was no midnight; the day began at 01:00, 03:00 UTC.
       said("c", "2018-11-04 02:59:59", "the day before"),
       said("c", "2018-11-04 03:00:00", "first second")});
  const auto on = [&](std::chrono::year_month_day day, const char* zone) {
    return contents(
        repo_.get_messages_by_date_range({.start_date = day, .end_date = day, .zone = zone}));
  };
  EXPECT_THAT(on(2025y / 3 / 30, "Europe/Berlin"), ElementsAre("begin", "end"));
  EXPECT_THAT(on(2025y / 10 / 26, "Europe/Berlin"), ElementsAre("long begin", "long end"));
  EXPECT_THAT(on(2018y / 11 / 4, "America/Sao_Paulo"), ElementsAre("first second"));
  EXPECT_THAT(on(2018y / 11 / 3, "America/Sao_Paulo"), ElementsAre("the day before"));
}

TEST_F(MessageReading, by_days_refuses_what_is_no_range) {
  const auto refused = [&](const MessageDays& days) {
    return message_of<InvalidOperationError>(
        [&] { static_cast<void>(repo_.get_messages_by_date_range(days)); });
  };
  EXPECT_THAT(refused({.start_date = 2025y / 2 / 30}), HasSubstr("no such day: 2025-2-30"));
  EXPECT_THAT(refused({.end_date = 2025y / 13 / 1}), HasSubstr("no such day"));
  EXPECT_THAT(refused({.start_date = 2025y / 2 / 2, .end_date = 2025y / 2 / 1}),
              HasSubstr("2025-02-02 to 2025-02-01"));
  EXPECT_THAT(refused({.zone = "Mars/Olympus"}), HasSubstr("Mars/Olympus"));
}

TEST_F(MessageReading, a_thread_is_found_by_any_of_its_messages) {
  repo_.insert_messages({keyed("msg-3", "2025-01-03"), keyed("msg-1", "2025-01-01"),
                         keyed("msg-2", "2025-01-02"), keyed("msg-9", "2025-01-02", "other")});
  const auto thread = repo_.get_thread({.message_id = "msg-2"});
  ASSERT_TRUE(thread.has_value());
  const DataFrame rows = thread->execute();
  const auto keys = rows.column<std::string>("source_key");
  ASSERT_EQ(rows.num_rows(), 3);
  EXPECT_EQ(keys[0], "msg-1");
  EXPECT_EQ(keys[2], "msg-3");
  const Uuid id = rows.column<Uuid>("message_id")[0];
  EXPECT_EQ(repo_.get_thread({.message_id = id.to_string()})->count().execute(), 3);
  EXPECT_EQ(thread->filter(thread->source_key == "msg-1").count().execute(), 1);
}

TEST_F(MessageReading, a_thread_of_no_message_is_absent) {
  repo_.insert_messages({keyed("msg-1", "2025-01-01")});
  for (const std::string id :
       {"no-such-message", "", "00000000-0000-0000-0000-000000000000", "msg-", "MSG-1", "%"}) {
    EXPECT_FALSE(repo_.get_thread({.message_id = id}).has_value()) << id;
  }
  EXPECT_THROW((void)repo_.get_thread({.message_id = "\xFF"}), TypeError);
}

TEST_F(MessageReading, a_source_key_may_look_like_an_id) {
  const std::string key = "00000000-0000-0000-0000-0000000000aa";
  repo_.insert_messages({keyed(key, "2025-01-01")});
  EXPECT_TRUE(repo_.get_thread({.message_id = key}).has_value());
}

TEST_F(MessageReading, a_source_key_of_several_threads_is_refused_naming_them) {
  repo_.insert_messages({keyed("1", "2025-01-01", "x"), keyed("1", "2025-01-01", "y")});
  EXPECT_THAT(message_of<InvalidOperationError>(
                  [&] { static_cast<void>(repo_.get_thread({.message_id = "1"})); }),
              AllOf(HasSubstr("'x' (whatsapp, default), 'y'"), HasSubstr("message_id")));
  std::vector<NewMessage> more;
  for (char thread = 'a'; thread < 'k'; ++thread) {
    more.push_back(keyed("1", "2025-01-01", {thread}));
  }
  repo_.insert_messages(more);
  EXPECT_THAT(message_of<InvalidOperationError>(
                  [&] { static_cast<void>(repo_.get_thread({.message_id = "1"})); }),
              HasSubstr("'e' (whatsapp, default), ..."));
}

TEST_F(MessageReading, threads_of_one_name_in_two_sources_are_two) {
  NewMessage other = keyed("b", "2025-01-01");
  other.source = "signal";
  NewMessage tenant = keyed("c", "2025-01-01");
  tenant.tenant_id = "second";
  repo_.insert_messages({keyed("a", "2025-01-01"), other, tenant});
  for (const char* key : {"a", "b", "c"}) {
    EXPECT_THAT(contents(*repo_.get_thread({.message_id = key})),
                ElementsAre(std::string("text of ") + key));
  }
}

TEST_F(MessageReading, searching_minds_neither_case_nor_wildcards) {
  NewMessage silent = said("a", "2025-01-09", "");
  silent.content.reset();
  repo_.insert_messages({said("a", "2025-01-01", "The Train leaves"),
                         said("a", "2025-01-02", "100% sure"), said("a", "2025-01-03", "a_b.c"),
                         said("a", "2025-01-04", "\xC3\x84pfel"), silent});
  const auto found = [&](const char* text) { return contents(repo_.search(text)); };
  EXPECT_THAT(found("tRAIN"), ElementsAre("The Train leaves"));
  EXPECT_THAT(found("%"), ElementsAre("100% sure"));
  EXPECT_THAT(found("_"), ElementsAre("a_b.c"));
  EXPECT_THAT(found("."), ElementsAre("a_b.c"));
  EXPECT_THAT(found("\xC3\xA4PFEL"), ElementsAre("\xC3\x84pfel"));
  EXPECT_THAT(found("nothing of the kind"), IsEmpty());
  EXPECT_THAT(found(""), SizeIs(4));
  EXPECT_THROW((void)repo_.search("\xFF").execute(), TypeError);
}

TEST_F(MessageReading, all_that_a_query_says_must_hold) {
  repo_.insert_messages(
      {said("ana", "2025-01-01", "train one", "x"), said("ana", "2025-01-02", "train two", "x"),
       said("ana", "2025-01-02", "bus", "x"), said("bea", "2025-01-02", "train of bea", "x"),
       said("ana", "2025-01-02", "train elsewhere", "y")});
  EXPECT_THAT(contents(repo_.get_messages({.author = "ana",
                                           .days = {.start_date = 2025y / 1 / 2},
                                           .thread_id = "x",
                                           .search = "TRAIN"})),
              ElementsAre("train two"));
  EXPECT_THAT(contents(repo_.get_messages()), SizeIs(5));
}

TEST_F(MessageReading, goes_on_composing) {
  repo_.insert_messages({said("ana", "2025-01-01", "1"), said("ana", "2025-01-02", "2"),
                         said("bea", "2025-01-02", "3")});
  const auto ana = repo_.get_messages_by_author("ana");
  EXPECT_EQ(ana.filter(ana.timestamp > parse_timestamp("2025-01-01")).count().execute(), 1);
  EXPECT_EQ(in_declared_order(ana).limit(1).execute().column<std::string>("content")[0], "1");
  EXPECT_EQ(ana.group_by("thread_id").agg(Named{"n", count()}).execute().num_rows(), 1);
}

TEST_F(MessageReading, a_stream_gives_all_in_order_and_small_pieces) {
  EXPECT_EQ(repo_.stream()->next(), std::nullopt);
  std::vector<NewMessage> many;
  for (int i = 9; i >= 0; --i) {
    many.push_back(said("a", "2025-01-0" + std::to_string(i % 5 + 1), std::to_string(i)));
  }
  repo_.insert_messages(many);
  std::vector<std::string> found;
  const auto batches = repo_.stream(3);
  while (const auto batch = batches->next()) {
    EXPECT_LE(batch->num_rows(), 3);
    for (std::int64_t row = 0; row < batch->num_rows(); ++row) {
      found.emplace_back(batch->column<std::string>("content")[row]);
    }
  }
  EXPECT_THAT(found, ElementsAre("5", "0", "6", "1", "7", "2", "8", "3", "9", "4"));
  EXPECT_THROW((void)repo_.stream(0), InvalidOperationError);
}

}  // namespace
}  // namespace egregora
