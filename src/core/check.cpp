// SPDX-License-Identifier: Apache-2.0
// The cold half of EGREGORA_CHECK: the sentence is put together here, so that a check costs its
// caller one branch.
#include "core/check.hpp"

#include <egregora/core/errors.hpp>

#include <string>

namespace egregora::detail {

void fail_check(std::string_view expression, std::string_view message,
                const std::source_location& place) {
  std::string text = "internal error, please report it: ";
  text.append(message).append("; broken: ").append(expression).append(" at ");
  text.append(place.file_name()).append(":").append(std::to_string(place.line()));
  throw InternalError(std::move(text), {.location = place});
}

}  // namespace egregora::detail
