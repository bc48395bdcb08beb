// SPDX-License-Identifier: Apache-2.0
// The check that every text passes before it may go into a database.
#pragma once

#include <string_view>

namespace egregora::detail {

/// Whether `text` is UTF-8. NUL is.
bool is_utf8(std::string_view text) noexcept;

}  // namespace egregora::detail
