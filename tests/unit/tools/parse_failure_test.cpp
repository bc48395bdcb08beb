// What the program says of a command line that is wrong.
#include "tools/egregora/parse_failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tools/egregora/program.hpp"

namespace egregora::program {
namespace {

using ::testing::HasSubstr;

std::string failure_of(std::vector<std::string> words) {
  CLI::App app("test", "egregora");
  CommandLine line;
  describe_program(app, line);
  std::reverse(words.begin(), words.end());  // as CLI11 takes them
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return parse_failure_line(app, error);
  }
  return "accepted";
}

TEST(ParseFailure, suggests_the_option_and_the_command) {
  EXPECT_EQ(failure_of({"show", "messages", "--colums", "a"}),
            "egregora: show: unknown option '--colums'; did you mean '--columns'?; see 'egregora "
            "show --help'");
  EXPECT_THAT(failure_of({"mesages"}), HasSubstr("no command 'mesages'; did you mean 'messages'"));
  EXPECT_THAT(failure_of({"windows", "lst"}),
              HasSubstr("windows: no command 'lst'; did you mean 'list'"));
}

TEST(ParseFailure, names_the_unknown_option_and_not_what_stands_behind_it) {
  EXPECT_THAT(failure_of({"show", "--colums", "a", "messages"}),
              HasSubstr("unknown option '--colums'; did you mean '--columns'?"));
  EXPECT_THAT(failure_of({"run", "--thred=x", "a.txt"}),
              HasSubstr("did you mean '--thread' or '--threads'?"));
  EXPECT_THAT(failure_of({"--dbb", "x.duckdb", "tables"}), HasSubstr("unknown option '--dbb'"));
  EXPECT_THAT(failure_of({"tables", "-z"}), HasSubstr("unknown option '-z'"));
}

TEST(ParseFailure, says_what_is_missing) {
  EXPECT_THAT(failure_of({}), HasSubstr("command line: a command is missing: run, tables"));
  EXPECT_THAT(failure_of({"windows"}), HasSubstr("windows: a command is missing: list, show"));
  EXPECT_THAT(failure_of({"schema"}), HasSubstr("TABLE"));
  EXPECT_THAT(failure_of({"run"}), HasSubstr("run: EXPORT is missing"));
  EXPECT_THAT(failure_of({"export", "messages"}), HasSubstr("export: --to FILE is missing"));
  EXPECT_THAT(failure_of({"export"}), HasSubstr("export: TABLE, --to FILE are missing"));
}

TEST(ParseFailure, names_values_out_of_range) {
  EXPECT_THAT(failure_of({"tables", "--limit", "-1"}),
              HasSubstr("--limit: Value -1 not in range 0"));
  EXPECT_THAT(failure_of({"tables", "--threads", "0"}), HasSubstr("--threads"));
  EXPECT_THAT(failure_of({"tables", "--format", "xml"}), HasSubstr("--format"));
  EXPECT_THAT(failure_of({"tables", "--memory-limit", "lots"}),
              HasSubstr("'lots' is no size such as 200MB"));
  EXPECT_THAT(failure_of({"tables", "--json", "--format", "csv"}), HasSubstr("--format"));
  EXPECT_THAT(failure_of({"tables", "-q", "-v"}), HasSubstr("--quiet"));
  EXPECT_THAT(failure_of({"run", "a.txt", "--date-order", "never"}), HasSubstr("--date-order"));
  EXPECT_THAT(failure_of({"completion", "tcsh"}), HasSubstr("tcsh"));
}

TEST(ParseFailure, takes_shared_options_before_and_after_the_command) {
  EXPECT_EQ(failure_of({"--db", "x.duckdb", "tables"}), "accepted");
  EXPECT_EQ(failure_of({"tables", "--db", "x.duckdb", "--memory-limit", "1.5 GB"}), "accepted");
  EXPECT_EQ(failure_of({"windows", "list", "--db", "x.duckdb", "-q"}), "accepted");
}

TEST(Help, of_every_command_has_a_worked_example) {
  CLI::App app("test", "egregora");
  CommandLine line;
  describe_program(app, line);
  std::vector<CLI::App*> open{&app};
  while (!open.empty()) {
    CLI::App* command = open.back();
    open.pop_back();
    EXPECT_THAT(command->help(), HasSubstr("Example:\n")) << command->get_name();
    for (CLI::App* each : command->get_subcommands([](const CLI::App*) { return true; }))
      open.push_back(each);
  }
}

}  // namespace
}  // namespace egregora::program
