// SPDX-License-Identifier: Apache-2.0
// Appending rows. What a row costs here is writing its values; everything else happens once a chunk
// (2,048 rows).
#include "engine/duckdb/duckdb_appender.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>

#include <algorithm>
#include <limits>

#include "engine/duckdb/bound_value.hpp"
#include "engine/duckdb/logical_type.hpp"
#include "engine/duckdb/stored_value.hpp"
#include "engine/duckdb/vector_writer.hpp"

namespace egregora::duckdb {
namespace {

const char* text_or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

/// The message with its kind in front, as DuckDB writes it everywhere else.
std::string appender_error(duckdb_appender appender) {
  const ErrorHandle error(duckdb_appender_error_data(appender));
  const char* message = error ? duckdb_error_data_message(error.get()) : nullptr;
  if (message == nullptr) return "DuckDB gives no reason";
  switch (duckdb_error_data_error_type(error.get())) {
    case DUCKDB_ERROR_CONSTRAINT:
      return std::string("Constraint Error: ") + message;
    case DUCKDB_ERROR_TRANSACTION:
      return std::string("TransactionContext Error: ") + message;
    case DUCKDB_ERROR_CATALOG:
      return std::string("Catalog Error: ") + message;
    case DUCKDB_ERROR_FATAL:
      return std::string("FATAL Error: ") + message;
    case DUCKDB_ERROR_OUT_OF_MEMORY:
      return std::string("Out of Memory Error: ") + message;
    case DUCKDB_ERROR_IO:
      return std::string("IO Error: ") + message;
    default:
      return message;
  }
}

}  // namespace

DuckdbAppender::DuckdbAppender(std::shared_ptr<Session> session, const TableName& table)
    : session_(std::move(session)), name_(table.name) {
  auto schema = session_->table_schema(table);
  if (!schema)
    throw TableNotFoundError("Table '" + table.name + "' not found in database",
                             {.object_name = table.name});
  schema_ = std::move(*schema);
  slots_ = slots_of(schema_);
  open(table);
  make_chunk();
  rest_slots();
  attach_slots();
}

DuckdbAppender::~DuckdbAppender() {
  // Destroying alone would flush what is buffered: rows that nobody closed would be in the table.
  if (appender_) duckdb_appender_clear(appender_.get());
}

void DuckdbAppender::open(const TableName& table) {
  Session::Use use(*session_);
  duckdb_appender raw = nullptr;
  const duckdb_state state =
      duckdb_appender_create_ext(use.handle(), text_or_null(table.catalog),
                                 text_or_null(table.schema), table.name.c_str(), &raw);
  appender_.reset(raw);
  if (state == DuckDBError) use.fail(appender_error(raw), {});
  if (duckdb_appender_column_count(raw) != schema_.size()) {
    throw UnsupportedOperationError(
        "a table with generated columns cannot be appended to: '" + table.name + "'",
        {.object_name = table.name});
  }
}

void DuckdbAppender::make_chunk() {
  std::vector<TypeHandle> owned;
  std::vector<duckdb_logical_type> types;
  for (const Field& field : schema_) {
    // Our own type, not the table's: where they differ (TIMESTAMP_S) DuckDB casts the chunk.
    owned.push_back(logical_type_of(field.type));
    types.push_back(owned.back().get());
  }
  chunk_.reset(duckdb_create_data_chunk(types.data(), types.size()));
  if (!chunk_)
    throw DatabaseError("DuckDB makes no chunk for this table: '" + name_ + "'",
                        {.object_name = name_});
  capacity_ = duckdb_vector_size();
}

int DuckdbAppender::slot(std::string_view path) const {
  const std::string wanted = fold_case(path);
  std::vector<std::string> known;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].path == wanted) return static_cast<int>(i);
    known.push_back(slots_[i].path);
  }
  throw ColumnNotFoundError("column '" + std::string(path) + "' not found in table '" + name_ +
                                "'" + did_you_mean(path, known),
                            {.object_name = std::string(path)});
}

void DuckdbAppender::check_open() const {
  if (!open_)
    throw InvalidOperationError("the appender was closed, or failed, before this call: '" + name_ +
                                "'");
}

void DuckdbAppender::mark_written(Slot& slot) noexcept {
  // The parents of a member exist as soon as the member does.
  for (Slot* at = &slot;; at = &slots_[static_cast<std::size_t>(at->parent)]) {
    at->written = rows_ + 1;
    at->mark_valid(row_);
    if (at->parent < 0) return;
  }
}

Slot& DuckdbAppender::writable(int slot, SlotSetter setter) {
  const auto index = static_cast<std::size_t>(slot);
  // Checked in release builds too: a wrong setter would write beyond a column's buffer.
  if (index >= slots_.size() || slots_[index].setter != setter) {
    if (index >= slots_.size()) throw ColumnNotFoundError("no such slot: " + std::to_string(slot));
    const Slot& found = slots_[index];
    throw TypeError("slot '" + found.path + "' of type " + found.type.to_string() +
                        " is written with " + std::string(setter_name(found.setter)) + ", not " +
                        std::string(setter_name(setter)),
                    {.object_name = found.path});
  }
  mark_written(slots_[index]);
  return slots_[index];
}

void DuckdbAppender::set_null(int slot) {
  const auto index = static_cast<std::size_t>(slot);
  if (index >= slots_.size()) throw ColumnNotFoundError("no such slot: " + std::to_string(slot));
  Slot& target = slots_[index];
  if (target.parent >= 0) mark_written(slots_[static_cast<std::size_t>(target.parent)]);
  target.written = rows_ + 1;
  target.mark_null(row_);
}

void DuckdbAppender::set_boolean(int slot, bool value) {
  static_cast<bool*>(writable(slot, SlotSetter::boolean).data)[row_] = value;
}

void DuckdbAppender::set_int32(int slot, std::int32_t value) {
  static_cast<std::int32_t*>(writable(slot, SlotSetter::int32).data)[row_] = value;
}

void DuckdbAppender::set_int64(int slot, std::int64_t value) {
  static_cast<std::int64_t*>(writable(slot, SlotSetter::int64).data)[row_] = value;
}

void DuckdbAppender::set_double(int slot, double value) {
  static_cast<double*>(writable(slot, SlotSetter::float64).data)[row_] = value;
}

void DuckdbAppender::set_uuid(int slot, const Uuid& value) {
  static_cast<duckdb_hugeint*>(writable(slot, SlotSetter::uuid).data)[row_] = stored_uuid(value);
}

void DuckdbAppender::set_timestamp(int slot, Timestamp value) {
  static_cast<std::int64_t*>(writable(slot, SlotSetter::timestamp).data)[row_] =
      value.time_since_epoch().count();
}

std::string_view DuckdbAppender::stored(const Slot& slot, std::string_view text) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw TypeError("a text of more than 4 GiB cannot go into a database: slot '" + slot.path +
                    "'");
  }
  if (slot.checks_utf8 && !is_utf8(text)) {
    throw TypeError("a text that is no UTF-8 cannot go into a database: slot '" + slot.path + "'",
                    {.object_name = slot.path});
  }
  // Short texts lie in the vector itself.
  return text.size() <= 12 ? text : texts_.copy(text);
}

void DuckdbAppender::set_text(int slot, std::string_view value) {
  Slot& target = writable(slot, SlotSetter::text);
  static_cast<duckdb_string_t*>(target.data)[row_] = stored_text(stored(target, value));
}

void DuckdbAppender::set_uuids(int slot, std::span<const Uuid> values) {
  Slot& target = writable(slot, SlotSetter::uuids);
  if (target.child_size + values.size() > target.child_capacity)
    target.reserve_elements(values.size());
  auto* elements = static_cast<duckdb_hugeint*>(target.child_data) + target.child_size;
  for (const Uuid& value : values) *elements++ = stored_uuid(value);
  static_cast<duckdb_list_entry*>(target.data)[row_] = {target.child_size, values.size()};
  target.child_size += values.size();
}

void DuckdbAppender::set_texts(int slot, std::span<const std::string_view> values) {
  Slot& target = writable(slot, SlotSetter::texts);
  if (target.child_size + values.size() > target.child_capacity)
    target.reserve_elements(values.size());
  auto* elements = static_cast<duckdb_string_t*>(target.child_data) + target.child_size;
  for (const std::string_view value : values) *elements++ = stored_text(stored(target, value));
  static_cast<duckdb_list_entry*>(target.data)[row_] = {target.child_size, values.size()};
  target.child_size += values.size();
}

void DuckdbAppender::end_row() {
  ++rows_;
  for (Slot* slot : varying_) {
    if (slot->written != rows_) slot->mark_null(row_);
  }
  if (++row_ == capacity_) hand_over();
}

void DuckdbAppender::attach_slots() {
  for (Slot& slot : slots_) slot.attach(chunk_.get(), slots_);
  for (const auto& [slot, constant] : constants_) {
    if (constant.value) {
      duckdb_vector_reference_value(slots_[static_cast<std::size_t>(slot)].vector,
                                    constant.value.get());
    }
  }
}

void DuckdbAppender::rest_slots() {
  varying_.clear();
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    bool constant = false;
    for (int at = static_cast<int>(i); at >= 0; at = slots_[static_cast<std::size_t>(at)].parent) {
      constant = constant || constants_.contains(at);
    }
    if (!constant) varying_.push_back(&slots_[i]);
  }
}

void DuckdbAppender::set_constant(int slot, const Scalar& value) {
  check_open();
  const auto index = static_cast<std::size_t>(slot);
  if (index >= slots_.size()) throw ColumnNotFoundError("no such slot: " + std::to_string(slot));
  hand_over();
  const Slot& target = slots_[index];
  constants_.erase(slot);
  if (!value.is_null()) {
    ColumnBuilder builder(target.type);
    builder.append(value);
    Constant constant;
    if (target.parent < 0) {
      constant.value = bound_value(builder.finish()->scalar(0));
    } else {
      // A constant vector inside a flat struct is nothing that DuckDB expects.
      for (idx_t i = 1; i < capacity_; ++i) builder.append(value);
      constant.copies = builder.finish();
    }
    constants_.emplace(slot, std::move(constant));
  }
  rest_slots();
  duckdb_data_chunk_reset(chunk_.get());
  attach_slots();
}

void DuckdbAppender::hand_over() {
  check_open();
  if (row_ == 0) return;
  for (const Slot& slot : slots_) {
    if (slot.setter != SlotSetter::uuids && slot.setter != SlotSetter::texts) continue;
    if (duckdb_list_vector_set_size(slot.vector, slot.child_size) == DuckDBError) {
      throw DatabaseError("DuckDB refuses the size of a list: slot '" + slot.path + "'");
    }
  }
  for (const auto& [slot, constant] : constants_) {
    if (constant.copies)
      write_column(slots_[static_cast<std::size_t>(slot)].vector, *constant.copies, 0, row_);
  }
  append_chunk(row_);
  row_ = 0;
  texts_.clear();
  attach_slots();
}

void DuckdbAppender::append_chunk(idx_t rows) {
  duckdb_data_chunk_set_size(chunk_.get(), rows);
  open_ = false;  // until DuckDB has taken the rows
  Session::Use use(*session_);
  if (duckdb_append_data_chunk(appender_.get(), chunk_.get()) == DuckDBError) {
    use.fail(appender_error(appender_.get()), {});
  }
  open_ = true;
  duckdb_data_chunk_reset(chunk_.get());
}

void DuckdbAppender::check_schema(const Schema& schema) const {
  std::string differences;
  for (std::size_t i = 0; i < std::max(schema.size(), schema_.size()); ++i) {
    const std::string ours = i < schema_.size() ? schema_[i].type.to_string() : "nothing";
    const std::string theirs = i < schema.size() ? schema[i].type.to_string() : "nothing";
    if (i < schema.size() && i < schema_.size() && schema[i].type == schema_[i].type) continue;
    const std::string& name = i < schema_.size() ? schema_[i].name : schema[i].name;
    differences += (differences.empty() ? "" : "; ") +
                   ("column '" + name + "' is " + ours + ", the frame has " + theirs);
  }
  if (differences.empty()) return;
  throw SchemaMismatchError("the frame does not fit table '" + name_ + "': " + differences,
                            {.object_name = name_});
}

void DuckdbAppender::append(const DataFrame& frame) {
  check_open();
  check_schema(frame.schema());
  hand_over();
  duckdb_data_chunk_reset(chunk_.get());  // constants do not count here
  for (std::int64_t begin = 0; begin < frame.num_rows();
       begin += static_cast<std::int64_t>(capacity_)) {
    const auto count = std::min(capacity_, static_cast<idx_t>(frame.num_rows() - begin));
    for (idx_t i = 0; i < schema_.size(); ++i) {
      write_column(duckdb_data_chunk_get_vector(chunk_.get(), i), *frame.data(i), begin, count);
    }
    append_chunk(count);
    rows_ += count;
  }
  attach_slots();
}

void DuckdbAppender::close() {
  check_open();
  hand_over();
  open_ = false;
  Session::Use use(*session_);
  if (duckdb_appender_close(appender_.get()) == DuckDBError)
    use.fail(appender_error(appender_.get()), {});
  appender_.reset();
}

}  // namespace egregora::duckdb
