// SPDX-License-Identifier: Apache-2.0
// JSON strings: the one piece of JSON text that several writers share.
#pragma once

#include <string>
#include <string_view>

namespace egregora::detail {

/// Appends `text` (UTF-8) in quotes, with every character escaped that JSON asks for.
void append_json_text(std::string& out, std::string_view text);

}  // namespace egregora::detail
