// SPDX-License-Identifier: Apache-2.0
// Reading vectors. What is stored as we store it is copied in one piece; the rest value by value,
// never touching the values of NULL rows, which DuckDB leaves uninitialised.
#include "engine/duckdb/vector_reader.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>
#include <cstring>
#include <limits>

#include "engine/duckdb/logical_type.hpp"
#include "engine/duckdb/stored_value.hpp"
#include "engine/duckdb/validity.hpp"

namespace egregora::duckdb {
namespace {

template <class T>
const T* data_of(duckdb_vector vector) {
  return static_cast<const T*>(duckdb_vector_get_data(vector));
}

/// Whether a row of a vector holds a value.
class Valid {
 public:
  explicit Valid(duckdb_vector vector) : mask_(duckdb_vector_get_validity(vector)) {}
  bool operator()(idx_t row) const {
    return mask_ == nullptr || ((mask_[row >> 6] >> (row & 63)) & 1) != 0;
  }

 private:
  const std::uint64_t* mask_;
};

/// Room for `count` more values of T at the end of `bytes`, which doubles when it grows.
template <class T>
T* grow(std::vector<std::uint8_t>& bytes, idx_t count) {
  const std::size_t size = bytes.size();
  bytes.resize(size + count * sizeof(T));
  return reinterpret_cast<T*>(bytes.data() + size);
}

std::int64_t scaled(std::int64_t value, std::int64_t factor) {
  constexpr std::int64_t kInfinity = std::numeric_limits<std::int64_t>::max();
  if (value == kInfinity || value == -kInfinity) return value;
  std::int64_t micros = 0;
  if (__builtin_mul_overflow(value, factor, &micros)) {
    throw DatabaseError("a timestamp lies beyond what microseconds can express");
  }
  return micros;
}

constexpr std::size_t kInlinedBytes = sizeof(duckdb_string_t{}.value.inlined.inlined);

/// Writes a text, of a short one all the bytes there is room for in its struct: what is too much is
/// overwritten by the next text. A copy whose length the compiler knows takes half the time of one
/// whose length it does not. Requires: room for kInlinedBytes behind the text.
std::uint8_t* put_text(std::uint8_t* out, const duckdb_string_t& text) {
  const std::uint32_t length = text.value.inlined.length;
  if (length <= kInlinedBytes) {
    std::memcpy(out, text.value.inlined.inlined, kInlinedBytes);
  } else {
    std::memcpy(out, text.value.pointer.ptr, length);
  }
  return out + length;
}

duckdb_type stored_id(duckdb_logical_type type, duckdb_type id) {
  if (id == DUCKDB_TYPE_DECIMAL) return duckdb_decimal_internal_type(type);
  if (id == DUCKDB_TYPE_ENUM) return duckdb_enum_internal_type(type);
  return id;
}

std::vector<TypeHandle> child_types(duckdb_logical_type type, duckdb_type id) {
  std::vector<TypeHandle> types;
  if (id == DUCKDB_TYPE_LIST) types.emplace_back(duckdb_list_type_child_type(type));
  if (id == DUCKDB_TYPE_ARRAY) types.emplace_back(duckdb_array_type_child_type(type));
  for (idx_t i = 0; id == DUCKDB_TYPE_STRUCT && i < duckdb_struct_type_child_count(type); ++i) {
    types.emplace_back(duckdb_struct_type_child_type(type, i));
  }
  if (id == DUCKDB_TYPE_MAP) {
    const TypeHandle key(duckdb_map_type_key_type(type));
    const TypeHandle value(duckdb_map_type_value_type(type));
    duckdb_logical_type members[] = {key.get(), value.get()};
    const char* names[] = {"key", "value"};
    types.emplace_back(duckdb_create_struct_type(members, names, 2));
  }
  return types;
}

}  // namespace

VectorReader::VectorReader(duckdb_logical_type type, const std::string& column)
    : id_(duckdb_get_type_id(type)),
      stored_id_(stored_id(type, id_)),
      column_(std::make_shared<ColumnData>()) {
  column_->type = data_type_of(type);
  if (column_->type.kind() == TypeKind::other) {
    throw UnsupportedOperationError(
        "column '" + column +
            "' cannot be read here; cast it, for instance to VARCHAR: " + column_->type.to_string(),
        {.object_name = column});
  }
  width_ = fixed_width(column_->type);
  for (const TypeHandle& child : child_types(type, id_))
    children_.emplace_back(child.get(), column);
  start();
}

void VectorReader::start() {
  const bool has_offsets = id_ == DUCKDB_TYPE_VARCHAR || id_ == DUCKDB_TYPE_BLOB ||
                           id_ == DUCKDB_TYPE_ENUM || id_ == DUCKDB_TYPE_LIST ||
                           id_ == DUCKDB_TYPE_MAP;
  if (has_offsets) column_->offsets.push_back(0);
}

void VectorReader::reserve(idx_t rows) {
  column_->values.reserve(column_->values.size() + width_ * rows);
  if (!column_->offsets.empty()) column_->offsets.reserve(column_->offsets.size() + rows);
  if (id_ == DUCKDB_TYPE_STRUCT) {
    for (VectorReader& child : children_) child.reserve(rows);
  }
}

void VectorReader::reserve_as_before() {
  column_->values.reserve(values_before_);
  column_->offsets.reserve(offsets_before_);
  for (VectorReader& child : children_) child.reserve_as_before();
}

void VectorReader::append(duckdb_vector vector, idx_t begin, idx_t count) {
  if (id_ == DUCKDB_TYPE_SQLNULL) {
    const std::vector<std::uint64_t> none(count / 64 + 1, 0);
    append_validity(*column_, none.data(), 0, count);
  } else {
    append_values(vector, begin, count);
    append_validity(*column_, duckdb_vector_get_validity(vector), begin, count);
  }
  column_->length += static_cast<std::int64_t>(count);
}

void VectorReader::append_values(duckdb_vector vector, idx_t begin, idx_t count) {
  switch (id_) {
    case DUCKDB_TYPE_BOOLEAN:
      return append_booleans(data_of<bool>(vector), begin, count);
    case DUCKDB_TYPE_TIMESTAMP_S:
      return append_timestamps(vector, begin, count, 1'000'000);
    case DUCKDB_TYPE_TIMESTAMP_MS:
      return append_timestamps(vector, begin, count, 1'000);
    case DUCKDB_TYPE_DECIMAL:
      return append_decimals(data_of<void>(vector), begin, count);
    case DUCKDB_TYPE_UUID:
      return append_uuids(data_of<duckdb_hugeint>(vector), begin, count);
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_BLOB:
      return append_texts(vector, begin, count);
    case DUCKDB_TYPE_ENUM:
      return append_labels(vector, begin, count);
    case DUCKDB_TYPE_LIST:
    case DUCKDB_TYPE_MAP:
      return append_lists(vector, begin, count);
    case DUCKDB_TYPE_ARRAY: {
      const auto length = static_cast<idx_t>(column_->type.array_length());
      return children_[0].append(duckdb_array_vector_get_child(vector), begin * length,
                                 count * length);
    }
    case DUCKDB_TYPE_STRUCT:
      for (idx_t i = 0; i < children_.size(); ++i) {
        children_[i].append(duckdb_struct_vector_get_child(vector, i), begin, count);
      }
      return;
    default:
      return append_fixed(data_of<void>(vector), begin, count);
  }
}

void VectorReader::append_fixed(const void* data, idx_t begin, idx_t count) {
  const auto* bytes = static_cast<const std::uint8_t*>(data) + begin * width_;
  column_->values.insert(column_->values.end(), bytes, bytes + count * width_);
}

void VectorReader::append_booleans(const bool* data, idx_t begin, idx_t count) {
  const std::int64_t length = column_->length;
  column_->values.resize((static_cast<std::size_t>(length) + count + 7) / 8);
  // Read as a byte: what lies in a NULL row may be no valid bool.
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(data) + begin;
  for (idx_t i = 0; i < count; ++i) {
    put_bit(column_->values.data(), length + static_cast<std::int64_t>(i), bytes[i] == 1);
  }
}

void VectorReader::append_timestamps(duckdb_vector vector, idx_t begin, idx_t count,
                                     std::int64_t factor) {
  const Valid valid(vector);
  const auto* data = data_of<std::int64_t>(vector);
  auto* out = grow<std::int64_t>(column_->values, count);
  for (idx_t i = 0; i < count; ++i) {
    if (valid(begin + i)) out[i] = scaled(data[begin + i], factor);
  }
}

void VectorReader::append_decimals(const void* data, idx_t begin, idx_t count) {
  const auto widen = [&](const auto* values) {
    auto* out = grow<int128_t>(column_->values, count);
    for (idx_t i = 0; i < count; ++i) out[i] = values[begin + i];
  };
  switch (stored_id_) {
    case DUCKDB_TYPE_SMALLINT:
      return widen(static_cast<const std::int16_t*>(data));
    case DUCKDB_TYPE_INTEGER:
      return widen(static_cast<const std::int32_t*>(data));
    case DUCKDB_TYPE_BIGINT:
      return widen(static_cast<const std::int64_t*>(data));
    default:
      return append_fixed(data, begin, count);  // a HUGEINT is laid out as __int128 is
  }
}

void VectorReader::append_uuids(const duckdb_hugeint* data, idx_t begin, idx_t count) {
  auto* out = grow<Uuid>(column_->values, count);
  for (idx_t i = 0; i < count; ++i) out[i] = loaded_uuid(data[begin + i]);
}

void VectorReader::append_texts(duckdb_vector vector, idx_t begin, idx_t count) {
  const Valid valid(vector);
  const auto* data = data_of<duckdb_string_t>(vector);
  const std::size_t before = column_->values.size();
  std::size_t total = before;
  const std::size_t place = column_->offsets.size();
  column_->offsets.resize(place + count);
  for (idx_t i = 0; i < count; ++i) {
    if (valid(begin + i)) total += data[begin + i].value.inlined.length;
    column_->offsets[place + i] = static_cast<std::int64_t>(total);
  }
  std::vector<std::uint8_t>& values = column_->values;
  const std::size_t roomy = total + kInlinedBytes;
  if (roomy > values.capacity()) values.reserve(std::max(roomy, values.capacity() * 2));
  values.resize(roomy);
  std::uint8_t* out = values.data() + before;
  for (idx_t i = begin; i < begin + count; ++i) {
    if (valid(i)) out = put_text(out, data[i]);
  }
  values.resize(total);
}

void VectorReader::append_labels(duckdb_vector vector, idx_t begin, idx_t count) {
  const Valid valid(vector);
  const std::vector<std::string>& labels = column_->type.labels();
  const auto append_each = [&](const auto* data) {
    for (idx_t i = begin; i < begin + count; ++i) {
      if (valid(i)) {
        const std::string& label = labels[data[i]];
        column_->values.insert(column_->values.end(), label.begin(), label.end());
      }
      column_->offsets.push_back(static_cast<std::int64_t>(column_->values.size()));
    }
  };
  switch (stored_id_) {
    case DUCKDB_TYPE_UTINYINT:
      return append_each(data_of<std::uint8_t>(vector));
    case DUCKDB_TYPE_USMALLINT:
      return append_each(data_of<std::uint16_t>(vector));
    default:
      return append_each(data_of<std::uint32_t>(vector));
  }
}

void VectorReader::append_lists(duckdb_vector vector, idx_t begin, idx_t count) {
  const Valid valid(vector);
  const auto* entries = data_of<duckdb_list_entry>(vector);
  duckdb_vector child = duckdb_list_vector_get_child(vector);
  // Lists mostly lie one behind the other: runs of them are read at once.
  idx_t run_begin = 0;
  idx_t run_end = 0;
  std::int64_t total = column_->offsets.back();
  for (idx_t i = begin; i < begin + count; ++i) {
    if (valid(i) && entries[i].length > 0) {
      if (entries[i].offset != run_end) {
        if (run_end > run_begin) children_[0].append(child, run_begin, run_end - run_begin);
        run_begin = entries[i].offset;
        run_end = run_begin;
      }
      run_end += entries[i].length;
      total += static_cast<std::int64_t>(entries[i].length);
    }
    column_->offsets.push_back(total);
  }
  if (run_end > run_begin) children_[0].append(child, run_begin, run_end - run_begin);
}

std::shared_ptr<ColumnData> VectorReader::finish() {
  for (VectorReader& child : children_) column_->children.push_back(child.finish());
  values_before_ = column_->values.size();
  offsets_before_ = column_->offsets.size();
  auto next = std::make_shared<ColumnData>();
  next->type = column_->type;
  std::shared_ptr<ColumnData> finished = std::exchange(column_, std::move(next));
  start();
  return finished;
}

}  // namespace egregora::duckdb
