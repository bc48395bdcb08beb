// SPDX-License-Identifier: Apache-2.0
// Ids that converge, and counting equals in flat memory.
#include "ingest/message_ids.hpp"

#include <gtest/gtest.h>

namespace egregora::ingest {
namespace {

constexpr Timestamp kNow{std::chrono::microseconds{1'700'000'000'000'000}};

TEST(MessageIds, are_the_documented_digest) {
  MessageIds ids("default", "whatsapp", Uuid::parse("506f0d3a-8071-58c4-bcdc-219793debe13"));
  const Uuid chat = uuid5(kNamespaceOid,
                          "default\x1Fwhatsapp\x1F"
                          "506f0d3a-8071-58c4-bcdc-219793debe13");
  EXPECT_EQ(ids.next(kNow, "someone", "hi"), uuid5(chat,
                                                   "1700000000000000\x1Fsomeone\x1Fhi\x1F"
                                                   "1"));
  EXPECT_EQ(ids.next(kNow, "someone", "hi"), uuid5(chat,
                                                   "1700000000000000\x1Fsomeone\x1Fhi\x1F"
                                                   "2"));
  EXPECT_EQ(ids.next(kNow, "", "hi"), uuid5(chat,
                                            "1700000000000000\x1F\x1Fhi\x1F"
                                            "1"));
}

TEST(MessageIds, number_equals_that_do_not_stand_together) {
  MessageIds ids("t", "whatsapp", Uuid());
  const Uuid first = ids.next(kNow, "a", "ok");
  ids.next(kNow, "a", "other");
  ids.next(kNow - std::chrono::hours{1}, "a", "ok");
  const Uuid second = ids.next(kNow, "a", "ok");
  EXPECT_NE(first, second);
  MessageIds again("t", "whatsapp", Uuid());
  EXPECT_EQ(again.next(kNow, "a", "ok"), first);
  EXPECT_EQ(again.next(kNow, "a", "ok"), second);
}

TEST(RecentCounts, counts_over_at_least_its_reach) {
  RecentCounts counts;
  const auto fingerprint = [](std::uint64_t i) { return uuid5(kNamespaceOid, std::to_string(i)); };
  for (std::uint64_t i = 0; i < RecentCounts::kReach; ++i)
    ASSERT_EQ(counts.count(fingerprint(i)), 1U);
  for (std::uint64_t i = 0; i < RecentCounts::kReach; ++i)
    ASSERT_EQ(counts.count(fingerprint(i)), 2U);
  for (std::uint64_t i = 0; i < 100; ++i) ASSERT_EQ(counts.count(fingerprint(7)), 3U + i);
}

}  // namespace
}  // namespace egregora::ingest
