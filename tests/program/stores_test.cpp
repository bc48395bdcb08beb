// The commands over stores: ratings of posts, and runs with what they left.
#include "program/program_runner.hpp"

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
namespace fs = std::filesystem;

class Elo : public ProgramTest {
 protected:
  json rows(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "elo");
    arguments.emplace_back("--json");
    return succeeds(arguments).json();
  }
};

TEST_F(Elo, posts_are_made_known_once_in_a_database_that_is_made) {
  const json made = rows({"init", "post-1", "post-2", "--rating", "1200.5"});
  ASSERT_THAT(made, SizeIs(2));
  EXPECT_EQ(made[0]["post_id"], "post-1");
  EXPECT_EQ(made[0]["rating"], 1200.5);
  EXPECT_EQ(made[0]["comparisons"], 0);
  EXPECT_EQ(rows({"init", "post-1"})[0]["rating"], 1200.5);
  EXPECT_TRUE(fs::exists(path("pipeline.duckdb")));
  EXPECT_THAT(rows({"init"}), IsEmpty());
  EXPECT_EQ(succeeds({"show", "elo_ratings", "--json"}).json().size(), 2U);
}

TEST_F(Elo, a_record_shows_what_became_of_both) {
  rows({"init"});
  const json won = rows({"record", "a", "b"});
  ASSERT_THAT(won, SizeIs(2));
  EXPECT_EQ(won[0]["rating"], 1516);
  EXPECT_EQ(won[0]["wins"], 1);
  EXPECT_EQ(won[1]["rating"], 1484);
  EXPECT_EQ(rows({"record", "c", "d", "--k-factor", "10"})[0]["rating"], 1505);
  EXPECT_EQ(rows({"record", "e", "f", "--tie"})[0]["ties"], 1);
  EXPECT_EQ(rows({"record", "c", "d", "--id", "once"}), rows({"record", "c", "d", "--id", "once"}));
  fails({"elo", "record", "a", "a"}, 1, {"elo record", "with itself: 'a'"});
  fails({"elo", "record", "x", "y", "--id", "once"}, 1, {"once"});
  EXPECT_THAT(rows({"history"}), SizeIs(4));
}

TEST_F(Elo, the_top_the_history_and_a_replay) {
  rows({"init", "never"});
  rows({"record", "a", "b"});
  rows({"record", "a", "c"});
  rows({"record", "it's \"odd\"", "b", "--tie"});
  const json top = rows({"top", "--limit", "2"});
  ASSERT_THAT(top, SizeIs(2));
  EXPECT_EQ(top[0]["post_id"], "a");
  EXPECT_THAT(rows({"top", "--min-comparisons", "0"}), SizeIs(5));
  EXPECT_THAT(rows({"top", "--min-comparisons", "3"}), IsEmpty());
  const json history = rows({"history", "--post", "b"});
  ASSERT_THAT(history, SizeIs(2));
  EXPECT_EQ(history[0]["post_a"], "it's \"odd\"");
  EXPECT_EQ(history[0]["winner"], "tie");
  EXPECT_THAT(rows({"history", "--limit", "1"}), SizeIs(1));
  EXPECT_THAT(succeeds({"elo", "history", "--format", "csv"}).out, StartsWith("comparison_id,"));
  EXPECT_THAT(rows({"recompute"}), IsEmpty());
  EXPECT_THAT(succeeds({"elo", "recompute"}).out, HasSubstr("ratings that are stored"));
  EXPECT_THAT(rows({"recompute", "--k-factor", "16"}), SizeIs(4));
  succeeds({"sql", "--write", "UPDATE elo_ratings SET rating = 2000 WHERE post_id = 'a'"});
  const json found = rows({"recompute"});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0]["stored_rating"], 2000);
  EXPECT_THAT(succeeds({"elo", "top"}).out, HasSubstr("2000"));
}

class Runs : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write_file(path("Trip.txt"), kSmallChat);
    id_ = succeeds({"run", "Trip.txt", "--json"}).json()["run_id"];
  }
  void write(const std::string& sql) { succeeds({"sql", "--write", sql}); }
  json rows(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "runs");
    arguments.emplace_back("--json");
    return succeeds(arguments).json();
  }

  std::string id_;
};

TEST_F(Runs, show_tables_and_events) {
  EXPECT_THAT(rows({"show", id_, "--tables"}), IsEmpty());
  write("INSERT INTO run_tables VALUES ('" + id_ + "', 'messages', 'written', NULL, 5)");
  write("INSERT INTO run_events VALUES ('" + id_ +
        "', 1, '2025-01-01 10:00:00+00', 'began', "
        "'{\"files\": 1}')");
  EXPECT_EQ(rows({"show", id_, "--tables"})[0], (json{{"direction", "written"},
                                                      {"table_name", "messages"},
                                                      {"checkpoint_id", nullptr},
                                                      {"rows", 5}}));
  const json events = rows({"show", id_.substr(0, 8), "--events"});
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0]["payload"]["files"], 1);
  const std::string shown = succeeds({"runs", "show", id_}).out;
  for (const char* part : {"config_hash", "written", "began"}) EXPECT_THAT(shown, HasSubstr(part));
  fails({"runs", "show", id_, "--tables", "--events"}, 2, {"--tables"});
}

TEST_F(Runs, lineage_goes_both_ways) {
  const std::string next = succeeds({"run", "Trip.txt", "--json"}).json()["run_id"];
  const std::string lost = "00000000-0000-4000-8000-000000000000";
  write("INSERT INTO lineage VALUES ('" + next + "', '" + id_ + "'), ('" + lost + "', '" + next +
        "')");
  const json lineage = rows({"lineage", next.substr(0, 9)});
  ASSERT_THAT(lineage, SizeIs(3));
  EXPECT_EQ(lineage[0]["relation"], "ancestor");
  EXPECT_EQ(lineage[0]["run_id"], id_);
  EXPECT_EQ(lineage[0]["status"], "completed");
  EXPECT_EQ(lineage[1]["relation"], "this run");
  EXPECT_EQ(lineage[1]["distance"], 0);
  EXPECT_EQ(lineage[2]["run_id"], lost);
  EXPECT_EQ(lineage[2]["status"], nullptr);
  EXPECT_EQ(rows({"lineage", id_})[2]["distance"], 2);
  EXPECT_THAT(rows({"lineage", id_, "--limit", "1"}), SizeIs(1));
  EXPECT_THAT(succeeds({"runs", "lineage", id_}).out, HasSubstr("descendant"));
  fails({"runs", "lineage", "ffffffff-ffff-ffff-ffff-ffffffffffff"}, 1,
        {"no run has an id that begins so"});
  fails({"runs", "lineage", "nothing"}, 2, {"no id of a run"});
}

}  // namespace
}  // namespace egregora::program_tests
