// SPDX-License-Identifier: Apache-2.0
// Whether a JSON value can be written without a loss.
#pragma once

#include <egregora/core/json.hpp>

namespace egregora::detail {

/// Writing JSON replaces what it cannot say: bytes that are no UTF-8, numbers that are not finite.
inline bool is_exact(const Json& value) { return Json::parse(value.dump()) == value; }

}  // namespace egregora::detail
