// SPDX-License-Identifier: Apache-2.0
// Where the rows of the two engines are not compared, or differ and are known to, with the reason.
#pragma once

#include <map>
#include <string>

namespace egregora::testing {

/// Golden cases whose rows are not said by the query, or not to the last bit: name, or name and set
/// of rows -> why.
const std::map<std::string, std::string>& not_compared();

/// Functions, casts and reductions that the printer does not refuse, though the engines differ for
/// some values: name -> how. A test fails where one of them does not differ any more.
const std::map<std::string, std::string>& known_differences();

}  // namespace egregora::testing
