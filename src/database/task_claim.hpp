// SPDX-License-Identifier: Apache-2.0
// Taking tasks from the queue.
#pragma once

#include <egregora/core/errors.hpp>
#include <egregora/database/task_record.hpp>

#include <string_view>
#include <vector>

#include "database/task_memory.hpp"

namespace egregora::detail {

/// What was remembered is not what is stored. The transaction runs again, and looks.
struct OutdatedMemory : ConflictError {
  OutdatedMemory() : ConflictError("tasks were changed by somebody else") {}
};

/// Throws: InvalidOperationError for values out of range.
void check_claim(std::string_view worker, const ClaimOptions& options);
void check_lease(std::chrono::microseconds lease);
/// See TaskStore::claim(). Throws: OutdatedMemory.
std::vector<Claim> claim_tasks(TaskScope& scope, std::string_view worker,
                               const ClaimOptions& options);

}  // namespace egregora::detail
