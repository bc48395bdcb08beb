// SPDX-License-Identifier: Apache-2.0
// The whole job on small chats: what it leaves, what it tells, and what is left where it fails.
#include <egregora/expr/functions.hpp>
#include <egregora/expr/operators.hpp>
#include <egregora/ingest/pipeline.hpp>

#include <gmock/gmock.h>

#include <set>
#include <stdexcept>

#include "unit/ingest/ingest_fixture.hpp"
#include "unit/ingest/message_table.hpp"

namespace egregora::ingest_test {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Three lines of a chat, and before them one that fits nowhere.
constexpr std::string_view kStray = "a line of something else\n";
constexpr std::string_view kLines =
    "13/05/2024, 08:00 - Ana: one\n"
    "13/05/2024, 08:01 - Bob joined using this group's invite link\n"
    "14/05/2024, 09:00 - Bob: IMG-20240514-WA0001.jpg (file attached)\n";

const std::set<std::string> kFiles = {
    "chunks",   "chunks_optimized",    "daily_aggregates",   "hourly_aggregates",
    "messages", "messages_with_media", "messages_with_text", "window_messages",
    "windows"};

class Pipeline : public IngestFixture {
 protected:
  fs::path chat(std::string_view text, const std::string& name = "Book Club") {
    return write("WhatsApp Chat with " + name + ".txt", text);
  }
  fs::path db() const { return folder_ / "data" / "pipeline.duckdb"; }
  std::unique_ptr<DuckDBStorageManager> open() const {
    return std::make_unique<DuckDBStorageManager>(StorageOptions{.db_path = db()});
  }
  RunResult run(RunOptions options) {
    return run_pipeline(
        db(), [this] { return open(); }, std::move(options));
  }
  std::string error_of_run(RunOptions options) {
    try {
      run(std::move(options));
    } catch (const std::exception& error) {
      return error.what();
    }
    return {};
  }

  /// Name, size and time of every Parquet file.
  std::set<std::string> parquet_files() const {
    std::set<std::string> files;
    if (!fs::exists(folder_ / "data")) return files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "data")) {
      if (entry.path().extension() != ".parquet") continue;
      files.insert(entry.path().string() + " " + std::to_string(entry.file_size()) + " " +
                   std::to_string(entry.last_write_time().time_since_epoch().count()));
    }
    return files;
  }
  static std::vector<std::string> statuses(DuckDBStorageManager& storage) {
    std::vector<std::string> result;
    const DataFrame runs = storage.read_table("runs").order_by({"started_at"}).execute();
    for (std::int64_t row = 0; row < runs.num_rows(); ++row) {
      result.emplace_back(runs.column<std::string>("status")[row]);
    }
    return result;
  }
};

TEST_F(Pipeline, leaves_tables_views_and_fresh_files) {
  const auto file = chat(std::string(kStray) + std::string(kLines));
  const RunResult result = run({.exports = {file}});
  const auto storage = open();
  EXPECT_EQ(storage->row_count("messages"), 3);
  EXPECT_EQ(storage->row_count("windows"), 1);
  EXPECT_EQ(storage->row_count("window_messages"), 3);
  EXPECT_EQ(storage->row_count("conversations"), 3);
  std::set<std::string> fresh;
  for (const CheckpointInfo& file_info : storage->checkpoints().list()) {
    EXPECT_TRUE(file_info.fresh) << file_info.table;
    EXPECT_TRUE(fs::exists(file_info.path)) << file_info.path;
    EXPECT_EQ(storage->read_parquet(file_info.path).count().execute(), file_info.rows);
    fresh.insert(file_info.table);
  }
  EXPECT_EQ(fresh, kFiles);  // runs and rejects have none
  for (const Problem& problem : storage->checkpoints().doctor()) ADD_FAILURE() << problem.message;
  const DataFrame created = storage->read_table("messages").execute();
  for (std::int64_t row = 0; row < created.num_rows(); ++row) {
    EXPECT_EQ(created.column<Uuid>("created_by_run")[row], result.run_id);
  }
}

TEST_F(Pipeline, tells_the_numbers_as_json) {
  const auto file = chat(std::string(kStray) + std::string(kLines));
  const RunResult result = run({.exports = {file}});
  const Json json = to_json(result);
  EXPECT_EQ(json.at("run_id").as_string(), result.run_id.to_string());
  EXPECT_EQ(json.at("status").as_string(), "completed");
  EXPECT_GT(result.seconds, 0);
  ASSERT_THAT(result.inputs, SizeIs(1));
  EXPECT_TRUE(json.at("inputs") ==
              Json::parse("[{\"path\":\"" + file.string() +
                          "\",\"messages\":3,\"inserted\":3,\"duplicates\":0,\"rejected\":1}]"))
      << json.dump();
  EXPECT_TRUE(json.at("windows") == Json::parse(R"({"created":1,"changed":0,"kept":0})"))
      << json.dump();
  ASSERT_THAT(result.views, SizeIs(6));
  for (const RunView& view : result.views) EXPECT_TRUE(view.rebuilt) << view.name;
  const auto storage = open();
  ASSERT_THAT(result.checkpoints, SizeIs(9));
  for (const RunCheckpoint& checkpoint : result.checkpoints) {
    EXPECT_EQ(checkpoint.rows, storage->row_count(checkpoint.table)) << checkpoint.table;
    EXPECT_EQ(static_cast<std::uintmax_t>(checkpoint.bytes), fs::file_size(checkpoint.path));
  }
  for (const RunView& view : result.views) {
    EXPECT_EQ(view.rows, storage->row_count(view.name)) << view.name;
  }
}

TEST_F(Pipeline, again_changes_nothing) {
  const auto file = chat(std::string(kStray) + std::string(kLines));
  run({.exports = {file}});
  const auto files = parquet_files();
  const RunResult again = run({.exports = {file}});
  EXPECT_EQ(again.inputs[0].inserted, 0);
  EXPECT_EQ(again.inputs[0].duplicates, 3);
  EXPECT_EQ(again.windows.kept, 1);
  EXPECT_EQ(again.windows.created + again.windows.changed + again.windows.removed, 0);
  for (const RunView& view : again.views) EXPECT_FALSE(view.rebuilt) << view.name;
  EXPECT_THAT(again.checkpoints, SizeIs(9));
  EXPECT_EQ(parquet_files(), files);
  const auto storage = open();
  EXPECT_EQ(storage->row_count("rejects"), 1);
  EXPECT_THAT(statuses(*storage), ElementsAre("completed", "completed"));
}

TEST_F(Pipeline, a_longer_export_rebuilds_what_it_touches) {
  run({.exports = {chat(kLines)}});
  const auto longer = chat(std::string(kLines) + "15/05/2024, 10:00 - Ana: more\n");
  const RunResult result = run({.exports = {longer}});
  EXPECT_EQ(result.inputs[0].inserted, 1);
  EXPECT_EQ(result.windows.changed, 1);
  for (const RunView& view : result.views) EXPECT_TRUE(view.rebuilt) << view.name;
  const auto storage = open();
  EXPECT_EQ(storage->row_count("chunks"), 4);
  for (const CheckpointInfo& file : storage->checkpoints().list()) EXPECT_TRUE(file.fresh);
}

TEST_F(Pipeline, the_row_of_a_run_is_running_then_completed) {
  const auto storage = open();
  std::vector<std::string> during;
  const RunResult result =
      run_pipeline(*storage, {.exports = {chat(kLines)}, .progress = [&](const RunProgress& at) {
                                if (at.stage == RunStage::checkpoints && during.empty()) {
                                  during = statuses(*storage);
                                }
                              }});
  EXPECT_THAT(during, ElementsAre("running"));
  const DataFrame row = storage->read_table("runs").execute();
  ASSERT_EQ(row.num_rows(), 1);
  EXPECT_EQ(row.column<Uuid>("run_id")[0], result.run_id);
  EXPECT_EQ(row.column<std::string>("status")[0], "completed");
  EXPECT_EQ(row.column<std::string>("stage")[0], "pipeline");
  EXPECT_EQ(row.column<std::int64_t>("rows_in")[0], 3);
  EXPECT_EQ(row.column<std::int64_t>("rows_out")[0], 3);
  EXPECT_GE(row.column<Timestamp>("finished_at")[0], row.column<Timestamp>("started_at")[0]);
  EXPECT_EQ(row.column<std::string>("error").get(0), std::nullopt);
}

TEST_F(Pipeline, what_a_killed_run_left_running_is_failed_by_the_next) {
  run({.exports = {chat(kLines)}});
  {
    const auto storage = open();
    storage->update("runs",
                    {{"status", literal("running")},
                     {"attrs", literal(Scalar::of(DataType::json(), std::string(R"({"pid":0})")))}},
                    col("status") == "completed");
  }
  run({.exports = {chat(kLines)}});
  EXPECT_THAT(statuses(*open()), ElementsAre("failed", "completed"));
}

TEST_F(Pipeline, an_error_after_the_commit_leaves_a_failed_run_and_the_next_one_finishes) {
  const auto file = chat(kLines);
  EXPECT_EQ(error_of_run({.exports = {file},
                          .progress =
                              [](const RunProgress& at) {
                                if (at.stage == RunStage::views) throw std::runtime_error("stop");
                              }}),
            "stop");
  {
    const auto storage = open();
    EXPECT_THAT(statuses(*storage), ElementsAre("failed"));
    EXPECT_EQ(storage->row_count("messages"), 3);
    EXPECT_EQ(storage->read_table("runs").execute().column<std::string>("error")[0], "stop");
  }
  const RunResult result = run({.exports = {file}});
  EXPECT_EQ(result.inputs[0].inserted, 0);
  EXPECT_THAT(result.checkpoints, SizeIs(9));
  for (const RunView& view : result.views) EXPECT_TRUE(view.rebuilt) << view.name;
}

TEST_F(Pipeline, rejected_lines_are_kept_with_their_place) {
  const auto file = chat(std::string(kStray) + std::string(kLines));
  const RunResult result = run({.exports = {file}});
  const DataFrame rejects = open()->read_table("rejects").execute();
  ASSERT_EQ(rejects.num_rows(), 1);
  EXPECT_EQ(rejects.column<Uuid>("run_id")[0], result.run_id);
  EXPECT_EQ(rejects.column<std::string>("path")[0], file.string());
  EXPECT_EQ(rejects.column<std::int64_t>("line")[0], 1);
  EXPECT_EQ(rejects.column<std::string>("text")[0], "a line of something else");
}

TEST_F(Pipeline, strict_fails_on_a_rejected_line_and_leaves_no_database) {
  const auto file = chat(std::string(kStray) + std::string(kLines));
  EXPECT_THAT(error_of_run({.exports = {file}, .strict = true}),
              HasSubstr(file.string() + ", line 1"));
  EXPECT_FALSE(fs::exists(folder_ / "data"));
}

TEST_F(Pipeline, an_error_found_late_leaves_no_database) {
  const auto first = chat(kLines);
  const auto second = chat(kLines, "Cooking");
  // The second export grows after it was looked at and before it is read.
  const auto grow = [&](const RunProgress& at) {
    if (at.stage == RunStage::ingesting && at.item == first.native()) {
      std::ofstream(second, std::ios::app) << "15/05/2024, 10:00 - Ana: more\n";
    }
  };
  EXPECT_THAT(error_of_run({.exports = {first, second}, .progress = grow}),
              HasSubstr("changed while it was read"));
  EXPECT_FALSE(fs::exists(folder_ / "data"));
}

TEST_F(Pipeline, an_error_found_late_leaves_an_existing_database_as_it_was) {
  run({.exports = {chat(kLines)}});
  const auto files = parquet_files();
  const auto other = chat(std::string(kStray) + std::string(kLines), "Cooking");
  const auto longer = chat(std::string(kLines) + "15/05/2024, 10:00 - Ana: more\n");
  EXPECT_NE(error_of_run({.exports = {longer, other}, .strict = true}), "");
  EXPECT_EQ(parquet_files(), files);
  const auto storage = open();
  EXPECT_EQ(storage->row_count("messages"), 3);
  EXPECT_EQ(storage->row_count("rejects"), 0);
  EXPECT_THAT(statuses(*storage), ElementsAre("completed"));
  for (const CheckpointInfo& file : storage->checkpoints().list()) EXPECT_TRUE(file.fresh);
}

TEST_F(Pipeline, an_input_that_is_no_chat_creates_nothing) {
  EXPECT_NE(error_of_run({.exports = {chat(kLines), write("notes.txt", "just notes\n")}}), "");
  EXPECT_NE(error_of_run({.exports = {folder_ / "missing.zip"}}), "");
  EXPECT_FALSE(fs::exists(folder_ / "data"));
}

TEST_F(Pipeline, cancelled_while_reading_leaves_nothing) {
  const auto cancel = [](const RunProgress& at) {
    if (at.stage == RunStage::ingesting) throw std::runtime_error("cancelled");
  };
  EXPECT_EQ(error_of_run({.exports = {chat(kLines)}, .progress = cancel}), "cancelled");
  EXPECT_FALSE(fs::exists(folder_ / "data"));
}

TEST_F(Pipeline, without_views_only_the_tables_have_files) {
  const RunResult result = run({.exports = {chat(kLines)}, .no_views = true});
  EXPECT_THAT(result.views, IsEmpty());
  EXPECT_THAT(result.checkpoints, SizeIs(3));
  EXPECT_FALSE(open()->table_exists("chunks"));
}

TEST_F(Pipeline, without_checkpoints_there_is_no_file) {
  const RunResult result = run({.exports = {chat(kLines)}, .no_checkpoints = true});
  EXPECT_THAT(result.views, IsEmpty());
  EXPECT_THAT(result.checkpoints, IsEmpty());
  EXPECT_THAT(parquet_files(), IsEmpty());
  EXPECT_THAT(statuses(*open()), ElementsAre("completed"));
}

TEST_F(Pipeline, tells_how_far_it_is) {
  std::vector<RunStage> stages;
  std::int64_t messages = 0;
  run({.exports = {chat(kLines)}, .progress = [&](const RunProgress& at) {
         if (stages.empty() || stages.back() != at.stage) stages.push_back(at.stage);
         EXPECT_TRUE(at.fraction == -1 || (at.fraction >= 0 && at.fraction <= 1)) << at.fraction;
         EXPECT_GE(at.messages, messages);
         messages = at.messages;
       }});
  EXPECT_THAT(stages, ElementsAre(RunStage::opening, RunStage::ingesting, RunStage::windows,
                                  RunStage::checkpoints, RunStage::views));
  EXPECT_EQ(messages, 3);
}

TEST_F(Pipeline, refuses_what_makes_no_sense) {
  EXPECT_THAT(error_of_run({}), HasSubstr("at least one export"));
  EXPECT_THAT(error_of_run({.exports = {chat(kLines)}, .windows = {.step_size = 0}}),
              HasSubstr("step_size"));
  PreparedRun prepared({.exports = {chat(kLines)}});
  auto storage = temp_storage();
  prepared.execute(storage);
  EXPECT_TRUE(prepared.committed());
  EXPECT_THROW(prepared.execute(storage), InvalidOperationError);
}

}  // namespace
}  // namespace egregora::ingest_test
