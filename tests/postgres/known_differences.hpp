// SPDX-License-Identifier: Apache-2.0
// Golden cases whose rows are not compared between the engines, each with the reason.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace egregora::testing {

/// Name of the case -> why.
const std::map<std::string, std::string>& not_compared();

std::optional<std::string> reason_not_to_compare(const std::string& name);

}  // namespace egregora::testing
