// SPDX-License-Identifier: Apache-2.0
// Where a name ends, and what is none.
#include "ingest/whatsapp_sender.hpp"

#include <gtest/gtest.h>

#include <string>

namespace egregora::ingest {
namespace {

TEST(WhatsAppSender, ends_at_the_first_colon_before_a_blank) {
  EXPECT_EQ(split_sender("Ana: hi: there").sender, "Ana");
  EXPECT_EQ(split_sender("Ana: hi").text_begin, 5U);
  EXPECT_EQ(split_sender("Re:Ana: hi").sender, "Re:Ana");
  EXPECT_EQ(split_sender("Ana:").sender, "Ana");
  EXPECT_EQ(split_sender("Ana:").text_begin, 4U);
  EXPECT_EQ(split_sender("Ana:\u200E hi").sender, "Ana");
  EXPECT_EQ(split_sender("+55 11 98765-4321: hi").sender, "+55 11 98765-4321");
}

TEST(WhatsAppSender, is_absent_without_such_a_colon) {
  EXPECT_TRUE(split_sender("Ana joined using this group's invite link").sender.empty());
  EXPECT_TRUE(split_sender("see https://example.org").sender.empty());
  EXPECT_TRUE(split_sender(": hi").sender.empty());
  EXPECT_TRUE(split_sender("").sender.empty());
  EXPECT_TRUE(split_sender(std::string(500, 'x') + ": hi").sender.empty());
}

TEST(WhatsAppSender, takes_notices_with_a_colon_for_no_names) {
  EXPECT_FALSE(looks_like_name("Ana changed the group name from \"Trip\" to \"Plan"));
  EXPECT_FALSE(looks_like_name("Ana changed the subject to “Plan"));
  EXPECT_FALSE(looks_like_name("Ana changed the group description"));
  EXPECT_FALSE(looks_like_name("Ana mudou o nome do grupo de Viagem para Plano"));
  EXPECT_FALSE(looks_like_name("Ana hat den Betreff zu „Plan"));
  EXPECT_FALSE(looks_like_name("Ana a changé le sujet en « Plan"));
  EXPECT_FALSE(looks_like_name("Анна изменила тему на «План"));
  EXPECT_FALSE(looks_like_name("الرسائل والمكالمات مشفّرة بالكامل"));
}

TEST(WhatsAppSender, takes_people_for_names) {
  for (const char* name :
       {"Ana", "Ana \"Nina\" Silva", "Dr. Ana-Maria d'Ávila", "~\u202FAna", "+55 11 98765-4321",
        "张三", "Ana “Nina” Silva", "Müller, Jörg (Büro)", "😀", "Mr. „Fix“ It"}) {
    EXPECT_TRUE(looks_like_name(name)) << name;
  }
}

}  // namespace
}  // namespace egregora::ingest
