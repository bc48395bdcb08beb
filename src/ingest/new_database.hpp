// SPDX-License-Identifier: Apache-2.0
// Takes back a database that was created for nothing: files and folders that were not there before.
#pragma once

#include <filesystem>
#include <vector>

namespace egregora::ingest {

/// Remembers, when constructed, what of a database is there already.
class NewDatabase {
 public:
  explicit NewDatabase(std::filesystem::path db_path);
  bool existed() const noexcept { return existed_; }
  /// Creates `folder` where it is missing, to be taken back with the rest. Throws: CheckpointError.
  void create_folder(const std::filesystem::path& folder);
  /// Removes what was created since, folders only where they are empty. Requires: a new database is
  /// closed and holds nothing. Never throws: it runs while another error is on its way.
  void discard() noexcept;

 private:
  std::filesystem::path db_path_;
  bool existed_;
  std::vector<std::filesystem::path> siblings_;  ///< the files beside it that were there
  std::filesystem::path first_missing_folder_ = {};
  std::filesystem::path created_folder_ = {};  ///< the first that create_folder() had to make
};

}  // namespace egregora::ingest
