// SPDX-License-Identifier: Apache-2.0
// Whether a time zone is known, for callers that must say so before they open an input.
#pragma once

#include <string_view>

namespace egregora {

/// True where `zone` is "UTC" or a name of the system's IANA zone database.
/// Thread safety: any thread.
bool timezone_exists(std::string_view zone);

}  // namespace egregora
