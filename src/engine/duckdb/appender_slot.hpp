// SPDX-License-Identifier: Apache-2.0
// The places that an appender writes to: columns, and members of struct columns at any depth.
#pragma once

#include <egregora/data/schema.hpp>

#include <string>
#include <vector>

#include "engine/duckdb/handles.hpp"

namespace egregora::duckdb {

/// Which setter writes a slot.
enum class SlotSetter : std::uint8_t {
  none,
  boolean,
  int32,
  int64,
  float64,
  text,
  uuid,
  timestamp,
  uuids,
  texts
};

SlotSetter setter_of(const DataType& type);
/// "set_int64", for messages.
std::string_view setter_name(SlotSetter setter);

/// One place, and where its values lie in the current chunk.
struct Slot {
  std::string path;  ///< "column" or "column.member", letter case folded
  DataType type;
  SlotSetter setter = SlotSetter::none;
  bool checks_utf8 = false;
  int parent = -1;   ///< the struct that this is a member of
  idx_t column = 0;  ///< of a column: its position in the table; of a member: that of its column
  idx_t member = 0;  ///< of a member: its position in the parent

  duckdb_vector vector = nullptr;
  void* data = nullptr;
  std::uint64_t* validity = nullptr;  ///< null while no row of the chunk is NULL
  std::uint64_t written = 0;          ///< stamp of the row that was written last

  duckdb_vector child = nullptr;  ///< elements of a list
  void* child_data = nullptr;
  idx_t child_size = 0;
  idx_t child_capacity = 0;

  /// Finds the slot's place in a fresh chunk. `parents` are all slots, of which earlier ones are
  /// attached already.
  void attach(duckdb_data_chunk chunk, const std::vector<Slot>& slots);
  /// Makes room for `count` more elements. Throws: DatabaseError.
  void reserve_elements(idx_t count);
  void mark_null(idx_t row);
  void mark_valid(idx_t row) {
    if (validity != nullptr) validity[row >> 6] |= std::uint64_t{1} << (row & 63);
  }
};

/// Slots of all columns, a struct's members behind it.
std::vector<Slot> slots_of(const Schema& schema);

}  // namespace egregora::duckdb
