// SPDX-License-Identifier: Apache-2.0
// A large result into memory: execute() and stream() beside the C API by hand, which must copy the
// values out of DuckDB's chunks too, into plain vectors: a chunk's memory is gone with the next
// one. Every measured piece of work is a process of its own, on one thread.
// Usage: reading [--rows N] [--rounds R]
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/table.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "support/contest.hpp"
#include "support/options.hpp"
#include "support/raw_columns.hpp"
#include "support/raw_database.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"

namespace {

namespace fs = std::filesystem;
using bench::Contest;
using bench::Cost;
using bench::RawDatabase;
using bench::RawResult;
using bench::RawStatement;
using bench::Report;
using bench::Stopwatch;

constexpr const char* kQuery = "SELECT id, score, sent, word FROM readings";
constexpr const char* kMemoryLimit = "1GB";
/// Less than the rows take: whoever held them all would be seen.
constexpr const char* kSmallMemory = "128MB";
constexpr std::int64_t kBatch = 65'536;

egregora::StorageOptions one_thread(const fs::path& db, const char* memory_limit) {
  return {.db_path = db, .threads = 1, .memory_limit = memory_limit};
}

/// Two files of the same rows, ours and one for the peers.
void write_rows(const fs::path& ours, const fs::path& raw, std::int64_t rows) {
  {
    egregora::DuckDBStorageManager storage({.db_path = ours});
    storage.connection()->query(
        "CREATE TABLE readings AS SELECT i AS id, hash(i) / 1e19 AS score,"
        " TIMESTAMP '2024-01-01' + to_microseconds(i * 1_000_003) AS sent,"
        " 'word ' || hash(i + 1) % 1_000_000 AS word FROM range(" +
        std::to_string(rows) + ") AS numbers(i)");
    storage.checkpoint();
    storage.close();
  }
  fs::copy_file(ours, raw);
}

struct RawRows {
  bench::RawColumn<std::int64_t> id = {};
  bench::RawColumn<double> score = {};
  bench::RawColumn<std::int64_t> sent = {};
  bench::RawTexts word = {};

  void reserve(idx_t rows) {
    id.reserve(rows);
    score.reserve(rows);
    sent.reserve(rows);
    word.reserve(rows);
  }
  void append(duckdb_data_chunk chunk, idx_t rows) {
    id.append(duckdb_data_chunk_get_vector(chunk, 0), rows);
    score.append(duckdb_data_chunk_get_vector(chunk, 1), rows);
    sent.append(duckdb_data_chunk_get_vector(chunk, 2), rows);
    word.append(duckdb_data_chunk_get_vector(chunk, 3), rows);
  }
};

/// Whoever reads rows looks at them; and both sides must have read the same.
std::int64_t checked(std::int64_t rows, std::int64_t last_id, std::size_t text_bytes) {
  if (rows == 0 || last_id + 1 != rows || text_bytes < static_cast<std::size_t>(rows) * 5)
    throw std::runtime_error("the rows read are not those that were written");
  return rows;
}

std::int64_t execute(const fs::path& db, Stopwatch& watch) {
  egregora::DuckDBStorageManager storage(one_thread(db, kMemoryLimit));
  const egregora::Table table = storage.read_table("readings");
  watch.start();
  const egregora::DataFrame frame = table.execute();
  const auto ids = frame.column<std::int64_t>("id").values();
  return checked(frame.num_rows(), ids.back(), frame.data(3)->values.size());
}

std::int64_t fetch(const fs::path& db, Stopwatch& watch) {
  RawDatabase database(db);
  database.run(std::string("SET memory_limit = '") + kMemoryLimit + "'");
  RawStatement statement(database, kQuery);
  watch.start();
  RawRows rows;
  RawResult result = statement.execute();
  rows.reserve(result.rows());
  const std::int64_t count =
      result.for_each_chunk([&](duckdb_data_chunk chunk, idx_t size) { rows.append(chunk, size); });
  return checked(count, rows.id.values().back(), rows.word.bytes().size());
}

std::int64_t stream(const fs::path& db, Stopwatch& watch) {
  egregora::DuckDBStorageManager storage(one_thread(db, kSmallMemory));
  const egregora::Table table = storage.read_table("readings");
  watch.start();
  std::int64_t count = 0;
  std::int64_t last = 0;
  std::size_t bytes = 0;
  const auto batches = table.stream(kBatch);
  while (const auto batch = batches->next()) {
    count += batch->num_rows();
    last = batch->column<std::int64_t>("id").values().back();
    bytes += batch->data(3)->values.size();
  }
  return checked(count, last, bytes);
}

/// By hand, with the same batches.
std::int64_t fetch_streaming(const fs::path& db, Stopwatch& watch) {
  RawDatabase database(db);
  database.run(std::string("SET memory_limit = '") + kSmallMemory + "'");
  RawStatement statement(database, kQuery);
  watch.start();
  RawRows batch;
  batch.reserve(kBatch);
  std::int64_t last = 0;
  std::size_t bytes = 0;
  RawResult result = statement.stream();
  const auto end_batch = [&] {
    if (batch.id.values().empty()) return;
    last = batch.id.values().back();
    bytes += batch.word.bytes().size();
    batch = {};
    batch.reserve(kBatch);
  };
  const std::int64_t count = result.for_each_chunk([&](duckdb_data_chunk chunk, idx_t size) {
    if (batch.id.values().size() + size > kBatch) end_batch();
    batch.append(chunk, size);
  });
  end_batch();
  return checked(count, last, bytes);
}

struct Options {
  std::int64_t rows = 10'000'000;
  int rounds = 7;
};

Options options_of(int count, char** values) {
  Options options;
  bench::read_options(count, values, {{"--rows", &options.rows}, {"--rounds", &options.rounds}});
  return options;
}

void compare(const fs::path& ours, const fs::path& raw, const Options& options, Report& report) {
  Contest contest;
  const int executed = contest.add([&](Stopwatch& watch) { return execute(ours, watch); });
  const int fetched = contest.add([&](Stopwatch& watch) { return fetch(raw, watch); });
  const int streamed = contest.add([&](Stopwatch& watch) { return stream(ours, watch); });
  const int by_batch = contest.add([&](Stopwatch& watch) { return fetch_streaming(raw, watch); });
  contest.run(options.rounds);
  const Cost frame = contest.cost(executed);
  const Cost vectors = contest.cost(fetched);
  const Cost batches = contest.cost(streamed);
  const Cost raw_batches = contest.cost(by_batch);
  bench::print_cost_head("a table of four columns, one thread");
  bench::print_cost("execute() into a frame", frame);
  bench::print_cost("chunks of the C API into vectors", vectors);
  bench::print_cost("stream() in batches of 65,536", batches);
  bench::print_cost("the C API's streaming result, same batches", raw_batches);
  report.ratio("execute() / C API", "CPU s", frame.cpu_seconds, vectors.cpu_seconds,
               contest.cpu_ratio(executed, fetched), 1.2);
  report.ratio("stream() / C API", "CPU s", batches.cpu_seconds, raw_batches.cpu_seconds,
               contest.cpu_ratio(streamed, by_batch), 1.2);
  report.bound("peak of stream() above the C API's", "MiB", batches.peak_mib - raw_batches.peak_mib,
               16);
}

}  // namespace

int main(int count, char** values) try {
  const Options options = options_of(count, values);
  const bench::Workshop workshop;
  const fs::path ours = workshop.fresh("ours");
  const fs::path raw = workshop.fresh("raw");
  bench::in_child([&](Stopwatch&) {
    write_rows(ours, raw, options.rows);
    return options.rows;
  });
  Report report;
  compare(ours, raw, options, report);
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
