// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace egregora::detail {

namespace {
/// Bytes of the well-formed character at the front of `text`, or 0 (Unicode's table 3-7).
std::size_t character_bytes(const unsigned char* text, std::size_t size) {
  const unsigned char lead = text[0];
  const std::size_t bytes = lead < 0x80   ? 1
                            : lead < 0xC2 ? 0
                            : lead < 0xE0 ? 2
                            : lead < 0xF0 ? 3
                            : lead < 0xF5 ? 4
                                          : 0;
  if (bytes == 0 || bytes > size) return 0;
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((text[i] & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xE0 && text[1] < 0xA0) || (lead == 0xF0 && text[1] < 0x90);
  const bool surrogate = lead == 0xED && text[1] > 0x9F;
  const bool beyond = lead == 0xF4 && text[1] > 0x8F;
  return overlong || surrogate || beyond ? 0 : bytes;
}
}  // namespace

bool is_utf8(std::string_view text) noexcept {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t at = 0;
  while (at < text.size()) {
    // Eight characters of plain ASCII at a time.
    std::uint64_t word = 0;
    if (at + 8 <= text.size()) {
      std::memcpy(&word, bytes + at, 8);
      if ((word & 0x8080808080808080U) == 0) {
        at += 8;
        continue;
      }
    }
    const std::size_t character = character_bytes(bytes + at, text.size() - at);
    if (character == 0) return false;
    at += character;
  }
  return true;
}

}  // namespace egregora::detail
