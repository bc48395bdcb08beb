// SPDX-License-Identifier: Apache-2.0
// Text for a terminal: how many cells it takes, and made harmless, because cells hold what
// strangers wrote.
#pragma once

#include <string>
#include <string_view>

namespace egregora::detail {

/// Terminal cells that `text` (UTF-8) takes: 0 for combining marks, 2 for East Asian wide ones and
/// emoji.
int text_width(std::string_view text);

/// `text` on one line: control characters (which could steer the terminal) are written as \n, \t or
/// \xHH; marks that turn the writing direction are left out.
std::string harmless_text(std::string_view text);

/// `text` in at most `width` cells (>= 1), its middle replaced by "…" where it is longer.
std::string shortened_text(const std::string& text, int width);

/// `text` filled up with spaces to `width` cells, on the left where `right` is set.
std::string padded_text(const std::string& text, int width, bool right);

}  // namespace egregora::detail
