// SPDX-License-Identifier: Apache-2.0
// Lower case for comparing WhatsApp's own words: ASCII, Latin-1, Greek and Cyrillic capitals.
// Lengths never change, which lets tables be indexed by length. Not meant for anything that people
// wrote.
#pragma once

#include <cstddef>
#include <string_view>

namespace egregora::ingest {

/// Writes `text` in lower case to `into`, which must hold `text.size()` bytes.
constexpr void fold_case(std::string_view text, char* into) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    into[i] = text[i];
    if (byte >= 'A' && byte <= 'Z') into[i] = static_cast<char>(byte + 0x20);
    if (byte < 0xC3 || i + 1 == text.size()) continue;
    const auto next = static_cast<unsigned char>(text[i + 1]);
    unsigned lead = byte;
    unsigned tail = next;
    if (byte == 0xC3 && next >= 0x80 && next <= 0x9E && next != 0x97) {
      tail = next + 0x20U;
    } else if ((byte == 0xD0 && next >= 0x90 && next <= 0x9F) ||
               (byte == 0xCE && next >= 0x91 && next <= 0x9F)) {
      tail = next + 0x20U;
    } else if ((byte == 0xD0 && next >= 0xA0 && next <= 0xAF) ||
               (byte == 0xCE && next >= 0xA0 && next <= 0xA9)) {
      lead = byte + 1U;
      tail = next - 0x20U;
    } else {
      continue;
    }
    into[i] = static_cast<char>(lead);
    into[i + 1] = static_cast<char>(tail);
    ++i;
  }
}

}  // namespace egregora::ingest
