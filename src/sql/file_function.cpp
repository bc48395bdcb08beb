// SPDX-License-Identifier: Apache-2.0
#include "sql/file_function.hpp"

#include "sql/literal_text.hpp"

namespace egregora::detail {

namespace {
std::string_view function_name(FileFormat format) {
  switch (format) {
    case FileFormat::parquet:
      return "read_parquet";
    case FileFormat::csv:
      return "read_csv";
    case FileFormat::json:
      return "read_json_auto";
    case FileFormat::ndjson:
      return "read_ndjson_auto";
  }
  return "";
}
}  // namespace

std::string file_function(std::string_view path, FileFormat format) {
  std::string text(function_name(format));
  text += '(';
  append_quoted(text, path);
  return text + ')';
}

}  // namespace egregora::detail
