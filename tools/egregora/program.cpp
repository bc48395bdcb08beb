// SPDX-License-Identifier: Apache-2.0
// From argv to an exit code. Every way to fail ends in one line on stderr here, and nowhere else.
#include "tools/egregora/program.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>
#include <egregora/engine/engine.hpp>

#include <iostream>
#include <string>

#include "tools/egregora/failure.hpp"
#include "tools/egregora/parse_failure.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

constexpr int kDescriptorOut = 1;
constexpr int kDescriptorErr = 2;

int code(ExitCode exit_code) { return static_cast<int>(exit_code); }

void report(std::ostream& err, const Terminal& terminal, const std::string& line) {
  if (terminal.colour) {
    err << "\x1b[31m" << line << "\x1b[0m\n";
  } else {
    err << line << '\n';
  }
}

/// The library's log lines go to stderr, as many as asked for, and never into a progress bar.
void send_log_to(Session& session) {
  const LogLevel least = session.options.quiet     ? LogLevel::error
                         : session.options.verbose ? LogLevel::debug
                                                   : LogLevel::warning;
  set_log_sink([&session, least](LogLevel level, std::string_view text) {
    if (level < least) return;
    session.progress.clear();
    session.err << "egregora: " + one_line(text) + "\n" << std::flush;
  });
}

/// What `command` throws, as a line and a code.
int explain(const Session& session, const std::string& command, const std::exception& error) {
  const auto fail = [&](std::string_view what, ExitCode exit_code) {
    report(session.err, session.err_terminal, failure_line(what, error.what()));
    return code(exit_code);
  };
  if (session.interruption.requested() || dynamic_cast<const Interrupted*>(&error) != nullptr) {
    report(session.err, session.err_terminal,
           failure_line(command, "interrupted; what was committed is intact"));
    return code(ExitCode::interrupted);
  }
  if (const auto* usage = dynamic_cast<const UsageError*>(&error))
    return fail(usage->subject(), ExitCode::command_line);
  if (const auto* failure = dynamic_cast<const Failure*>(&error))
    return fail(failure->subject(), ExitCode::failed);
  return fail(command, ExitCode::failed);
}

int run_command(Session& session, const CommandLine& line) {
  try {
    const int result = line.action(session);
    session.progress.clear();
    session.out.flush();
    if (!session.out)
      throw Failure("standard output",
                    "it cannot be written to; is the disk full, or the reader gone?");
    return result;
  } catch (const std::exception& error) {
    session.progress.clear();
    session.out.flush();
    return explain(session, line.command, error);
  }
}

int run_line(const CommandLine& line) {
  Interruption interruption;
  const Terminal err_terminal = terminal_of(kDescriptorErr);
  ProgressBar progress(std::cerr, err_terminal, !line.options.quiet);
  Session session{line.options, interruption, progress,
                  std::cout,    std::cerr,    terminal_of(kDescriptorOut),
                  err_terminal};
  send_log_to(session);
  const int result = run_command(session, line);
  set_log_sink(nullptr);  // the session ends before the library does
  return result;
}

int parse_and_run(int argc, const char* const* argv) {
  CLI::App app("Turns chat exports into a database of messages, windows and views.", "egregora");
  CommandLine line;
  describe_program(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked, std::cout, std::cerr);
  } catch (const CLI::ParseError& error) {
    report(std::cerr, terminal_of(kDescriptorErr), parse_failure_line(app, error));
    return code(ExitCode::command_line);
  }
  return run_line(line);
}

}  // namespace

void describe_program(CLI::App& app, CommandLine& line) {
  app.set_help_flag("-h,--help", "Show this and exit");
  app.set_version_flag("--version", std::string("egregora ") + EGREGORA_VERSION + " (DuckDB " +
                                        duckdb_version() + ")");
  app.require_subcommand(1);
  app.footer(
      "Example:\n  egregora run \"WhatsApp Chat with Trip.zip\"\n  egregora messages --search "
      "train\n"
      "Results go to stdout, progress and messages to stderr. Exit codes: 0 done, 1 failed, 2 "
      "wrong command line,\n"
      "130 interrupted.");
  for (const auto add : {add_run,         add_tables,    add_schema,  add_show,   add_messages,
                         add_windows,     add_views,     add_elo,     add_runs,   add_rejects,
                         add_tasks,       add_documents, add_export,  add_sql,    add_sample,
                         add_checkpoints, add_rebuild,   add_migrate, add_doctor, add_completion}) {
    add(app, line);
  }
  add_database_options(app, line.options);
}

int run_program(int argc, const char* const* argv) {
  try {
    std::ios::sync_with_stdio(false);
    return parse_and_run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << failure_line("", error.what()) << '\n';
    return code(ExitCode::failed);
  }
}

}  // namespace egregora::program
