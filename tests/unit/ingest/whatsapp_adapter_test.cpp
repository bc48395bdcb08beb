// SPDX-License-Identifier: Apache-2.0
// Whole files through the public door: lines to messages and rejects, system lines, privacy,
// converging ids.
#include "ingest_fixture.hpp"

#include <gmock/gmock.h>

namespace egregora::ingest_test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kFranklin = "506f0d3a-8071-58c4-bcdc-219793debe13";
const std::string kEurico = "829fe77e-66c6-5656-a735-b15d1ed7816b";

class WhatsAppAdapterTest : public IngestFixture {};

std::vector<Uuid> ids(const Reading& reading) {
  std::vector<Uuid> all;
  for (const auto& message : reading.messages) all.push_back(message.message_id);
  return all;
}

TEST_F(WhatsAppAdapterTest, turns_lines_into_messages) {
  const Reading reading = read_text(
      "31/12/2024, 23:58 - Messages and calls are end-to-end encrypted.\n"
      "31/12/2024, 23:59 - Franklin: first\n"
      "second: still the same\n"
      "\n"
      "last\n"
      "01/01/2025, 00:00 - Eurico Max: \n");
  ASSERT_EQ(reading.messages.size(), 3U);
  EXPECT_EQ(reading.messages[0].kind, MessageKind::system);
  EXPECT_FALSE(reading.messages[0].author);
  EXPECT_EQ(reading.messages[1].content, "first\nsecond: still the same\n\nlast");
  EXPECT_EQ(reading.messages[1].author, kFranklin);
  EXPECT_EQ(reading.messages[1].timestamp, "2024-12-31 23:59:00");
  EXPECT_EQ(reading.messages[2].content, "");
  EXPECT_EQ(reading.messages[2].author, kEurico);
  EXPECT_TRUE(reading.rejects.empty());
  EXPECT_EQ(reading.before.thread_id, "Book Club");
  EXPECT_EQ(reading.after.messages, 3);
}

TEST_F(WhatsAppAdapterTest, reads_an_ios_export) {
  const Reading reading = read(
      write("WhatsApp Chat - Book Club/_chat.txt",
            "\uFEFF\u200E[31.12.24, 11:58:00\u202FPM] Book Club: \u200EMessages and calls are "
            "end-to-end encrypted.\r\n"
            "[31.12.24, 11:59:01\u202FPM] Franklin: hi \u2764\r\nand\nmore\r\n"
            "\u200E[31.12.24, 11:59:02\u202FPM] ~\u202FAna: \u200E<attached: "
            "00000002-PHOTO-2024-12-31.jpg>\r\n"
            "[31.12.24, 11:59:03\u202FPM] \u202A+55 11 98765-4321\u202C: \u200Eimage omitted\r\n"));
  ASSERT_EQ(reading.messages.size(), 4U);
  EXPECT_EQ(reading.before.thread_id, "Book Club");
  EXPECT_EQ(reading.messages[0].kind, MessageKind::system);
  EXPECT_EQ(reading.messages[0].content, "Messages and calls are end-to-end encrypted.");
  EXPECT_EQ(reading.messages[1].content, "hi \u2764\nand\nmore");
  EXPECT_EQ(reading.messages[1].timestamp, "2024-12-31 23:59:01");
  EXPECT_EQ(reading.messages[2].media_url, "00000002-PHOTO-2024-12-31.jpg");
  EXPECT_EQ(reading.messages[2].author, uuid5(kNamespaceOid, "whatsapp:~\u202FAna").to_string());
  EXPECT_EQ(reading.messages[3].kind, MessageKind::media);
  EXPECT_EQ(reading.messages[3].author,
            uuid5(kNamespaceOid, "whatsapp:+55 11 98765-4321").to_string());
}

TEST_F(WhatsAppAdapterTest, tells_notices_from_the_person_a_chat_is_named_after) {
  const Reading reading =
      read(write("WhatsApp Chat - Ana.txt",
                 "[31/12/24, 10:00:00] Ana: \u200EMessages and calls are end-to-end encrypted.\n"
                 "[31/12/24, 10:00:01] Ana: hi\n"
                 "[31/12/24, 10:00:02] Me: Bob changed the plan\n"
                 "[31/12/24, 10:00:03] Ana: Bob changed the plan\n"
                 "[31/12/24, 10:00:04] Ana: \u200Eimage omitted\n"));
  ASSERT_EQ(reading.messages.size(), 5U);
  EXPECT_EQ(reading.messages[0].kind, MessageKind::system);
  EXPECT_EQ(reading.messages[1].kind, MessageKind::text);
  EXPECT_EQ(reading.messages[3].kind, MessageKind::text);
  EXPECT_EQ(reading.messages[4].kind, MessageKind::media);
  EXPECT_EQ(reading.before.thread_id, uuid5(kNamespaceOid, "whatsapp:Ana").to_string());
  EXPECT_EQ(reading.before.thread_id, reading.messages[1].author);
}

TEST_F(WhatsAppAdapterTest, keeps_a_desktop_header_pasted_into_a_text) {
  const Reading reading = read_text(
      "31/12/2024, 10:00 - Franklin: he wrote:\n"
      "[10:11, 05/01/2024] X: hello\n"
      "[05/01/24, 10:11:12] Y: hello\n"
      "2024-01-05, 10:11 - Z: hello\n");
  ASSERT_EQ(reading.messages.size(), 1U);
  EXPECT_EQ(reading.messages[0].content,
            "he wrote:\n[10:11, 05/01/2024] X: hello\n[05/01/24, 10:11:12] Y: hello\n2024-01-05, "
            "10:11 - Z: hello");
}

TEST_F(WhatsAppAdapterTest, makes_system_lines_of_notices_with_colons) {
  const Reading reading = read_text(
      "31/12/2024, 10:00 - Franklin changed the group name from \"Trip\" to \"Plan: beach\"\n"
      "31/12/2024, 10:01 - Franklin: fine\n");
  ASSERT_EQ(reading.messages.size(), 2U);
  EXPECT_EQ(reading.messages[0].kind, MessageKind::system);
  EXPECT_FALSE(reading.messages[0].author_uuid);
  EXPECT_EQ(reading.messages[0].content,
            kFranklin + " changed the group name from \"Trip\" to \"Plan: beach\"");
}

TEST_F(WhatsAppAdapterTest, puts_every_line_into_a_message_or_a_reject) {
  const Reading reading = read_text(
      "\n"
      "stray text of Franklin\n"
      "31/12/2024, 10:00 - Franklin: one\n"
      "31/02/2024, 10:00 - Franklin: two\n"
      "rest of two, mail franklin@example.org\n"
      "31/12/2024, 10:02 - Franklin: three\n");
  ASSERT_EQ(reading.messages.size(), 2U);
  EXPECT_EQ(reading.messages[1].content, "three");
  ASSERT_EQ(reading.rejects.size(), 4U);
  EXPECT_EQ(reading.rejects[0].line, 1);
  EXPECT_EQ(reading.rejects[1].line, 2);
  EXPECT_EQ(reading.rejects[1].reason, "before the first message");
  EXPECT_EQ(reading.rejects[1].text, "stray text of " + kFranklin);
  EXPECT_EQ(reading.rejects[2].line, 4);
  EXPECT_EQ(reading.rejects[2].reason, "no such date or time");
  EXPECT_EQ(reading.rejects[3].text, "rest of two, mail [email]");
  EXPECT_EQ(reading.after.rejected, 4);
}

TEST_F(WhatsAppAdapterTest, rejects_what_makes_a_message_endless) {
  std::string text = "31/12/2024, 10:00 - Franklin: one\n";
  for (int i = 0; i < 60; ++i) text += std::string(20'000, 'x') + "\n";
  text += "31/12/2024, 10:01 - Franklin: two\n";
  const Reading reading = read_text(text);
  ASSERT_EQ(reading.messages.size(), 2U);
  EXPECT_EQ(reading.messages[1].content, "two");
  EXPECT_EQ(reading.rejects.size(), 8U);
  EXPECT_EQ(reading.rejects[0].reason, "message longer than 1 MiB");
}

TEST_F(WhatsAppAdapterTest, replaces_names_in_mentions_and_notices_only) {
  const Reading reading = read_text(
      "31/12/2024, 10:00 - Franklin added Eurico Max\n"
      "31/12/2024, 10:01 - Franklin: hi @Eurico Max and @\u2068Eurico Max\u2069 and @\u2068Nobody "
      "Known\u2069, Eurico Max\n"
      "31/12/2024, 10:02 - Eurico Max: @Franklins and @Franklin\n"
      "31/12/2024, 10:03 - Eurico: ok\n");
  ASSERT_EQ(reading.messages.size(), 4U);
  EXPECT_EQ(reading.messages[0].content, kFranklin + " added " + kEurico);
  const Uuid nobody = uuid5(kNamespaceOid, "whatsapp:Nobody Known");
  EXPECT_EQ(reading.messages[1].content,
            "hi @" + kEurico + " and @" + kEurico + " and @" + nobody.to_string() + ", Eurico Max");
  EXPECT_THAT(reading.messages[1].mentions, ElementsAre(Uuid::parse(kEurico), nobody));
  EXPECT_EQ(reading.messages[2].content, "@Franklins and @" + kFranklin);
  EXPECT_THAT(reading.messages[2].mentions, ElementsAre(Uuid::parse(kFranklin)));
}

TEST_F(WhatsAppAdapterTest, hides_people_who_never_wrote) {
  const Reading reading = read_text(
      "31/12/2024, 10:00 - You added Maria Souza, Pedro and Franklin\n"
      "31/12/2024, 10:01 - Pedro left\n"
      "31/12/2024, 10:02 - Franklin: left\n"
      "31/12/2024, 10:03 - You're now an admin\n"
      "31/12/2024, 10:04 - Franklin Delano left\n");
  const std::string maria = uuid5(kNamespaceOid, "whatsapp:Maria Souza").to_string();
  const std::string pedro = uuid5(kNamespaceOid, "whatsapp:Pedro").to_string();
  EXPECT_EQ(reading.messages[0].content, "You added " + maria + ", " + pedro + " and " + kFranklin);
  EXPECT_EQ(reading.messages[1].content, pedro + " left");
  EXPECT_EQ(reading.messages[3].content, "You're now an admin");
  EXPECT_EQ(reading.messages[4].content,
            uuid5(kNamespaceOid, "whatsapp:Franklin Delano").to_string() + " left");
}

TEST_F(WhatsAppAdapterTest, scrubs_personal_data_and_names_it) {
  const Reading reading = read_text(
      "31/12/2024, 10:00 - Franklin: +55 11 98765-4321 or me@example.org or (11) 98765-4321\n"
      "31/12/2024, 10:01 - +55 11 91234-5678 joined using this group's invite link\n"
      "31/12/2024, 10:02 - Franklin: <Media omitted>\nmail me@example.org\n"
      "31/12/2024, 10:03 - Franklin: see https://example.org/11987654321 and "
      "https://wa.me/5511987654321\n");
  ASSERT_EQ(reading.messages.size(), 4U);
  EXPECT_EQ(reading.messages[0].content, "[phone] or [email] or [phone]");
  EXPECT_THAT(reading.messages[0].pii, ElementsAre("phone", "email", "phone"));
  EXPECT_EQ(reading.messages[1].content, "[phone] joined using this group's invite link");
  EXPECT_EQ(reading.messages[2].content, "mail [email]");
  EXPECT_EQ(reading.messages[3].content,
            "see https://example.org/11987654321 and https://wa.me/[phone]");
  EXPECT_THAT(reading.messages[3].urls,
              ElementsAre("https://example.org/11987654321", "https://wa.me/[phone]"));
}

TEST_F(WhatsAppAdapterTest, mentions_participants_by_their_number) {
  const Reading reading = read_text(
      "31/12/2024, 10:00 - Franklin: hi @5511987654321 and @5511911111111\n"
      "31/12/2024, 10:01 - +55 11 98765-4321: hi\n");
  const Uuid known = uuid5(kNamespaceOid, "whatsapp:+55 11 98765-4321");
  EXPECT_EQ(reading.messages[0].content, "hi @" + known.to_string() + " and @[phone]");
  EXPECT_THAT(reading.messages[0].mentions, ElementsAre(known));
  EXPECT_THAT(reading.messages[0].pii, ElementsAre("phone"));
}

TEST_F(WhatsAppAdapterTest, keeps_names_and_texts_where_asked) {
  InputOptions raw;
  raw.names = NameMode::raw;
  const std::string text =
      "31/12/2024, 10:00 - Franklin added Eurico Max\n"
      "31/12/2024, 10:01 - Eurico Max: @Franklin mail me@example.org\n"
      "31/12/2024, 10:01 - Franklin: hi\n";
  const auto path = write("WhatsApp Chat with Franklin.txt", text);
  const Reading named = read(path, raw);
  EXPECT_EQ(named.before.thread_id, "Franklin");
  EXPECT_EQ(named.messages[0].content, "Franklin added Eurico Max");
  EXPECT_EQ(named.messages[1].author, "Eurico Max");
  EXPECT_EQ(named.messages[1].author_uuid, Uuid::parse(kEurico));
  EXPECT_EQ(named.messages[1].content, "@Franklin mail me@example.org");
  EXPECT_THAT(named.messages[1].pii, ElementsAre("email"));
  const Reading hidden = read(path);
  EXPECT_EQ(hidden.before.thread_id, kFranklin);
  EXPECT_EQ(ids(named), ids(hidden));
}

TEST_F(WhatsAppAdapterTest, converges_on_longer_truncated_and_medialess_exports) {
  const std::string first =
      "31/12/2024, 10:00 - Franklin: IMG-20241231-WA0001.jpg (file attached)\nour cat\n";
  const std::string rest =
      "31/12/2024, 10:00 - Franklin: ok\n31/12/2024, 10:00 - Franklin: ok\n31/12/2024, 10:05 - "
      "Eurico Max: bye\n";
  const auto longer = ids(read(write("WhatsApp Chat with Book Club.txt", first + rest)));
  const auto truncated = ids(read(write("WhatsApp Chat with Book Club.txt", rest)));
  const auto medialess =
      ids(read(write("WhatsApp Chat with Book Club.txt",
                     "31/12/2024, 10:00 - Franklin: <Media omitted>\nour cat\n" + rest)));
  EXPECT_EQ(longer, medialess);
  EXPECT_EQ(std::vector<Uuid>(longer.begin() + 1, longer.end()), truncated);
  EXPECT_NE(longer[1], longer[2]);
}

TEST_F(WhatsAppAdapterTest, gives_other_ids_to_other_chats_and_tenants) {
  const std::string text = "31/12/2024, 10:00 - Franklin: ok\n";
  InputOptions other_tenant;
  other_tenant.tenant_id = "other";
  InputOptions other_thread;
  other_thread.thread = "other";
  const Uuid id = ids(read_text(text))[0];
  EXPECT_NE(id, ids(read_text(text, other_tenant))[0]);
  EXPECT_NE(id, ids(read_text(text, other_thread))[0]);
  EXPECT_EQ(id, ids(read_text(text))[0]);
}

TEST_F(WhatsAppAdapterTest, reads_local_times_in_the_zone_asked_for) {
  InputOptions options;
  options.timezone = "America/Sao_Paulo";
  EXPECT_EQ(read_text("31/12/2024, 10:00 - Franklin: ok\n", options).messages[0].timestamp,
            "2024-12-31 13:00:00");
}

TEST_F(WhatsAppAdapterTest, says_how_dates_were_read) {
  const Reading open = read_text("01/02/2024, 10:00 - Franklin: ok\n");
  EXPECT_TRUE(open.before.date_order_assumed);
  EXPECT_EQ(open.messages[0].timestamp, "2024-02-01 10:00:00");
  EXPECT_EQ(open.after.warnings.size(), 1U);
  InputOptions options;
  options.date_order = DateOrder::ymd;
  const Reading front = read_text("24/05/03, 10:00 - Franklin: ok\n", options);
  EXPECT_EQ(front.messages[0].timestamp, "2024-05-03 10:00:00");
  EXPECT_EQ(front.before.date_order, DateOrder::ymd);
  EXPECT_FALSE(front.before.date_order_assumed);
}

TEST_F(WhatsAppAdapterTest, refuses_files_that_are_no_chats) {
  using namespace std::string_literals;
  const auto gives = [&](const std::string& content) { return error_of(write("x.txt", content)); };
  EXPECT_THAT(error_of(folder_ / "nowhere.txt"), HasSubstr("no such file"));
  EXPECT_THAT(error_of(folder_), HasSubstr("is a folder"));
  EXPECT_THAT(gives(""), HasSubstr("is empty"));
  EXPECT_THAT(gives("just\nsome text\n"), HasSubstr("holds no message"));
  EXPECT_THAT(gives("a\0b"s), HasSubstr("binary"));
  EXPECT_THAT(gives("\xFF\xFE"
                    "3\0"s),
              HasSubstr("UTF-16"));
  EXPECT_THAT(gives("31/12/2024, 10:00 - Ana: caf\xE9\n"), HasSubstr("offset 28;"));
  EXPECT_THAT(gives("99/05/03, 10:00 - Ana: ok\n"), HasSubstr("--date-order"));
  EXPECT_THAT(error_of("/dev/zero"), HasSubstr("no regular file"));
  InputOptions mars;
  mars.timezone = "Mars/Olympus";
  EXPECT_THAT(error_of(write("x.txt", "31/12/2024, 10:00 - Ana: ok\n"), mars),
              HasSubstr("Mars/Olympus"));
}

TEST_F(WhatsAppAdapterTest, replaces_bad_bytes_where_asked) {
  InputOptions options;
  options.lossy = true;
  const Reading reading = read_text("31/12/2024, 10:00 - Franklin: caf\xE9\n", options);
  EXPECT_EQ(reading.messages[0].content, "caf\uFFFD");
}

TEST_F(WhatsAppAdapterTest, notices_a_file_that_changes_while_it_is_read) {
  const auto path = write("x.txt", "31/12/2024, 10:00 - Ana: ok\n");
  const auto input = WhatsAppAdapter().open(path, {});
  write("x.txt", "31/12/2024, 10:00 - Ana: okay\n");
  KeepingSink sink;
  EXPECT_THROW(input->read(sink), IngestError);
}

TEST_F(WhatsAppAdapterTest, reports_progress) {
  const std::string text = "31/12/2024, 10:00 - Ana: ok\n";
  const auto input = WhatsAppAdapter().open(write("x.txt", text), {});
  EXPECT_EQ(input->total_bytes(), text.size());
  EXPECT_EQ(input->bytes_read(), 0U);
  KeepingSink sink;
  EXPECT_EQ(input->read(sink).bytes, text.size());
  EXPECT_EQ(input->bytes_read(), text.size());
}

}  // namespace
}  // namespace egregora::ingest_test
