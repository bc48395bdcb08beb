// SPDX-License-Identifier: Apache-2.0
// Ratings as one keeps them by hand with DuckDB's C API: the same two tables, statements prepared
// once, a transaction a record.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "support/raw_database.hpp"

namespace bench {

/// The two tables as our schemas declare them.
void create_elo_tables(RawDatabase& database, std::int64_t posts);

std::string post_name(std::uint64_t number);

/// One connection with its statements. Thread safety: one thread at a time.
class RawEloWriter {
 public:
  explicit RawEloWriter(duckdb_database database);
  ~RawEloWriter();
  RawEloWriter(const RawEloWriter&) = delete;
  RawEloWriter& operator=(const RawEloWriter&) = delete;

  /// BEGIN, two updates by key, one row of history, COMMIT. `reads` asks for both ratings first.
  void record(std::uint64_t winner, std::uint64_t loser, std::int64_t seq, bool reads);

 private:
  void run(duckdb_prepared_statement statement);
  void prepare(const char* sql, duckdb_prepared_statement* statement);
  void update(std::uint64_t post, double rating);

  duckdb_connection connection_ = nullptr;
  duckdb_prepared_statement begin_ = nullptr;
  duckdb_prepared_statement select_ = nullptr;
  duckdb_prepared_statement update_ = nullptr;
  duckdb_prepared_statement insert_ = nullptr;
  duckdb_prepared_statement commit_ = nullptr;
};

/// The finished rows of a history, read from its Parquet file. Lifetime: the process.
std::vector<duckdb_data_chunk> history_chunks(RawDatabase& database,
                                              const std::filesystem::path& parquet);
/// Appends them in one transaction.
void append_history(RawDatabase& database, const std::vector<duckdb_data_chunk>& chunks);

}  // namespace bench
