// SPDX-License-Identifier: Apache-2.0
// Statements that write and read files.
#include "sql/file_function.hpp"
#include "sql/literal_text.hpp"
#include "sql/statement_parts.hpp"

namespace egregora {

namespace {
std::string format_words(FileFormat format) {
  switch (format) {
    case FileFormat::parquet:
      return "FORMAT parquet";
    case FileFormat::csv:
      return "FORMAT csv, HEADER true";
    case FileFormat::json:
      return "FORMAT json, ARRAY true";
    case FileFormat::ndjson:
      return "FORMAT json, ARRAY false";
  }
  return {};
}

std::string metadata_words(const std::vector<std::pair<std::string, std::string>>& metadata) {
  std::string text = ", KV_METADATA {";
  for (const auto& entry : metadata) {
    if (&entry != &metadata.front()) text += ", ";
    text += detail::quoted_text(entry.first) + ": " + detail::quoted_text(entry.second);
  }
  return text + "}";
}

void require_files(const CompileOptions& options, std::string_view operation) {
  if (!detail::traits_of(*options.dialect).file_scan)
    detail::throw_unsupported(operation, *options.dialect);
}
}  // namespace

SqlStatement to_statement(const CopyToFile& statement, const CompileOptions& options) {
  require_files(options, "writing a file");
  std::string after =
      "\n) TO " + detail::quoted_text(statement.path) + " (" + format_words(statement.format);
  if (statement.format == FileFormat::parquet && !statement.metadata.empty())
    after += metadata_words(statement.metadata);
  if (statement.return_stats) after += ", RETURN_STATS";
  return detail::around_query("COPY (\n", statement.query, after + ")", options);
}

SqlStatement to_statement(const ReadFile& statement, const CompileOptions& options) {
  require_files(options, "reading a file");
  return {"SELECT *\nFROM " + detail::file_function(statement.path, statement.format)};
}

SqlStatement to_statement(const ReadFileMetadata& statement, const CompileOptions& options) {
  if (!(*options.dialect == Dialect::duckdb()))
    detail::throw_unsupported("reading a file's metadata", *options.dialect);
  // Keys and values are bytes; a key of another program need not be text.
  return {
      "SELECT decode(\"key\") AS \"key\", decode(\"value\") AS \"value\"\nFROM "
      "parquet_kv_metadata(" +
      detail::quoted_text(statement.path) + ")\nWHERE starts_with(CAST(\"key\" AS VARCHAR), " +
      detail::quoted_text(statement.prefix) + ")"};
}

}  // namespace egregora
