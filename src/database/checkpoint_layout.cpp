// SPDX-License-Identifier: Apache-2.0
// Names are built and parsed in one place; parsing is strict, as files that match are removed when
// nobody knows them.
#include "database/checkpoint_layout.hpp"

#include <charconv>

#include <fmt/format.h>

namespace egregora::detail {

namespace {
constexpr std::string_view kExtension = ".parquet";

/// Cuts what follows the last dot off `text`.
std::optional<std::string_view> cut_last(std::string_view& text) {
  const auto dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return std::nullopt;
  const std::string_view part = text.substr(dot + 1);
  text = text.substr(0, dot);
  return part;
}
}  // namespace

std::string VersionName::file_name() const {
  return fmt::format("{}.{}.{}{}", table, generation, checkpoint_id.to_string(), kExtension);
}

std::optional<VersionName> VersionName::parse(std::string_view file_name) {
  if (!file_name.ends_with(kExtension)) return std::nullopt;
  std::string_view rest = file_name.substr(0, file_name.size() - kExtension.size());
  const auto id_text = cut_last(rest);
  const auto generation_text = id_text ? cut_last(rest) : std::nullopt;
  if (!generation_text) return std::nullopt;
  const auto id = Uuid::try_parse(*id_text);
  VersionName name{std::string(rest), 0, id.value_or(Uuid{})};
  const char* end = generation_text->data() + generation_text->size();
  const auto read = std::from_chars(generation_text->data(), end, name.generation);
  if (!id || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  if (name.file_name() != file_name) return std::nullopt;
  return name;
}

CheckpointLayout::CheckpointLayout(std::filesystem::path folder, const Uuid& database_id)
    : database_id_(database_id),
      folder_(std::move(folder)),
      versions_(folder_ / ".versions" / database_id.to_string()) {}

std::filesystem::path CheckpointLayout::stable(std::string_view table) const {
  return folder_ / fmt::format("{}{}", table, kExtension);
}

std::filesystem::path CheckpointLayout::temporary(std::string_view table,
                                                  const Uuid& checkpoint_id) const {
  return folder_ / fmt::format(".{}.{}.tmp", table, checkpoint_id.to_string());
}

}  // namespace egregora::detail
