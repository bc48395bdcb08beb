// SPDX-License-Identifier: Apache-2.0
// Rules for names; plain ASCII, so that no locale and no file system reads them differently.
#include "database/table_names.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/data/schema.hpp>

#include "database/managed_tables.hpp"

namespace egregora::detail {

namespace {
// With a generation, a UUID and an extension a version file's name stays below the 255 bytes of
// ext4.
constexpr std::size_t kLongestName = 128;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

bool has_prefix(std::string_view name, std::string_view prefix) {
  return name.size() >= prefix.size() && fold_case(name.substr(0, prefix.size())) == prefix;
}
}  // namespace

void check_table_name(std::string_view name) {
  const bool is_word = !name.empty() && name.size() <= kLongestName && is_letter(name.front()) &&
                       std::all_of(name.begin(), name.end(), is_letter_or_digit);
  if (!is_word) {
    throw InvalidTableNameError(
        fmt::format(
            "a table's name is letters, digits and underscores, not beginning with a digit, "
            "at most {} bytes: '{}'",
            kLongestName, name.substr(0, 2 * kLongestName)),
        {.object_name = std::string(name)});
  }
  if (is_internal_name(name)) {
    throw InvalidTableNameError(
        fmt::format("names that begin with '{}' belong to the library: '{}'", kInternalPrefix,
                    name),
        {.object_name = std::string(name)});
  }
}

bool is_internal_name(std::string_view name) { return has_prefix(name, kInternalPrefix); }
bool is_temporary_name(std::string_view name) { return has_prefix(name, kTemporaryPrefix); }
bool is_cache_name(std::string_view name) { return has_prefix(name, kCachePrefix); }

bool is_managed_name(std::string_view name) {
  const std::string folded = fold_case(name);
  bool is_managed = false;
  for_each_managed_table([&]<class S>() { is_managed = is_managed || folded == S::table_name; });
  return is_managed;
}

}  // namespace egregora::detail
