// SPDX-License-Identifier: Apache-2.0
// Which known name somebody may have meant: for the end of every "not found" error.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// The plausible ones of `known`, nearest first, then by name. Letter case of ASCII does not count;
/// a name is plausible within a third of its length in insertions, deletions, substitutions and
/// swaps, or where one name holds the other.
std::vector<std::string> nearest_names(std::string_view wanted, std::span<const std::string> known,
                                       std::size_t limit = 3);

/// The end of an error's sentence: "" or "; did you mean 'x'?" or "; did you mean 'x' or 'y'?".
std::string did_you_mean(std::string_view wanted, std::span<const std::string> known,
                         std::size_t limit = 2);

}  // namespace egregora
