// SPDX-License-Identifier: Apache-2.0
// `egregora tasks list`, `enqueue`, `stats`, `redrive` and `prune`: the queue of a database.
#include <egregora/core/errors.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/database/task_store.hpp>
#include <egregora/expr/functions.hpp>

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/failure.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/quantity_text.hpp"
#include "tools/egregora/record_lookup.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

const std::vector<TaskStatus> kStatuses = {
    TaskStatus::pending,    TaskStatus::processing, TaskStatus::completed, TaskStatus::failed,
    TaskStatus::superseded, TaskStatus::cancelled,  TaskStatus::dead};

struct ListOptions {
  std::optional<std::string> type = {};
  std::optional<std::string> status = {};
  OutputOptions output = {};
};

struct EnqueueOptions {
  std::string type = {};
  std::optional<std::string> payload = {};
  std::optional<std::string> run_at = {};
  TaskOptions task = {};
  OutputOptions output = {};
};

struct RedriveCommand {
  std::vector<std::string> ids = {};
  RedriveOptions options = {};
  OutputOptions output = {};
};

struct PruneCommand {
  std::int64_t days = 30;
  bool dead = false;
  OutputOptions output = {};
};

int list(Session& session, const ListOptions& options) {
  const auto storage = session.open_to_read();
  Table tasks = storage->read_table(schemas::Tasks::table_name);
  if (options.type) tasks = tasks.filter(tasks["task_type"] == literal(*options.type));
  if (options.status) tasks = tasks.filter(tasks["status"] == literal(*options.status));
  tasks = tasks.order_by("seq");
  if (options.output.row_format() == RowFormat::table) {
    tasks = tasks.select("task_id", "task_type", "status", "priority", "run_at", "attempts",
                         "claimed_by", "error");
  }
  write_rows(session, tasks, options.output);
  return 0;
}

Json payload_of(const EnqueueOptions& options) {
  if (!options.payload) return {};
  try {
    return Json::parse(*options.payload);
  } catch (const JsonError& error) {
    throw UsageError("PAYLOAD", std::string("this is no JSON; quote it for the shell, as in "
                                            "'{\"url\": \"...\"}': ") +
                                    error.what());
  }
}

std::optional<Timestamp> time_of(const EnqueueOptions& options) {
  if (!options.run_at) return std::nullopt;
  try {
    return parse_timestamp(*options.run_at);
  } catch (const Error&) {
    throw UsageError("--run-at",
                     "'" + *options.run_at + "' is no time such as '2025-01-31 18:00' (UTC)");
  }
}

/// A line for people, as JSON an object of one member.
template <class Value>
int answer(Session& session, const OutputOptions& output, const std::string& line, const char* name,
           const Value& value) {
  if (output.row_format() == RowFormat::table) {
    session.out << line << '\n';
  } else {
    const Scalar cell(value);
    write_record(session, frame_of({{name, cell.type()}}, {{cell}}), output.row_format());
  }
  return 0;
}

int enqueue(Session& session, const EnqueueOptions& options) {
  const Json payload = payload_of(options);
  TaskOptions task = options.task;
  task.run_at = time_of(options);
  const auto storage = session.open_to_write();
  const Uuid id = TaskStore(*storage).enqueue(options.type, payload, task);
  storage->close();
  return answer(session, options.output, id.to_string(), "task_id", id);
}

int stats(Session& session, const OutputOptions& output) {
  const auto storage = session.open_to_read();
  const TaskStats stats = TaskStore(*storage).stats();
  std::vector<Field> fields = {{"task_type", DataType::string()}};
  for (const TaskStatus status : kStatuses) {
    fields.push_back({std::string(to_string(status)), DataType::int64()});
  }
  std::vector<std::vector<Scalar>> rows;
  for (const auto& [type, counts] : stats.by_type) {
    rows.push_back({type});
    for (const TaskStatus status : kStatuses) {
      const auto found = counts.find(status);
      rows.back().emplace_back(found == counts.end() ? std::int64_t{0} : found->second);
    }
  }
  write_rows(session, frame_of(Schema(std::move(fields)), rows), output);
  return 0;
}

int redrive(Session& session, const RedriveCommand& command) {
  const auto storage = session.open_to_write();
  TaskStore store(*storage);
  RedriveOptions options = command.options;
  const Table tasks = storage->read_table(schemas::Tasks::table_name);
  for (const std::string& id : command.ids) {
    options.task_ids.push_back(find_id(tasks, "task_id", id, "task"));
  }
  const std::int64_t revived = store.redrive(options);
  storage->close();
  return answer(session, command.output, counted(revived, "task") + " pending again", "redriven",
                revived);
}

int prune(Session& session, const PruneCommand& command) {
  const auto storage = session.open_to_write();
  const std::int64_t pruned = TaskStore(*storage).prune(
      {.older_than = std::chrono::hours(24) * command.days, .dead = command.dead});
  storage->close();
  return answer(session, command.output, counted(pruned, "task") + " put away", "pruned", pruned);
}

void add_list(CLI::App& tasks, CommandLine& line) {
  CLI::App& command = add_command(tasks, {"list", "List tasks in the order they were queued",
                                          "egregora tasks list --status dead"});
  auto options = std::make_shared<ListOptions>();
  std::vector<std::string> statuses;
  for (const TaskStatus status : kStatuses) statuses.emplace_back(to_string(status));
  command.add_option("--type", options->type, "Only of this type")->type_name("TYPE");
  command.add_option("--status", options->status, "Only with this status")
      ->check(CLI::IsMember(statuses))
      ->type_name("STATUS");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return list(session, *options); });
}

void add_enqueue(CLI::App& tasks, CommandLine& line) {
  CLI::App& command = add_command(
      tasks, {"enqueue", "Queue a task and print its id",
              "egregora tasks enqueue enrich '{\"url\": \"https://example.org\"}' --priority 5"});
  auto options = std::make_shared<EnqueueOptions>();
  command.add_option("type", options->type, "What kind of task it is")
      ->required()
      ->type_name("TYPE");
  command.add_option("payload", options->payload, "What it is about, as JSON")
      ->type_name("PAYLOAD");
  command.add_option("--priority", options->task.priority, "Higher ones go first (default: 0)")
      ->type_name("N");
  command.add_option("--run-at", options->run_at, "Not before (UTC)")->type_name("TIME");
  command
      .add_option("--unique-key", options->task.unique_key,
                  "Where a task with it is alive, print its id instead")
      ->type_name("KEY");
  command
      .add_option("--max-attempts", options->task.max_attempts,
                  "How often it is tried (default: 5)")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  add_format_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return enqueue(session, *options); });
}

void add_stats(CLI::App& tasks, CommandLine& line) {
  CLI::App& command = add_command(
      tasks, {"stats", "Count tasks by type and status", "egregora tasks stats --json"});
  auto output = std::make_shared<OutputOptions>();
  add_output_options(command, *output);
  add_database_options(command, line.options);
  set_action(command, line, [output](Session& session) { return stats(session, *output); });
}

void add_redrive(CLI::App& tasks, CommandLine& line) {
  CLI::App& command = add_command(tasks, {"redrive", "Give dead tasks all of their attempts again",
                                          "egregora tasks redrive --type enrich"});
  auto options = std::make_shared<RedriveCommand>();
  command.add_option("id", options->ids, "Only these: ids, or their beginnings")->type_name("ID");
  command.add_option("--type", options->options.type, "Only of this type")->type_name("TYPE");
  command.add_option("--limit", options->options.limit, "So many at most, the oldest ones")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  add_format_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return redrive(session, *options); });
}

void add_prune(CLI::App& tasks, CommandLine& line) {
  CLI::App& command = add_command(tasks, {"prune", "Move finished tasks to the table task_history",
                                          "egregora tasks prune --days 7"});
  auto options = std::make_shared<PruneCommand>();
  command.add_option("--days", options->days, "Finished so long ago (default: 30)")
      ->check(CLI::Range(0, 36'500))
      ->type_name("N");
  command.add_flag("--dead", options->dead, "Dead ones, too");
  add_format_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return prune(session, *options); });
}

}  // namespace

void add_tasks(CLI::App& program, CommandLine& line) {
  CLI::App& tasks = add_command(
      program, {"tasks", "Look at and look after the queue of tasks", "egregora tasks stats"});
  tasks.require_subcommand(1);
  for (const auto add : {add_list, add_enqueue, add_stats, add_redrive, add_prune}) {
    add(tasks, line);
  }
}

}  // namespace egregora::program
