// SPDX-License-Identifier: Apache-2.0
// Where a database's Parquet files lie, and how they are called. Names only: nothing here touches a
// file.
//
//   <folder>/<table>.parquet                                             the newest version, for
//   everybody <folder>/.<table>.<checkpoint id>.tmp                                on its way there
//   <folder>/.versions/<database id>/<table>.<generation>.<checkpoint id>.parquet
#pragma once

#include <egregora/core/uuid.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace egregora::detail {

/// What the name of a version file says.
struct VersionName {
  std::string table;
  std::int64_t generation = 0;
  Uuid checkpoint_id;
  friend bool operator==(const VersionName&, const VersionName&) = default;

  std::string file_name() const;
  /// Absent for every name that file_name() does not give.
  static std::optional<VersionName> parse(std::string_view file_name);
};

class CheckpointLayout {
 public:
  CheckpointLayout(std::filesystem::path folder, const Uuid& database_id);

  const Uuid& database_id() const noexcept { return database_id_; }
  const std::filesystem::path& folder() const noexcept { return folder_; }
  const std::filesystem::path& versions_folder() const noexcept { return versions_; }
  std::filesystem::path stable(std::string_view table) const;
  std::filesystem::path temporary(std::string_view table, const Uuid& checkpoint_id) const;
  std::filesystem::path version(std::string_view file_name) const { return versions_ / file_name; }

 private:
  Uuid database_id_;
  std::filesystem::path folder_;
  std::filesystem::path versions_;
};

}  // namespace egregora::detail
