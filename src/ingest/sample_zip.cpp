// SPDX-License-Identifier: Apache-2.0
// The zip of a sample export, by libzip. Every entry carries the same fixed time, so that equal
// options give equal zips wherever the clock and the zone of the machine stand (the packed bytes
// still depend on the zlib in use).
#include "ingest/sample_zip.hpp"

#include <egregora/core/errors.hpp>

#include "ingest/sample_chat.hpp"
#include "ingest/sample_media.hpp"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace egregora {
namespace {

// 2023-01-14 18:00, the sample's first evening, as DOS wrote dates and times.
constexpr zip_uint16_t kDosDate = ((2023 - 1980) << 9) | (1 << 5) | 14;
constexpr zip_uint16_t kDosTime = 18 << 11;
// The media that a zip holds are looked for in the first messages only, as the sample may be very
// long.
constexpr int kMessagesSearched = 5000;

[[noreturn]] void throw_unwritable(const std::filesystem::path& path, std::string_view reason) {
  throw IngestError("cannot write the sample " + path.string() + ": " + std::string(reason),
                    {.object_name = path.string()});
}

/// The text, generated piece by piece while libzip asks for it.
class TextSource {
 public:
  explicit TextSource(SampleOptions options) : options_(std::move(options)) {}

  /// The callback that libzip wants; `self` is a TextSource.
  static zip_int64_t serve(void* self, void* data, zip_uint64_t size,
                           zip_source_cmd_t command) noexcept {
    try {
      return static_cast<TextSource*>(self)->answer(data, size, command);
    } catch (...) {  // out of memory: nothing else throws here, and nothing may pass through C
      return -1;
    }
  }

 private:
  zip_int64_t answer(void* data, zip_uint64_t size, zip_source_cmd_t command) {
    switch (command) {
      case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              -1);
      case ZIP_SOURCE_OPEN:
        chat_.emplace(options_);
        pending_.clear();
        taken_ = 0;
        return 0;
      case ZIP_SOURCE_READ:
        return read(static_cast<char*>(data), size);
      case ZIP_SOURCE_STAT:
        zip_stat_init(static_cast<zip_stat_t*>(data));
        return sizeof(zip_stat_t);
      case ZIP_SOURCE_ERROR:
        std::memset(data, 0, 2 * sizeof(int));
        return 2 * sizeof(int);
      default:
        return 0;
    }
  }

  zip_int64_t read(char* data, zip_uint64_t size) {
    zip_uint64_t filled = 0;
    while (filled < size) {
      if (taken_ == pending_.size()) {
        pending_.clear();
        taken_ = 0;
        if (!chat_->append_next(pending_)) break;
      }
      const auto part = std::min<zip_uint64_t>(size - filled, pending_.size() - taken_);
      std::memcpy(data + filled, pending_.data() + taken_, part);
      filled += part;
      taken_ += part;
    }
    return static_cast<zip_int64_t>(filled);
  }

  SampleOptions options_;
  std::optional<SampleChat> chat_;
  std::string pending_;
  std::size_t taken_ = 0;
};

struct MediaFile {
  std::string name;
  std::string bytes;
};

/// The first attachment of each kind that there is a file for.
std::vector<MediaFile> find_media(const SampleOptions& options) {
  SampleChat chat(options);
  std::vector<MediaFile> files;
  std::set<SampleMediaKind> seen;
  std::string ignored;
  for (int i = 0; i < kMessagesSearched && chat.append_next(ignored); ++i, ignored.clear()) {
    if (chat.last_attachment().empty()) continue;
    const SampleMediaKind kind = chat.last_attachment_kind();
    if (!has_sample_media(kind) || !seen.insert(kind).second) continue;
    files.push_back({chat.last_attachment(), sample_media_bytes(kind)});
  }
  return files;
}

struct Discard {
  void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

Archive open_archive(const std::filesystem::path& path) {
  int code = 0;
  Archive archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
  if (archive) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  throw_unwritable(path, reason);
}

void add_entry(zip_t* archive, const std::filesystem::path& path, const std::string& name,
               zip_source_t* source) {
  if (source == nullptr) throw_unwritable(path, zip_strerror(archive));
  const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    throw_unwritable(path, zip_strerror(archive));
  }
  zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), kDosTime, kDosDate, 0);
}

}  // namespace

void write_sample_zip(const std::filesystem::path& path, const SampleOptions& options) {
  const bool ios = SampleChat(options).ios();  // before the file is touched
  const std::string text_name =
      ios ? std::string("_chat.txt") : "WhatsApp Chat with " + std::string(kSampleGroup) + ".txt";
  TextSource text(options);
  const std::vector<MediaFile> media = find_media(options);
  Archive archive = open_archive(path);
  add_entry(archive.get(), path, text_name,
            zip_source_function(archive.get(), &TextSource::serve, &text));
  for (const MediaFile& file : media) {
    add_entry(archive.get(), path, file.name,
              zip_source_buffer(archive.get(), file.bytes.data(), file.bytes.size(), 0));
  }
  // Everything is written here; where it fails, libzip leaves no file behind.
  if (zip_close(archive.get()) != 0) throw_unwritable(path, zip_strerror(archive.get()));
  static_cast<void>(archive.release());  // closed, and with that freed
}

}  // namespace egregora
