// SPDX-License-Identifier: Apache-2.0
// Tasks: queued, claimed, done, given up. A claim that one operation makes is another one's to end,
// as in a process that dies between the two.
#include <egregora/database/worker.hpp>

#include "crash/power/operations.hpp"
#include "crash/power/store_operations.hpp"

namespace egregora::crash_tests {
namespace {

using Claims = std::shared_ptr<std::vector<Claim>>;

RetryPolicy nothing_drawn() {
  return {.random = [] { return 0.0; }};
}

Operation on_tasks(std::string name, std::function<void(TaskStore&)> run) {
  return undisturbed_operation(std::move(name), [run = std::move(run)](WorkloadStorage& at) {
    TaskStore store(*at.manager, at.tools, nothing_drawn());
    run(store);
  });
}

Operation claim(const Claims& claims, std::int64_t limit) {
  return on_tasks("claim", [=](TaskStore& tasks) {
    for (Claim& claim : tasks.claim("worker", {.types = {"enrich"}, .limit = limit})) {
      claims->push_back(std::move(claim));
    }
  });
}

Operation end_claim(std::string name, const Claims& claims,
                    std::function<void(TaskStore&, const Claim&)> end) {
  return on_tasks(std::move(name), [=](TaskStore& tasks) {
    const Claim claim = claims->at(0);
    end(tasks, claim);
    claims->erase(claims->begin());
  });
}

std::vector<Operation> queue() {
  const auto one = [](TaskStore& tasks) {
    tasks.enqueue("enrich", Json::parse("{\"url\": \"a\"}"), {.unique_key = "a"});
  };
  const auto several = [](TaskStore& tasks) {
    tasks.enqueue_batch({{.type = "enrich", .max_attempts = 1},
                         {.type = "enrich", .priority = 5},
                         {.type = "enrich"},
                         {.type = "work-1"},
                         {.type = "work-2"}});
  };
  return {on_tasks("enqueue", one), on_tasks("enqueue again", one),
          on_tasks("enqueue_batch", several)};
}

std::vector<Operation> claimed(const Claims& claims) {
  return {claim(claims, 4),
          end_claim("complete", claims,
                    [](TaskStore& tasks, const Claim& claim) {
                      tasks.complete(claim, Json::parse("{\"title\": \"b\"}"));
                    }),
          end_claim("fail, to be tried again", claims,
                    [](TaskStore& tasks, const Claim& claim) { tasks.fail(claim, "no answer"); }),
          end_claim("fail for the last time", claims,
                    [](TaskStore& tasks, const Claim& claim) { tasks.fail(claim, "no answer"); }),
          on_tasks("heartbeat",
                   [=](TaskStore& tasks) { tasks.heartbeat(claims->at(0), kDefaultLease * 2); }),
          close(),
          open(),
          end_claim("supersede after reopening", claims,
                    [](TaskStore& tasks, const Claim& claim) { tasks.supersede(claim, "newer"); }),
          on_tasks("redrive", [](TaskStore& tasks) { tasks.redrive(); })};
}

/// There is one task of the type, so that its claim and its end are a commit each, and the handler
/// runs between them.
Operation work(const std::string& type) {
  return undisturbed_operation("a worker on " + type, [=](WorkloadStorage& at) {
    TaskStore tasks(*at.manager, at.tools, nothing_drawn());
    Worker worker(tasks);
    worker.on(type, [&](const RunningTask&) {
      at.acknowledge();
      return Json(1);
    });
    worker.run_until_idle();
  });
}

}  // namespace

std::vector<Operation> tasks() {
  const auto claims = std::make_shared<std::vector<Claim>>();
  std::vector<Operation> all = queue();
  for (Operation& operation : claimed(claims)) all.push_back(std::move(operation));
  all.push_back(work("work-1"));
  all.push_back(work("work-2"));
  all.push_back(claim(claims, 1));
  all.push_back(on_tasks("prune", [](TaskStore& tasks) {
    tasks.prune({.older_than = std::chrono::microseconds(0)});
  }));
  return all;
}

}  // namespace egregora::crash_tests
