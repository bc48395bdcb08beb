// SPDX-License-Identifier: Apache-2.0
// Where a sender's name ends, and whether what stands there is a name at all or the beginning of a
// notice that happens to hold a colon.
#pragma once

#include <cstddef>
#include <string_view>

namespace egregora::ingest {

/// The first line of a message after its header, cut at the colon.
struct SenderSplit {
  std::string_view sender = {};  ///< as exported, direction marks included; empty: none
  std::size_t text_begin = 0;    ///< where the text begins
};

/// Cuts at the first colon that a blank or the line's end follows. Without one, `sender` is empty.
SenderSplit split_sender(std::string_view rest) noexcept;

/// False for the beginnings of notices: an open quotation mark, or words that only notices hold.
bool looks_like_name(std::string_view candidate) noexcept;

}  // namespace egregora::ingest
