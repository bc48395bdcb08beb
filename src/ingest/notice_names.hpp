// SPDX-License-Identifier: Apache-2.0
// Names of participants inside WhatsApp's notices ("Ana added Bruno"), found by the notice's own
// words. This is how people who never wrote a message, and so are no senders, still keep their
// names out of what is stored.
#pragma once

#include "ingest/clean_text.hpp"

#include <string_view>
#include <vector>

namespace egregora::ingest {

/// Appends where the known notice that `text` is has names; nothing for an unknown one.
void find_notice_names(std::string_view text, std::vector<TextSpan>& names);

}  // namespace egregora::ingest
