// SPDX-License-Identifier: Apache-2.0
// Where the text of a chat comes from: a plain file, or the one chat member of a zip. Both are
// streamed through the caller's buffer and can be opened again for a second pass. Nothing is ever
// unpacked to disk.
#pragma once

#include <egregora/ingest/input_adapter.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace egregora::ingest {

/// Bytes in order, once.
class TextStream {
 public:
  virtual ~TextStream();
  /// Fills at most `capacity` bytes; 0 means the end. Throws: IngestError naming file and reason.
  virtual std::size_t read(char* into, std::size_t capacity) = 0;
};

/// Limits on what is unpacked, as in `InputOptions`.
struct UnpackLimits {
  std::uint64_t bytes = 500ULL << 20;
  std::uint32_t ratio = 100;
  std::uint32_t members = 20'000;
};

/// A recognised text, ready to be streamed as often as asked.
class TextSource {
 public:
  virtual ~TextSource();
  virtual std::unique_ptr<TextStream> stream() const = 0;
  /// Size of the text as the file system or the archive states it.
  virtual std::uint64_t size() const noexcept = 0;
  /// The name that the chat's name is derived from: the file's, or the member's where it tells
  /// more.
  virtual std::string name() const = 0;
};

/// Recognises `path` by its first bytes and opens nothing but what it needs to.
/// Throws: IngestError for what is missing, no regular file, empty, binary, UTF-16, or an unfit
/// archive.
std::unique_ptr<TextSource> open_text_source(const std::filesystem::path& path,
                                             const UnpackLimits& limits);

/// The zip half of `open_text_source`.
std::unique_ptr<TextSource> open_zip_source(const std::filesystem::path& path,
                                            const UnpackLimits& limits);

}  // namespace egregora::ingest
