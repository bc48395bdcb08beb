// SPDX-License-Identifier: Apache-2.0
// See line_reader.hpp. Scanning is one memchr a line; moving what is held to the front happens once
// a buffer.
#include "ingest/line_reader.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>
#include <cstring>

namespace egregora::ingest {

namespace {

// Large enough that system calls vanish, small enough to stay in the second-level cache.
constexpr std::size_t kBufferBytes = 256U << 10;
constexpr std::size_t kLeastRead = 32U << 10;

}  // namespace

LineReader::LineReader(std::unique_ptr<TextStream> stream, std::string file)
    : stream_(std::move(stream)), file_(std::move(file)), buffer_(kBufferBytes) {}

bool LineReader::next() {
  std::size_t searched = cursor_;
  for (;;) {
    if (searched < filled_) {
      const void* found = std::memchr(at(searched), '\n', filled_ - searched);
      if (found != nullptr) {
        const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
        take_line(end, end + 1);
        return true;
      }
    }
    const std::size_t open_bytes = filled_ - cursor_;
    if (open_bytes > kMaxLineBytes) {
      throw IngestError(file_ + ": line " + std::to_string(number_ + 1) +
                            " is longer than 1 MiB; this is no WhatsApp chat",
                        {.object_name = file_});
    }
    if (ended_ || !fill()) {
      if (cursor_ == filled_) return false;
      take_line(filled_, filled_);
      return true;
    }
    searched = cursor_ + open_bytes;
  }
}

void LineReader::take_line(std::size_t end, std::size_t next_begin) noexcept {
  line_begin_ = cursor_;
  line_end_ = end;
  cursor_ = next_begin;
  ++number_;
}

bool LineReader::fill() {
  const std::size_t keep = std::min(held_, cursor_);
  if (keep > 0) {
    std::memmove(buffer_.data(), at(keep), filled_ - keep);
    offset_ += keep;
    filled_ -= keep;
    cursor_ -= keep;
    line_begin_ -= std::min(line_begin_, keep);
    line_end_ -= std::min(line_end_, keep);
    if (held_ != kNone) held_ -= keep;
  }
  if (buffer_.size() - filled_ < kLeastRead) buffer_.resize(buffer_.size() * 2);
  const std::size_t got = stream_->read(buffer_.data() + filled_, buffer_.size() - filled_);
  filled_ += got;
  ended_ = got == 0;
  return got != 0;
}

std::string_view LineReader::trimmed() const noexcept {
  std::string_view text = line();
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::string_view LineReader::held_before_line() const noexcept {
  if (held_ == kNone || held_ >= line_begin_) return {};
  return {at(held_), line_begin_ - held_ - 1};
}

std::string_view LineReader::held_to_end() const noexcept {
  if (held_ == kNone) return {};
  return {at(held_), line_end_ - held_};
}

}  // namespace egregora::ingest
