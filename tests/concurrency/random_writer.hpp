// SPDX-License-Identifier: Apache-2.0
// One thread of a schedule: a few random calls that write, some of which must fail, with random
// pauses between and inside of them. It notes what it was told.
#pragma once

#include <egregora/database/duckdb_manager.hpp>

#include <atomic>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "concurrency/acknowledged.hpp"

namespace egregora::testing {

inline constexpr std::int64_t kCounters = 4;
inline constexpr std::int64_t kPassingRows = 3;

/// Makes the tables that writers write: counters, journal, board; and the sequence `numbers`.
void make_tables_for_writers(DuckDBStorageManager& storage);

class RandomWriter {
 public:
  RandomWriter(DuckDBStorageManager& storage, Ledger& ledger, std::uint64_t seed, int thread);

  void run();
  /// The name of the call it is in; any thread may ask.
  std::string where() const { return *now_; }
  /// How many calls it made.
  int calls() const noexcept { return calls_; }

 private:
  struct Action {
    std::string name;
    void (RandomWriter::*call)();
  };
  static const std::vector<Action>& actions();

  void increment();
  void read_then_write();
  void transfer();
  void insert();
  void append();
  void remove();
  void replace_with_increment();
  void rewrite();
  void upsert();
  void insert_a_key_twice();
  void change_of_mind();
  void fill_passing();
  void drop_passing();
  void raw_commit();
  void raw_abandoned();
  void raw_autocommit();
  void manager_under_a_writing_lease();
  void checkpoint();
  void take_numbers();
  void scratch();
  void view();
  void abandoned_stream();

  std::int64_t below(std::int64_t limit);
  void pause();
  std::int64_t new_id() { return next_id_++; }
  void note_increment(std::int64_t counter, std::int64_t by);
  void note_row(std::int64_t id);

  DuckDBStorageManager& storage_;
  Ledger& ledger_;
  std::mt19937_64 random_;
  int thread_;
  std::int64_t next_id_;
  std::vector<std::int64_t> mine_;  // rows of the journal
  int calls_ = 0;
  std::atomic<const std::string*> now_;
};

}  // namespace egregora::testing
