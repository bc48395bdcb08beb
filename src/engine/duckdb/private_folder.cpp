// SPDX-License-Identifier: Apache-2.0
// mkdtemp: mode 0700, and a name that nobody can foresee.
#include "engine/duckdb/private_folder.hpp"

#include <cstdlib>
#include <string>

namespace egregora::duckdb {

std::filesystem::path private_folder() {
  std::error_code error;
  const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
  if (error) return {};
  std::string name = (parent / "egregora-XXXXXX").string();
  return ::mkdtemp(name.data()) == nullptr ? std::filesystem::path{} : std::filesystem::path(name);
}

}  // namespace egregora::duckdb
