// SPDX-License-Identifier: Apache-2.0
// A store of tasks on a file, with a clock, ids and retries that tests know.
#pragma once

#include <egregora/database/task_store.hpp>

#include "support/known_tools.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {

class TaskTest : public StorageTest {
 protected:
  StoreTools tools() const { return {.clock = clock_, .ids = ids_}; }
  /// A second, two, four ... without a random part.
  static RetryPolicy retry() {
    return {.first = std::chrono::seconds(1), .longest = std::chrono::minutes(1), .random = [] {
              return 0.0;
            }};
  }
  /// 10:00:00 and so many seconds.
  void at(int seconds) {
    const int minutes = seconds / 60;
    char text[32];
    std::snprintf(text, sizeof text, "2025-01-01 %02d:%02d:%02d", 10 + minutes / 60, minutes % 60,
                  seconds % 60);
    clock_->set(text);
  }
  static Timestamp time(std::string_view text) {
    return parse_timestamp("2025-01-01 " + std::string(text));
  }
  static std::vector<std::string> types(const std::vector<Claim>& claims) {
    std::vector<std::string> found;
    for (const Claim& claim : claims) found.push_back(claim.task_type);
    return found;
  }
  static std::vector<std::string> types(const std::vector<Task>& tasks) {
    std::vector<std::string> found;
    for (const Task& task : tasks) found.push_back(task.task_type);
    return found;
  }
  /// The only task that there is for anybody now.
  static Claim claim_one(TaskStore& store, std::string_view worker = "w") {
    std::vector<Claim> claims = store.claim(worker, {.limit = 10});
    if (claims.size() != 1) throw std::runtime_error(std::to_string(claims.size()) + " tasks");
    return claims.front();
  }
  /// "pending 0/5", "dead 5/5"
  static std::string state(const TaskStore& store, const Uuid& id) {
    const Task task = store.get_task(id);
    return std::string(to_string(task.status)) + " " + std::to_string(task.attempts) + "/" +
           std::to_string(task.max_attempts);
  }

  std::shared_ptr<testing::SettableClock> clock_ =
      std::make_shared<testing::SettableClock>("2025-01-01 10:00:00");
  std::shared_ptr<testing::CountedIds> ids_ = std::make_shared<testing::CountedIds>();
};

}  // namespace egregora
