// SPDX-License-Identifier: Apache-2.0
// The chat's name from file names.
#include "ingest/chat_name.hpp"

#include <gtest/gtest.h>

namespace egregora::ingest {
namespace {

TEST(ChatName, drops_the_words_of_whatsapp) {
  EXPECT_EQ(chat_name("WhatsApp Chat with Book Club.zip"), "Book Club");
  EXPECT_EQ(chat_name("WhatsApp Chat - Book Club.zip"), "Book Club");
  EXPECT_EQ(chat_name("WhatsApp_Chat_with_Book Club.txt"), "Book Club");
  EXPECT_EQ(chat_name("Conversa do WhatsApp com Família.txt"), "Família");
  EXPECT_EQ(chat_name("Chat de WhatsApp con Ana.txt"), "Ana");
  EXPECT_EQ(chat_name("WhatsApp-Chat mit Ana.txt"), "Ana");
  EXPECT_EQ(chat_name("Discussion WhatsApp avec Ana.txt"), "Ana");
  EXPECT_EQ(chat_name("Чат WhatsApp с Анна.txt"), "Анна");
  EXPECT_EQ(chat_name("Ana ile WhatsApp Sohbeti.txt"), "Ana");
  EXPECT_EQ(chat_name("\u200EWhatsApp Chat with Ana.zip"), "Ana");
}

TEST(ChatName, keeps_other_names_whole) {
  EXPECT_EQ(chat_name("Book Club.txt"), "Book Club");
  EXPECT_EQ(chat_name("_chat.txt"), "_chat");
  EXPECT_EQ(chat_name("WhatsApp Chat.txt"), "WhatsApp Chat");
  EXPECT_EQ(chat_name("notes.v2"), "notes.v2");
}

TEST(ChatName, tells_exports_from_other_files) {
  EXPECT_TRUE(has_chat_prefix("WhatsApp Chat with X.txt"));
  EXPECT_FALSE(has_chat_prefix("notes.txt"));
  EXPECT_FALSE(has_chat_prefix("_chat.txt"));
}

}  // namespace
}  // namespace egregora::ingest
