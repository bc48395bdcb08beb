// SPDX-License-Identifier: Apache-2.0
#include "database/backup.hpp"

#include <string>

#include <fmt/format.h>

namespace egregora::detail {

namespace fs = std::filesystem;

namespace {
fs::path free_name(FileSystem& files, const fs::path& wanted) {
  fs::path name = wanted;
  for (int number = 2; files.status(name); ++number) {
    name = fs::path(fmt::format("{}-{}", wanted.string(), number));
  }
  return name;
}

fs::path with_suffix(const fs::path& path, std::string_view suffix) {
  return fs::path(path.string() + std::string(suffix));
}
}  // namespace

fs::path free_backup_path(FileSystem& files, const fs::path& database, std::int64_t version) {
  return free_name(files, with_suffix(database, fmt::format(".backup-{}", version)));
}

void put_back(FileSystem& files, const fs::path& backup, const fs::path& database) {
  const fs::path log = with_suffix(database, ".wal");
  // The log first: beside another database it would be taken for that one's.
  for (const fs::path& path : {log, database}) {
    if (files.status(path)) files.rename(path, free_name(files, with_suffix(path, ".failed")));
  }
  files.rename(backup, database);
  files.sync_folder(database.has_parent_path() ? database.parent_path() : fs::path("."));
}

}  // namespace egregora::detail
