// SPDX-License-Identifier: Apache-2.0
// Writing rows of tasks that are claimed, as long as the claims are good.
#pragma once

#include <egregora/data/scalar.hpp>
#include <egregora/database/task_record.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "database/task_memory.hpp"

namespace egregora::detail {

/// The claims, those that do not say where their task stands filled in from the table. Throws:
/// TaskNotFoundError.
std::vector<Claim> located(TaskScope& scope, std::span<const Claim> claims);

/// Gives `columns` of each task the values of its place in `claims`. Throws: ConflictError naming a
/// claim whose fence is stale; TaskNotFoundError; InvalidOperationError where one comes twice.
void write_claimed(TaskScope& scope, std::span<const Claim> claims,
                   const std::vector<std::string>& columns,
                   const std::function<std::vector<Scalar>(std::size_t)>& values);

}  // namespace egregora::detail
