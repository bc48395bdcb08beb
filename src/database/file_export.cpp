// SPDX-License-Identifier: Apache-2.0
// One fixed hidden name a target: what a killed export leaves behind is overwritten by the next
// one.
#include "database/file_export.hpp"

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "database/column_matching.hpp"

namespace egregora::detail {

void export_file(Session& session, FileSystem& files, const Table& table,
                 const std::filesystem::path& path, FileFormat format) {
  const std::filesystem::path target = std::filesystem::absolute(path);
  const std::filesystem::path folder = target.parent_path();
  const std::filesystem::path hidden = folder / fmt::format(".{}.part", target.filename().string());
  if (format == FileFormat::parquet) require_exact_in_parquet(table.schema(), "export it as CSV");
  if (!files.status(folder)) {
    throw DatabaseError(fmt::format("there is no such folder: '{}'", folder.string()),
                        {.object_name = folder.string()});
  }
  try {
    session.run(CopyToFile{table, hidden.string(), format});
    files.sync_file(hidden);
    files.rename(hidden, target);
  } catch (const Error&) {
    std::error_code ignored;
    std::filesystem::remove(hidden, ignored);
    throw;
  }
  files.sync_folder(folder);
}

}  // namespace egregora::detail
