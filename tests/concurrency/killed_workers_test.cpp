// SPDX-License-Identifier: Apache-2.0
// Processes that queue and work, and are killed. What must hold: what was acknowledged is there, no
// task is done twice under a live fence, and the next process does the rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/worker.hpp>

#include <chrono>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;

/// Comes again at once.
RetryPolicy at_once() { return {.first = 0us, .longest = 0us}; }

/// A process that queues and works until it is killed; it writes a line for each thing that it was
/// told is done, after it was told so.
[[noreturn]] void work_until_killed(const std::filesystem::path& database, int told) {
  try {
    TaskStore store{{.db_path = database}, at_once()};
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&, thread] {
        const auto tell = [&](char what, const Uuid& id) {
          const std::string line = what + id.to_string() + "\n";
          static_cast<void>(!::write(told, line.data(), line.size()));
        };
        while (true) {
          tell('q', store.enqueue("t", {{"thread", thread}}, {.max_attempts = 1'000'000}));
          for (const Claim& claim : store.claim("killed", {.limit = 3, .lease = 1us})) {
            try {
              store.complete(claim);
              tell('d', claim.task_id);
            } catch (const ConflictError&) {
              // Another thread took it: the lease is short.
            }
          }
        }
      });
    }
  } catch (...) {
  }
  _exit(1);
}

/// What such a process told before it was killed: a letter and an id each.
std::vector<std::string> told_before_the_end(const std::filesystem::path& database,
                                             std::size_t lines) {
  constexpr std::size_t kLine = 38;
  int told[2] = {};
  if (pipe(told) != 0) throw std::runtime_error("no pipe");
  const pid_t process = fork();
  if (process == 0) work_until_killed(database, told[1]);
  close(told[1]);
  std::string text;
  char part[4096];
  bool is_killed = false;
  for (ssize_t size = 0; (size = ::read(told[0], part, sizeof part)) > 0;) {
    text.append(part, static_cast<std::size_t>(size));
    if (text.size() < lines * kLine || std::exchange(is_killed, true)) continue;
    kill(process, SIGKILL);
  }
  close(told[0]);
  waitpid(process, nullptr, 0);
  std::vector<std::string> all;
  for (std::size_t at = 0; at + kLine <= text.size(); at += kLine) {
    all.push_back(text.substr(at, kLine - 1));
  }
  return all;
}

TEST(TasksOfKilledProcesses, nothing_acknowledged_is_lost_and_the_rest_is_done_by_the_next) {
  const testing::TemporaryFolder folder;
  const std::filesystem::path database = folder / "tasks.duckdb";
  { const TaskStore made{{.db_path = database}}; }
  std::set<Uuid> queued;
  std::map<Uuid, int> done;
  std::minstd_rand random(7);
  for (int round = 0; round < 5; ++round) {
    for (const std::string& line : told_before_the_end(database, 20 + random() % 100)) {
      const Uuid id = Uuid::parse(line.substr(1));
      line[0] == 'q' ? static_cast<void>(queued.insert(id)) : static_cast<void>(++done[id]);
    }
    TaskStore store{{.db_path = database}};
    for (const Uuid& id : queued) EXPECT_NO_THROW((void)store.get_task(id));
    for (const auto& [id, times] : done) {
      EXPECT_EQ(times, 1) << id.to_string();
      EXPECT_EQ(store.get_task(id).status, TaskStatus::completed);
    }
  }
  EXPECT_FALSE(queued.empty());
  EXPECT_FALSE(done.empty());
  TaskStore store{{.db_path = database}, at_once()};
  Worker worker(store, {.threads = 2, .batch = 50});
  worker.on("t", [](const RunningTask&) { return Json(); });
  worker.run_until_idle();
  EXPECT_EQ(store.stats().by_status.at(TaskStatus::completed), store.stats().total);
  EXPECT_THAT(store.fetch_pending(), IsEmpty());
}

}  // namespace
}  // namespace egregora
