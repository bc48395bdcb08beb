// SPDX-License-Identifier: Apache-2.0
// The chat's name from the export's file name: `WhatsApp Chat with Book Club.zip` is the chat "Book
// Club".
#pragma once

#include <string>
#include <string_view>

namespace egregora::ingest {

/// True where the file name begins as WhatsApp names an export, in any language known here.
bool has_chat_prefix(std::string_view file_name);

/// The chat's name: extension, WhatsApp's own words and direction marks removed; never empty.
std::string chat_name(std::string_view file_name);

}  // namespace egregora::ingest
