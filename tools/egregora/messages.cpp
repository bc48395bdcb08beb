// SPDX-License-Identifier: Apache-2.0
// `egregora messages`: conversation in order, by author, days, thread or words.
#include <egregora/core/errors.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>

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

/// The author as stored, by id, or by the name that an export has: names become ids in one way.
Expr is_author(const Table& messages, const std::string& author) {
  Expr result = messages["author"] == literal(author) ||
                messages["author_uuid"] == literal(uuid5(kNamespaceOid, "whatsapp:" + author));
  if (const auto id = Uuid::try_parse(author))
    result = result || messages["author_uuid"] == literal(*id);
  return result;
}

/// Both days whole, in UTC.
Table between_days(Table messages, const MessagesOptions& options) {
  const auto from = day(options.from, "--from");
  const auto to = day(options.to, "--to");
  if (from && to && *to < *from) throw UsageError("--to", "it lies before --from");
  if (from) messages = messages.filter(messages["timestamp"] >= literal(Timestamp(*from)));
  if (to)
    messages =
        messages.filter(messages["timestamp"] < literal(Timestamp(*to + std::chrono::days{1})));
  return messages;
}

Table chosen(Table messages, const MessagesOptions& options) {
  messages = between_days(std::move(messages), options);
  if (options.thread) messages = messages.filter(messages["thread_id"] == literal(*options.thread));
  if (options.author) messages = messages.filter(is_author(messages, *options.author));
  if (options.search)
    messages =
        messages.filter(messages["content"].lower().contains(literal(*options.search).lower()));
  return messages.order_by({"timestamp", "seq", "message_id"});
}

int run(Session& session, const MessagesOptions& options) {
  static_cast<void>(day(options.from, "--from"));  // before anything is opened
  static_cast<void>(day(options.to, "--to"));
  const auto storage = session.open_to_read();
  Table messages = chosen(storage->read_table(schemas::Messages::table_name), options);
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
