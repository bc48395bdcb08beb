// SPDX-License-Identifier: Apache-2.0
// The POSIX side of the seam: every call checked, EINTR retried, errors with path and reason.
#include "database/file_system.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <xxhash.h>

#include <egregora/core/errors.hpp>

namespace egregora::detail {

namespace fs = std::filesystem;

FileSystem::~FileSystem() = default;

namespace {

[[noreturn]] void fail(std::string_view operation, const fs::path& path, int reason) {
  throw CheckpointError(
      fmt::format("cannot {} '{}': {}", operation, path.string(), std::strerror(reason)),
      {.object_name = path.string()});
}

/// Owns a file descriptor.
class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags, std::string_view operation) : path_(path) {
    do {
      fd_ = ::open(path.c_str(), flags | O_CLOEXEC, 0644);
    } while (fd_ < 0 && errno == EINTR);
    if (fd_ < 0) fail(operation, path, errno);
  }
  ~Descriptor() { ::close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  void write_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("write", path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() const {
    // Never retried: after a failed fsync Linux forgets which pages were dirty.
    if (::fsync(fd_) != 0) fail("sync", path_, errno);
  }
  std::size_t read_some(char* into, std::size_t size) const {
    while (true) {
      const ssize_t got = ::read(fd_, into, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) fail("read", path_, errno);
    }
  }

 private:
  const fs::path& path_;
  int fd_ = -1;
};

constexpr std::size_t kBufferSize = 1 << 20;

std::string hex(const XXH128_hash_t& hash) {
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

class PosixFileSystem final : public FileSystem {
 public:
  std::optional<FileStatus> status(const fs::path& path) const override;
  std::vector<std::string> list(const fs::path& folder) const override;
  std::string read(const fs::path& path) const override;
  std::string digest(const fs::path& path) const override;
  void append(const fs::path& path, std::string_view bytes) override {
    store(path, O_APPEND, bytes);
  }
  void write(const fs::path& path, std::string_view bytes) override { store(path, O_TRUNC, bytes); }
  void sync_file(const fs::path& path) override { Descriptor(path, O_RDONLY, "open").sync(); }
  void sync_folder(const fs::path& folder) override {
    Descriptor(folder, O_RDONLY | O_DIRECTORY, "open the folder").sync();
  }
  void create_folder(const fs::path& folder) override {
    if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) {
      fail("create the folder", folder, errno);
    }
  }
  void rename(const fs::path& from, const fs::path& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) fail("rename to", to, errno);
  }
  bool link(const fs::path& from, const fs::path& to) override;
  void copy(const fs::path& from, const fs::path& to) override;
  bool unlink(const fs::path& path) override {
    if (::unlink(path.c_str()) == 0) return true;
    if (errno != ENOENT) fail("remove", path, errno);
    return false;
  }
  void make_read_only(const fs::path& path) override {
    if (::chmod(path.c_str(), 0444) != 0) fail("make read-only", path, errno);
  }

 private:
  static void store(const fs::path& path, int flags, std::string_view bytes) {
    const Descriptor file(path, O_WRONLY | O_CREAT | flags, "write");
    file.write_all(bytes);
    file.sync();
  }
};

std::optional<FileStatus> PosixFileSystem::status(const fs::path& path) const {
  struct statx found = {};
  const unsigned wanted = STATX_BASIC_STATS | STATX_BTIME;
  if (::statx(AT_FDCWD, path.c_str(), 0, wanted, &found) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    fail("look at", path, errno);
  }
  FileStatus status;
  status.identity.device = (std::uint64_t{found.stx_dev_major} << 32) | found.stx_dev_minor;
  status.identity.inode = found.stx_ino;
  if ((found.stx_mask & STATX_BTIME) != 0) {
    status.identity.born = found.stx_btime.tv_sec * 1'000'000'000 + found.stx_btime.tv_nsec;
  }
  status.size = static_cast<std::int64_t>(found.stx_size);
  status.is_directory = S_ISDIR(found.stx_mode);
  return status;
}

std::vector<std::string> PosixFileSystem::list(const fs::path& folder) const {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    names.push_back(at->path().filename().string());
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    fail("list the folder", folder, error.value());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string PosixFileSystem::read(const fs::path& path) const {
  const Descriptor file(path, O_RDONLY, "open");
  std::string text;
  std::array<char, 64 * 1024> buffer;
  while (const std::size_t got = file.read_some(buffer.data(), buffer.size())) {
    text.append(buffer.data(), got);
  }
  return text;
}

std::string PosixFileSystem::digest(const fs::path& path) const {
  const Descriptor file(path, O_RDONLY, "open");
  const auto buffer = std::make_unique<char[]>(kBufferSize);
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                       &XXH3_freeState);
  XXH3_128bits_reset(state.get());
  while (const std::size_t got = file.read_some(buffer.get(), kBufferSize)) {
    XXH3_128bits_update(state.get(), buffer.get(), got);
  }
  return hex(XXH3_128bits_digest(state.get()));
}

bool PosixFileSystem::link(const fs::path& from, const fs::path& to) {
  if (::link(from.c_str(), to.c_str()) == 0) return true;
  // EMLINK: too many links to one inode. The rest: file systems without hard links, or a
  // checkpoint folder that spans two of them.
  const int reason = errno;
  if (reason == EPERM || reason == EXDEV || reason == EMLINK || reason == EOPNOTSUPP ||
      reason == ENOSYS) {
    return false;
  }
  fail("link to", to, reason);
}

void PosixFileSystem::copy(const fs::path& from, const fs::path& to) {
  const Descriptor source(from, O_RDONLY, "open");
  const Descriptor target(to, O_WRONLY | O_CREAT | O_TRUNC, "write");
  const auto buffer = std::make_unique<char[]>(kBufferSize);
  while (const std::size_t got = source.read_some(buffer.get(), kBufferSize)) {
    target.write_all({buffer.get(), got});
  }
  target.sync();
}

}  // namespace

std::shared_ptr<FileSystem> posix_file_system() {
  static const auto files = std::make_shared<PosixFileSystem>();
  return files;
}

void create_durable_folders(FileSystem& files, const fs::path& folder) {
  if (folder.empty() || files.status(folder)) return;
  const fs::path parent = folder.parent_path();
  create_durable_folders(files, parent);
  files.create_folder(folder);
  files.sync_folder(parent.empty() ? fs::path(".") : parent);
}

void sync_folders_above(FileSystem& files, const fs::path& folder) {
  for (fs::path at = fs::absolute(folder).lexically_normal(); at.has_relative_path();
       at = at.parent_path()) {
    if (::access(at.parent_path().c_str(), R_OK) == 0) files.sync_folder(at.parent_path());
  }
}

std::string text_digest(std::string_view text) {
  return hex(XXH3_128bits(text.data(), text.size()));
}

}  // namespace egregora::detail
