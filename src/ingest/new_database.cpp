// SPDX-License-Identifier: Apache-2.0
// See new_database.hpp.
#include "ingest/new_database.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include <algorithm>
#include <exception>
#include <string>
#include <system_error>
#include <utility>

namespace egregora::ingest {

namespace {

namespace fs = std::filesystem;

/// The database's file and those named after it: its WAL, lock, generation log, spill folder.
std::vector<fs::path> files_of(const fs::path& db_path) {
  std::vector<fs::path> files;
  std::error_code ignored;
  const std::string name = db_path.filename().string();
  for (const auto& entry : fs::directory_iterator(db_path.parent_path(), ignored)) {
    const std::string other = entry.path().filename().string();
    if (other == name || other.starts_with(name + ".")) files.push_back(entry.path());
  }
  return files;
}

/// Removes `folder` and what is empty in it; false where something else is in it.
bool remove_if_empty(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return false;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (!entry.is_directory(ignored) || entry.is_symlink(ignored)) return false;
    if (!remove_if_empty(entry.path())) return false;
  }
  return fs::remove(folder, ignored);
}

/// The topmost folder that making `folder` has to make; empty where none is missing.
fs::path first_missing(const fs::path& folder) {
  fs::path missing;
  for (fs::path at = folder; !fs::exists(at) && at.has_relative_path(); at = at.parent_path())
    missing = at;
  return missing;
}

}  // namespace

NewDatabase::NewDatabase(fs::path db_path)
    : db_path_(fs::absolute(std::move(db_path))),
      existed_(fs::exists(db_path_)),
      siblings_(files_of(db_path_)) {
  first_missing_folder_ = first_missing(db_path_.parent_path());
}

void NewDatabase::create_folder(const fs::path& folder) {
  created_folder_ = first_missing(fs::absolute(folder));
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error && fs::is_directory(folder)) return;
  throw CheckpointError("the folder for Parquet files cannot be created (" +
                            (error ? error.message() : "it is no folder") +
                            "); name another one: '" + folder.string() + "'",
                        {.object_name = folder.string()});
}

void NewDatabase::discard() noexcept {
  try {
    if (!created_folder_.empty()) remove_if_empty(created_folder_);
    if (existed_) return;
    for (const fs::path& file : files_of(db_path_)) {
      std::error_code ignored;
      if (std::find(siblings_.begin(), siblings_.end(), file) == siblings_.end()) {
        fs::remove_all(file, ignored);
      }
    }
    if (!first_missing_folder_.empty()) remove_if_empty(first_missing_folder_);
  } catch (const std::exception& error) {
    log(LogLevel::warning, "the database created for nothing could not be removed: " +
                               db_path_.string() + ": " + error.what());
  }
}

}  // namespace egregora::ingest
