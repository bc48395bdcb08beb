// SPDX-License-Identifier: Apache-2.0
// The tasks that are claimed next, as they are remembered.
#include "database/ready_tasks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace egregora::detail {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ReadyTask task(std::int64_t priority, std::int64_t seq, std::string type = "t",
               std::size_t payload = 0) {
  ReadyTask made{.place = {priority, seq}, .type = std::move(type)};
  if (payload > 0) made.payload = std::string(payload, 'x');
  return made;
}

std::vector<std::int64_t> seqs(const std::vector<ReadyTask>& tasks) {
  std::vector<std::int64_t> found;
  for (const ReadyTask& ready : tasks) found.push_back(ready.place.seq);
  return found;
}

TEST(ReadyTasks, are_taken_by_priority_then_number) {
  ReadyTasks ready;
  ready.load({task(0, 5), task(9, 7), task(0, 2), task(-1, 1)}, true);
  EXPECT_THAT(seqs(ready.take({}, 3)), ElementsAre(7, 2, 5));
  EXPECT_THAT(seqs(ready.take({}, 3)), ElementsAre(1));
  EXPECT_TRUE(ready.empty());
}

TEST(ReadyTasks, are_taken_by_type) {
  ReadyTasks ready;
  ready.load({task(0, 1, "a"), task(0, 2, "b"), task(0, 3, "c"), task(0, 4, "b")}, true);
  EXPECT_THAT(seqs(ready.take({"b", "c"}, 2)), ElementsAre(2, 3));
  EXPECT_THAT(seqs(ready.take({"none"}, 2)), IsEmpty());
  EXPECT_THAT(seqs(ready.take({}, 9)), ElementsAre(1, 4));
}

TEST(ReadyTasks, take_in_only_what_has_its_place_among_them) {
  ReadyTasks ready;
  ready.add(task(9, 1));  // nothing is known: others may come before it
  EXPECT_TRUE(ready.empty());
  ready.load({task(5, 1), task(0, 2)}, false);
  ready.add(task(0, 3));
  ready.add(task(1, 4));
  EXPECT_THAT(seqs(ready.take({}, 9)), ElementsAre(1, 4, 2));
  ready.load({}, true);
  ready.add(task(0, 3));
  ready.remove({0, 3});
  ready.add(task(0, 4));
  EXPECT_THAT(seqs(ready.take({}, 9)), ElementsAre(4));
}

TEST(ReadyTasks, grow_while_they_are_used_and_payloads_are_small) {
  ReadyTasks ready;
  const std::int64_t first = ready.good_size();
  ready.load({task(0, 1)}, false);
  EXPECT_GT(ready.good_size(), first);
  ready.load({task(0, 1, "t", 1'000'000)}, false);
  EXPECT_LT(ready.good_size(), first);
  ready.forget();
  EXPECT_EQ(ready.good_size(), first);
}

TEST(ReadyTasks, forget_the_last_ones_where_too_many_came) {
  ReadyTasks ready;
  ready.load({}, true);
  for (std::int64_t seq = 1; seq <= 10'000; ++seq) ready.add(task(0, seq));
  EXPECT_FALSE(ready.holds_all());
  const auto taken = ready.take({}, 10'000);
  EXPECT_LT(taken.size(), 5000U);
  for (std::size_t i = 0; i < taken.size(); ++i) {
    EXPECT_EQ(taken[i].place.seq, static_cast<std::int64_t>(i) + 1);
  }
}

}  // namespace
}  // namespace egregora::detail
