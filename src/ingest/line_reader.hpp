// SPDX-License-Identifier: Apache-2.0
// Cuts a stream into lines inside one buffer. A message of several lines stays contiguous there
// while it is held, so nothing is copied per line. The buffer grows only for lines and messages
// that are larger than it.
#pragma once

#include "ingest/text_source.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::ingest {

/// Lifetime: every view is valid until the next call of `next`.
class LineReader {
 public:
  /// A longer line is no line of a chat (WhatsApp ends a message at 65,536 characters) and is an
  /// error.
  static constexpr std::size_t kMaxLineBytes = 1U << 20;

  LineReader(std::unique_ptr<TextStream> stream, std::string file);

  /// Moves on to the next line; false at the end. Throws: IngestError, for a line beyond
  /// `kMaxLineBytes` too.
  bool next();
  /// The current line without its '\n'. A '\r' before it is still there: see `trimmed`.
  std::string_view line() const noexcept { return {at(line_begin_), line_end_ - line_begin_}; }
  /// The current line without '\r' at its end.
  std::string_view trimmed() const noexcept;
  /// Number of the current line, from 1.
  std::int64_t number() const noexcept { return number_; }
  /// Bytes handed out so far.
  std::uint64_t consumed() const noexcept { return offset_ + cursor_; }

  /// Keeps everything from the current line on in the buffer, until `release` or another `hold`.
  void hold() noexcept { held_ = line_begin_; }
  void release() noexcept { held_ = kNone; }
  /// What is held, without the current line (and without the '\n' before it).
  std::string_view held_before_line() const noexcept;
  /// What is held, at the end of the input.
  std::string_view held_to_end() const noexcept;
  /// Bytes held so far, the current line included.
  std::size_t held_size() const noexcept { return held_ == kNone ? 0 : line_end_ - held_; }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;
  const char* at(std::size_t position) const noexcept { return buffer_.data() + position; }
  bool fill();
  void take_line(std::size_t end, std::size_t next_begin) noexcept;

  std::unique_ptr<TextStream> stream_;
  std::string file_;
  std::vector<char> buffer_;
  std::size_t cursor_ = 0;  // begin of the next line
  std::size_t filled_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t line_end_ = 0;
  std::size_t held_ = kNone;
  std::uint64_t offset_ = 0;  // of the buffer's first byte in the stream
  std::int64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace egregora::ingest
