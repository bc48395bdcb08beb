// SPDX-License-Identifier: Apache-2.0
// Plain files, and the decision what a file is. The decision looks at content, never at the
// extension: exports travel through mail programs that rename them.
#include "ingest/text_source.hpp"

#include <egregora/core/errors.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

namespace egregora::ingest {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& reason) {
  throw IngestError(path.string() + ": " + reason, {.object_name = path.string()});
}

class FileDescriptor {
 public:
  explicit FileDescriptor(const std::filesystem::path& path)
      // O_NONBLOCK: opening a pipe without a writer would otherwise wait forever.
      : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (fd_ >= 0) return;
    if (errno == ENOENT) refuse(path, "no such file; check the path");
    refuse(path, "cannot be opened: " + std::generic_category().message(errno));
  }
  ~FileDescriptor() { ::close(fd_); }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int get() const noexcept { return fd_; }

 private:
  int fd_;
};

class FileStream final : public TextStream {
 public:
  explicit FileStream(const std::filesystem::path& path) : path_(path), file_(path) {}
  std::size_t read(char* into, std::size_t capacity) override {
    for (;;) {
      const ssize_t got = ::read(file_.get(), into, capacity);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR)
        refuse(path_, "cannot be read: " + std::generic_category().message(errno));
    }
  }

 private:
  std::filesystem::path path_;
  FileDescriptor file_;
};

class FileSource final : public TextSource {
 public:
  FileSource(std::filesystem::path path, std::uint64_t size)
      : path_(std::move(path)), size_(size) {}
  std::unique_ptr<TextStream> stream() const override {
    return std::make_unique<FileStream>(path_);
  }
  std::uint64_t size() const noexcept override { return size_; }
  std::string name() const override {
    // An unpacked iOS export is `WhatsApp Chat - NAME/_chat.txt`: the folder tells more than the
    // file.
    if (path_.filename() != "_chat.txt") return path_.filename().string();
    const auto folder = std::filesystem::absolute(path_).parent_path().filename().string();
    return folder.empty() ? path_.filename().string() : folder + ".txt";
  }

 private:
  std::filesystem::path path_;
  std::uint64_t size_;
};

std::uint64_t regular_file_size(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) refuse(path, "no such file; check the path");
    refuse(path, "cannot be opened: " + std::generic_category().message(errno));
  }
  if (S_ISDIR(info.st_mode)) {
    refuse(path, "is a folder; name the export inside it (.zip, or the .txt of the chat)");
  }
  // Two passes need a file that can be read twice.
  if (!S_ISREG(info.st_mode)) refuse(path, "is no regular file; save the export to a file first");
  if (info.st_size == 0) refuse(path, "is empty; export the chat again");
  return static_cast<std::uint64_t>(info.st_size);
}

bool looks_binary(std::string_view head) {
  using namespace std::string_view_literals;
  for (const std::string_view magic : {"\x1f\x8b"sv, "Rar!"sv, "7z\xBC\xAF"sv, "%PDF"sv,
                                       "\x89PNG"sv, "\xFF\xD8\xFF"sv, "SQLite format"sv, "BZh"sv,
                                       "\xFD"
                                       "7zXZ"sv}) {
    if (head.starts_with(magic)) return true;
  }
  return head.find('\0') != std::string_view::npos;
}

}  // namespace

TextStream::~TextStream() = default;
TextSource::~TextSource() = default;

std::unique_ptr<TextSource> open_text_source(const std::filesystem::path& path,
                                             const UnpackLimits& limits) {
  using namespace std::string_view_literals;
  const std::uint64_t size = regular_file_size(path);
  std::array<char, 4096> buffer{};
  const std::size_t got = FileStream(path).read(buffer.data(), buffer.size());
  const std::string_view head(buffer.data(), got);
  if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv))
    return open_zip_source(path, limits);
  if (path.extension() == ".zip" || path.extension() == ".ZIP") {
    refuse(path, "is no zip archive, or its beginning is damaged; export the chat again");
  }
  if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) {
    refuse(path, "is UTF-16 text; save it as UTF-8");
  }
  if (looks_binary(head)) refuse(path, "is a binary file, no chat export; expected .txt or .zip");
  return std::make_unique<FileSource>(path, size);
}

}  // namespace egregora::ingest
