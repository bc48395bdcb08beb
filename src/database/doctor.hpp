// SPDX-License-Identifier: Apache-2.0
// Looks for what is not as it should be, and says what to do about it. Changes nothing.
#pragma once

#include <egregora/database/table_info.hpp>

#include <vector>

#include "database/storage_core.hpp"

namespace egregora::detail {

/// Reads every Parquet file and compares it with its manifest.
std::vector<Problem> verify_files(StorageCore& core);
/// verify_files(), the generations, leftovers, stale files, and the rules that no key keeps.
std::vector<Problem> examine(StorageCore& core);

}  // namespace egregora::detail
