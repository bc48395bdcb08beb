// SPDX-License-Identifier: Apache-2.0
// A checkpoint of DuckDB 1.5.6 writes no part of the file that the last one needs, but for one
// thing: metadata lies in 64 parts of a block, and a checkpoint that uses free parts of an old
// block writes that block again as a whole. The parts in use stay as they are; the checksum of the
// block does not. Cut off in the middle of that write, the file does not open any more, though all
// that it needs is there. So the checksum is made to fit what the block holds.
#include "engine/duckdb/torn_metadata.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "engine/duckdb/database_file.hpp"

namespace egregora::duckdb {
namespace {

namespace fs = std::filesystem;

// The file's layout: three headers, then blocks; each begins with a checksum.
constexpr std::uint64_t kHeaderSize = 4096;
constexpr std::uint64_t kFirstBlock = 3 * kHeaderSize;
constexpr std::uint64_t kChecksumSize = 8;
constexpr std::uint64_t kParts = 64;
constexpr std::uint64_t kLargestBlock = 262'144;
constexpr std::uint64_t kNone = ~std::uint64_t{0};

std::uint64_t number_at(const std::string& bytes, std::uint64_t offset) {
  std::uint64_t number = 0;
  if (offset + sizeof number <= bytes.size()) {
    std::memcpy(&number, bytes.data() + offset, sizeof number);
  }
  return number;
}

/// DuckDB's, of a block without the checksum itself: its length is a multiple of eight.
std::uint64_t checksum_of(const std::string& block) {
  std::uint64_t sum = 5381;
  for (std::uint64_t at = kChecksumSize; at < block.size(); at += sizeof sum) {
    sum ^= number_at(block, at) * 0xbf58476d1ce4e5b9;
  }
  return sum;
}

/// The database file, locked as DuckDB locks it: a client that knows no lock file of ours may be at
/// work in it.
class File {
 public:
  explicit File(const fs::path& path) : descriptor_(::open(path.c_str(), O_RDWR | O_CLOEXEC)) {
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    is_ours_ = descriptor_ >= 0 && ::fcntl(descriptor_, F_SETLK, &lock) == 0;
  }
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_ours() const { return is_ours_; }
  /// Shorter at the file's end.
  std::string read(std::uint64_t offset, std::uint64_t size) const {
    std::string bytes(size, '\0');
    const ssize_t got = ::pread(descriptor_, bytes.data(), size, static_cast<off_t>(offset));
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return bytes;
  }
  bool write(std::uint64_t offset, std::uint64_t number) const {
    const auto at = static_cast<off_t>(offset);
    return ::pwrite(descriptor_, &number, sizeof number, at) == sizeof number &&
           ::fsync(descriptor_) == 0;
  }

 private:
  int descriptor_;
  bool is_ours_ = false;
};

/// The header that is in force.
struct Header {
  std::uint64_t iteration = 0;
  std::uint64_t free_list = kNone;
  std::uint64_t blocks = 0;
  std::uint64_t block_size = 0;
};

Header header_of(const File& file) {
  Header newest;
  for (const std::uint64_t at : {kHeaderSize, 2 * kHeaderSize}) {
    const std::string bytes = file.read(at, kHeaderSize);
    const Header header{number_at(bytes, 8), number_at(bytes, 24), number_at(bytes, 32),
                        number_at(bytes, 40)};
    if (header.iteration > newest.iteration) newest = header;
  }
  return newest;
}

/// Reads the chain of parts that begins at a pointer: "<part: 8 bits> <block: 56 bits>".
class Chain {
 public:
  Chain(const File& file, const Header& header) : file_(file), header_(header) {
    part_size_ = (header.block_size - kChecksumSize) / kParts / 8 * 8;
    follow(header.free_list);
  }
  /// Absent where the chain ends, or is none.
  std::optional<std::uint64_t> take(std::uint64_t size) {
    std::uint64_t number = 0;
    for (std::uint64_t at = 0; at < size; ++at) {
      if (offset_ == part_.size()) follow(number_at(part_, 0));
      if (offset_ >= part_.size()) return std::nullopt;
      number |= std::uint64_t{static_cast<unsigned char>(part_[offset_++])} << (8 * at);
    }
    return number;
  }

 private:
  void follow(std::uint64_t pointer) {
    const std::uint64_t block = pointer & ~(std::uint64_t{0xff} << 56);
    part_.clear();
    offset_ = 0;
    if (pointer == kNone || block >= header_.blocks || ++followed_ > header_.blocks * kParts)
      return;
    const std::uint64_t begin = kFirstBlock + block * header_.block_size + kChecksumSize;
    part_ = file_.read(begin + (pointer >> 56) * part_size_, part_size_);
    offset_ = std::min<std::size_t>(8, part_.size());  // behind the next pointer
  }

  const File& file_;
  const Header& header_;
  std::uint64_t part_size_ = 0;
  std::uint64_t followed_ = 0;
  std::string part_ = {};
  std::size_t offset_ = 0;
};

/// What the free list says behind free blocks and blocks that several tables share. Empty where it
/// is not to be read.
std::vector<std::uint64_t> metadata_blocks(const File& file, const Header& header) {
  Chain chain(file, header);
  const std::uint64_t free = chain.take(8).value_or(kNone);
  for (std::uint64_t at = 0; at < free; ++at) {
    if (!chain.take(8)) return {};
  }
  const std::uint64_t shared = chain.take(8).value_or(kNone);
  for (std::uint64_t at = 0; at < shared; ++at) {
    if (!chain.take(8) || !chain.take(4)) return {};
  }
  std::vector<std::uint64_t> blocks;
  const std::uint64_t count = chain.take(8).value_or(0);
  for (std::uint64_t at = 0; at < count; ++at) {
    const auto block = chain.take(8);
    if (!block || *block >= header.blocks || !chain.take(8)) return {};
    blocks.push_back(*block);
  }
  return blocks;
}

/// Whether the last that was logged is that a checkpoint begins: an entry of that kind, and the end
/// of a commit.
bool ends_with_checkpoint(const fs::path& wal) {
  using namespace std::string_view_literals;
  constexpr std::string_view kCheckpoint = "\x64\0\x63"sv;
  constexpr std::string_view kCommit = "\x64\0\x64\xff\xff"sv;
  constexpr std::size_t kMostBytes = 64;
  const int descriptor = ::open(wal.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  std::string end(kMostBytes, '\0');
  const off_t size = ::lseek(descriptor, 0, SEEK_END);
  const off_t begin = std::max<off_t>(0, size - static_cast<off_t>(kMostBytes));
  const ssize_t got = ::pread(descriptor, end.data(), end.size(), begin);
  ::close(descriptor);
  end.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return end.ends_with(kCommit) && end.find(kCheckpoint) != std::string::npos;
}

}  // namespace

void mend_torn_metadata(const fs::path& database) {
  if (!ends_with_checkpoint(with_suffix(database, ".wal"))) return;
  const File file(database);
  if (!file.is_ours()) return;
  const Header header = header_of(file);
  if (header.block_size < kHeaderSize || header.block_size > kLargestBlock) return;
  for (const std::uint64_t number : metadata_blocks(file, header)) {
    const std::uint64_t location = kFirstBlock + number * header.block_size;
    const std::string block = file.read(location, header.block_size);
    if (block.size() != header.block_size) return;
    const std::uint64_t sum = checksum_of(block);
    if (sum == number_at(block, 0)) continue;
    if (!file.write(location, sum)) {
      throw DatabaseError("a half-written block cannot be mended: '" + database.string() + "'",
                          {.object_name = database.string()});
    }
    log(LogLevel::warning, "a checkpoint was cut off while it wrote block " +
                               std::to_string(number) + "; its checksum was " +
                               std::to_string(number_at(block, 0)) + " and is made to fit: '" +
                               database.string() + "'");
  }
}

}  // namespace egregora::duckdb
