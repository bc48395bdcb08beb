// SPDX-License-Identifier: Apache-2.0
// Widths by code point, from the coarse blocks of Unicode's EastAsianWidth.txt: good enough to keep
// columns straight; exact widths differ from terminal to terminal anyway.
#include "data/terminal_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace egregora::detail {
namespace {

struct Block {
  char32_t first;
  char32_t last;
};

constexpr std::array<Block, 16> kZeroWidth{{{0x0300, 0x036F},
                                            {0x0483, 0x0489},
                                            {0x0591, 0x05BD},
                                            {0x0610, 0x061A},
                                            {0x064B, 0x065F},
                                            {0x093C, 0x093C},
                                            {0x0941, 0x0948},
                                            {0x094D, 0x094D},
                                            {0x0E34, 0x0E3A},
                                            {0x1AB0, 0x1AFF},
                                            {0x1DC0, 0x1DFF},
                                            {0x200B, 0x200D},
                                            {0x20D0, 0x20FF},
                                            {0xFE00, 0xFE0F},
                                            {0xFE20, 0xFE2F},
                                            {0xE0100, 0xE01EF}}};

constexpr std::array<Block, 13> kDoubleWidth{{{0x1100, 0x115F},
                                              {0x2E80, 0x303E},
                                              {0x3041, 0x33FF},
                                              {0x3400, 0x4DBF},
                                              {0x4E00, 0x9FFF},
                                              {0xA000, 0xA4CF},
                                              {0xAC00, 0xD7A3},
                                              {0xF900, 0xFAFF},
                                              {0xFE30, 0xFE6F},
                                              {0xFF00, 0xFF60},
                                              {0xFFE0, 0xFFE6},
                                              {0x1F300, 0x1FAFF},
                                              {0x20000, 0x3FFFD}}};

template <std::size_t n>
bool in(const std::array<Block, n>& blocks, char32_t c) {
  return std::any_of(blocks.begin(), blocks.end(),
                     [c](const Block& block) { return c >= block.first && c <= block.last; });
}

int width_of(char32_t c) {
  if (c < 0x300) return 1;
  if (in(kZeroWidth, c)) return 0;
  return in(kDoubleWidth, c) ? 2 : 1;
}

// Left-to-right and right-to-left marks, embeddings, overrides and isolates, and the byte order
// mark.
bool is_direction_mark(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || c == 0xFEFF || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

struct CodePoint {
  char32_t value;
  std::size_t bytes;
};

/// The code point at the front; a bad byte counts as one character of its own.
CodePoint front(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t bytes = lead < 0x80       ? 1
                            : lead >> 5 == 6  ? 2
                            : lead >> 4 == 14 ? 3
                            : lead >> 3 == 30 ? 4
                                              : 0;
  if (bytes == 0 || bytes > text.size()) return {0xFFFD, 1};
  if (bytes == 1) return {lead, 1};
  char32_t value = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if (byte(i) >> 6 != 2) return {0xFFFD, 1};
    value = (value << 6) | (byte(i) & 0x3FU);
  }
  return {value, bytes};
}

void append_control(std::string& out, char32_t c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c == '\r') {
    out += "\\r";
  } else {
    out.append("\\x").append(1, kHex[(c >> 4) & 15]).append(1, kHex[c & 15]);
  }
}

}  // namespace

int text_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const CodePoint c = front(text);
    width += width_of(c.value);
    text.remove_prefix(c.bytes);
  }
  return width;
}

std::string harmless_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint c = front(text);
    if (c.value < 0x20 || (c.value >= 0x7F && c.value < 0xA0)) {
      append_control(out, c.value);
    } else if (c.value == 0xFFFD) {
      out += "\xEF\xBF\xBD";
    } else if (!is_direction_mark(c.value)) {
      out.append(text.substr(0, c.bytes));
    }
    text.remove_prefix(c.bytes);
  }
  return out;
}

std::string shortened_text(const std::string& text, int width) {
  if (text.size() <= static_cast<std::size_t>(width) || text_width(text) <= width) return text;
  std::vector<CodePoint> points;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(points.back().bytes)) {
    points.push_back(front(rest));
  }
  const int head_cells = width / 2;  // the head gets the odd cell's half, the ellipsis takes one
  const int tail_cells = width - 1 - head_cells;
  std::size_t head = 0;
  std::size_t head_bytes = 0;
  for (int used = 0; head < points.size(); ++head) {
    used += width_of(points[head].value);
    if (used > head_cells) break;
    head_bytes += points[head].bytes;
  }
  std::size_t tail_bytes = 0;
  int used = 0;
  for (std::size_t i = points.size(); i > head; --i) {
    used += width_of(points[i - 1].value);
    if (used > tail_cells) break;
    tail_bytes += points[i - 1].bytes;
  }
  return text.substr(0, head_bytes) + "…" + text.substr(text.size() - tail_bytes);
}

std::string padded_text(const std::string& text, int width, bool right) {
  const int missing = width - text_width(text);
  const std::string fill(static_cast<std::size_t>(missing > 0 ? missing : 0), ' ');
  return right ? fill + text : text + fill;
}

}  // namespace egregora::detail
