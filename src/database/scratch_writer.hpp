// SPDX-License-Identifier: Apache-2.0
// Tables without a checkpoint: in memory, seen by all threads of one manager, gone when it closes.
#pragma once

#include <egregora/database/protocols.hpp>

#include <string_view>

#include "database/storage_core.hpp"

namespace egregora::detail {

/// Throws: InvalidOperationError over a durable table, a view or a managed name, and for append.
void write_scratch(StorageCore& core, const Table& rows, std::string_view name, WriteMode mode);
void drop_scratch(StorageCore& core, std::string_view name);

}  // namespace egregora::detail
