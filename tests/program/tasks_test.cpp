// The queue of tasks, from the command line.
#include "program/program_runner.hpp"

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Tasks : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write_file(path("Trip.txt"), kSmallChat);
    succeeds({"run", "Trip.txt"});
  }
  json rows(std::vector<std::string> arguments) {
    arguments.push_back("--json");
    return succeeds(arguments).json();
  }
  std::string enqueue(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"tasks", "enqueue"});
    return rows(std::move(arguments)).at("task_id");
  }
  void make_dead(const std::string& id) {
    succeeds({"sql", "--write",
              "UPDATE tasks SET status = 'dead', attempts = 5, processed_at = now() WHERE task_id "
              "= '" +
                  id + "'"});
  }
};

TEST_F(Tasks, are_queued_and_listed) {
  EXPECT_THAT(rows({"tasks", "list"}), IsEmpty());
  const std::string first =
      enqueue({"enrich", R"({"url": "https://example.org/it's"})", "--priority", "-5",
               "--max-attempts", "2", "--unique-key", "k", "--run-at", "2025-01-31 18:00"});
  const std::string second = enqueue({"tidy"});
  EXPECT_EQ(enqueue({"tidy", "--unique-key", "k"}), first);
  const json all = rows({"tasks", "list"});
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0]["task_id"], first);
  EXPECT_EQ(all[0]["task_type"], "enrich");
  EXPECT_EQ(all[0]["status"], "pending");
  EXPECT_EQ(all[0]["priority"], -5);
  EXPECT_EQ(all[0]["max_attempts"], 2);
  EXPECT_THAT(all[0]["run_at"].get<std::string>(), HasSubstr("2025-01-31"));
  EXPECT_THAT(all[0]["payload"].dump(), HasSubstr("it's"));
  EXPECT_EQ(all[1]["payload"], nullptr);
  EXPECT_EQ(rows({"tasks", "list", "--type", "tidy"})[0]["task_id"], second);
  EXPECT_THAT(rows({"tasks", "list", "--status", "dead"}), IsEmpty());
  EXPECT_THAT(rows({"tasks", "list", "--limit", "1"}), SizeIs(1));
  EXPECT_THAT(succeeds({"tasks", "list"}).out, HasSubstr("enrich"));
  EXPECT_EQ(succeeds({"tasks", "enqueue", "tidy", "--unique-key", "k"}).out, first + "\n");
}

TEST_F(Tasks, are_counted_by_type_and_status) {
  enqueue({"enrich"});
  make_dead(enqueue({"enrich"}));
  enqueue({"tidy"});
  const json stats = rows({"tasks", "stats"});
  ASSERT_THAT(stats, SizeIs(2));
  EXPECT_EQ(stats[0]["task_type"], "enrich");
  EXPECT_EQ(stats[0]["pending"], 1);
  EXPECT_EQ(stats[0]["dead"], 1);
  EXPECT_EQ(stats[1]["pending"], 1);
  EXPECT_EQ(stats[1]["completed"], 0);
}

TEST_F(Tasks, that_are_dead_are_revived) {
  std::vector<std::string> ids;
  for (const char* type : {"a", "a", "b"}) {
    ids.push_back(enqueue({type}));
    make_dead(ids.back());
  }
  EXPECT_THAT(succeeds({"tasks", "redrive", ids[1].substr(0, 18)}).out,
              HasSubstr("1 task pending again"));
  EXPECT_EQ(rows({"tasks", "redrive", "--type", "none"})["redriven"], 0);
  EXPECT_EQ(rows({"tasks", "redrive", "--limit", "1"})["redriven"], 1);
  EXPECT_EQ(rows({"tasks", "list", "--status", "dead"})[0]["task_id"], ids[2]);
  EXPECT_EQ(rows({"tasks", "redrive"})["redriven"], 1);
  fails({"tasks", "redrive", "00000000"}, 1, {"no task has an id that begins so"});
}

TEST_F(Tasks, that_are_finished_are_put_away) {
  const std::string id = enqueue({"a"});
  enqueue({"b"});
  succeeds({"sql", "--write",
            "UPDATE tasks SET status = 'completed', processed_at = now() - INTERVAL 10 DAYS WHERE "
            "task_id = '" +
                id + "'"});
  EXPECT_EQ(rows({"tasks", "prune"})["pruned"], 0);
  EXPECT_THAT(succeeds({"tasks", "prune", "--days", "9"}).out, HasSubstr("1 task put away"));
  EXPECT_EQ(rows({"show", "task_history"})[0]["task_id"], id);
  EXPECT_THAT(rows({"tasks", "list"}), SizeIs(1));
}

TEST_F(Tasks, looking_changes_nothing) {
  enqueue({"a"});
  const Snapshot before = snapshot_of(folder_);
  succeeds({"tasks", "list"});
  succeeds({"tasks", "stats"});
  EXPECT_EQ(snapshot_of(folder_), before);
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"list"}, {"stats"}, {"enqueue", "a"}, {"redrive"}, {"prune"}}) {
    std::vector<std::string> line = {"tasks"};
    line.insert(line.end(), command.begin(), command.end());
    line.insert(line.end(), {"--db", "none.duckdb"});
    fails(line, 1, {"none.duckdb", "there is no such database"});
  }
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Tasks, a_wrong_line_is_exit_2_and_queues_nothing) {
  fails({"tasks"}, 2, {});
  fails({"tasks", "enqueue"}, 2, {"TYPE"});
  fails({"tasks", "enqueue", "a", "{no json"}, 2, {"PAYLOAD", "no JSON"});
  fails({"tasks", "enqueue", "a", "--run-at", "tomorrow"}, 2, {"--run-at", "tomorrow"});
  fails({"tasks", "enqueue", "a", "--max-attempts", "0"}, 2, {"--max-attempts"});
  fails({"tasks", "list", "--status", "odd"}, 2, {"--status"});
  fails({"tasks", "prune", "--days", "-1"}, 2, {"--days"});
  fails({"tasks", "redrive", "xyz"}, 2, {"xyz"});
  fails({"tasks", "enqueue", ""}, 1, {"a task has a type"});
  EXPECT_THAT(rows({"tasks", "list"}), IsEmpty());
}

}  // namespace
}  // namespace egregora::program_tests
