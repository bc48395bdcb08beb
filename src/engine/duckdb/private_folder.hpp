// SPDX-License-Identifier: Apache-2.0
// Where an instance without a folder of its own may spill to.
#pragma once

#include <filesystem>

namespace egregora::duckdb {

/// A new folder of the system's for temporary files that only this user may enter: DuckDB makes its
/// spill files readable for all. Empty where none can be made; the instance then spills nothing,
/// and says so when memory runs out.
std::filesystem::path private_folder();

}  // namespace egregora::duckdb
