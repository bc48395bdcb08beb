// SPDX-License-Identifier: Apache-2.0
// As SQLAlchemy and the original read them: three slashes and a relative path, or four and an
// absolute one.
#include <egregora/database/database_url.hpp>

#include <algorithm>
#include <cctype>
#include <string>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

namespace egregora {

namespace {
constexpr std::string_view kSeparator = "://";

bool is_scheme(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '.' || c == '-';
  });
}
}  // namespace

std::optional<std::filesystem::path> resolve_database_url(std::string_view text) {
  const auto at = text.find(kSeparator);
  if (at != std::string_view::npos && is_scheme(text.substr(0, at))) {
    if (text.substr(0, at) != "duckdb") {
      throw InvalidOperationError(
          fmt::format("a database is 'duckdb:///path' or a plain path, not '{}'", text),
          {.object_name = std::string(text)});
    }
    text.remove_prefix(at + kSeparator.size());
    if (text.starts_with('/')) text.remove_prefix(1);
  }
  if (text.empty() || text == ":memory:") return std::nullopt;
  return std::filesystem::path(text);
}

}  // namespace egregora
