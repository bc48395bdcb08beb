// SPDX-License-Identifier: Apache-2.0
// Rows of the two tables of ratings, from a data frame and to one.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/database/elo_record.hpp>
#include <egregora/database/schemas.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "database/session.hpp"

namespace egregora::detail {

/// The tables by name, for any session of the database.
TypedTable<schemas::EloRatings> elo_ratings();
TypedTable<schemas::ComparisonHistory> comparison_history();

std::vector<EloRecord> elo_records(const DataFrame& frame);
/// A row of `elo_ratings`, in the order of its columns.
std::vector<Scalar> elo_row(const EloRecord& record);
std::vector<ComparisonRecord> comparison_records(const DataFrame& frame);

/// A condition on a column of texts: to be one of `values`, however many. Requires: one at least.
Expr among(const Expr& column, const std::vector<std::string_view>& values);

}  // namespace egregora::detail
