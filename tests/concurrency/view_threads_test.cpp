// SPDX-License-Identifier: Apache-2.0
// Threads that refresh, plan and explain views while others change what these read, and drop their
// tables. What must hold: nobody fails but by a table that is gone, and once it is quiet a refresh
// makes the views what their builders say.
#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/views.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {

constexpr std::int64_t kTurns = 25;

TEST(ViewThreads, views_follow_their_inputs_whatever_happens_to_their_tables) {
  const testing::TemporaryFolder folder;
  DuckDBStorageManager storage{{.db_path = folder / "views.duckdb"}};
  const auto numbers = [](std::int64_t from) { return memtable({{"id", {from, from + 1}}}); };
  storage.write_table(numbers(0), "base");
  ViewRegistry registry;
  registry.add("twice",
               [](const Table& t) {
                 return t.mutate(Named{"double", t["id"] * 2});
               },
               {.depends_on = {"base"}});
  registry.add("counted",
               [](const Table& t) {
                 return t.agg(Named{"rows", count()});
               },
               {.depends_on = {"twice"}});
  std::atomic<int> built = 0;
  const std::vector<std::function<void(std::int64_t)>> works = {
      [&](std::int64_t) { built += static_cast<int>(registry.refresh(storage).size()); },
      [&](std::int64_t) { static_cast<void>(registry.plan(storage)); },
      [&](std::int64_t i) {
        EXPECT_EQ(
            registry.explain(storage, i % 2 == 0 ? "twice" : "counted").view.depends_on.size(), 1U);
      },
      [&](std::int64_t i) { storage.insert("base", numbers(2 * i)); },
      [&](std::int64_t i) { storage.drop_table(i % 2 == 0 ? "twice" : "counted"); },
  };
  {
    std::vector<std::jthread> threads;
    for (const auto& work : works) {
      threads.emplace_back([&] {
        for (std::int64_t i = 1; i <= kTurns; ++i) {
          try {
            work(i);
          } catch (const TableNotFoundError&) {
            continue;  // dropped by the last one
          }
        }
      });
    }
  }
  EXPECT_GT(built, 0);
  registry.refresh(storage);
  EXPECT_TRUE(registry.plan(storage).empty());
  EXPECT_EQ(storage.row_count("twice"), 2 * (kTurns + 1));
  EXPECT_EQ(storage.read_table("counted").execute().column<std::int64_t>(0)[0], 2 * (kTurns + 1));
}

}  // namespace
}  // namespace egregora
