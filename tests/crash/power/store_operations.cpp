// SPDX-License-Identifier: Apache-2.0
// Ratings and runs.
#include "crash/power/store_operations.hpp"

#include <egregora/database/content_repository.hpp>
#include <egregora/database/elo_store.hpp>
#include <egregora/database/init.hpp>
#include <egregora/database/run_store.hpp>
#include <egregora/database/task_store.hpp>

#include <stdexcept>

#include "crash/power/operations.hpp"
#include "support/known_tools.hpp"

namespace egregora::crash_tests {
namespace {

constexpr const char* kNow = "2025-03-01 10:00:00";

/// Of a run, whatever number CountedIds is at.
Uuid run_number(int number) {
  return Uuid::parse("11111111-0000-0000-0000-00000000000" + std::to_string(number));
}

Operation on_ratings(std::string name, std::function<void(EloStore&)> run) {
  return undisturbed_operation(std::move(name), [run = std::move(run)](WorkloadStorage& at) {
    EloStore store(*at.manager, at.tools);
    run(store);
  });
}

Operation on_runs(std::string name, std::function<void(RunStore&)> run) {
  return undisturbed_operation(std::move(name), [run = std::move(run)](WorkloadStorage& at) {
    RunStore store(*at.manager, at.tools);
    run(store);
  });
}

struct AsIntended : std::exception {};

/// The store only logs it where the end of such a run cannot be recorded.
void fail_as_a_run(WorkloadStorage& at) {
  RunStore store(*at.manager, at.tools);
  try {
    store.track(NewRun{.run_id = run_number(4), .stage = "fails"}, [&] {
      at.acknowledge();
      throw AsIntended();
    });
  } catch (const AsIntended&) {
    if (store.get_run(run_number(4)).status == RunStatus::failed) return;
    throw std::runtime_error("the run did not end");
  }
}

}  // namespace

Operation undisturbed_operation(std::string name, std::function<void(WorkloadStorage&)> run) {
  return {std::move(name), std::move(run), {}};
}

Operation open_at_known_time() {
  return undisturbed_operation("open at a known time", [](WorkloadStorage& at) {
    at.clock = std::make_shared<testing::SettableClock>(kNow);
    at.tools = {.clock = at.clock, .ids = std::make_shared<testing::CountedIds>()};
    at.open();
  });
}

std::vector<Operation> ratings() {
  const Comparison one{.winner_id = "a", .loser_id = "b", .comparison_id = "one"};
  const auto record = [=](EloStore& elo) { elo.record_comparison(one); };
  return {
      on_ratings("make the tables of ratings", [](EloStore&) {}),
      undisturbed_operation("initialise",
                            [](WorkloadStorage& at) { initialize_database(*at.manager); }),
      on_ratings(
          "initialize_post",
          [](EloStore& elo) { elo.initialize_post({.post_id = "a", .initial_rating = 1400}); }),
      on_ratings("record_comparison", record),
      on_ratings("record_comparison again", record),
      on_ratings("record_tie",
                 [](EloStore& elo) {
                   elo.record_tie({"b", "c"});
                 }),
      on_ratings("record_batch",
                 [](EloStore& elo) {
                   const std::vector<Comparison> batch = {
                       {"a", "c"}, {"d", "a"}, {.winner_id = "b", .loser_id = "d", .tie = true}};
                   elo.record_batch(batch);
                 }),
      on_ratings("update_ratings", [](EloStore& elo) {
        elo.update_ratings({.post_a = "a",
                            .post_b = "e",
                            .rating_a_new = 1450,
                            .rating_b_new = 1550,
                            .winner = Winner::b,
                            .reader_feedback = Json::parse("{\"why\": \"longer\"}")});
      })};
}

std::vector<Operation> runs() {
  return {on_runs("create_run",
                  [](RunStore& runs) {
                    runs.create_run({.run_id = run_number(1),
                                     .config = Json::parse("{\"step\": 2}"),
                                     .status = RunStatus::pending});
                  }),
          on_runs("update_run_status",
                  [](RunStore& runs) {
                    runs.update_run_status(run_number(1), RunStatus::running, {.rows_in = 7});
                  }),
          on_runs("heartbeat", [](RunStore& runs) { runs.heartbeat(run_number(1)); }),
          on_runs("create_run of a parent",
                  [](RunStore& runs) {
                    runs.create_run({.run_id = run_number(2), .parent_run_id = run_number(1)});
                  }),
          on_runs("record_table",
                  [](RunStore& runs) {
                    runs.record_table(run_number(2), {.table_name = "messages", .rows = 3});
                  }),
          on_runs("record_table again",
                  [](RunStore& runs) {
                    runs.record_table(run_number(2), {.table_name = "messages", .rows = 4});
                  }),
          on_runs("record_event",
                  [](RunStore& runs) {
                    runs.record_event(run_number(2), {"noted", Json::parse("[1]")});
                  }),
          on_runs("a run that ends",
                  [](RunStore& runs) {
                    runs.update_run_status(run_number(2), RunStatus::cancelled, {.error = "stop"});
                  }),
          undisturbed_operation("track",
                                [](WorkloadStorage& at) {
                                  RunStore store(*at.manager, at.tools);
                                  const NewRun run{.run_id = run_number(3), .stage = "clean"};
                                  store.track(run, [&](RunHandle& handle) {
                                    at.acknowledge();
                                    handle.add_rows_out(5);
                                  });
                                }),
          undisturbed_operation("track what fails", fail_as_a_run),
          on_runs("record_lineage", [](RunStore& runs) {
            runs.record_lineage({run_number(4), {run_number(2), run_number(3)}});
          })};
}

std::vector<Operation> stores_together() {
  const auto record = [](WorkloadStorage& at) {
    EloStore elo(*at.manager, at.tools);
    RunStore runs(*at.manager, at.tools);
    TaskStore tasks(*at.manager, at.tools);
    ContentRepository documents(*at.manager, at.tools);
    at.manager->transaction([&](Transaction& tx) {
      runs.create_run(tx, {.run_id = run_number(5), .stage = "compare"});
      elo.record_comparison(tx, {"e", "f"});
      tx.insert("notes", memtable_of(rows_of(10, 10, "transaction")));
      runs.record_event(tx, run_number(5), {"compared"});
      documents.save(tx, {.id = "a-1", .type = DocumentType::announcement});
      tasks.enqueue(tx, "announce", Json::parse("{\"id\": \"a-1\"}"));
      runs.update_run_status(tx, run_number(5), RunStatus::completed, {.rows_out = 1});
    });
  };
  return {write("notes", rows_of(1, 3, "first")),
          undisturbed_operation("four stores and a table in one transaction", record),
          on_ratings("record_comparison after reopening", [](EloStore& elo) {
            elo.record_comparison({"f", "a"});
          })};
}

}  // namespace egregora::crash_tests
