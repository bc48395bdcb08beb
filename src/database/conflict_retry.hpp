// SPDX-License-Identifier: Apache-2.0
// Running a unit of work again where another writer won. Inside one manager writers wait for each
// other, so this is for raw SQL on leased connections.
#pragma once

#include <functional>

namespace egregora::detail {

/// Runs `unit` until it does not throw ConflictError, at most `attempts` times (>= 1), waiting a
/// growing, random while in between. Throws: what the last run throws.
void retry_conflicts(int attempts, const std::function<void()>& unit);

}  // namespace egregora::detail
