// The command line itself: help, version, mistakes, completion.
#include "program/program_runner.hpp"

namespace egregora::program_tests {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

class CommandLine : public ProgramTest {};

const std::vector<std::vector<std::string>> kCommands = {{"run"},
                                                         {"tables"},
                                                         {"schema"},
                                                         {"show"},
                                                         {"messages"},
                                                         {"windows"},
                                                         {"windows", "list"},
                                                         {"windows", "show"},
                                                         {"views"},
                                                         {"views", "list"},
                                                         {"views", "plan"},
                                                         {"views", "refresh"},
                                                         {"views", "explain"},
                                                         {"runs"},
                                                         {"runs", "list"},
                                                         {"runs", "show"},
                                                         {"runs", "lineage"},
                                                         {"elo"},
                                                         {"elo", "init"},
                                                         {"elo", "record"},
                                                         {"elo", "top"},
                                                         {"elo", "history"},
                                                         {"elo", "recompute"},
                                                         {"rejects"},
                                                         {"documents"},
                                                         {"documents", "list"},
                                                         {"documents", "get"},
                                                         {"documents", "put"},
                                                         {"documents", "rm"},
                                                         {"tasks"},
                                                         {"tasks", "list"},
                                                         {"tasks", "enqueue"},
                                                         {"tasks", "stats"},
                                                         {"tasks", "redrive"},
                                                         {"tasks", "prune"},
                                                         {"export"},
                                                         {"sql"},
                                                         {"sample"},
                                                         {"doctor"},
                                                         {"completion"},
                                                         {"rebuild"},
                                                         {"migrate"},
                                                         {"checkpoints"},
                                                         {"checkpoints", "list"},
                                                         {"checkpoints", "verify"},
                                                         {"checkpoints", "restore"}};

TEST_F(CommandLine, every_command_has_help_with_an_example_and_touches_nothing) {
  for (std::vector<std::string> words : kCommands) {
    words.push_back("--help");
    const Outcome outcome = succeeds(words);
    EXPECT_THAT(outcome.out, HasSubstr("Example:\n")) << words.front();
    EXPECT_THAT(outcome.err, IsEmpty());
  }
  EXPECT_THAT(succeeds({"--help"}).out,
              HasSubstr("Exit codes: 0 done, 1 failed, 2 wrong command line"));
  EXPECT_THAT(snapshot_of(folder_), IsEmpty());
}

TEST_F(CommandLine, version_names_library_and_engine) {
  EXPECT_THAT(succeeds({"--version"}).out,
              MatchesRegex("egregora [0-9]+\\.[0-9]+\\.[0-9]+ \\(DuckDB v1\\.5\\.6\\)\n"));
}

TEST_F(CommandLine, mistakes_are_exit_2_and_one_line) {
  fails({}, 2, {"a command is missing", "egregora --help"});
  fails({"frobnicate"}, 2, {"no command 'frobnicate'"});
  fails({"tables", "--frmat", "csv"}, 2, {"unknown option '--frmat'; did you mean '--format'?"});
  fails({"tables", "--limit", "many"}, 2, {"--limit"});
  fails({"tables", "--format", "yaml"}, 2, {"--format"});
  fails({"tables", "surplus"}, 2, {"surplus"});
  fails({"windows"}, 2, {"list, show"});
  fails({"runs"}, 2, {"list, show, lineage"});
  fails({"elo"}, 2, {"init, record, top, history, recompute"});
  fails({"elo", "record", "a"}, 2, {"LOSER"});
  fails({"elo", "record", "a", "b", "--k-factor", "0"}, 2, {"--k-factor"});
  fails({"elo", "record", "a", "b", "--k-factor", "inf"}, 2, {"--k-factor"});
  fails({"elo", "init", "a", "--rating", "nan"}, 2, {"--rating"});
  fails({"elo", "top", "--limit", "-1"}, 2, {"--limit"});
  fails({"runs", "list", "--status", "done"}, 2, {"--status"});
  fails({"schema"}, 2, {"TABLE"});
  fails({"checkpoints"}, 2, {"list, verify, restore"});
  fails({"checkpoints", "restore"}, 2, {"TABLE"});
  fails({"checkpoints", "restore", "t", "--version", "0"}, 2, {"--version"});
  fails({"export", "messages"}, 2, {"--to"});
  fails({"run"}, 2, {"EXPORT"});
  fails({"sample", "--messages", "0"}, 2, {"--messages"});
  fails({"sample", "--locale", "tlh"}, 2, {"--locale"});
  EXPECT_THAT(snapshot_of(folder_), IsEmpty());
}

TEST_F(CommandLine, meanings_are_checked_before_anything_is_opened) {
  write_file(path("chat.txt"), kSmallChat);
  const Snapshot before = snapshot_of(folder_);
  fails({"run", "chat.txt", "--timezone", "Mars/Olympus"}, 2,
        {"--timezone", "no such time zone: 'Mars/Olympus'"});
  fails({"messages", "--from", "yesterday"}, 2,
        {"--from", "'yesterday' is no date such as 2025-01-31"});
  fails({"messages", "--from", "2025-02-30"}, 2, {"--from"});
  fails({"export", "messages", "--to", "messages.xlsx"}, 2,
        {"--to", ".parquet, .csv, .json, .ndjson"});
  fails({"tables", "--db", ":memory:"}, 2, {"--db"});
  fails({"tables", "--db", "postgres://host/db"}, 2, {"--db", "postgres://host/db"});
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(CommandLine, completion_scripts_load_and_complete) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = succeeds({"completion", shell}).out;
    EXPECT_THAT(script, HasSubstr("egregora"));
    EXPECT_THAT(script, HasSubstr("messages"));
    EXPECT_THAT(script, HasSubstr("order-by"));
  }
  write_file(path("egregora.bash"), succeeds({"completion", "bash"}).out);
  const auto completed = [&](const std::string& words, int at) {
    RunOptions bash;
    bash.program = "bash";
    const std::string script = "source egregora.bash; COMP_WORDS=(" + words +
                               "); COMP_CWORD=" + std::to_string(at) +
                               "; _egregora; echo \"${COMPREPLY[*]}\"";
    return egregora({"-c", script}, bash).out;
  };
  EXPECT_EQ(completed("egregora mess", 1), "messages\n");
  EXPECT_EQ(completed("egregora windows sh", 2), "show\n");
  EXPECT_EQ(completed("egregora elo re", 2), "record recompute\n");
  EXPECT_EQ(completed("egregora elo record a b --t", 5), "--tie --threads\n");
  EXPECT_EQ(completed("egregora runs li", 2), "list lineage\n");
  EXPECT_EQ(completed("egregora show messages --ord", 3), "--order-by\n");
  EXPECT_EQ(completed("egregora tables --format nd", 3), "ndjson\n");
  EXPECT_EQ(completed("egregora checkpoints re", 2), "restore\n");
  EXPECT_EQ(completed("egregora checkpoints restore t --ver", 4), "--version --verbose\n");
  EXPECT_EQ(completed("egregora doctor --acc", 2), "--accept\n");
  EXPECT_EQ(completed("egregora run egregora.b", 2), "egregora.bash\n");
}

TEST_F(CommandLine, a_full_disk_behind_stdout_is_an_error) {
  const Outcome outcome = egregora({"sample", "--messages", "500"}, {.output_full = true});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("egregora: standard output: it cannot be written to"));
}

}  // namespace
}  // namespace egregora::program_tests
