// SPDX-License-Identifier: Apache-2.0
// Names of the metadata's entries stand here and nowhere else.
#include "database/file_origin.hpp"

#include <egregora/sql/statements.hpp>

#include <charconv>
#include <map>
#include <string_view>

namespace egregora::detail {

namespace {
constexpr std::string_view kPrefix = "egregora.";
constexpr std::string_view kDatabaseId = "egregora.database_id";
constexpr std::string_view kCheckpointId = "egregora.checkpoint_id";
constexpr std::string_view kTable = "egregora.table";
constexpr std::string_view kGeneration = "egregora.generation";
constexpr std::string_view kDefinition = "egregora.definition";
constexpr std::string_view kSchemaHash = "egregora.schema_hash";
constexpr std::string_view kExpressionHash = "egregora.expression_hash";

using Entries = std::map<std::string, std::string, std::less<>>;

Entries read_entries(Connection& connection, const std::filesystem::path& path) {
  const DataFrame found = connection.query(
      to_statement(ReadFileMetadata{path.string(), std::string(kPrefix)}, {}).text);
  const auto keys = found.column<std::string>("key");
  const auto values = found.column<std::string>("value");
  Entries entries;
  for (std::int64_t row = 0; row < found.num_rows(); ++row) entries.emplace(keys[row], values[row]);
  return entries;
}

std::string entry(const Entries& entries, std::string_view key) {
  const auto found = entries.find(key);
  return found == entries.end() ? std::string() : found->second;
}
}  // namespace

std::vector<std::pair<std::string, std::string>> FileOrigin::metadata() const {
  return {{std::string(kDatabaseId), database_id.to_string()},
          {std::string(kCheckpointId), checkpoint_id.to_string()},
          {std::string(kTable), table},
          {std::string(kGeneration), std::to_string(generation)},
          {std::string(kDefinition), definition},
          {std::string(kSchemaHash), schema_hash},
          {std::string(kExpressionHash), expression_hash}};
}

std::optional<FileOrigin> read_origin(Connection& connection, const std::filesystem::path& path) {
  const Entries entries = read_entries(connection, path);
  const auto database_id = Uuid::try_parse(entry(entries, kDatabaseId));
  const auto checkpoint_id = Uuid::try_parse(entry(entries, kCheckpointId));
  if (!database_id || !checkpoint_id) return std::nullopt;
  FileOrigin origin{*database_id, *checkpoint_id, entry(entries, kTable)};
  const std::string generation = entry(entries, kGeneration);
  std::from_chars(generation.data(), generation.data() + generation.size(), origin.generation);
  origin.definition = entry(entries, kDefinition);
  origin.schema_hash = entry(entries, kSchemaHash);
  origin.expression_hash = entry(entries, kExpressionHash);
  return origin;
}

}  // namespace egregora::detail
