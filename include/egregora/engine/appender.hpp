// SPDX-License-Identifier: Apache-2.0
// Bulk loading: values are written straight into the engine's column buffers, a chunk at a time.
#pragma once

#include <cstdint>
#include <egregora/data/data_frame.hpp>
#include <egregora/data/scalar.hpp>
#include <egregora/sql/table_name.hpp>
#include <span>
#include <string>
#include <string_view>

namespace egregora {

/// Appends rows to one table.
///
/// A *slot* is a column, or a member of a struct column written "column.member". Write the slots of
/// a row with the setters, then call `end_row()`; a slot not written in a row is NULL, save
/// constant ones. A chunk goes to the engine when it is full. Rows are in the table after
/// `close()`; dropping an appender without it discards what is not flushed. Thread safety: one
/// thread at a time. Lifetime: must not outlive its connection.
class Appender {
 public:
  virtual ~Appender();

  /// The slot called `path`, letter case aside. Throws: ColumnNotFoundError.
  virtual int slot(std::string_view path) const = 0;

  /// The same value for every row from here on; costs nothing a row. Throws: TypeError. Call
  /// between rows only.
  virtual void set_constant(int slot, const Scalar& value) = 0;
  // Requires (unchecked in release builds): the slot's type is the one named.
  virtual void set_null(int slot) = 0;
  virtual void set_boolean(int slot, bool value) = 0;
  virtual void set_int32(int slot, std::int32_t value) = 0;
  virtual void set_int64(int slot, std::int64_t value) = 0;
  virtual void set_double(int slot, double value) = 0;
  virtual void set_text(int slot,
                        std::string_view value) = 0;  ///< string, json, blob; the bytes are copied
  virtual void set_uuid(int slot, const Uuid& value) = 0;
  virtual void set_timestamp(int slot, Timestamp value) = 0;
  virtual void set_uuids(int slot, std::span<const Uuid> values) = 0;  ///< list of uuid
  virtual void set_texts(int slot,
                         std::span<const std::string_view> values) = 0;  ///< list of string
  virtual void end_row() = 0;

  /// Appends all rows of `frame`, matching columns by position. Throws: SchemaMismatchError. Call
  /// between rows only.
  virtual void append(const DataFrame& frame) = 0;

  /// Hands the last chunk over. Throws: ConstraintError, DatabaseError.
  virtual void close() = 0;
  /// Rows ended so far.
  virtual std::int64_t rows() const noexcept = 0;
};

}  // namespace egregora
