// SPDX-License-Identifier: Apache-2.0
// A table with a column of each type that both engines have, for functions tried on all of them.
#pragma once

#include <egregora/expr/table.hpp>

#include <string>
#include <vector>

namespace egregora::testing {

/// "key" is unique and not NULL; the other columns are named after their types.
Schema probe_schema();
Table probe_table();
std::vector<std::vector<Scalar>> probe_rows();

}  // namespace egregora::testing
