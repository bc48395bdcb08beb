// SPDX-License-Identifier: Apache-2.0
// Constants are read as the type they stand beside, when the expression is built: a text beside a
// timestamp becomes a timestamp or a TypeError, so that no engine ever guesses.
#pragma once

#include <egregora/expr/expr.hpp>

#include <string>
#include <vector>

namespace egregora {

/// Replaces text literals that stand beside a date, timestamp, time, UUID or JSON by literals of
/// that type, and dates beside timestamps by timestamps. Throws: TypeError naming the text.
void read_literals_as_common(std::vector<Expr>& operands);

/// "int64, string": for messages.
std::string describe_types(const std::vector<Expr>& operands);

}  // namespace egregora
