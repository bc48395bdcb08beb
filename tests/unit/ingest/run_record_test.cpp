// SPDX-License-Identifier: Apache-2.0
// The row that the pipeline leaves of itself, as a store of runs reads it.
#include <egregora/database/run_store.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/ingest/pipeline.hpp>

#include <gmock/gmock.h>

#include <atomic>
#include <memory>

#include "unit/ingest/ingest_fixture.hpp"

namespace egregora::ingest_test {
namespace {

using ::testing::SizeIs;

constexpr std::string_view kLines = "13/05/2024, 08:00 - Ana: one\n";

/// An hour earlier each time it is asked.
class BackwardClock final : public Clock {
 public:
  Timestamp now() const override {
    return parse_timestamp("2025-01-01") - std::chrono::hours(++asked_);
  }

 private:
  mutable std::atomic<int> asked_ = 0;
};

class RunRecordTest : public IngestFixture {
 protected:
  void SetUp() override {
    IngestFixture::SetUp();
    chat_ = write("WhatsApp Chat with Trip.txt", kLines);
  }
  std::filesystem::path chat_;
  DuckDBStorageManager storage_;
};

TEST_F(RunRecordTest, a_store_of_runs_knows_the_pipelines) {
  const RunResult result = run_pipeline(storage_, {.exports = {chat_}});
  const RunRecord run = RunStore(storage_).get_run(result.run_id);
  EXPECT_EQ(run.stage, "pipeline");
  EXPECT_EQ(run.status, RunStatus::completed);
  EXPECT_EQ(run.config_hash, config_hash(run.config));
  EXPECT_EQ(run.code_ref, library_code_ref());
  EXPECT_EQ(run.rows_out, 1);
}

TEST_F(RunRecordTest, a_clock_that_goes_back_gives_no_negative_duration) {
  const RunResult result =
      run_pipeline(storage_, {.exports = {chat_}, .clock = std::make_shared<BackwardClock>()});
  const RunRecord run = RunStore(storage_).get_run(result.run_id);
  EXPECT_EQ(run.duration_seconds, 0);
  EXPECT_EQ(run.finished_at, run.started_at);
}

TEST_F(RunRecordTest, a_run_that_was_killed_does_not_end_before_it_began) {
  RunStore store(storage_);
  const Uuid killed = store.create_run({.attrs = {{"pid", 0}}});
  run_pipeline(storage_, {.exports = {chat_}, .clock = std::make_shared<BackwardClock>()});
  EXPECT_EQ(store.get_run(killed).status, RunStatus::failed);
  EXPECT_EQ(store.get_run(killed).finished_at, store.get_run(killed).started_at);
  EXPECT_THAT(store.get_recent_runs(), SizeIs(2));
}

TEST_F(RunRecordTest, runs_of_others_are_left_alone) {
  RunStore store(storage_);
  const Uuid without_attrs = store.create_run({});
  const Uuid with_others = store.create_run({.attrs = Json(5)});
  run_pipeline(storage_, {.exports = {chat_}});
  EXPECT_EQ(store.get_run(without_attrs).status, RunStatus::running);
  EXPECT_EQ(store.get_run(with_others).status, RunStatus::running);
}

}  // namespace
}  // namespace egregora::ingest_test
