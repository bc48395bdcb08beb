// SPDX-License-Identifier: Apache-2.0
// DuckDB 1.5.6 takes a log that is cut anywhere, and refuses one whose last pages have their length
// but not their bytes, as some file systems leave it: the checksum of zeros is wrong. Entries are
// "<size: 8 bytes> <checksum: 8 bytes> <size bytes>", each commit ends with an entry of its own
// kind.
#include "engine/duckdb/wal_tail.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "engine/duckdb/database_file.hpp"

namespace egregora::duckdb {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRefusal = "Corrupt WAL file: entry at byte position ";
// Size and checksum, which lie before the position that the refusal names.
constexpr std::uint64_t kEntryHead = 16;
// What a power cut writes whole or not at all.
constexpr std::uint64_t kSector = 512;

[[noreturn]] void refuse(const fs::path& path, const char* what) {
  throw DatabaseError(
      std::string(what) + " (" + std::strerror(errno) + "): '" + path.string() + "'",
      {.object_name = path.string()});
}

/// Where the first entry begins that is not whole.
std::optional<std::uint64_t> refused_entry(std::string_view refusal) {
  const std::size_t found = refusal.find(kRefusal);
  if (found == std::string_view::npos) return std::nullopt;
  const std::string_view digits = refusal.substr(found + kRefusal.size());
  std::uint64_t position = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), position);
  return position < kEntryHead ? std::nullopt : std::optional(position - kEntryHead);
}

/// Whether a commit ends behind `entry` and something follows it. Commits wait for their fsync one
/// by one, so that is no power cut.
bool is_followed_by_commits(std::string_view wal, std::uint64_t entry) {
  using namespace std::string_view_literals;
  constexpr std::string_view kSize = "\x05\0\0\0\0\0\0\0"sv;
  constexpr std::string_view kCommit = "\x64\0\x64\xff\xff"sv;
  for (std::size_t at = wal.find(kCommit, entry); at != std::string_view::npos;
       at = wal.find(kCommit, at + 1)) {
    const bool is_entry = at >= kEntryHead && wal.substr(at - kEntryHead, kSize.size()) == kSize;
    if (is_entry && at + kCommit.size() < wal.size()) return true;
  }
  return false;
}

/// Whether a sector from `entry` on is empty: bytes that never arrived, and not bytes that changed.
bool has_empty_sector(std::string_view wal, std::uint64_t entry) {
  for (std::uint64_t begin = entry; begin < wal.size();) {
    const std::uint64_t end = std::min<std::uint64_t>(wal.size(), (begin / kSector + 1) * kSector);
    const std::string_view sector = wal.substr(begin, end - begin);
    if (sector.find_first_not_of('\0') == std::string_view::npos) return true;
    begin = end;
  }
  return false;
}

std::string read_all(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A durable copy under a free name.
fs::path keep_copy(const fs::path& wal, std::string_view bytes) {
  fs::path copy;
  int descriptor = -1;
  for (int number = 1; descriptor < 0; ++number) {
    copy = with_suffix(wal, (".refused-" + std::to_string(number)).c_str());
    descriptor = ::open(copy.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0 && errno != EEXIST) refuse(copy, "the refused log cannot be kept");
  }
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  ::close(descriptor);
  if (!bytes.empty()) refuse(copy, "the refused log cannot be kept");
  sync_path(copy);
  sync_path(wal.parent_path());
  return copy;
}

}  // namespace

bool cut_unwritten_tail(const fs::path& wal, std::string_view refusal) {
  const auto entry = refused_entry(refusal);
  if (!entry) return false;
  const std::string bytes = read_all(wal);
  if (*entry >= bytes.size() || is_followed_by_commits(bytes, *entry)) return false;
  if (!has_empty_sector(bytes, *entry)) return false;
  const fs::path copy = keep_copy(wal, bytes);
  if (::truncate(wal.c_str(), static_cast<off_t>(*entry)) != 0)
    refuse(wal, "the log cannot be cut");
  sync_path(wal);
  log(LogLevel::warning,
      "the end of the database's log was never written, as after a power cut; it is cut to its " +
          std::to_string(*entry) + " whole bytes, and the old one kept: '" + copy.string() + "'");
  return true;
}

}  // namespace egregora::duckdb
