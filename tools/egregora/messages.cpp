// SPDX-License-Identifier: Apache-2.0
// `egregora messages`: conversation in order, by author, days, thread or words.
#include <egregora/core/errors.hpp>
#include <egregora/database/message_repository.hpp>
#include <egregora/database/streaming.hpp>

#include <memory>
#include <optional>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/failure.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct MessagesOptions {
  std::optional<std::string> author = {};
  std::optional<std::string> from = {};
  std::optional<std::string> to = {};
  std::optional<std::string> thread = {};
  std::optional<std::string> search = {};
  OutputOptions output = {};
};

std::optional<Date> day(const std::optional<std::string>& text, const char* option) {
  if (!text) return std::nullopt;
  try {
    return parse_date(*text);
  } catch (const Error&) {
    throw UsageError(option, "'" + *text + "' is no date such as 2025-01-31");
  }
}

MessageQuery query_of(const MessagesOptions& options) {
  MessageQuery query{
      .author = options.author, .thread_id = options.thread, .search = options.search};
  if (const auto from = day(options.from, "--from")) query.days.start_date = *from;
  if (const auto to = day(options.to, "--to")) query.days.end_date = *to;
  const auto& days = query.days;
  if (days.start_date && days.end_date && *days.end_date < *days.start_date)
    throw UsageError("--to", "it lies before --from");
  return query;
}

int run(Session& session, const MessagesOptions& options) {
  const MessageQuery query = query_of(options);  // before anything is opened
  const auto storage = session.open_to_read();
  Table messages = in_declared_order(MessageRepository(*storage).get_messages(query));
  if (options.output.row_format() == RowFormat::table) {
    messages = messages.select("timestamp", "thread_id", "author", "kind", "content");
  }
  write_rows(session, messages, options.output);
  return 0;
}

}  // namespace

void add_messages(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program, {"messages", "Show messages in order; as JSON and CSV with all columns",
                "egregora messages --author Ana --from 2025-01-01 --to 2025-01-31 --search train"});
  auto options = std::make_shared<MessagesOptions>();
  command
      .add_option("--author", options->author,
                  "A pseudonym, an author_uuid, or the name in the export")
      ->type_name("A");
  command.add_option("--from", options->from, "First day (UTC)")->type_name("DATE");
  command.add_option("--to", options->to, "Last day (UTC)")->type_name("DATE");
  command.add_option("--thread", options->thread, "Only this thread")->type_name("ID");
  command
      .add_option("--search", options->search,
                  "Only texts that hold these words, letter case aside")
      ->type_name("TEXT");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return run(session, *options); });
}

}  // namespace egregora::program
