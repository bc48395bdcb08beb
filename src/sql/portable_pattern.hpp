// SPDX-License-Identifier: Apache-2.0
// Regular expressions that two engines read alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace egregora::detail {

/// An RE2 pattern as one that PostgreSQL's advanced regular expressions match the same texts with;
/// absent where that is not certain. What is understood: literal characters, `.`, \d \w \s,
/// escaped punctuation, plain character classes, groups, alternatives, quantifiers, ^ at the
/// beginning and $ at the end.
std::optional<std::string> portable_pattern(std::string_view pattern);

}  // namespace egregora::detail
