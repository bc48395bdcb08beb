// SPDX-License-Identifier: Apache-2.0
// Slots: found once a table, attached once a chunk.
#include "engine/duckdb/appender_slot.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>

#include "engine/duckdb/vector_writer.hpp"

namespace egregora::duckdb {
namespace {

void add_slots(std::vector<Slot>& slots, Slot slot) {
  slot.setter = setter_of(slot.type);
  slot.checks_utf8 = slot.type.kind() != TypeKind::blob;
  slots.push_back(slot);
  if (!slot.type.is_struct()) return;
  const int parent = static_cast<int>(slots.size()) - 1;
  for (idx_t i = 0; i < slot.type.fields().size(); ++i) {
    const StructField& field = slot.type.fields()[i];
    add_slots(slots, {.path = slot.path + "." + fold_case(field.name),
                      .type = field.type,
                      .parent = parent,
                      .column = slot.column,
                      .member = i});
  }
}

}  // namespace

SlotSetter setter_of(const DataType& type) {
  switch (type.kind()) {
    case TypeKind::boolean:
      return SlotSetter::boolean;
    case TypeKind::int32:
      return SlotSetter::int32;
    case TypeKind::int64:
      return SlotSetter::int64;
    case TypeKind::float64:
      return SlotSetter::float64;
    case TypeKind::string:
    case TypeKind::json:
    case TypeKind::blob:
      return SlotSetter::text;
    case TypeKind::uuid:
      return SlotSetter::uuid;
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz:
      return SlotSetter::timestamp;
    case TypeKind::list:
      if (type.element().kind() == TypeKind::uuid) return SlotSetter::uuids;
      return type.element().is_string() ? SlotSetter::texts : SlotSetter::none;
    default:
      return SlotSetter::none;
  }
}

std::string_view setter_name(SlotSetter setter) {
  switch (setter) {
    case SlotSetter::boolean:
      return "set_boolean";
    case SlotSetter::int32:
      return "set_int32";
    case SlotSetter::int64:
      return "set_int64";
    case SlotSetter::float64:
      return "set_double";
    case SlotSetter::text:
      return "set_text";
    case SlotSetter::uuid:
      return "set_uuid";
    case SlotSetter::timestamp:
      return "set_timestamp";
    case SlotSetter::uuids:
      return "set_uuids";
    case SlotSetter::texts:
      return "set_texts";
    case SlotSetter::none:
      break;
  }
  return "append, as a data frame";
}

std::vector<Slot> slots_of(const Schema& schema) {
  std::vector<Slot> slots;
  for (idx_t i = 0; i < schema.size(); ++i) {
    add_slots(slots, {.path = fold_case(schema[i].name), .type = schema[i].type, .column = i});
  }
  return slots;
}

void Slot::attach(duckdb_data_chunk chunk, const std::vector<Slot>& slots) {
  vector = parent < 0 ? duckdb_data_chunk_get_vector(chunk, column)
                      : duckdb_struct_vector_get_child(
                            slots[static_cast<std::size_t>(parent)].vector, member);
  data = duckdb_vector_get_data(vector);
  validity = nullptr;
  if (!type.is_list()) return;
  child = duckdb_list_vector_get_child(vector);
  child_data = duckdb_vector_get_data(child);
  child_size = 0;
  // What a list vector holds room for from the start.
  child_capacity = std::max(child_capacity, duckdb_vector_size());
  reserve_elements(0);
}

void Slot::reserve_elements(idx_t count) {
  if (child_size + count > child_capacity)
    child_capacity = std::max(child_capacity * 2, child_size + count);
  if (duckdb_list_vector_reserve(vector, child_capacity) == DuckDBError) {
    throw DatabaseError("DuckDB cannot make room for list elements: " +
                        std::to_string(child_capacity));
  }
  child_data = duckdb_vector_get_data(child);
}

void Slot::mark_null(idx_t row) {
  if (validity == nullptr) {
    duckdb_vector_ensure_validity_writable(vector);
    validity = duckdb_vector_get_validity(vector);
  }
  validity[row >> 6] &= ~(std::uint64_t{1} << (row & 63));
  // Members of a struct are slots of their own; what lies inside of other nested values must not be
  // left to chance.
  if (type.is_list() || type.is_map()) {
    static_cast<duckdb_list_entry*>(data)[row] = {child_size, 0};
  } else if (type.kind() == TypeKind::array) {
    write_null(vector, type, row);
  }
}

}  // namespace egregora::duckdb
