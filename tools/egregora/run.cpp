// SPDX-License-Identifier: Apache-2.0
// `egregora run EXPORT...`: the main job. The work is the library's pipeline; here are its options,
// its progress, its summary, and Ctrl-C.
#include <egregora/ingest/pipeline.hpp>
#include <egregora/database/timezone.hpp>

#include <csignal>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/failure.hpp"
#include "tools/egregora/progress_bar.hpp"
#include "tools/egregora/quantity_text.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/run_summary.hpp"
#include "tools/egregora/session.hpp"
#include "tools/egregora/statement_watch.hpp"

namespace egregora::program {
namespace {

struct Options {
  std::vector<std::string> exports = {};
  std::string date_order = "auto";
  std::string names = "pseudonym";
  std::string step_unit = "messages";
  RunOptions run = {};
  OutputOptions output = {};
};

DateOrder date_order(const std::string& name) {
  if (name == "dmy") return DateOrder::dmy;
  if (name == "mdy") return DateOrder::mdy;
  if (name == "ymd") return DateOrder::ymd;
  return name == "ydm" ? DateOrder::ydm : DateOrder::automatic;
}

RunOptions run_options(const Options& options) {
  RunOptions result = options.run;
  for (const std::string& path : options.exports) result.exports.emplace_back(path);
  result.input.date_order = date_order(options.date_order);
  result.input.names = options.names == "raw" ? NameMode::raw : NameMode::pseudonym;
  result.windows.step_unit = parse_step_unit(options.step_unit).value_or(StepUnit::messages);
  result.windows.timezone = result.input.timezone;
  return result;
}

std::string label(const RunProgress& progress) {
  std::string text(to_string(progress.stage));
  if (progress.item.empty()) return text;
  const std::string item =
      progress.stage == RunStage::ingesting || progress.stage == RunStage::opening
          ? std::filesystem::path(progress.item).filename().string()
          : std::string(progress.item);
  return text + " " + one_line(item);
}

/// Bytes are known for a text file; of a zip only the share that was read.
std::optional<std::uint64_t> text_bytes(const RunProgress& progress) {
  if (progress.stage != RunStage::ingesting) return std::nullopt;
  const std::filesystem::path path(progress.item);
  if (fold_case(path.extension().string()) != ".txt") return std::nullopt;
  std::error_code unknown;
  const auto size = std::filesystem::file_size(path, unknown);
  return unknown ? std::nullopt : std::optional<std::uint64_t>(size);
}

ProgressState state_of(const RunProgress& progress) {
  ProgressState state;
  state.label = label(progress);
  if (progress.fraction >= 0) {
    state.fraction = progress.fraction;
    state.total = text_bytes(progress);
    if (state.total)
      state.done =
          static_cast<std::uint64_t>(progress.fraction * static_cast<double>(*state.total));
  }
  if (progress.stage == RunStage::ingesting) state.note = counted(progress.messages, "message");
  return state;
}

int run(Session& session, const Options& options) {
  RunOptions wanted = run_options(options);
  if (!timezone_exists(wanted.input.timezone)) {
    throw UsageError("--timezone", "no such time zone: '" + wanted.input.timezone +
                                       "'; write it as Europe/Lisbon or UTC");
  }
  std::signal(SIGPIPE, SIG_IGN);  // a reader of our output that goes away must not stop the work
  std::optional<RunningStatements> running;
  std::optional<StatementWatch> watch;  // where the engine works on one statement for long
  wanted.progress = [&](const RunProgress& progress) {
    session.check_interruption();
    watch.reset();
    session.progress.update(state_of(progress));
    if (progress.fraction < 0 && running)
      watch.emplace(session.progress, *running, label(progress));
  };
  const auto open = [&] {
    auto storage = session.open_or_create();
    running = storage->running();
    return storage;
  };
  const RunResult result = run_pipeline(session.db_path(), open, std::move(wanted));
  watch.reset();
  session.progress.clear();
  for (const RunInput& input : result.inputs) {
    for (const std::string& warning : input.summary.warnings)
      session.say("egregora: " + one_line(warning));
  }
  if (options.output.row_format() == RowFormat::json) {
    session.out << to_json(result).dump() << '\n';
  } else {
    session.out << run_summary(result);
  }
  return 0;
}

void add_reading_options(CLI::App& command, Options& options) {
  const std::string group = "Reading";
  command
      .add_option("--thread", options.run.input.thread,
                  "The thread's name (default: from the file's name)")
      ->type_name("NAME")
      ->group(group);
  command.add_option("--tenant", options.run.input.tenant_id, "Whose messages these are")
      ->capture_default_str()
      ->type_name("NAME")
      ->group(group);
  command
      .add_option("--timezone", options.run.input.timezone,
                  "The zone of the export's clock, which it does not say")
      ->capture_default_str()
      ->type_name("ZONE")
      ->group(group);
  command.add_option("--date-order", options.date_order, "auto, dmy, mdy, ymd or ydm")
      ->check(CLI::IsMember({"auto", "dmy", "mdy", "ymd", "ydm"}))
      ->capture_default_str()
      ->type_name("ORDER")
      ->group(group);
  command
      .add_option("--names", options.names,
                  "pseudonym: nobody's name is stored; raw: names and texts as exported")
      ->check(CLI::IsMember({"pseudonym", "raw"}))
      ->capture_default_str()
      ->type_name("MODE")
      ->group(group);
  command
      .add_flag("--lossy", options.run.input.lossy,
                "Replace bad UTF-8 instead of refusing the file")
      ->group(group);
  command.add_flag("--strict", options.run.strict, "A line that fits nowhere fails the run")
      ->group(group);
}

void add_making_options(CLI::App& command, Options& options) {
  const std::string group = "Windows, views, files";
  command.add_option("--step-size", options.run.windows.step_size, "Length of a window's step")
      ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()))
      ->capture_default_str()
      ->type_name("N")
      ->group(group);
  command.add_option("--step-unit", options.step_unit, "messages, hours, days or bytes")
      ->check(CLI::IsMember({"messages", "hours", "days", "bytes"}))
      ->capture_default_str()
      ->type_name("UNIT")
      ->group(group);
  command
      .add_option("--overlap", options.run.windows.overlap_ratio,
                  "Share of the step that the next window repeats, up to 0.5")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str()
      ->type_name("RATIO")
      ->group(group);
  command.add_flag("--no-views", options.run.no_views, "Materialise no view")->group(group);
  command
      .add_flag("--no-checkpoints", options.run.no_checkpoints,
                "Export nothing to Parquet; implies --no-views")
      ->group(group);
}

}  // namespace

void add_run(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program, {"run", "Turn chat exports into a database, or add what is new in them",
                "egregora run \"WhatsApp Chat with Trip.zip\" --timezone Europe/Lisbon"});
  auto options = std::make_shared<Options>();
  command.add_option("exports", options->exports, "WhatsApp exports, .zip or .txt")
      ->required()
      ->type_name("EXPORT");
  add_reading_options(command, *options);
  add_making_options(command, *options);
  command.add_flag("--json", options->output.json, "Print one JSON object when done")
      ->group("Output");
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return run(session, *options); });
}

}  // namespace egregora::program
