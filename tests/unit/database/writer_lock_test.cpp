// SPDX-License-Identifier: Apache-2.0
#include "database/writer_lock.hpp"

#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>

#include <memory>
#include <thread>
#include <vector>

namespace egregora::detail {
namespace {

TEST(WriterLock, one_thread_at_a_time) {
  WriterLock lock;
  int value = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) {
        const WriterGuard guard(lock);
        ++value;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(value, 4000);
}

TEST(WriterLock, waiting_for_oneself_is_an_error) {
  WriterLock lock;
  const WriterGuard guard(lock);
  EXPECT_TRUE(lock.held_by_this_thread());
  EXPECT_THROW(lock.lock(), InvalidOperationError);
}

TEST(WriterLock, may_be_released_by_another_thread) {
  WriterLock lock;
  auto guard = std::make_unique<WriterGuard>(lock);
  std::thread([&] { guard.reset(); }).join();
  EXPECT_FALSE(lock.held_by_this_thread());
  EXPECT_NO_THROW(WriterGuard{lock});
}

TEST(WriterLock, counts_its_turns) {
  WriterLock lock;
  EXPECT_EQ(lock.turns(), 0U);
  for (std::uint64_t turn = 1; turn <= 3; ++turn) {
    const WriterGuard guard(lock);
    EXPECT_EQ(lock.turns(), turn);
    EXPECT_THROW(lock.refuse_own_wait(), InvalidOperationError);
  }
  EXPECT_EQ(lock.turns(), 3U);
  EXPECT_NO_THROW(lock.refuse_own_wait());
}

}  // namespace
}  // namespace egregora::detail
