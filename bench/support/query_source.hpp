// SPDX-License-Identifier: Apache-2.0
// C++ source of distinct queries as people write them, typed and dynamic, for measuring what
// compiling them costs.
#pragma once

#include <string>

namespace bench {

/// A unit with so many functions, a query each; the same ones every time. Queries beyond the first
/// hundred do not change those before.
std::string query_source(int queries);

}  // namespace bench
