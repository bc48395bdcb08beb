// `egregora run`, the main job: what it prints, what it makes, and that saying it again changes
// nothing.
#include "program/program_runner.hpp"

#include <set>

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;
namespace fs = std::filesystem;

class Run : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write_file(path("WhatsApp Chat with Trip.txt"), kSmallChat);
  }

  json rows(const std::vector<std::string>& arguments) {
    std::vector<std::string> words = arguments;
    words.push_back("--json");
    return succeeds(words).json();
  }
};

constexpr const char* kExport = "WhatsApp Chat with Trip.txt";

TEST_F(Run, makes_database_windows_views_and_files) {
  const Outcome outcome = succeeds({"run", kExport});
  EXPECT_THAT(outcome.out, HasSubstr("5 messages, 5 new, 0 there before, thread \"Trip\""));
  EXPECT_THAT(outcome.out, HasSubstr("completed in"));
  EXPECT_THAT(outcome.out, ContainsRegex("Parquet: 9 files, .*, in [^ ]*\\.egregora/data\n"));
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_TRUE(fs::is_regular_file(path("pipeline.duckdb")));
  for (const char* table :
       {"messages", "windows", "window_messages", "chunks", "chunks_optimized",
        "messages_with_media", "messages_with_text", "hourly_aggregates", "daily_aggregates"}) {
    EXPECT_TRUE(fs::is_regular_file(path(".egregora/data/" + std::string(table) + ".parquet")))
        << table;
  }
  EXPECT_FALSE(fs::exists(path(".egregora/data/runs.parquet")));
  EXPECT_FALSE(fs::exists(path(".egregora/data/rejects.parquet")));
}

TEST_F(Run, prints_one_json_object) {
  const json result = rows({"run", kExport});
  EXPECT_EQ(result.at("status"), "completed");
  EXPECT_EQ(result.at("run_id").get<std::string>().size(), 36U);
  EXPECT_GE(result.at("seconds").get<double>(), 0);
  ASSERT_EQ(result.at("inputs").size(), 1U);
  const json& input = result["inputs"][0];
  EXPECT_EQ(input.at("path"), kExport);
  EXPECT_EQ(input.at("messages"), 5);
  EXPECT_EQ(input.at("inserted"), 5);
  EXPECT_EQ(input.at("duplicates"), 0);
  EXPECT_EQ(input.at("rejected"), 0);
  EXPECT_EQ(result.at("windows").at("created"), 1);
  EXPECT_EQ(result.at("windows").at("changed"), 0);
  EXPECT_EQ(result.at("windows").at("kept"), 0);
  ASSERT_EQ(result.at("views").size(), 6U);
  for (const json& view : result["views"]) EXPECT_EQ(view.at("rebuilt"), true) << view;
  ASSERT_EQ(result.at("checkpoints").size(), 9U);
  for (const json& file : result["checkpoints"]) {
    EXPECT_EQ(file.at("bytes").get<std::uintmax_t>(),
              fs::file_size(folder_ / file.at("path").get<std::string>()))
        << file;
    EXPECT_TRUE(file.at("rows").is_number_integer());
    EXPECT_EQ(fs::weakly_canonical(folder_ / file.at("path").get<std::string>()),
              fs::weakly_canonical(path(".egregora/data") /
                                   (file.at("table").get<std::string>() + ".parquet")));
  }
}

TEST_F(Run, again_inserts_and_rebuilds_nothing) {
  succeeds({"run", kExport});
  const json messages = rows({"show", "messages"});
  const json again = rows({"run", kExport});
  EXPECT_EQ(again["inputs"][0].at("inserted"), 0);
  EXPECT_EQ(again["inputs"][0].at("duplicates"), 5);
  EXPECT_EQ(again["windows"].at("kept"), 1);
  EXPECT_EQ(again["windows"].at("created"), 0);
  for (const json& view : again["views"]) EXPECT_EQ(view.at("rebuilt"), false) << view;
  EXPECT_EQ(rows({"show", "messages"}), messages);
  EXPECT_EQ(rows({"runs", "list"}).size(), 2U);
}

TEST_F(Run, a_longer_export_adds_only_what_is_new) {
  succeeds({"run", kExport});
  write_file(path(kExport), std::string(kSmallChat) + "03/01/2025, 08:00 - Bo: on my way\n");
  const json result = rows({"run", kExport});
  EXPECT_EQ(result["inputs"][0].at("inserted"), 1);
  EXPECT_EQ(result["inputs"][0].at("duplicates"), 5);
  EXPECT_EQ(result["windows"].at("changed"), 1);
}

TEST_F(Run, hides_names_and_addresses_unless_told_otherwise) {
  succeeds({"run", kExport});
  const std::string hidden = succeeds({"show", "messages", "--format", "csv"}).out;
  for (const char* name : {"Ana", "Carla", "ana@example.org"})
    EXPECT_THAT(hidden, Not(HasSubstr(name)));
  succeeds({"run", kExport, "--names", "raw", "--db", "raw/raw.duckdb"});
  const std::string raw =
      succeeds({"show", "messages", "--format", "csv", "--db", "raw/raw.duckdb"}).out;
  for (const char* name : {"Ana", "Carla", "ana@example.org"}) EXPECT_THAT(raw, HasSubstr(name));
  const auto ids = [&](const std::string& db) {
    std::set<std::string> found;
    for (const json& row : rows({"show", "messages", "--columns", "message_id", "--db", db}))
      found.insert(row["message_id"]);
    return found;
  };
  EXPECT_EQ(ids("pipeline.duckdb"), ids("raw/raw.duckdb"));
}

TEST_F(Run, keeps_texts_as_written) {
  succeeds({"run", kExport, "--names", "raw", "--thread", "Winter", "--tenant", "home"});
  const json messages = rows({"messages"});
  ASSERT_EQ(messages.size(), 5U);
  EXPECT_EQ(messages[0]["kind"], "system");
  EXPECT_TRUE(messages[0]["author"].is_null());
  EXPECT_EQ(messages[2]["content"], "Same to you,\nand to all of yours");
  EXPECT_EQ(messages[3]["kind"], "media");
  EXPECT_TRUE(messages[3]["content"].is_null());
  for (const json& message : messages) {
    EXPECT_EQ(message["thread_id"], "Winter");
    EXPECT_EQ(message["tenant_id"], "home");
  }
}

TEST_F(Run, reads_the_clock_of_the_zone_that_is_said) {
  succeeds({"run", kExport, "--timezone", "America/New_York"});
  EXPECT_EQ(rows({"messages"})[1]["timestamp"], "2025-01-01 04:59:00+00");
}

TEST_F(Run, without_views_and_files_makes_neither) {
  const json no_views = rows({"run", kExport, "--no-views", "--db", "a/a.duckdb"});
  EXPECT_THAT(no_views.at("views"), IsEmpty());
  EXPECT_TRUE(fs::exists(path("a/.egregora/data/messages.parquet")));
  EXPECT_FALSE(fs::exists(path("a/.egregora/data/chunks.parquet")));
  const json no_files = rows({"run", kExport, "--no-checkpoints", "--db", "b/b.duckdb"});
  EXPECT_THAT(no_files.at("checkpoints"), IsEmpty());
  EXPECT_THAT(no_files.at("views"), IsEmpty());
  EXPECT_FALSE(fs::exists(path("b/.egregora/data/messages.parquet")));
}

TEST_F(Run, takes_several_exports_and_a_zip) {
  tool({"zip", "-q", "WhatsApp Chat with Trip.zip", kExport});
  write_file(path("other.txt"), "13/05/2024, 10:00 - Dora: hello\n13/05/2024, 10:01 - Emil: hi\n");
  const json result = rows({"run", "WhatsApp Chat with Trip.zip", "other.txt"});
  ASSERT_EQ(result["inputs"].size(), 2U);
  EXPECT_EQ(result["inputs"][0].at("inserted"), 5);
  EXPECT_EQ(result["inputs"][1].at("inserted"), 2);
  EXPECT_EQ(rows({"messages", "--thread", "Trip"}).size(), 5U);
}

TEST_F(Run, puts_files_where_it_is_told) {
  succeeds({"run", kExport, "--db", "deep/er/chat.duckdb", "--checkpoint-dir", "files"});
  EXPECT_TRUE(fs::exists(path("deep/er/chat.duckdb")));
  EXPECT_TRUE(fs::exists(path("files/messages.parquet")));
  EXPECT_FALSE(fs::exists(path("deep/er/.egregora")));
  EXPECT_FALSE(fs::exists(path("pipeline.duckdb")));
  const RunOptions variable{.environment = {{"EGREGORA_DB", "deep/er/chat.duckdb"}}};
  EXPECT_THAT(succeeds({"tables"}, variable).out, HasSubstr("messages"));
}

TEST_F(Run, cuts_windows_as_told) {
  const json result =
      rows({"run", kExport, "--step-size", "1", "--step-unit", "days", "--overlap", "0"});
  EXPECT_EQ(result["windows"].at("created"), 3);
  EXPECT_EQ(rows({"windows", "list"}).size(), 3U);
}

TEST_F(Run, says_when_it_had_to_guess_the_order_of_day_and_month) {
  write_file(path("guess.txt"), "01/02/2024, 10:00 - Ana: hello\n");
  EXPECT_THAT(succeeds({"run", "guess.txt"}).out,
              HasSubstr("read as day first; if not, use --date-order"));
  EXPECT_THAT(succeeds({"run", "guess.txt", "--date-order", "mdy", "--db", "m.duckdb"}).out,
              Not(HasSubstr("--date-order")));
  EXPECT_EQ(rows({"messages", "--db", "m.duckdb"})[0]["timestamp"], "2024-01-02 10:00:00+00");
}

}  // namespace
}  // namespace egregora::program_tests
