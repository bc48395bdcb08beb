// SPDX-License-Identifier: Apache-2.0
// Links in a text: http:// and https:// up to a blank, without the punctuation of the sentence
// around them.
#pragma once

#include "ingest/clean_text.hpp"

#include <string_view>
#include <vector>

namespace egregora::ingest {

/// Appends where the links of `text` are, in order.
void find_urls(std::string_view text, std::vector<TextSpan>& found);

}  // namespace egregora::ingest
