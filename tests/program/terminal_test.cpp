// What depends on a terminal - progress, colour, width - and Ctrl-C.
#include <signal.h>

#include <chrono>
#include <sstream>
#include <thread>

#include "program/program_runner.hpp"

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

class OnTerminal : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write_file(path("Trip.txt"), kSmallChat);
  }
  static constexpr const char* kClearsLine = "\r\x1b[K";
};

TEST_F(OnTerminal, progress_is_shown_there_and_nowhere_else) {
  EXPECT_THAT(succeeds({"run", "Trip.txt", "--db", "a.duckdb"}, {.terminal = true}).err,
              HasSubstr(kClearsLine));
  EXPECT_THAT(succeeds({"run", "Trip.txt", "--db", "b.duckdb"}).err, Not(HasSubstr("\x1b")));
  EXPECT_THAT(succeeds({"run", "Trip.txt", "--db", "c.duckdb", "--quiet"}, {.terminal = true}).err,
              Not(HasSubstr(kClearsLine)));
}

TEST_F(OnTerminal, colour_is_shown_unless_no_color_is_set) {
  const RunOptions plain{.environment = {{"TERM", "xterm"}}, .terminal = true};
  const RunOptions without{.environment = {{"TERM", "xterm"}, {"NO_COLOR", "1"}}, .terminal = true};
  EXPECT_THAT(egregora({"tables"}, plain).err, HasSubstr("\x1b[31m"));
  EXPECT_THAT(egregora({"tables"}, without).err, Not(HasSubstr("\x1b")));
  EXPECT_THAT(egregora({"tables"}).err, Not(HasSubstr("\x1b")));
}

/// Terminal cells of a line of ASCII and box drawing.
std::size_t cells(const std::string& line) {
  std::size_t count = 0;
  for (const char c : line)
    count += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U || c == '\r' ? 0 : 1;
  return count;
}

TEST_F(OnTerminal, tables_fit_its_width) {
  succeeds({"run", "Trip.txt"});
  const auto widest = [](const std::string& text) {
    std::size_t width = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) width = std::max(width, cells(line));
    return width;
  };
  const std::string narrow = succeeds({"show", "messages"}, {.terminal = true}).err;
  EXPECT_LE(widest(narrow), 80U);
  EXPECT_THAT(narrow, HasSubstr("…"));
  EXPECT_LE(widest(succeeds({"show", "messages"}, {.environment = {{"COLUMNS", "200"}}}).out),
            200U);
}

TEST_F(OnTerminal, what_strangers_wrote_cannot_steer_it) {
  write_file(path("evil.txt"), "13/05/2024, 10:00 - Eve: \x1b[2J\x1b]0;owned\x07 hello\n");
  succeeds({"run", "evil.txt", "--db", "evil.duckdb"});
  const Outcome shown =
      succeeds({"show", "messages", "--columns", "content", "--db", "evil.duckdb"});
  EXPECT_THAT(shown.out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(shown.out, HasSubstr("hello"));
  const std::string summary =
      succeeds({"run", "evil.txt", "--db", "evil.duckdb", "--thread", "a\x1b[2J\nb"}).out;
  EXPECT_THAT(summary, Not(HasSubstr("\x1b")));
  EXPECT_THAT(summary, HasSubstr("thread \"a [2J b\""));
}

class Interrupt : public ProgramTest {
 protected:
  /// Sends SIGINT after a while; the program may have finished by then.
  Outcome interrupted_after(const std::vector<std::string>& arguments,
                            std::chrono::milliseconds delay) {
    Running running(arguments, folder_);
    std::this_thread::sleep_for(delay);
    running.send(SIGINT);
    return running.wait();
  }
};

TEST_F(Interrupt, ends_a_run_with_130_and_nothing_half_done) {
  succeeds({"sample", "--messages", "60000", "--seed", "3", "--to", "big.txt"});
  succeeds({"run", "big.txt", "--db", "whole.duckdb", "--quiet"});
  int interrupted = 0;
  for (int delay = 5; delay < 400; delay = delay * 3 / 2) {
    const Outcome outcome = interrupted_after({"run", "big.txt", "--db", "cut.duckdb", "--quiet"},
                                              std::chrono::milliseconds(delay));
    if (outcome.exit_code == 0) break;
    if (outcome.exit_code == 128 + SIGINT && outcome.err.empty())
      continue;  // before it could listen
    EXPECT_EQ(outcome.exit_code, 130) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("egregora: run: interrupted; what was committed is intact"));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    ++interrupted;
  }
  EXPECT_GT(interrupted, 0);
  succeeds({"run", "big.txt", "--db", "cut.duckdb", "--quiet"});
  const auto ids = [&](const char* db) {
    return succeeds({"show", "messages", "--columns", "message_id,seq", "--order-by", "message_id",
                     "--format", "csv", "--db", db})
        .out;
  };
  EXPECT_EQ(ids("cut.duckdb"), ids("whole.duckdb"));
  EXPECT_THAT(succeeds({"doctor", "--db", "cut.duckdb"}).out, HasSubstr("all is well"));
}

TEST_F(Interrupt, of_the_first_run_leaves_no_database_or_a_whole_one) {
  succeeds({"sample", "--messages", "60000", "--seed", "3", "--to", "big.txt"});
  const Outcome outcome =
      interrupted_after({"run", "big.txt", "--quiet"}, std::chrono::milliseconds(60));
  if (fs::exists(path("pipeline.duckdb"))) {
    succeeds({"tables"});
  } else {
    EXPECT_NE(outcome.exit_code, 0);
  }
}

TEST_F(Interrupt, ends_a_long_query_soon) {
  write_file(path("Trip.txt"), kSmallChat);
  succeeds({"run", "Trip.txt"});
  const Snapshot before = snapshot_of(folder_);
  const auto began = std::chrono::steady_clock::now();
  const Outcome outcome =
      interrupted_after({"sql", "SELECT count(*) FROM range(100000000000) a WHERE a.range % 7 = 3"},
                        std::chrono::milliseconds(600));
  EXPECT_EQ(outcome.exit_code, 130) << outcome.err;
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Interrupt, ends_the_wait_for_another_process) {
  write_file(path("Trip.txt"), kSmallChat);
  succeeds({"run", "Trip.txt"});
  Running holder(
      {"sql", "--write", "SELECT count(*) FROM range(100000000000) a WHERE a.range % 7 = 3"},
      folder_);
  for (int i = 0; i < 400 && egregora({"tables", "--lock-timeout", "0"}).exit_code == 0; ++i) {
  }
  const auto began = std::chrono::steady_clock::now();
  const Outcome outcome = interrupted_after({"run", "Trip.txt", "--lock-timeout", "50"},
                                            std::chrono::milliseconds(500));
  EXPECT_EQ(outcome.exit_code, 130) << outcome.err;
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
}

TEST_F(Interrupt, ends_an_export_and_leaves_no_file) {
  write_file(path("Trip.txt"), kSmallChat);
  succeeds({"run", "Trip.txt"});
  succeeds({"sql", "--write",
            "CREATE VIEW endless AS SELECT sum(a.range)::BIGINT AS s FROM range(100000000000) a"});
  const Snapshot before = snapshot_of(folder_);
  const Outcome outcome =
      interrupted_after({"export", "endless", "--to", "e.parquet"}, std::chrono::milliseconds(600));
  EXPECT_EQ(outcome.exit_code, 130) << outcome.err;
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Interrupt, a_reader_that_goes_away_is_no_error) {
  succeeds({"sample", "--messages", "20000", "--to", "big.txt"});
  succeeds({"run", "big.txt", "--no-checkpoints"});
  RunOptions bash;
  bash.program = "bash";
  const Outcome outcome =
      egregora({"-c", "'" EGREGORA_PROGRAM "' show messages --format csv | head -n 2"}, bash);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
}

}  // namespace
}  // namespace egregora::program_tests
