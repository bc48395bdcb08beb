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

Check count_of(std::string_view column) {
  return {fmt::format("{}_is_a_count", column), col(column) >= 0};
}

Expr is_no(std::string_view doc_type) { return col("doc_type") != doc_type; }
// Never NULL itself, which a CHECK would let pass.
Expr given(std::string_view column) { return col(column).notnull(); }

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
          one_of("status", {"pending", "processing", "processed", "skipped", "failed"}),
          {"ends_after_it_starts", col("end_time") >= col("start_time")},
          {"has_messages", col("message_count") >= 1},
          count_of("byte_size"),
          count_of("overlap_count")};
}

std::vector<Check> Runs::checks() {
  return {one_of("status", {"pending", "running", "completed", "failed", "degraded", "cancelled"}),
          {"duration_is_not_negative", col("duration_seconds") >= 0},
          count_of("rows_in"),
          count_of("rows_out")};
}

std::vector<Check> Lineage::checks() {
  return {{"no_run_is_its_own_parent", col("child_run_id") != col("parent_run_id")}};
}

std::vector<Check> RunTables::checks() { return {one_of("direction", {"read", "written"})}; }

std::vector<Check> EloRatings::checks() {
  return {count_of("comparisons"),
          count_of("wins"),
          count_of("losses"),
          count_of("ties"),
          {"comparisons_add_up", col("comparisons") == col("wins") + col("losses") + col("ties")}};
}

std::vector<Check> ComparisonHistory::checks() {
  return {{"posts_are_different", col("post_a") != col("post_b")},
          one_of("winner", {"a", "b", "tie"})};
}

std::vector<Check> task_checks() {
  return {{"task_type_is_given", col("task_type") != ""},
          one_of("status", {"pending", "processing", "completed", "failed", "superseded",
                            "cancelled", "dead"})};
}

std::vector<Check> Documents::checks() {
  return {
      one_of("doc_type",
             {"post", "profile", "announcement", "journal", "enrichment_url", "enrichment_media",
              "enrichment_image", "enrichment_video", "enrichment_audio", "media", "annotation"}),
      {"post_is_whole", is_no("post") || (given("title") && given("slug") &&
                                          col("status").isin({"draft", "published", "archived"}))},
      {"profile_is_whole", is_no("profile") || (given("title") && given("subject_uuid"))},
      {"journal_is_whole",
       is_no("journal") || (given("title") && given("window_start") && given("window_end"))},
      {"media_is_whole", is_no("media") || (given("filename") && given("media_type"))}};
}

std::vector<Check> Annotations::checks() {
  return {one_of("parent_type", {"message", "post", "annotation"})};
}

}  // namespace schemas
}  // namespace egregora
