// SPDX-License-Identifier: Apache-2.0
// Small data frames from values: for what commands show that is no table of the database.
#pragma once

#include <egregora/data/data_frame.hpp>

#include <vector>

namespace egregora::program {

/// Requires: every row has one value a field, of the field's type or NULL.
DataFrame frame_of(const Schema& schema, const std::vector<std::vector<Scalar>>& rows);

}  // namespace egregora::program
