// SPDX-License-Identifier: Apache-2.0
// Tables that are larger than memory: read batch by batch, written to a file of one's choice, and
// in the order that their schema declares.
#pragma once

#include <egregora/expr/typed_table.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// Runs `table` and returns at most `batch_size` rows (from 1) at a time, never holding the whole.
/// Throws: InvalidOperationError for a smaller batch, inside a transaction, and where no leaf of
/// the table belongs to a manager; ClosedError once that is closed.
/// Thread safety: any thread; the stream itself, one at a time. Lifetime: a stream keeps its
/// manager's connection until it is destroyed, and sees the rows of the moment when it began.
///
/// @code
///   const auto batches = stream(in_declared_order(storage.read_table("messages")), 10'000);
///   while (const auto batch = batches->next()) consume(*batch);
/// @endcode
std::unique_ptr<TableStream> stream(const Table& table, std::int64_t batch_size = 65'536);

/// What a file's extension says, letter case aside: .parquet, .csv, .json (one array), .ndjson or
/// .jsonl (an object a line). Throws: InvalidOperationError naming the file and these.
FileFormat file_format_of(const std::filesystem::path& path);

/// Writes the rows of `table` to `path`, in the format that its extension says, without ever
/// holding the whole. An existing file is replaced; whatever happens, the file at `path` is the old
/// one or the new one, whole, and durable when this returns. The rows go to `.<name>.part` beside
/// it first: what a killed export leaves there, the next one of that name overwrites. So there must
/// be one export to a path at a time.
/// Throws: InvalidOperationError for another extension and for a table that belongs to no manager;
/// UnsupportedOperationError naming a column that Parquet cannot hold exactly, and the cast to
/// write; DatabaseError where the file cannot be written; ClosedError. Thread safety: any thread.
void export_to(const Table& table, const std::filesystem::path& path);

/// Sorts a managed table of schemas.hpp by the order key of its schema: messages by timestamp, seq,
/// message_id. The table may have been filtered, projected, sorted, cut and renamed since it was
/// read, as long as the columns of the key are still in it.
/// Throws: InvalidOperationError for any other table, saying what to do.
Table in_declared_order(const Table& table);

namespace detail {
/// Throws: InvalidOperationError where there are none.
std::vector<OrderKey> order_keys(std::string_view table, const std::vector<std::string>& columns);
}  // namespace detail

/// The same by the schema struct, one's own too. Throws: InvalidOperationError where it declares no
/// order key.
template <class C>
TypedTable<C> in_declared_order(const TypedTable<C>& table) {
  return table.order_by(detail::order_keys(C::table_name, C::order_key()));
}

}  // namespace egregora
