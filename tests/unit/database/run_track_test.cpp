// SPDX-License-Identifier: Apache-2.0
// Functions that run as runs: what they return, throw and tell.
#include <egregora/core/logging.hpp>

#include <memory>
#include <stdexcept>

#include "unit/database/run_fixture.hpp"

namespace egregora {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RunTrack : public RunTest {
 protected:
  RunRecord only_run() const {
    const auto runs = store_.get_recent_runs();
    EXPECT_THAT(runs, SizeIs(1));
    return runs.at(0);
  }

  DuckDBStorageManager storage_{on_file()};
  RunStore store_{storage_, tools()};
};

TEST_F(RunTrack, a_function_that_returns_is_a_completed_run) {
  const int answer = store_.track("clean", [&](RunHandle& run) {
    EXPECT_EQ(run.run_id(), counted(1));
    EXPECT_EQ(store_.get_run(run.run_id()).status, RunStatus::running);
    clock_->set("2025-01-01 10:00:05");
    run.heartbeat();
    run.add_rows_in(40);
    run.add_rows_in(2);
    run.add_rows_out(0);
    run.record_table({.table_name = "messages", .rows = 42});
    EXPECT_EQ(run.record_event({.kind = "half"}), 1);
    clock_->set("2025-01-01 10:00:10");
    return 42;
  });
  EXPECT_EQ(answer, 42);
  const RunRecord run = only_run();
  EXPECT_EQ(run.stage, "clean");
  EXPECT_EQ(run.status, RunStatus::completed);
  EXPECT_EQ(run.duration_seconds, 10);
  EXPECT_EQ(run.heartbeat_at, parse_timestamp("2025-01-01 10:00:05"));
  EXPECT_EQ(run.rows_in, 42);
  EXPECT_EQ(run.rows_out, 0);
  EXPECT_FALSE(run.error.has_value());
  EXPECT_THAT(store_.get_tables(run.run_id), SizeIs(1));
  EXPECT_THAT(store_.get_events(run.run_id), SizeIs(1));
}

TEST_F(RunTrack, whatever_a_function_returns_comes_back) {
  store_.track("nothing", [] {});
  int kept = 7;
  int& same = store_.track("a reference", [&]() -> int& { return kept; });
  EXPECT_EQ(&same, &kept);
  const auto moved = store_.track("what cannot be copied", [] { return std::make_unique<int>(3); });
  EXPECT_EQ(*moved, 3);
  const auto config = store_.track({.config = {{"k", 1}}, .stage = "of a config"},
                                   [&](RunHandle& run) { return store_.get_run(run.run_id()); });
  EXPECT_EQ(config.config.at("k"), 1);
  for (const RunRecord& run : store_.get_recent_runs()) {
    EXPECT_EQ(run.status, RunStatus::completed) << run.stage;
    EXPECT_FALSE(run.rows_in.has_value());
  }
}

TEST_F(RunTrack, a_function_that_throws_is_a_failed_run_and_still_throws) {
  EXPECT_THAT(message_of<std::out_of_range>([&] {
                store_.track("clean", [&](RunHandle& run) {
                  run.add_rows_in(3);
                  clock_->set("2025-01-01 10:00:02");
                  throw std::out_of_range("no page 7");
                });
              }),
              HasSubstr("no page 7"));
  const RunRecord run = only_run();
  EXPECT_EQ(run.status, RunStatus::failed);
  EXPECT_EQ(run.error, "no page 7");
  EXPECT_EQ(run.rows_in, 3);
  EXPECT_EQ(run.duration_seconds, 2);
}

TEST_F(RunTrack, odd_errors_are_kept_as_far_as_text_goes) {
  EXPECT_THROW(store_.track("a", [] { throw std::runtime_error("bad \xFF byte"); }),
               std::runtime_error);
  EXPECT_EQ(only_run().error, "bad \xEF\xBF\xBD byte");
  clock_->set("2025-01-01 10:00:01");
  EXPECT_THROW(store_.track("b", [] { throw 5; }), int);
  EXPECT_THAT(store_.get_recent_runs().at(0).error.value(), HasSubstr("no std::exception"));
}

TEST_F(RunTrack, negative_counts_fail_the_run_that_counts_them) {
  EXPECT_THROW(store_.track("a", [](RunHandle& run) { run.add_rows_in(-1); }),
               InvalidOperationError);
  EXPECT_THAT(only_run().error.value(), HasSubstr("-1"));
  EXPECT_THROW(store_.track("b", [](RunHandle& run) { run.add_rows_out(-1); }),
               InvalidOperationError);
}

TEST_F(RunTrack, who_ended_a_run_first_has_ended_it) {
  const int answer = store_.track("a", [&](RunHandle& run) {
    store_.update_run_status(run.run_id(), RunStatus::cancelled, {.error = "not wanted"});
    return 1;
  });
  EXPECT_EQ(answer, 1);
  EXPECT_EQ(only_run().status, RunStatus::cancelled);
  EXPECT_EQ(only_run().error, "not wanted");
}

TEST_F(RunTrack, runs_within_runs_are_children_where_they_say_so) {
  store_.track("outer", [&](RunHandle& outer) {
    store_.track({.stage = "inner", .parent_run_id = outer.run_id()}, [] {});
  });
  EXPECT_EQ(store_.get_lineage(counted(2)).ancestors.at(0).run_id, counted(1));
}

TEST_F(RunTrack, an_end_that_cannot_be_recorded_hides_nothing) {
  std::string logged;
  set_log_sink([&](LogLevel, std::string_view line) { logged += line; });
  const auto forget = [&](RunHandle& run) {
    storage_.delete_rows("runs", col("run_id") == run.run_id());
  };
  EXPECT_THROW(store_.track("a", forget), RunNotFoundError);
  EXPECT_THAT(logged, IsEmpty());
  EXPECT_THAT(message_of<std::runtime_error>([&] {
                store_.track("b", [&](RunHandle& run) {
                  forget(run);
                  throw std::runtime_error("the reason");
                });
              }),
              HasSubstr("the reason"));
  set_log_sink(nullptr);
  EXPECT_THAT(logged, HasSubstr(counted(2).to_string()));
}

TEST_F(RunTrack, what_cannot_begin_is_not_run) {
  bool ran = false;
  const auto run = [&] { ran = true; };
  EXPECT_THROW(store_.track("", run), InvalidOperationError);
  EXPECT_THROW(store_.track({.status = RunStatus::pending}, run), InvalidOperationError);
  EXPECT_THROW(store_.track({.parent_run_id = uuid4()}, run), RunNotFoundError);
  storage_.transaction(
      [&](Transaction&) { EXPECT_THROW(store_.track("a", run), InvalidOperationError); });
  storage_.close();
  EXPECT_THROW(store_.track("a", run), ClosedError);
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace egregora
