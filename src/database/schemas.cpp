// SPDX-License-Identifier: Apache-2.0
// Rules of the managed tables, and the comparison of a stored table with what was declared.
#include <egregora/database/schemas.hpp>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>

namespace egregora {

namespace {
Check one_of(std::string_view column, std::initializer_list<Scalar> values) {
  return {fmt::format("{}_is_known", column), col(column).isin(values)};
}

/// The same where most rows meet `usual`. In a CHECK, DuckDB 1.5.6 compares every row with every
/// value of an IN; behind a CASE only the rows that are left. That is 4 % of importing a chat.
Check usual_or_one_of(std::string_view column, const Expr& usual,
                      std::initializer_list<Scalar> values) {
  return {fmt::format("{}_is_known", column),
          ifelse(usual, literal(true), col(column).isin(values))};
}

std::string difference(const Field& found, const Field& wanted) {
  if (!(found.type == wanted.type)) {
    return fmt::format("; column '{}' is {}, not {}", wanted.name, found.type.to_string(),
                       wanted.type.to_string());
  }
  if (found.nullable == wanted.nullable) return {};
  return fmt::format("; column '{}' {} be NULL", wanted.name, found.nullable ? "may" : "may not");
}
}  // namespace

void validate_schema(const Table& table, const Schema& schema) {
  std::string differences;
  for (const Field& wanted : schema) {
    const auto index = table.schema().index_of(wanted.name);
    differences += index ? difference(table.schema()[*index], wanted)
                         : fmt::format("; column '{}' is missing", wanted.name);
  }
  for (const Field& found : table.schema()) {
    if (!schema.contains(found.name)) {
      differences += fmt::format("; column '{}' is not declared", found.name);
    }
  }
  if (differences.empty()) return;
  throw SchemaMismatchError(
      fmt::format("'{}' is not what was declared{}", table.get_name(), differences),
      {.object_name = table.get_name()});
}

namespace schemas {

const DataType& message_metadata_type() {
  static const DataType type = DataType::struct_of({{"reply_to", DataType::uuid()},
                                                    {"mentions", DataType::list(DataType::uuid())},
                                                    {"urls", DataType::list(DataType::string())},
                                                    {"pii", DataType::list(DataType::string())},
                                                    {"edited", DataType::boolean()},
                                                    {"attrs", DataType::json()}});
  return type;
}

std::vector<Check> Messages::checks() {
  return {usual_or_one_of("kind", col("kind") == "text",
                          {"text", "media", "system", "deleted", "command"}),
          usual_or_one_of(
              "media_type", col("media_type").isnull(),
              {"image", "video", "audio", "document", "sticker", "contact", "location", "url"})};
}

std::vector<Check> Windows::checks() {
  return {one_of("step_unit", {"messages", "hours", "days", "bytes"}),
          one_of("status", {"pending", "processing", "processed", "skipped", "failed"})};
}

std::vector<Check> Runs::checks() {
  return {one_of("status", {"pending", "running", "completed", "failed", "degraded", "cancelled"})};
}

}  // namespace schemas
}  // namespace egregora
