// SPDX-License-Identifier: Apache-2.0
// Who carries out whose change, and who hears of which error.
#include "database/commit_queue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <thread>

namespace egregora::detail {
namespace {

struct NamedChange final : QueuedChange {
  explicit NamedChange(std::string text) : name(std::move(text)) {}
  std::string name;
};

std::string name_of(const std::shared_ptr<QueuedChange>& change) {
  return static_cast<const NamedChange&>(*change).name;
}

/// Keeps the cohorts, and does with each what the test says.
class KeptQueue final : public CommitQueue {
 public:
  std::function<void(const Cohort&)> act = [](const Cohort&) {};
  std::vector<std::size_t> sizes;
  std::vector<std::string> names;

 private:
  void carry_out(const Cohort& cohort) override {
    sizes.push_back(cohort.size());
    for (const auto& change : cohort) names.push_back(name_of(change));
    act(cohort);
  }
};

/// What submit() throws, or "".
std::string error_of(CommitQueue& queue, const std::string& name) {
  try {
    queue.submit(std::make_shared<NamedChange>(name));
    return {};
  } catch (const std::exception& error) {
    return error.what();
  }
}

TEST(CommitQueue, a_lone_caller_carries_out_its_own) {
  KeptQueue queue;
  EXPECT_EQ(error_of(queue, "a"), "");
  EXPECT_EQ(error_of(queue, "b"), "");
  EXPECT_THAT(queue.names, ::testing::ElementsAre("a", "b"));
}

TEST(CommitQueue, those_that_come_meanwhile_are_carried_out_together) {
  KeptQueue queue;
  std::counting_semaphore<8> entered(0);
  std::counting_semaphore<8> leave(0);
  queue.act = [&](const CommitQueue::Cohort&) {
    entered.release();
    leave.acquire();
  };
  std::vector<std::jthread> threads;
  threads.emplace_back([&] { queue.submit(std::make_shared<NamedChange>("first")); });
  entered.acquire();
  std::atomic<int> begun = 0;
  for (int i = 0; i < 5; ++i) {
    threads.emplace_back([&] {
      ++begun;
      queue.submit(std::make_shared<NamedChange>("later"));
    });
  }
  while (begun < 5) std::this_thread::yield();
  leave.release(8);  // whoever has not come yet is carried out after those that have
  threads.clear();
  EXPECT_EQ(queue.names.size(), 6U);
  EXPECT_EQ(queue.sizes.front(), 1U);
  EXPECT_LE(queue.sizes.size(), 6U);
}

TEST(CommitQueue, an_error_is_its_callers_alone) {
  KeptQueue queue;
  queue.act = [](const CommitQueue::Cohort& cohort) {
    for (const auto& change : cohort) {
      if (name_of(change) != "bad") continue;
      change->set_error(std::make_exception_ptr(std::runtime_error("bad")));
    }
  };
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&, thread] {
        const std::string name = thread % 2 == 0 ? "bad" : "good";
        for (int i = 0; i < 200; ++i) {
          if (error_of(queue, name) != (name == "bad" ? "bad" : "")) ++wrong;
        }
      });
    }
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(queue.names.size(), 1600U);
}

TEST(CommitQueue, what_carrying_out_throws_all_hear_and_the_queue_goes_on) {
  KeptQueue queue;
  queue.act = [](const CommitQueue::Cohort&) { throw std::runtime_error("broken"); };
  EXPECT_EQ(error_of(queue, "a"), "broken");
  queue.act = [](const CommitQueue::Cohort&) {};
  EXPECT_EQ(error_of(queue, "b"), "");
}

}  // namespace
}  // namespace egregora::detail
