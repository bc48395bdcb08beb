// SPDX-License-Identifier: Apache-2.0
// Mapping DuckDB's messages (as of 1.5.6) to the error tree.
#include "engine/duckdb/engine_error.hpp"

#include <egregora/core/errors.hpp>

#include <array>
#include <string>

namespace egregora::duckdb {
namespace {

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// The text between two markers, or empty.
std::string between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  if (begin == std::string_view::npos) return {};
  const std::size_t from = begin + before.size();
  const std::size_t end = text.find(after, from);
  if (end == std::string_view::npos) return {};
  return std::string(text.substr(from, end - from));
}

/// The message without the excerpt "LINE 1: ...", which repeats the SQL that the error carries
/// anyway.
std::string sentence(std::string_view message) {
  message = message.substr(0, message.find("\n\nLINE "));
  while (!message.empty() && message.back() == '\n') message.remove_suffix(1);
  return std::string(message);
}

bool is_conflict(std::string_view message, ErrorPlace place) {
  constexpr std::array<std::string_view, 7> kSigns{"Conflict on update",
                                                   "Conflict on tuple deletion",
                                                   "write-write conflict",
                                                   "Transaction conflict",
                                                   "Catalog write-write conflict",
                                                   "other write transactions active",
                                                   "another transaction has altered"};
  for (const std::string_view sign : kSigns) {
    if (holds(message, sign)) return true;
  }
  // A key that two transactions inserted is found when the second one commits.
  return place == ErrorPlace::commit && holds(message, "onstraint");
}

void throw_catalog_error(const std::string& text, const ErrorDetails& details) {
  const auto with_object = [&](std::string object) {
    ErrorDetails more = details;
    more.object_name = std::move(object);
    return more;
  };
  for (const std::string_view kind : {"Table with name ", "View with name "}) {
    if (!holds(text, std::string("Catalog Error: ").append(kind))) continue;
    if (auto name = between(text, kind, " does not exist"); !name.empty()) {
      throw TableNotFoundError(text, with_object(std::move(name)));
    }
    if (auto name = between(text, std::string(kind) + '"', "\" already exists"); !name.empty()) {
      throw TableExistsError(text, with_object(std::move(name)));
    }
  }
  if (holds(text, "Catalog Error: Sequence with name ") && holds(text, "does not exist")) {
    throw SequenceNotFoundError(
        text, with_object(between(text, "Sequence with name ", " does not exist")));
  }
}

void throw_binder_error(const std::string& text, ErrorDetails details) {
  if (!holds(text, "Referenced column ") && !holds(text, "does not have a column named")) return;
  details.object_name = between(text, "Referenced column \"", "\"");
  throw ColumnNotFoundError(text, details);
}

}  // namespace

bool is_fatal(std::string_view message) {
  return message.starts_with("FATAL Error") || holds(message, "database has been invalidated") ||
         holds(message, "has been invalidated because checkpointing failed");
}

bool is_file_lock_conflict(std::string_view message) {
  return holds(message, "Could not set lock on file");
}

void throw_engine_error(std::string_view message, std::string_view sql, ErrorPlace place) {
  const std::string text = sentence(message);
  ErrorDetails details{.sql = std::string(sql)};
  if (is_fatal(text)) {
    throw StorageFatalError("the database must be closed and opened again: " + text, details);
  }
  if (is_conflict(text, place)) throw ConflictError(text, details);
  if (text.starts_with("Constraint Error")) throw ConstraintError(text, details);
  if (holds(text, "Cannot prepare multiple statements at once")) {
    throw InvalidOperationError(
        "one call runs one statement, and this text holds several (a PIVOT without IN counts as "
        "such)",
        details);
  }
  if (holds(text, "No statement to prepare")) {
    throw InvalidOperationError("there is no statement in this text", details);
  }
  if (text.starts_with("Catalog Error")) throw_catalog_error(text, details);
  if (text.starts_with("Binder Error")) throw_binder_error(text, details);
  if (text.starts_with("Not implemented Error")) throw UnsupportedOperationError(text, details);
  if (holds(text, "attached in read-only mode")) throw InvalidOperationError(text, details);
  if (is_file_lock_conflict(text)) throw DatabaseLockedError(text, details);
  throw DatabaseError(text, details);
}

}  // namespace egregora::duckdb
