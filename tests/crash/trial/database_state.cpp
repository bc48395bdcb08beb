// SPDX-License-Identifier: Apache-2.0
// One statement a question: starting the program costs more than the answer.
#include "crash/trial/database_state.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "program/program_runner.hpp"

namespace egregora::crash_tests {
namespace fs = std::filesystem;
namespace {

using program_tests::Outcome;
using program_tests::Running;

constexpr const char* kDiffersEachRun = "'created_at','created_by_run','run_id','processed_at'";

fs::path file_of(const fs::path& database, const std::string& table) {
  return database.parent_path() / ".egregora" / "data" / (table + ".parquet");
}

/// Does not depend on the rows' order; changes with any value.
std::string digest(const std::string& source) {
  return fmt::format(
      "SELECT concat_ws(' ', count(*), bit_xor(hash(t)), sum(hash(t)::HUGEINT)) FROM {} t", source);
}

std::string part(const std::string& name, const std::string& query) {
  return fmt::format("SELECT '{}' AS part, ({}) AS value", name, query);
}

std::string comparable(const std::string& table) {
  return fmt::format("(SELECT COLUMNS(c -> c NOT IN ({})) FROM {})", kDiffersEachRun, table);
}

DatabaseState ask(const fs::path& database, const std::vector<std::string>& parts) {
  const std::string statement = fmt::format("{}", fmt::join(parts, " UNION ALL "));
  const Outcome answer =
      Running({"sql", statement, "--json", "--db", database.string()}, "/").wait();
  if (answer.exit_code != 0) return {{"error", answer.err}};
  DatabaseState state;
  for (const auto& row : answer.json()) {
    state[row.at("part")] = row.at("value").is_null() ? "" : row.at("value").get<std::string>();
  }
  return state;
}

}  // namespace

const std::vector<std::string>& published_tables() {
  static const std::vector<std::string> tables = {
      "messages",          "windows",          "window_messages",   "chunks",
      "chunks_optimized",  "daily_aggregates", "hourly_aggregates", "messages_with_media",
      "messages_with_text"};
  return tables;
}

DatabaseState state_of(const fs::path& database) {
  std::vector<std::string> parts;
  for (const std::string& table : published_tables()) {
    parts.push_back(part(table, digest(comparable(table))));
  }
  parts.push_back(part(
      "tables", "SELECT string_agg(table_name, ' ' ORDER BY table_name) FROM duckdb_tables()"));
  parts.push_back(
      part("manifest",
           "SELECT string_agg(concat_ws(':', table_name, state, fresh), ' ' ORDER BY table_name) "
           "FROM _egregora_manifest"));
  parts.push_back(
      part("unfinished runs",
           "SELECT count(*)::VARCHAR FROM runs WHERE status NOT IN ('completed', 'failed')"));
  return ask(database, parts);
}

std::vector<std::string> files_unlike_tables(const fs::path& database) {
  std::vector<std::string> parts;
  for (const std::string& table : published_tables()) {
    parts.push_back(part("table " + table, digest(table)));
    parts.push_back(part("file " + table, digest(fmt::format("read_parquet('{}')",
                                                             file_of(database, table).string()))));
  }
  DatabaseState state = ask(database, parts);
  if (state.contains("error")) return {state["error"]};
  std::vector<std::string> unlike;
  for (const std::string& table : published_tables()) {
    const std::string rows = state["table " + table];
    const std::string file = state["file " + table];
    if (rows != file) unlike.push_back(fmt::format("{}: table {}, file {}", table, rows, file));
  }
  return unlike;
}

std::vector<std::string> names_below(const fs::path& folder) {
  static const std::regex id("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  static const std::regex generation("\\.[0-9]+\\.<id>");
  std::vector<std::string> names;
  if (!fs::exists(folder)) return names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    std::string name = fs::relative(entry.path(), folder).string();
    name = std::regex_replace(name, id, "<id>");
    names.push_back(std::regex_replace(name, generation, ".<n>.<id>"));
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string flaw_of_files(const fs::path& any_database, const std::vector<fs::path>& files) {
  std::vector<std::string> parts;
  for (const fs::path& file : files) {
    parts.push_back(
        part(file.filename().string(), digest(fmt::format("read_parquet('{}')", file.string()))));
  }
  if (parts.empty()) return {};
  DatabaseState state = ask(any_database, parts);
  return state.contains("error") ? state["error"] : "";
}

std::map<std::string, std::string> rows_of_tables(const fs::path& database) {
  const Outcome answer = Running({"tables", "--json", "--db", database.string()}, "/").wait();
  if (answer.exit_code != 0) return {{"error", answer.err}};
  std::map<std::string, std::string> rows;
  for (const auto& row : answer.json()) rows[row.at("name")] = row.at("rows").dump();
  return rows;
}

}  // namespace egregora::crash_tests
