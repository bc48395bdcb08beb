// SPDX-License-Identifier: Apache-2.0
// The history of comparisons played again.
#pragma once

#include <egregora/database/elo_record.hpp>

#include <optional>
#include <vector>

#include "database/session.hpp"

namespace egregora::detail {

/// See EloStore::recompute(). The history is streamed; the posts are held in memory. Requires: a
/// transaction is open, so that both tables are of one state.
std::vector<RatingDifference> replay(Session& session, std::optional<double> k_factor);

}  // namespace egregora::detail
