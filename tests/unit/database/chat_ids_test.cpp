// SPDX-License-Identifier: Apache-2.0
// The ids of a chat's messages, to the letter: they are stored, and must never change.
#include "database/chat_ids.hpp"

#include <gtest/gtest.h>

#include <set>

#include "database/pseudonym.hpp"

namespace egregora::detail {
namespace {

constexpr Timestamp kNow{std::chrono::microseconds{1'700'000'000'000'000}};

Uuid chat() {
  return uuid5(kNamespaceOid,
               "site\x1Fsignal\x1F"
               "00000000-0000-0000-0000-000000000000");
}

TEST(ChatIds, are_the_documented_digests) {
  ChatIds ids("site", "signal", Uuid());
  EXPECT_EQ(ids.first(kNow, "someone", "hi"), uuid5(chat(),
                                                    "1700000000000000\x1Fsomeone\x1Fhi\x1F"
                                                    "1"));
  EXPECT_EQ(ids.numbered(12), uuid5(chat(),
                                    "1700000000000000\x1Fsomeone\x1Fhi\x1F"
                                    "12"));
  EXPECT_EQ(ids.keyed("m-1"), uuid5(chat(), "key\x1Fm-1"));
  EXPECT_EQ(ids.with_file(kNow, "someone", "a.jpg", "see"), uuid5(chat(),
                                                                  "file\x1F"
                                                                  "1700000000000000\x1Fsomeone\x1F"
                                                                  "5\x1F"
                                                                  "a.jpg\x1Fsee"));
  EXPECT_EQ(ids.first(kNow, "", ""), uuid5(chat(),
                                           "1700000000000000\x1F\x1F\x1F"
                                           "1"));
}

TEST(ChatIds, tell_apart_what_holds_the_separator) {
  ChatIds ids("t", "s", Uuid());
  const std::set<Uuid> different = {ids.first(kNow, "a", "x"),
                                    ids.first(kNow, "a",
                                              "x\x1F"
                                              "1"),
                                    ids.with_file(kNow, "a", "x", ""),
                                    ids.with_file(kNow, "a", "", "x"),
                                    ids.with_file(kNow, "a", "x\x1F", "y"),
                                    ids.with_file(kNow, "a", "x", "\x1Fy"),
                                    ids.with_file(kNow, "a", "", ""),
                                    ids.keyed("1700000000000000\x1F"
                                              "a\x1Fx\x1F"
                                              "1"),
                                    ids.keyed("")};
  EXPECT_EQ(different.size(), 9U);
}

TEST(Pseudonym, is_of_source_and_name) {
  EXPECT_EQ(pseudonym_of(kNamespaceOid, "whatsapp", "Franklin").to_string(),
            "506f0d3a-8071-58c4-bcdc-219793debe13");
  EXPECT_EQ(pseudonym_of(kNamespaceOid, "whatsapp", "Eurico Max").to_string(),
            "829fe77e-66c6-5656-a735-b15d1ed7816b");
  EXPECT_EQ(pseudonym_of(kNamespaceOid, "signal", "Ana"), uuid5(kNamespaceOid, "signal:Ana"));
}

}  // namespace
}  // namespace egregora::detail
