// SPDX-License-Identifier: Apache-2.0
// `egregora windows list` and `show ID`: the groups of messages that a thread is cut into, and one
// of them in full.
#include <egregora/core/json.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>

#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/record_lookup.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct ListOptions {
  std::optional<std::string> thread = {};
  OutputOptions output = {};
};

struct ShowOptions {
  std::string id = {};
  OutputOptions output = {};
};

int list(Session& session, const ListOptions& options) {
  const auto storage = session.open_to_read();
  Table windows = storage->read_table(schemas::Windows::table_name);
  if (options.thread) windows = windows.filter(windows["thread_id"] == literal(*options.thread));
  windows =
      windows.order_by(std::vector<OrderKey>{"thread_id", "config_hash", "window_index", "part"});
  if (options.output.row_format() == RowFormat::table) {
    windows = windows.select("window_id", "thread_id", "label", "start_time", "end_time",
                             "message_count", "overlap_count", "status");
  }
  write_rows(session, windows, options.output);
  return 0;
}

/// The window's messages in order, each with its place in the window.
Table members(DuckDBStorageManager& storage, const Uuid& window) {
  const Table places = storage.read_table(schemas::WindowMessages::table_name);
  const Table messages = storage.read_table(schemas::Messages::table_name);
  return places.filter(places["window_id"] == literal(window))
      .join(messages, "message_id")
      .order_by("position")
      .select("position", "is_overlap", "message_id", "timestamp", "thread_id", "author", "kind",
              "content", "media_url");
}

/// One object: the window, and its messages as an array, streamed.
void write_object(const Session& session, const DataFrame& window, const Table& messages,
                  const OutputOptions& output) {
  session.out << "{\"window\":";
  std::string text;
  for (std::size_t i = 0; i < window.schema().size(); ++i) {
    text += (i == 0 ? "{" : ",") + Json(window.schema()[i].name).dump() + ":";
    append_json(text, *window.data(i), 0);
  }
  session.out << text << "},\n\"messages\":";
  write_rows(session, messages, output);
  session.out << "}\n";
}

int show(Session& session, const ShowOptions& options) {
  const auto storage = session.open_to_read();
  const Table windows = storage->read_table(schemas::Windows::table_name);
  const Uuid id = find_id(windows, "window_id", options.id, "window");
  const DataFrame window = windows.filter(windows["window_id"] == literal(id)).execute();
  const Table messages = members(*storage, id);
  if (options.output.row_format() == RowFormat::json) {
    write_object(session, window, messages, options.output);
  } else if (options.output.row_format() == RowFormat::table) {
    write_record(session, window, RowFormat::table);
    write_rows(session,
               messages.select("position", "is_overlap", "timestamp", "author", "kind", "content"),
               options.output);
  } else {
    write_rows(session, messages, options.output);
  }
  return 0;
}

}  // namespace

void add_windows(CLI::App& program, CommandLine& line) {
  CLI::App& windows =
      add_command(program, {"windows", "Look at windows: a thread's messages in overlapping groups",
                            "egregora windows list --limit 5"});
  windows.require_subcommand(1);

  CLI::App& list_command = add_command(
      windows, {"list", "List windows by thread", "egregora windows list --thread \"Book Club\""});
  auto list_options = std::make_shared<ListOptions>();
  list_command.add_option("--thread", list_options->thread, "Only this thread")->type_name("ID");
  add_output_options(list_command, list_options->output);
  add_database_options(list_command, line.options);
  set_action(list_command, line,
             [list_options](Session& session) { return list(session, *list_options); });

  CLI::App& show_command = add_command(
      windows, {"show", "Show a window and its messages", "egregora windows show 5f0c2a"});
  auto show_options = std::make_shared<ShowOptions>();
  show_command.add_option("id", show_options->id, "The window's id, or its beginning")
      ->required()
      ->type_name("ID");
  add_output_options(show_command, show_options->output);
  add_database_options(show_command, line.options);
  set_action(show_command, line,
             [show_options](Session& session) { return show(session, *show_options); });
}

}  // namespace egregora::program
