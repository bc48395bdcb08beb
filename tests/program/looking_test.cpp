// The commands that look into a database: what they show, in which form, and that they change
// nothing.
#include "program/program_runner.hpp"

#include <sstream>

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;
namespace fs = std::filesystem;

class Looking : public SmallChatTest {
 protected:
  std::vector<std::string> values(const json& table, const char* column) {
    std::vector<std::string> result;
    for (const json& row : table)
      result.push_back(row.at(column).is_null() ? "NULL" : row[column].get<std::string>());
    return result;
  }
};

TEST_F(Looking, changes_nothing_not_even_a_lock_file) {
  const std::string window = rows({"windows", "list"})[0]["window_id"];
  const std::string run = rows({"runs", "list"})[0]["run_id"];
  const Snapshot before = snapshot_of(folder_);
  const std::vector<std::vector<std::string>> commands = {{"tables"},
                                                          {"schema", "messages"},
                                                          {"show", "messages"},
                                                          {"show", "conversations"},
                                                          {"messages"},
                                                          {"windows", "list"},
                                                          {"windows", "show", window},
                                                          {"views", "list"},
                                                          {"runs", "list"},
                                                          {"runs", "show", run},
                                                          {"runs", "lineage", run},
                                                          {"elo", "top"},
                                                          {"elo", "history"},
                                                          {"elo", "recompute"},
                                                          {"rejects"},
                                                          {"doctor"},
                                                          {"sql", "SELECT 42"}};
  for (const auto& command : commands) succeeds(command);
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Looking, at_no_database_says_so_and_makes_none) {
  const std::vector<std::vector<std::string>> commands = {{"tables"},
                                                          {"schema", "messages"},
                                                          {"show", "messages"},
                                                          {"messages"},
                                                          {"windows", "list"},
                                                          {"windows", "show", "1a"},
                                                          {"views", "list"},
                                                          {"runs", "list"},
                                                          {"runs", "show", "1a"},
                                                          {"runs", "lineage", "1a"},
                                                          {"elo", "record", "a", "b"},
                                                          {"elo", "top"},
                                                          {"elo", "history"},
                                                          {"elo", "recompute"},
                                                          {"rejects"},
                                                          {"doctor"},
                                                          {"sql", "SELECT 42"},
                                                          {"sql", "--write", "SELECT 42"},
                                                          {"export", "messages", "--to", "m.csv"}};
  const Snapshot before = snapshot_of(folder_);
  for (auto command : commands) {
    command.insert(command.end(), {"--db", "none/at-all.duckdb"});
    fails(command, 1, {"none/at-all.duckdb", "there is no such database", "egregora run"});
  }
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Looking, tables_lists_what_there_is) {
  const json tables = rows({"tables"});
  const auto names = values(tables, "name");
  EXPECT_THAT(names, IsSupersetOf({"messages", "conversations", "windows", "window_messages",
                                   "runs", "rejects", "chunks"}));
  for (const std::string& name : names) EXPECT_THAT(name, Not(StartsWith("_egregora")));
  for (const json& table : tables) {
    if (table["name"] == "messages") {
      EXPECT_EQ(table["rows"], 5);
      EXPECT_EQ(table["kind"], "table");
      EXPECT_EQ(table["checkpoint"], "fresh");
    } else if (table["name"] == "conversations") {
      EXPECT_EQ(table["kind"], "view");
      EXPECT_EQ(table["checkpoint"], "none");
    }
  }
}

TEST_F(Looking, schema_shows_types_and_keys) {
  const json columns = rows({"schema", "runs"});
  EXPECT_EQ(columns[0],
            (json{{"column", "run_id"}, {"type", "uuid"}, {"nullable", false}, {"key", true}}));
  EXPECT_THAT(values(rows({"schema", "MESSAGES"}), "column"),
              IsSupersetOf({"message_id", "content", "metadata"}));
  fails({"schema", "mesages"}, 1, {"schema", "Table 'mesages' not found in database", "messages"});
}

TEST_F(Looking, show_filters_sorts_and_cuts) {
  const json shown = rows({"show", "messages", "--columns", "author,content", "--where",
                           "author = 'Ana' and not content is null", "--order-by", "-timestamp"});
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].size(), 2U);
  EXPECT_THAT(shown[0]["content"].get<std::string>(), StartsWith("write to"));
  EXPECT_EQ(rows({"show", "messages", "--where", "kind like 'm%'"}).size(), 1U);
  EXPECT_EQ(rows({"show", "messages", "--where",
                  "timestamp >= '2025-01-01' and timestamp < '2025-01-02'"})
                .size(),
            2U);
  EXPECT_EQ(rows({"show", "messages", "--where", "metadata.edited = true"}).size(), 0U);
  EXPECT_EQ(rows({"show", "messages", "--order-by", "author,-timestamp", "--limit", "2"}).size(),
            2U);
  EXPECT_EQ(rows({"show", "messages", "--limit", "0"}).size(), 0U);
}

TEST_F(Looking, show_says_where_the_filter_is_wrong) {
  fails({"show", "messages", "--where", "author = "}, 2,
        {"--where: a value is missing before the end, at offset 9"});
  fails({"show", "messages", "--where", "auhtor = 'x'"}, 2,
        {"no column 'auhtor'; did you mean 'author'", "at offset 0"});
  fails({"show", "messages", "--where", "1=1; drop table messages"}, 2, {"at offset 0"});
  fails({"show", "messages", "--columns", "author,nope"}, 2, {"--columns", "nope"});
  fails({"show", "messages", "--columns", "kind,author,KIND"}, 2,
        {"--columns: 'KIND' is named twice"});
  fails({"show", "messages", "--order-by", "-nope"}, 2, {"--order-by", "nope"});
  fails({"show", "nothing"}, 1, {"Table 'nothing' not found in database"});
}

TEST_F(Looking, formats_hold_the_same_rows) {
  const std::vector<std::string> base = {
      "show", "messages", "--columns", "seq,author,content", "--order-by", "seq", "--format"};
  const auto in = [&](const char* format) {
    auto words = base;
    words.emplace_back(format);
    return succeeds(words).out;
  };
  const json as_json = json::parse(in("json"));
  ASSERT_EQ(as_json.size(), 5U);
  std::istringstream lines(in("ndjson"));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_EQ(json::parse(line), as_json[count]);
  EXPECT_EQ(count, 5U);
  EXPECT_THAT(in("csv"), StartsWith("seq,author,content\n"));
  EXPECT_THAT(in("csv"), HasSubstr("\"Same to you,\nand to all of yours\""));
  EXPECT_THAT(in("table"), HasSubstr("5 rows"));
  EXPECT_THAT(in("table"), HasSubstr("Same to you,\\nand to all of yours"));
}

TEST_F(Looking, empty_results_are_still_well_formed) {
  const std::vector<std::string> none = {"show",    "messages", "--columns", "seq",
                                         "--where", "seq < -1", "--format"};
  const auto in = [&](const char* format) {
    auto words = none;
    words.emplace_back(format);
    return succeeds(words).out;
  };
  EXPECT_THAT(json::parse(in("json")), IsEmpty());
  EXPECT_EQ(in("ndjson"), "");
  EXPECT_EQ(in("csv"), "seq\n");
  EXPECT_THAT(in("table"), HasSubstr("0 rows"));
}

TEST_F(Looking, messages_are_found_by_author_days_thread_and_words) {
  EXPECT_EQ(rows({"messages"}).size(), 5U);
  EXPECT_EQ(rows({"messages", "--author", "Ana"}).size(), 2U);
  EXPECT_EQ(rows({"messages", "--from", "2025-01-01", "--to", "2025-01-01"}).size(), 2U);
  EXPECT_EQ(rows({"messages", "--to", "2024-12-31"}).size(), 2U);
  EXPECT_EQ(rows({"messages", "--search", "NEW YEAR"}).size(), 1U);
  EXPECT_EQ(rows({"messages", "--search", "100%"}).size(), 0U);
  EXPECT_EQ(rows({"messages", "--thread", "Trip"}).size(), 5U);
  EXPECT_EQ(rows({"messages", "--thread", "nope"}).size(), 0U);
  EXPECT_EQ(rows({"messages", "--limit", "3"}).size(), 3U);
  fails({"messages", "--from", "2025-02-01", "--to", "2025-01-01"}, 2, {"--to", "before --from"});
}

TEST_F(Looking, an_author_is_found_by_name_though_names_are_hidden) {
  succeeds({"run", "Trip.txt", "--db", "hidden.duckdb"});
  const json by_name = rows({"messages", "--author", "Ana", "--db", "hidden.duckdb"});
  ASSERT_EQ(by_name.size(), 2U);
  EXPECT_NE(by_name[0]["author"], "Ana");
  EXPECT_EQ(rows({"messages", "--author", by_name[0]["author_uuid"], "--db", "hidden.duckdb"}),
            by_name);
}

TEST_F(Looking, windows_are_shown_with_their_messages) {
  const json windows = rows({"windows", "list"});
  ASSERT_EQ(windows.size(), 1U);
  const std::string id = windows[0]["window_id"];
  const json shown = rows({"windows", "show", id});
  EXPECT_EQ(shown["window"], windows[0]);
  ASSERT_EQ(shown["messages"].size(), 5U);
  EXPECT_EQ(shown["messages"][0]["position"], 0);
  EXPECT_EQ(rows({"windows", "show", id.substr(0, 6)}), shown);
  EXPECT_THAT(succeeds({"windows", "show", id}).out, HasSubstr("Happy new year!"));
  EXPECT_THAT(succeeds({"windows", "show", id, "--format", "csv"}).out, StartsWith("position,"));
  fails({"windows", "show", "ffffffff-ffff-ffff-ffff-ffffffffffff"}, 1,
        {"no window has an id that begins so"});
  fails({"windows", "show", "not-an-id"}, 2, {"no id of a window"});
}

TEST_F(Looking, views_say_whether_they_stand_materialised) {
  const json views = rows({"views", "list"});
  EXPECT_THAT(values(views, "name"),
              ElementsAre("chunks", "chunks_optimized", "daily_aggregates", "hourly_aggregates",
                          "messages_with_media", "messages_with_text"));
  for (const json& view : views) EXPECT_EQ(view["materialised"], true) << view;
}

TEST_F(Looking, runs_are_listed_and_shown_in_full) {
  succeeds({"run", "Trip.txt"});
  const json runs = rows({"runs", "list"});
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_GE(runs[0]["started_at"], runs[1]["started_at"]);
  const std::string id = runs[1]["run_id"];
  const json shown = rows({"runs", "show", id.substr(0, 13)});
  EXPECT_EQ(shown, runs[1]);
  EXPECT_EQ(shown["status"], "completed");
  EXPECT_THAT(succeeds({"runs", "show", id}).out, HasSubstr("status"));
  fails({"runs", "show", "00000000"}, 1, {"no run has an id that begins so"});
  fails({"runs", "show", "%"}, 2, {"no id of a run"});
  EXPECT_EQ(rows({"runs", "list", "--status", "completed", "--stage", "pipeline"}), runs);
  EXPECT_THAT(rows({"runs", "list", "--status", "failed"}), IsEmpty());
}

TEST_F(Looking, rejects_are_listed_by_run) {
  write_file(path("odd.txt"), "a line before any message\n13/05/2024, 10:00 - Dora: hello\n");
  const std::string run = rows({"run", "odd.txt", "--names", "raw"})["run_id"];
  const json all = rows({"rejects"});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0]["line"], 1);
  EXPECT_EQ(all[0]["text"], "a line before any message");
  EXPECT_EQ(rows({"rejects", "--run", run}), all);
}

TEST_F(Looking, doctor_is_content_and_exit_1_when_a_file_is_gone) {
  EXPECT_THAT(succeeds({"doctor"}).out, HasSubstr("all is well"));
  EXPECT_THAT(rows({"doctor"}), IsEmpty());
  fs::remove(path(".egregora/data/messages.parquet"));
  const Outcome outcome = egregora({"doctor", "--json"});
  EXPECT_EQ(outcome.exit_code, 1);
  ASSERT_FALSE(outcome.json().empty());
  EXPECT_THAT(outcome.json()[0].at("message").get<std::string>(), HasSubstr("messages"));
  EXPECT_THAT(outcome.json()[0].at("remedy").get<std::string>(), HasSubstr("egregora run"));
  succeeds({"run", "Trip.txt", "--names", "raw"});  // what the remedy says
  EXPECT_THAT(rows({"doctor"}), IsEmpty());
}

}  // namespace
}  // namespace egregora::program_tests
