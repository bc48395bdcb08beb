// SPDX-License-Identifier: Apache-2.0
// A result belongs to whoever holds it: the thread that asked for it may end, and its connection
// may do other work, on this thread and on others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/operators.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {

constexpr std::int64_t kRows = 20'000;

std::string text_of(std::int64_t id) {
  return "a text too long to be held inline, number " + std::to_string(id);
}

class ResultLifetime : public ::testing::Test {
 protected:
  void SetUp() override {
    std::vector<std::int64_t> ids;
    std::vector<std::string> texts;
    for (std::int64_t id = 0; id < kRows; ++id) {
      ids.push_back(id);
      texts.push_back(text_of(id));
    }
    storage_.write_table(memtable({{"id", ids}, {"text", texts}}), "t");
  }

  static void on_a_thread_that_ends(const std::function<void()>& work) { std::thread(work).join(); }
  /// On every connection there is, and on tables that the results came from.
  void do_other_work() {
    for (int round = 0; round < 3; ++round) {
      EXPECT_EQ(storage_.read_table("t").filter(col("id") < 10).execute().num_rows(), 10);
      storage_.write_table(memtable({{"id", {round}}}), "other");
    }
    on_a_thread_that_ends([&] { EXPECT_EQ(storage_.row_count("other"), 1); });
    storage_.transaction([](Transaction& tx) { tx.delete_rows("t", col("id") >= 10); });
    storage_.connection()->query("DROP TABLE t");
    storage_.write_table(memtable({{"id", {1}}, {"text", {"another"}}}), "t");
    storage_.checkpoint("t");
  }
  static void expect_rows(const DataFrame& frame, std::int64_t first) {
    const auto ids = frame.column<std::int64_t>("id");
    const auto texts = frame.column<std::string>("text");
    for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
      ASSERT_EQ(ids[row], first + row);
      ASSERT_EQ(texts[row], text_of(first + row));
    }
  }
  static std::int64_t expect_rest(TableStream& stream, std::int64_t first) {
    while (const std::optional<DataFrame> batch = stream.next()) {
      expect_rows(*batch, first);
      first += batch->num_rows();
    }
    return first;
  }

  testing::TemporaryFolder folder_;
  DuckDBStorageManager storage_{{.db_path = folder_ / "results.duckdb"}};
};

TEST_F(ResultLifetime, a_frame_is_whole_after_its_thread_ended_and_other_work_was_done) {
  std::optional<DataFrame> frame;
  on_a_thread_that_ends([&] { frame = storage_.read_table("t").order_by("id").execute(); });
  do_other_work();
  ASSERT_EQ(frame->num_rows(), kRows);
  expect_rows(*frame, 0);
}

TEST_F(ResultLifetime, a_frame_outlives_the_manager) {
  std::optional<DataFrame> frame;
  on_a_thread_that_ends([&] { frame = storage_.read_table("t").order_by("id").execute(); });
  storage_.close();
  std::filesystem::remove_all(folder_ / "results.duckdb");
  expect_rows(*frame, 0);
}

TEST_F(ResultLifetime, a_stream_goes_on_after_its_thread_ended_and_other_work_was_done) {
  std::unique_ptr<TableStream> stream;
  std::int64_t seen = 0;
  on_a_thread_that_ends([&] {
    stream = storage_.read_table("t").order_by("id").stream(1'000);
    const auto batch = stream->next();
    expect_rows(*batch, 0);
    seen = batch->num_rows();
  });
  do_other_work();
  EXPECT_EQ(expect_rest(*stream, seen), kRows);
}

TEST_F(ResultLifetime, a_batch_is_whole_after_its_stream_went_on_and_ended) {
  auto stream = storage_.read_table("t").order_by("id").stream(1'000);
  const auto first = stream->next();
  EXPECT_EQ(expect_rest(*stream, first->num_rows()), kRows);
  stream.reset();
  do_other_work();
  expect_rows(*first, 0);
}

TEST_F(ResultLifetime, a_frame_of_raw_sql_outlives_its_lease) {
  std::optional<DataFrame> frame;
  on_a_thread_that_ends(
      [&] { frame = storage_.connection()->query("SELECT id, text FROM t ORDER BY id"); });
  do_other_work();
  ASSERT_EQ(frame->num_rows(), kRows);
  expect_rows(*frame, 0);
}

TEST_F(ResultLifetime, a_frame_read_in_a_transaction_outlives_it) {
  const DataFrame frame = storage_.transaction(
      [](Transaction& tx) { return tx.execute(tx.read_table("t").order_by("id")); });
  do_other_work();
  ASSERT_EQ(frame.num_rows(), kRows);
  expect_rows(frame, 0);
}

TEST_F(ResultLifetime, a_view_of_a_column_keeps_its_values) {
  std::optional<ColumnView<std::string>> texts;
  on_a_thread_that_ends([&] {
    texts = storage_.read_table("t").order_by("id").execute().column<std::string>("text");
  });
  do_other_work();
  EXPECT_EQ((*texts)[kRows - 1], text_of(kRows - 1));
}

}  // namespace
}  // namespace egregora
