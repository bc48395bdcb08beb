// SPDX-License-Identifier: Apache-2.0
// Results copied out of DuckDB's chunks into plain vectors. A chunk's memory is gone with the next
// one, so whoever keeps values by hand copies them too.
#pragma once

#include <duckdb.h>

#include <cstdint>
#include <cstring>
#include <vector>

namespace bench {

/// Values of a fixed width.
template <class T>
class RawColumn {
 public:
  void reserve(idx_t rows) { values_.reserve(rows); }
  void append(duckdb_vector vector, idx_t rows) {
    const T* data = static_cast<const T*>(duckdb_vector_get_data(vector));
    values_.insert(values_.end(), data, data + rows);
    copy_validity(vector, rows);
  }
  const std::vector<T>& values() const { return values_; }
  bool valid(std::size_t row) const {
    return invalid_.empty() || row >= invalid_.size() || !invalid_[row];
  }

 private:
  /// Where no row is NULL, DuckDB gives no mask, mostly.
  void copy_validity(duckdb_vector vector, idx_t rows) {
    const std::uint64_t* mask = duckdb_vector_get_validity(vector);
    if (mask == nullptr) return;
    const std::size_t before = values_.size() - rows;
    for (idx_t i = 0; i < rows; ++i) {
      if (duckdb_validity_row_is_valid(const_cast<std::uint64_t*>(mask), i)) continue;
      invalid_.resize(values_.size());
      invalid_[before + i] = true;
    }
  }
  std::vector<T> values_ = {};
  std::vector<bool> invalid_ = {};
};

/// Texts one behind the other, and where each ends: the cheapest that still gives back every text.
class RawTexts {
 public:
  void reserve(idx_t rows) { ends_.reserve(rows); }
  void append(duckdb_vector vector, idx_t rows) {
    auto* texts = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
    std::uint64_t* mask = duckdb_vector_get_validity(vector);
    for (idx_t i = 0; i < rows; ++i) {
      if (mask == nullptr || duckdb_validity_row_is_valid(mask, i)) {
        const char* text = duckdb_string_t_data(&texts[i]);
        bytes_.insert(bytes_.end(), text, text + duckdb_string_t_length(texts[i]));
      }
      ends_.push_back(bytes_.size());
    }
  }
  const std::vector<char>& bytes() const { return bytes_; }
  const std::vector<std::size_t>& ends() const { return ends_; }

 private:
  std::vector<char> bytes_ = {};
  std::vector<std::size_t> ends_ = {};
};

}  // namespace bench
