// SPDX-License-Identifier: Apache-2.0
// UTF-8 checking by the table of well-formed byte sequences (Unicode, table 3-7). ASCII, most of
// most chats, passes eight bytes at a time.
#include "ingest/utf8_streams.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>
#include <cstring>
#include <vector>

namespace egregora::ingest {

namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// First byte at or after `at` that is not ASCII.
const char* skip_ascii(const char* at, const char* end) noexcept {
  while (end - at >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    if ((word & kHighBits) != 0) break;
    at += 8;
  }
  while (at != end && static_cast<unsigned char>(*at) < 0x80) ++at;
  return at;
}

}  // namespace

bool Utf8Checker::begin(unsigned char lead) noexcept {
  low_ = 0x80;
  high_ = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    missing_ = 1;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    missing_ = 2;
    if (lead == 0xE0) low_ = 0xA0;
    if (lead == 0xED) high_ = 0x9F;  // surrogates
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    missing_ = 3;
    if (lead == 0xF0) low_ = 0x90;
    if (lead == 0xF4) high_ = 0x8F;
  } else {
    return false;
  }
  seen_ = 1;
  return true;
}

bool Utf8Checker::go_on(unsigned char byte) noexcept {
  if (byte < low_ || byte > high_) return false;
  low_ = 0x80;
  high_ = 0xBF;
  ++seen_;
  if (--missing_ == 0) seen_ = 0;
  return true;
}

std::ptrdiff_t Utf8Checker::check(std::string_view piece) {
  if (const void* nul = std::memchr(piece.data(), 0, piece.size())) {
    const auto length = static_cast<std::size_t>(static_cast<const char*>(nul) - piece.data());
    const std::ptrdiff_t before = check(piece.substr(0, length));
    return before != kFine ? before : static_cast<std::ptrdiff_t>(length) - seen_;
  }
  const char* const begin_of_piece = piece.data();
  const char* const end = begin_of_piece + piece.size();
  for (const char* at = begin_of_piece; at != end; ++at) {
    const auto byte = static_cast<unsigned char>(*at);
    if (missing_ > 0) {
      if (!go_on(byte)) return at - begin_of_piece - seen_;
      continue;
    }
    if (byte < 0x80) {
      at = skip_ascii(at, end);
      if (at == end) break;
    }
    if (!begin(static_cast<unsigned char>(*at))) return at - begin_of_piece;
  }
  return kFine;
}

namespace {

class CheckedStream final : public TextStream {
 public:
  CheckedStream(std::unique_ptr<TextStream> inner, std::string file)
      : inner_(std::move(inner)), file_(std::move(file)) {}

  std::size_t read(char* into, std::size_t capacity) override {
    const std::size_t got = inner_->read(into, capacity);
    if (got == 0 && checker_.unfinished())
      refuse(offset_ - static_cast<std::uint64_t>(checker_.pending()));
    const std::ptrdiff_t bad = checker_.check({into, got});
    if (bad != Utf8Checker::kFine) {
      const auto at = static_cast<std::uint64_t>(static_cast<std::ptrdiff_t>(offset_) + bad);
      if (bad >= 0 && into[bad] == '\0') refuse_binary(at);
      refuse(at);
    }
    offset_ += got;
    return got;
  }

 private:
  [[noreturn]] void refuse(std::uint64_t at) const {
    throw IngestError(file_ + ": the text is not UTF-8 at byte offset " + std::to_string(at) +
                          "; save it as UTF-8, or say --lossy to replace what is no UTF-8",
                      {.object_name = file_});
  }
  [[noreturn]] void refuse_binary(std::uint64_t at) const {
    throw IngestError(file_ + ": is a binary file, no chat export (zero byte at offset " +
                          std::to_string(at) + "); expected .txt or .zip",
                      {.object_name = file_});
  }

  std::unique_ptr<TextStream> inner_;
  std::string file_;
  Utf8Checker checker_;
  std::uint64_t offset_ = 0;
};

class LossyStream final : public TextStream {
 public:
  explicit LossyStream(std::unique_ptr<TextStream> inner)
      : inner_(std::move(inner)), chunk_(64U << 10) {}

  std::size_t read(char* into, std::size_t capacity) override {
    while (given_ == ready_.size() && !done_) refill();
    const std::size_t size = std::min(capacity, ready_.size() - given_);
    std::memcpy(into, ready_.data() + given_, size);
    given_ += size;
    return size;
  }

 private:
  void refill() {
    ready_.clear();
    given_ = 0;
    const std::size_t got = inner_->read(chunk_.data(), chunk_.size());
    done_ = got == 0;
    carry_.append(chunk_.data(), got);
    std::size_t from = 0;
    while (from < carry_.size()) {
      const std::size_t size = character(from);
      if (size == 0 && !done_) break;  // split between two chunks: wait for the rest
      if (size == 0) {
        ready_ += kReplacement;
        break;
      }
      from += size;
    }
    carry_.erase(0, from);
    if (done_) carry_.clear();
  }

  // Copies one character (or its replacement) at `from`; returns its bytes, 0 where it goes on
  // after the chunk.
  std::size_t character(std::size_t from) {
    Utf8Checker one;
    for (std::size_t size = 1; from + size <= carry_.size(); ++size) {
      const std::string_view byte(carry_.data() + from + size - 1, 1);
      if (one.check(byte) != Utf8Checker::kFine) {
        ready_ += kReplacement;
        return size == 1 ? 1 : size - 1;  // the offending byte begins anew
      }
      if (!one.unfinished()) {
        ready_.append(carry_, from, size);
        return size;
      }
    }
    return 0;
  }

  std::unique_ptr<TextStream> inner_;
  std::vector<char> chunk_;
  std::string carry_;
  std::string ready_;
  std::size_t given_ = 0;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<TextStream> checked_utf8(std::unique_ptr<TextStream> inner, std::string file) {
  return std::make_unique<CheckedStream>(std::move(inner), std::move(file));
}

std::unique_ptr<TextStream> lossy_utf8(std::unique_ptr<TextStream> inner) {
  return std::make_unique<LossyStream>(std::move(inner));
}

}  // namespace egregora::ingest
