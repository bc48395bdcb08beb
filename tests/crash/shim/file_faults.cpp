// SPDX-License-Identifier: Apache-2.0
// Preloaded into the program under test: counts the calls that change a file, and at the n-th of
// them kills the process, tears the write, or fails the call. Written against libc alone, so that
// nothing else is disturbed.
//   EGREGORA_FAULT_AT=n       the first point is 1; absent: only counts
//   EGREGORA_FAULT_KIND=      kill: dies before the call. torn: a write is half done, then it dies.
//                             short: a write is half done, and says so.
//                             io: this call fails with EIO. full: from here on nothing new fits
//                             (ENOSPC).
//   EGREGORA_FAULT_PATH=text  only calls with this in their path are counted; absent: all
//   EGREGORA_FAULT_REPORT=p   a file that gets "count <n>" at the end, or "<n> <call> <path>" at
//   the fault
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum class Kind { count, kill, torn, brief, io, full };

struct Plan {
  long at = 0;
  Kind kind = Kind::count;
  const char* report = nullptr;
  const char* path = nullptr;  ///< null: any
};

Kind kind_of(const char* text) {
  if (text == nullptr) return Kind::count;
  if (std::strcmp(text, "kill") == 0) return Kind::kill;
  if (std::strcmp(text, "torn") == 0) return Kind::torn;
  if (std::strcmp(text, "short") == 0) return Kind::brief;
  if (std::strcmp(text, "io") == 0) return Kind::io;
  return std::strcmp(text, "full") == 0 ? Kind::full : Kind::count;
}

const Plan& plan() {
  static const Plan made = [] {
    const char* at = std::getenv("EGREGORA_FAULT_AT");
    return Plan{at == nullptr ? 0 : std::atol(at), kind_of(std::getenv("EGREGORA_FAULT_KIND")),
                std::getenv("EGREGORA_FAULT_REPORT"), std::getenv("EGREGORA_FAULT_PATH")};
  }();
  return made;
}

std::atomic<long> points{0};

/// By system calls, as our own wrappers must not count what we write.
void report(const char* text) {
  if (plan().report == nullptr) return;
  const long file =
      syscall(SYS_openat, AT_FDCWD, plan().report, O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (file < 0) return;
  syscall(SYS_write, file, text, std::strlen(text));
  syscall(SYS_close, file);
}

void report_fault(long point, const char* call, const char* path) {
  char line[512];
  std::snprintf(line, sizeof line, "%ld %s %s\n", point, call, path);
  report(line);
}

[[noreturn]] void die() {
  syscall(SYS_kill, getpid(), SIGKILL);
  while (true) pause();
}

struct Name {
  char text[384] = {};
  explicit Name(int descriptor) {
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t size = readlink(link, text, sizeof text - 1);
    text[size < 0 ? 0 : size] = '\0';
  }
};

/// Whether the call is a point at all: the streams, pipes and terminals are no files of ours.
bool is_file(int descriptor) {
  struct stat status {};
  return descriptor > 2 && fstat(descriptor, &status) == 0 &&
         (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

// Verdicts on a write that is half done.
constexpr int kTorn = -1;
constexpr int kShort = -2;

/// What is to become of a call: 0, the error that it fails with, or one of these. `needs_space`: it
/// can fail with a full disk. `is_torn`: it is a write.
int verdict(const char* call, const char* path, bool needs_space, bool is_torn = false) {
  const Plan& wanted = plan();
  if (wanted.path != nullptr && std::strstr(path, wanted.path) == nullptr) return 0;
  const long point = ++points;
  if (wanted.at == 0 || wanted.kind == Kind::count) return 0;
  if (wanted.kind == Kind::full) {
    if (point == wanted.at) report_fault(point, call, path);
    return needs_space && point >= wanted.at ? ENOSPC : 0;
  }
  if (point != wanted.at) return 0;
  report_fault(point, call, path);
  if (wanted.kind == Kind::io) return EIO;
  if (wanted.kind == Kind::brief) return is_torn ? kShort : 0;
  if (wanted.kind == Kind::torn && is_torn) return kTorn;
  die();
}

template <class F>
F* next(const char* name) {
  return reinterpret_cast<F*>(dlsym(RTLD_NEXT, name));
}

int failed(int error) {
  errno = error;
  return -1;
}

/// At least one byte: a write that makes none is an error.
size_t half(size_t size) { return size < 2 ? size : size / 2; }

struct AtEnd {
  ~AtEnd() {
    char line[64];
    std::snprintf(line, sizeof line, "count %ld\n", points.load());
    report(line);
  }
} at_end;

int open_file(const char* name, const char* path, int flags, mode_t mode) {
  if ((flags & (O_CREAT | O_TRUNC)) != 0) {
    struct stat status {};
    const bool is_there = stat(path, &status) == 0;
    if (const int error = verdict("open", path, !is_there)) return failed(error);
  }
  return next<int(const char*, int, ...)>(name)(path, flags, mode);
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open_file("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open_file("open64", path, flags, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  const auto real = next<ssize_t(int, const void*, size_t)>("write");
  if (!is_file(descriptor)) return real(descriptor, bytes, size);
  const int error = verdict("write", Name(descriptor).text, true, true);
  if (error > 0) return failed(error);
  const ssize_t made = real(descriptor, bytes, error == 0 ? size : half(size));
  if (error == kTorn) die();
  return made;
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  const auto real = next<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  if (!is_file(descriptor)) return real(descriptor, bytes, size, offset);
  const int error = verdict("pwrite", Name(descriptor).text, true, true);
  if (error > 0) return failed(error);
  const ssize_t made = real(descriptor, bytes, error == 0 ? size : half(size), offset);
  if (error == kTorn) die();
  return made;
}

int fsync(int descriptor) {
  const int error = verdict("fsync", Name(descriptor).text, false);
  return error != 0 ? failed(error) : next<int(int)>("fsync")(descriptor);
}

int fdatasync(int descriptor) {
  const int error = verdict("fdatasync", Name(descriptor).text, false);
  return error != 0 ? failed(error) : next<int(int)>("fdatasync")(descriptor);
}

int ftruncate(int descriptor, off_t size) noexcept {
  struct stat status {};
  const bool grows = fstat(descriptor, &status) == 0 && size > status.st_size;
  const int error = verdict("ftruncate", Name(descriptor).text, grows);
  return error != 0 ? failed(error) : next<int(int, off_t)>("ftruncate")(descriptor, size);
}

int fallocate(int descriptor, int mode, off_t offset, off_t size) {
  // Punching holes frees space; everything else needs it.
  const int error = verdict("fallocate", Name(descriptor).text, (mode & FALLOC_FL_PUNCH_HOLE) == 0);
  return error != 0
             ? failed(error)
             : next<int(int, int, off_t, off_t)>("fallocate")(descriptor, mode, offset, size);
}

int rename(const char* from, const char* to) noexcept {
  const int error = verdict("rename", to, false);
  return error != 0 ? failed(error) : next<int(const char*, const char*)>("rename")(from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned flags) noexcept {
  const int error = verdict("renameat2", to, false);
  return error != 0 ? failed(error)
                    : next<int(int, const char*, int, const char*, unsigned)>("renameat2")(
                          from_folder, from, to_folder, to, flags);
}

int link(const char* from, const char* to) noexcept {
  const int error = verdict("link", to, true);
  return error != 0 ? failed(error) : next<int(const char*, const char*)>("link")(from, to);
}

int unlink(const char* path) noexcept {
  const int error = verdict("unlink", path, false);
  return error != 0 ? failed(error) : next<int(const char*)>("unlink")(path);
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  const int error = verdict("unlinkat", path, false);
  return error != 0 ? failed(error)
                    : next<int(int, const char*, int)>("unlinkat")(folder, path, flags);
}

int remove(const char* path) noexcept {
  const int error = verdict("remove", path, false);
  return error != 0 ? failed(error) : next<int(const char*)>("remove")(path);
}

int rmdir(const char* path) noexcept {
  const int error = verdict("rmdir", path, false);
  return error != 0 ? failed(error) : next<int(const char*)>("rmdir")(path);
}

int mkdir(const char* path, mode_t mode) noexcept {
  const int error = verdict("mkdir", path, true);
  return error != 0 ? failed(error) : next<int(const char*, mode_t)>("mkdir")(path, mode);
}

int chmod(const char* path, mode_t mode) noexcept {
  const int error = verdict("chmod", path, false);
  return error != 0 ? failed(error) : next<int(const char*, mode_t)>("chmod")(path, mode);
}

}  // extern "C"
