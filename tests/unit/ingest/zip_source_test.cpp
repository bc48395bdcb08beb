// SPDX-License-Identifier: Apache-2.0
// Archives: the right member, and everything hostile refused with one sentence.
#include "ingest_fixture.hpp"

#include <gmock/gmock.h>

namespace egregora::ingest_test {
namespace {

using ::testing::HasSubstr;

const std::string kChat = "31/12/2024, 10:00 - Franklin: ok\n";

class ZipSource : public IngestFixture {};

TEST_F(ZipSource, reads_the_chat_beside_its_media) {
  const Reading ios = read(write_zip(
      "WhatsApp Chat - Book Club.zip",
      {{"00000002-notes.txt", "no chat"}, {"_chat.txt", kChat}, {"IMG-1.jpg", "\xFF\xD8"}}));
  EXPECT_EQ(ios.before.thread_id, "Book Club");
  ASSERT_EQ(ios.messages.size(), 1U);
  const Reading android =
      read(write_zip("renamed.zip", {{"WhatsApp Chat with Book Club.txt", kChat}, {"a.txt", "x"}}));
  EXPECT_EQ(android.before.thread_id, "Book Club");
  EXPECT_EQ(android.messages[0].message_id, ios.messages[0].message_id);
}

TEST_F(ZipSource, takes_a_single_text_of_any_name) {
  const auto path =
      write_zip("club.zip", {{"__MACOSX/._export.txt", "x"}, {"folder/export.txt", kChat}});
  EXPECT_EQ(read(path).before.thread_id, "club");
}

TEST_F(ZipSource, refuses_archives_without_one_chat) {
  EXPECT_THAT(
      error_of(write_zip("a.zip", {{"_chat.txt", kChat}, {"WhatsApp Chat with X.txt", kChat}})),
      HasSubstr("more than one chat"));
  EXPECT_THAT(error_of(write_zip("b.zip", {{"a.txt", kChat}, {"b.txt", kChat}})),
              HasSubstr("more than one chat"));
  EXPECT_THAT(error_of(write_zip("c.zip", {{"IMG-1.jpg", "x"}})), HasSubstr("holds no chat text"));
  EXPECT_THAT(error_of(write_zip("d.zip", {{"inner.zip", "x"}})), HasSubstr("holds another zip"));
  EXPECT_THAT(error_of(write_zip("e.zip", {{"_chat.txt", ""}})), HasSubstr("is empty"));
}

TEST_F(ZipSource, refuses_paths_that_lead_out) {
  for (const char* name :
       {"../_chat.txt", "a/../../b.jpg", "/etc/passwd", "C:\\x.txt", "..\\x.txt", "a/.."}) {
    EXPECT_THAT(error_of(write_zip("x.zip", {{"_chat.txt", kChat}, {name, kChat}})),
                HasSubstr("leads out"))
        << name;
  }
  EXPECT_EQ(error_of(write_zip("y.zip", {{"_chat.txt", kChat}, {"a..b/c...jpg", "x"}})), "");
}

TEST_F(ZipSource, refuses_encrypted_archives) {
  EXPECT_THAT(error_of(write_zip("x.zip", {{"_chat.txt", kChat}}, "secret")),
              HasSubstr("is encrypted"));
}

TEST_F(ZipSource, refuses_damaged_archives) {
  const auto path = write_zip("x.zip", {{"_chat.txt", kChat}});
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  EXPECT_THAT(error_of(write("cut.zip", bytes.substr(0, bytes.size() / 2))),
              HasSubstr("damaged or truncated"));
  EXPECT_THAT(error_of(write("text.zip", kChat)), HasSubstr("is no zip"));
  std::string spoiled = bytes;
  for (std::size_t i = 40; i < 60; ++i) spoiled[i] = static_cast<char>(~spoiled[i]);
  EXPECT_NE(error_of(write("spoiled.zip", spoiled)), "");
}

TEST_F(ZipSource, counts_what_it_unpacks) {
  std::string repeated = kChat;
  while (repeated.size() < (4U << 20)) repeated += repeated;
  const auto bomb = write_zip("bomb.zip", {{"_chat.txt", repeated}});
  EXPECT_THAT(error_of(bomb), HasSubstr("100 to 1"));
  InputOptions options;
  options.max_compression_ratio = 100'000;
  options.max_unpacked_bytes = 1U << 20;
  EXPECT_THAT(error_of(bomb, options), HasSubstr("limit of 1048576 bytes"));
  options.max_unpacked_bytes = 100U << 20;
  EXPECT_EQ(error_of(bomb, options), "");
}

TEST_F(ZipSource, counts_members) {
  InputOptions options;
  options.max_archive_members = 2;
  EXPECT_THAT(
      error_of(write_zip("x.zip", {{"_chat.txt", kChat}, {"a.jpg", "x"}, {"b.jpg", "x"}}), options),
      HasSubstr("holds 3 members"));
}

}  // namespace
}  // namespace egregora::ingest_test
