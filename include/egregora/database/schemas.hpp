// SPDX-License-Identifier: Apache-2.0
// Every managed table, column by column: one struct gives run-time schema, DDL, typed columns,
// order key and checks. A column may be NULL only where its tag says so. No foreign keys and no
// secondary indexes: see duckdb-facts.md. Here: messages and windows; the tables of the stores
// stand in a header each.
#pragma once

#include <egregora/database/document_schemas.hpp>
#include <egregora/database/elo_schemas.hpp>
#include <egregora/database/run_schemas.hpp>
#include <egregora/database/task_schemas.hpp>
#include <egregora/expr/columns.hpp>
#include <egregora/expr/typed_table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// Compares names, types and nullability. Throws: SchemaMismatchError that names every difference.
void validate_schema(const Table& table, const Schema& schema);

namespace schemas {

/// Type of `messages.metadata`: reply_to, mentions, urls, pii, edited, attrs.
const DataType& message_metadata_type();

/// Raw conversation messages from input adapters. `message_id` is unique by an anti-join at insert,
/// not by a key.
struct Messages : Columns<Messages> {
  static constexpr std::string_view table_name = "messages";
  Column<sql::Uuid> message_id{this, "message_id"};
  Column<sql::Text> tenant_id{this, "tenant_id"};
  Column<sql::Text> source{this, "source"};
  Column<sql::Text> thread_id{this, "thread_id"};
  Column<nullable<sql::Text>> source_key{this, "source_key"};  ///< the source's own id
  Column<sql::BigInt> seq{this, "seq"};                        ///< import order in the thread
  Column<sql::TimestampTz> timestamp{this, "timestamp"};
  Column<nullable<sql::Text>> author{
      this, "author"};  ///< pseudonym or chosen alias; NULL for system lines
  Column<nullable<sql::Uuid>> author_uuid{this, "author_uuid"};
  Column<sql::Text> kind{this, "kind"};
  Column<nullable<sql::Text>> content{this, "content"};
  Column<nullable<sql::Text>> media_url{this, "media_url"};
  Column<nullable<sql::Text>> media_type{this, "media_type"};
  Column<sql::Struct> metadata{this, "metadata", message_metadata_type()};
  Column<sql::TimestampTz> created_at{this, "created_at"};  ///< when ingested
  Column<nullable<sql::Uuid>> created_by_run{this, "created_by_run"};

  static std::vector<Check> checks();
  static std::vector<std::string> order_key() { return {"timestamp", "seq", "message_id"}; }
};

/// `messages` in the vocabulary of the pipeline: a view, until a table is written under its name.
struct Conversations : Columns<Conversations> {
  static constexpr std::string_view table_name = "conversations";
  Column<sql::Uuid> event_id{this, "event_id"};
  Column<sql::Text> tenant_id{this, "tenant_id"};
  Column<sql::Text> source{this, "source"};
  Column<sql::Text> thread_id{this, "thread_id"};
  Column<nullable<sql::Text>> msg_id{this, "msg_id"};
  Column<sql::BigInt> seq{this, "seq"};
  Column<sql::TimestampTz> ts{this, "ts"};
  Column<sql::Text> kind{this, "kind"};
  Column<nullable<sql::Uuid>> author_uuid{this, "author_uuid"};
  Column<nullable<sql::Text>> author_raw{this, "author_raw"};
  Column<nullable<sql::Text>> text{this, "text"};
  Column<nullable<sql::Text>> media_url{this, "media_url"};
  Column<nullable<sql::Text>> media_type{this, "media_type"};
  Column<nullable<sql::Json>> attrs{this, "attrs"};
  Column<nullable<sql::List<sql::Text>>> pii_flags{this, "pii_flags"};
  Column<sql::TimestampTz> created_at{this, "created_at"};
  Column<nullable<sql::Uuid>> created_by_run{this, "created_by_run"};

  static std::vector<std::string> order_key() { return {"ts", "seq", "event_id"}; }
};

/// Groups of messages of one thread.
struct Windows : Columns<Windows> {
  static constexpr std::string_view table_name = "windows";
  Column<sql::Uuid> window_id{this, "window_id", primary_key};
  Column<nullable<sql::Uuid>> run_id{this, "run_id"};
  Column<sql::Text> source_table{this, "source_table"};
  Column<sql::Text> thread_id{this, "thread_id"};
  Column<sql::Text> config_hash{this, "config_hash"};
  Column<sql::BigInt> window_index{this, "window_index"};
  Column<sql::BigInt> part{this, "part", Scalar(0)};
  Column<sql::BigInt> total_parts{this, "total_parts", Scalar(1)};
  Column<nullable<sql::Uuid>> parent_window_id{this, "parent_window_id"};
  Column<sql::Text> label{this, "label"};
  Column<sql::Text> step_unit{this, "step_unit"};
  Column<sql::BigInt> step_size{this, "step_size"};
  Column<sql::Double> overlap_ratio{this, "overlap_ratio"};
  Column<sql::TimestampTz> start_time{this, "start_time"};
  Column<sql::TimestampTz> end_time{this, "end_time"};
  Column<sql::BigInt> message_count{this, "message_count"};
  Column<sql::BigInt> byte_size{this, "byte_size"};
  Column<sql::BigInt> overlap_count{this, "overlap_count"};
  Column<sql::Text> signature{this, "signature"};  ///< digest of the member ids
  Column<sql::Text> status{this, "status"};
  Column<sql::TimestampTz> created_at{this, "created_at"};
  Column<nullable<sql::TimestampTz>> processed_at{this, "processed_at"};

  static std::vector<Check> checks();
  static std::vector<std::string> order_key() {
    return {"thread_id", "window_index", "part", "window_id"};
  }
};

/// Which messages a window holds.
struct WindowMessages : Columns<WindowMessages> {
  static constexpr std::string_view table_name = "window_messages";
  Column<sql::Uuid> window_id{this, "window_id"};
  Column<sql::Uuid> message_id{this, "message_id"};
  Column<sql::BigInt> position{this, "position"};
  Column<sql::Bool> is_overlap{this, "is_overlap"};

  static std::vector<std::string> order_key() { return {"window_id", "position", "message_id"}; }
};

/// Input lines that fit nowhere.
struct Rejects : Columns<Rejects> {
  static constexpr std::string_view table_name = "rejects";
  Column<sql::Uuid> run_id{this, "run_id"};
  Column<sql::Text> path{this, "path"};
  Column<sql::BigInt> line{this, "line"};
  Column<sql::Text> reason{this, "reason"};
  Column<sql::Text> text{this, "text"};

  static std::vector<std::string> order_key() { return {"run_id", "path", "line"}; }
};

}  // namespace schemas
}  // namespace egregora
