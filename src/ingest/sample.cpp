// SPDX-License-Identifier: Apache-2.0
// The public side of sample exports: which locales there are, and where the text goes.
#include <egregora/ingest/sample.hpp>

#include <egregora/core/errors.hpp>

#include "ingest/sample_chat.hpp"
#include "ingest/sample_zip.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <ostream>
#include <system_error>

namespace egregora {
namespace {

// Large enough that the stream's own cost a write does not show.
constexpr std::size_t kBufferBytes = 64 * 1024;

std::string reason(int error) { return std::generic_category().message(error); }

void write_text_file(const std::filesystem::path& path, const SampleOptions& options) {
  const SampleChat check(options);  // before the file is touched
  errno = 0;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (out) write_sample(out, options);
  out.close();
  if (!out) {
    throw IngestError("cannot write the sample " + path.string() + ": " + reason(errno),
                      {.object_name = path.string()});
  }
}

}  // namespace

std::vector<std::string> sample_locales() {
  std::vector<std::string> names;
  for (const SampleHeader& header : sample_headers()) names.emplace_back(header.locale);
  std::sort(names.begin(), names.end());
  return names;
}

void write_sample(std::ostream& out, const SampleOptions& options) {
  SampleChat chat(options);
  std::string buffer;
  buffer.reserve(kBufferBytes + 4096);
  while (chat.append_next(buffer)) {
    if (buffer.size() < kBufferBytes) continue;
    out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    if (!out) return;
    buffer.clear();
  }
  out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
}

void write_sample(const std::filesystem::path& path, const SampleOptions& options) {
  if (path.extension() == ".txt") return write_text_file(path, options);
  if (path.extension() == ".zip") return write_sample_zip(path, options);
  throw InvalidOperationError(
      "a sample is written as .txt or .zip, by the file's name: " + path.string(),
      {.object_name = path.string()});
}

}  // namespace egregora
