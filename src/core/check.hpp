// SPDX-License-Identifier: Apache-2.0
// The check for what only a bug of ours can break. It stays on in release builds: a broken
// invariant must stop the call, not reach a file. Never use it for input, arguments or anything
// else a user can get wrong.
#pragma once

#include <source_location>
#include <string_view>

namespace egregora::detail {

/// Throws: InternalError naming `message`, the expression as written and the place of the check.
[[noreturn]] void fail_check(std::string_view expression, std::string_view message,
                             const std::source_location& place);

}  // namespace egregora::detail

/// Throws InternalError unless `condition` holds; `message` is evaluated only then.
#define EGREGORA_CHECK(condition, message) \
  (static_cast<bool>(condition)            \
       ? static_cast<void>(0)              \
       : ::egregora::detail::fail_check(#condition, (message), ::std::source_location::current()))
