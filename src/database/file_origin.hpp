// SPDX-License-Identifier: Apache-2.0
// What a Parquet file of ours says of itself in its key-value metadata: enough to know where it
// came from when the database is lost.
#pragma once

#include <egregora/core/uuid.hpp>
#include <egregora/engine/connection.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace egregora::detail {

struct FileOrigin {
  Uuid database_id = {};
  Uuid checkpoint_id = {};
  std::string table = {};
  std::int64_t generation = 0;
  std::string definition = {};  ///< CREATE TABLE text
  std::string schema_hash = {};
  std::string expression_hash = {};

  /// As CopyToFile takes it.
  std::vector<std::pair<std::string, std::string>> metadata() const;
};

/// Absent for a Parquet file that is not ours. Throws: DatabaseError where it cannot be read.
std::optional<FileOrigin> read_origin(Connection& connection, const std::filesystem::path& path);

}  // namespace egregora::detail
