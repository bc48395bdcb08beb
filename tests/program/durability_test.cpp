// Commands about Parquet files and lost databases: checkpoints, rebuild, doctor --accept.
#include <signal.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "program/program_runner.hpp"

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
namespace fs = std::filesystem;

class Durability : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write_file(path("Trip.txt"), kSmallChat);
    succeeds({"run", "Trip.txt", "--names", "raw", "--quiet"});
  }
  std::int64_t count_of(const std::string& table, const std::string& db = "pipeline.duckdb") const {
    return rows({"sql", "SELECT count(*) AS n FROM " + table, "--db", db})[0]["n"];
  }
  fs::path file_of(const std::string& table) const {
    return path(".egregora/data/" + table + ".parquet");
  }
  void kill_ever_later(const std::vector<std::string>& arguments,
                       const std::function<void()>& check) const;
  void damage(const fs::path& file) const {
    fs::permissions(file, fs::perms::owner_all);
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
    bytes << "XXXX";
  }
};

TEST_F(Durability, versions_are_listed) {
  const Snapshot before = snapshot_of(folder_);
  const json all = rows({"checkpoints", "list"});
  EXPECT_EQ(all.size(), 9U);  // messages, windows, window_messages, six views
  const json one = rows({"checkpoints", "list", "messages"});
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0]["table"], "messages");
  EXPECT_EQ(one[0]["rows"], 5);
  EXPECT_EQ(one[0]["fresh"], true);
  EXPECT_GE(one[0]["version"], 1);
  EXPECT_TRUE(fs::exists(one[0]["path"].get<std::string>()));
  EXPECT_THAT(succeeds({"checkpoints", "list"}).out,
              AllOf(HasSubstr("daily_aggregates"), HasSubstr("created_at")));
  EXPECT_THAT(rows({"checkpoints", "list", "nothing"}), IsEmpty());
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Durability, verify_finds_what_another_program_changed) {
  EXPECT_THAT(succeeds({"checkpoints", "verify"}).out, HasSubstr("all is well"));
  EXPECT_THAT(rows({"checkpoints", "verify"}), IsEmpty());
  damage(file_of("windows"));
  const Snapshot before = snapshot_of(folder_);
  const Outcome outcome = egregora({"checkpoints", "verify", "--json"});
  EXPECT_EQ(outcome.exit_code, 1);
  ASSERT_EQ(outcome.json().size(), 1U);
  EXPECT_EQ(outcome.json()[0]["kind"], "checkpoint-damaged");
  EXPECT_EQ(outcome.json()[0]["object"], "windows");
  const Outcome told = egregora({"checkpoints", "verify"});
  EXPECT_EQ(told.exit_code, 1);
  EXPECT_THAT(told.out, HasSubstr("checkpoint-damaged: "));
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Durability, a_table_is_restored) {
  succeeds({"sql", "--write", "DELETE FROM messages WHERE author = 'Ana'"});
  EXPECT_EQ(count_of("messages"), 3);
  const json restored = rows({"checkpoints", "restore", "messages"});
  EXPECT_EQ(restored["table"], "messages");
  EXPECT_EQ(restored["rows"], 5);
  EXPECT_EQ(count_of("messages"), 5);
  EXPECT_EQ(count_of("conversations"), 5);
  succeeds({"sql", "--write", "DROP TABLE daily_aggregates"});
  EXPECT_THAT(succeeds({"checkpoints", "restore", "daily_aggregates"}).out,
              HasSubstr("daily_aggregates: 3 rows, now version"));
  EXPECT_EQ(count_of("daily_aggregates"), 3);
}

TEST_F(Durability, what_cannot_be_restored_is_named_and_nothing_changes) {
  const json kept = rows({"checkpoints", "list", "messages"});
  const std::string version = std::to_string(kept[0]["version"].get<std::int64_t>());
  fails({"checkpoints", "restore", "messages", "--version", "999"}, 1,
        {"version 999", "'messages'", "kept: " + version});
  fails({"checkpoints", "restore", "mesages"}, 1, {"Table 'mesages' not found", "messages"});
  fails({"checkpoints", "restore", "messages", "--db", "none.duckdb"}, 1, {"no such database"});
  damage(file_of("messages"));
  fails({"checkpoints", "restore", "messages"}, 1, {"does not hold what was written"});
  EXPECT_EQ(count_of("messages"), 5);
}

TEST_F(Durability, a_lost_database_is_rebuilt_of_its_files) {
  fs::remove(path("pipeline.duckdb"));
  const json tables = rows({"rebuild"});
  EXPECT_EQ(tables.size(), 9U);
  for (const json& row : tables) EXPECT_TRUE(row["problem"].is_null()) << row;
  EXPECT_EQ(count_of("messages"), 5);
  EXPECT_EQ(count_of("conversations"), 5);
  const json result = rows({"run", "Trip.txt", "--names", "raw"});
  EXPECT_EQ(result["inputs"][0]["inserted"], 0);
  EXPECT_THAT(succeeds({"doctor"}).out, HasSubstr("all is well"));
}

TEST_F(Durability, rebuild_says_what_it_could_not_take) {
  fs::permissions(file_of("windows"), fs::perms::owner_all);
  fs::resize_file(file_of("windows"), 100);
  const Outcome outcome = egregora({"rebuild", "--db", "new.duckdb", "--json"});
  EXPECT_EQ(outcome.exit_code, 1);
  ASSERT_EQ(outcome.json().size(), 9U);
  EXPECT_EQ(outcome.json()[8]["problem"], "checkpoint-damaged");
  EXPECT_EQ(count_of("messages", "new.duckdb"), 5);
  fs::remove(path("new.duckdb"));
  const Outcome told = egregora({"rebuild", "--db", "new.duckdb"});
  EXPECT_EQ(told.exit_code, 1);
  EXPECT_THAT(told.out, AllOf(HasSubstr("messages"), HasSubstr("checkpoint-damaged: ")));
}

TEST_F(Durability, rebuild_replaces_nothing) {
  const Snapshot before = snapshot_of(folder_);
  fails({"rebuild"}, 1, {"pipeline.duckdb", "nothing is rebuilt over it"});
  fails({"rebuild", "--db", "new.duckdb", "--checkpoint-dir", "nowhere"}, 1,
        {"no database is made"});
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Durability, a_database_that_is_behind_is_accepted_only_when_told) {
  fs::copy_file(path("pipeline.duckdb"), path("old.duckdb"));
  succeeds({"sql", "--write", "DELETE FROM messages WHERE author = 'Ana'"});
  succeeds({"checkpoints", "restore", "messages"});
  fs::rename(path("old.duckdb"), path("pipeline.duckdb"));
  const Snapshot before = snapshot_of(folder_);
  const Outcome doctor = egregora({"doctor"});
  EXPECT_EQ(doctor.exit_code, 1);
  EXPECT_THAT(doctor.out, AllOf(HasSubstr("database-behind: "), HasSubstr("doctor --accept"),
                                HasSubstr("egregora rebuild")));
  EXPECT_EQ(snapshot_of(folder_), before);
  fails({"checkpoints", "restore", "messages"}, 1, {"older than its log says"});
  const Outcome accepted = succeeds({"doctor", "--accept"});
  EXPECT_THAT(accepted.err,
              AllOf(HasSubstr("accepted without 1 acknowledged commit"), HasSubstr("set aside: ")));
  EXPECT_THAT(accepted.out, HasSubstr("all is well"));
  succeeds({"checkpoints", "restore", "messages"});
}

/// Kills `arguments` ever later, until it ends by itself; each time `check` looks at what is left.
void Durability::kill_ever_later(const std::vector<std::string>& arguments,
                                 const std::function<void()>& check) const {
  constexpr auto kStep = std::chrono::milliseconds(20);
  for (auto delay = std::chrono::milliseconds(0);; delay += kStep) {
    SCOPED_TRACE(delay.count());
    Running program(arguments, folder_);
    std::this_thread::sleep_for(delay);
    const bool was_faster = program.ended();
    if (!was_faster) program.send(SIGKILL);
    program.wait();
    check();
    if (was_faster || HasFailure()) return;
  }
}

TEST_F(Durability, a_kill_while_restoring_leaves_a_whole_table) {
  succeeds({"sql", "--write", "DELETE FROM messages WHERE author = 'Ana'"});
  kill_ever_later({"checkpoints", "restore", "messages"}, [&] {
    EXPECT_THAT(count_of("messages"), AnyOf(3, 5));
    EXPECT_EQ(rows({"checkpoints", "list", "messages"}).size(), 1U);
  });
  EXPECT_EQ(count_of("messages"), 5);
  EXPECT_THAT(rows({"checkpoints", "verify"}), IsEmpty());
}

TEST_F(Durability, a_kill_while_rebuilding_leaves_a_whole_database_or_none) {
  kill_ever_later({"rebuild", "--db", "new.duckdb"}, [&] {
    if (!fs::exists(path("new.duckdb"))) return;
    EXPECT_EQ(rows({"tables", "--db", "new.duckdb"}).size(), 10U);  // and the view
    EXPECT_EQ(count_of("messages", "new.duckdb"), 5);
    fs::remove(path("new.duckdb"));
  });
  EXPECT_FALSE(fs::exists(path("new.duckdb.egregora-new")));
}

TEST_F(Durability, accepting_where_nothing_is_lost_changes_nothing) {
  const Snapshot before = snapshot_of(folder_);
  const Outcome outcome = succeeds({"doctor", "--accept"});
  EXPECT_THAT(outcome.err, HasSubstr("nothing to accept"));
  EXPECT_THAT(outcome.out, HasSubstr("all is well"));
  EXPECT_EQ(snapshot_of(folder_), before);
}

}  // namespace
}  // namespace egregora::program_tests
