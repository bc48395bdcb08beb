// SPDX-License-Identifier: Apache-2.0
// The appender over DuckDB's data chunks: one chunk, filled in place, handed over and reset.
#pragma once

#include <egregora/engine/appender.hpp>

#include <map>

#include "engine/duckdb/appender_slot.hpp"
#include "engine/duckdb/session.hpp"
#include "engine/duckdb/text_arena.hpp"

namespace egregora::duckdb {

class DuckdbAppender final : public Appender {
 public:
  /// Throws: TableNotFoundError; UnsupportedOperationError where a column cannot be written.
  DuckdbAppender(std::shared_ptr<Session> session, const TableName& table);
  ~DuckdbAppender() override;
  DuckdbAppender(const DuckdbAppender&) = delete;
  DuckdbAppender& operator=(const DuckdbAppender&) = delete;

  int slot(std::string_view path) const override;
  void set_constant(int slot, const Scalar& value) override;
  void set_null(int slot) override;
  void set_boolean(int slot, bool value) override;
  void set_int32(int slot, std::int32_t value) override;
  void set_int64(int slot, std::int64_t value) override;
  void set_double(int slot, double value) override;
  void set_text(int slot, std::string_view value) override;
  void set_uuid(int slot, const Uuid& value) override;
  void set_timestamp(int slot, Timestamp value) override;
  void set_uuids(int slot, std::span<const Uuid> values) override;
  void set_texts(int slot, std::span<const std::string_view> values) override;
  void end_row() override;
  void append(const DataFrame& frame) override;
  void close() override;
  std::int64_t rows() const noexcept override { return static_cast<std::int64_t>(rows_); }

 private:
  struct Constant {
    ValueHandle value;                         // of a whole column
    std::shared_ptr<const ColumnData> copies;  // of a member: a chunk's worth of it
  };

  void open(const TableName& table);
  void make_chunk();
  void check_open() const;
  Slot& writable(int slot, SlotSetter setter);
  void mark_written(Slot& slot) noexcept;
  void attach_slots();
  void rest_slots();
  void hand_over();
  void append_chunk(idx_t rows);
  void check_schema(const Schema& schema) const;
  std::string_view stored(const Slot& slot, std::string_view text);

  std::shared_ptr<Session> session_;
  std::string name_;
  Schema schema_;
  AppenderHandle appender_;
  ChunkHandle chunk_;
  std::vector<Slot> slots_;
  std::map<int, Constant> constants_;
  std::vector<Slot*> varying_;  // the slots that are not constant, nor inside of a constant one
  TextArena texts_;
  idx_t row_ = 0;
  idx_t capacity_ = 0;
  std::uint64_t rows_ = 0;
  bool open_ = true;
};

}  // namespace egregora::duckdb
