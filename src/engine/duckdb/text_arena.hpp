// SPDX-License-Identifier: Apache-2.0
// Memory for the texts of one chunk: DuckDB copies them when it takes the chunk, so that until then
// they may lie here. Handing each text to the C API instead costs a call and an allocation from
// DuckDB's heap: see bench/appender.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace egregora::duckdb {

/// Thread safety: none.
class TextArena {
 public:
  /// A copy of `text` that lives until `clear()`.
  std::string_view copy(std::string_view text) {
    if (text.size() > left_) add_block(text.size());
    std::memcpy(next_, text.data(), text.size());
    const std::string_view copied(next_, text.size());
    next_ += text.size();
    left_ -= text.size();
    return copied;
  }
  /// Forgets all texts, and keeps one block for the next ones.
  void clear() {
    if (blocks_.empty()) return;
    if (blocks_.size() > 1) {
      // All but the last block, which is the largest of the ordinary ones or one that a long text
      // needed.
      blocks_.erase(blocks_.begin(), blocks_.end() - 1);
    }
    next_ = blocks_.front().memory.get();
    left_ = blocks_.front().size;
  }

 private:
  static constexpr std::size_t kFirstBlock = std::size_t{256} << 10;  // 2,048 texts of 128 bytes
  static constexpr std::size_t kLargestBlock = std::size_t{4} << 20;

  struct Block {
    std::unique_ptr<char[]> memory;
    std::size_t size;
  };

  void add_block(std::size_t wanted) {
    const std::size_t ordinary =
        blocks_.empty() ? kFirstBlock : std::min(blocks_.back().size * 2, kLargestBlock);
    const std::size_t size = std::max(ordinary, wanted);
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
    next_ = blocks_.back().memory.get();
    left_ = size;
  }

  std::vector<Block> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace egregora::duckdb
