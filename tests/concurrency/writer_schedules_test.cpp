// SPDX-License-Identifier: Apache-2.0
// Random schedules of concurrent writers, each from its seed: no lost update, no leaked lock, no
// deadlock. EGREGORA_SCHEDULES says how many (`make concurrency`: 1,000), EGREGORA_SCHEDULE_SEED
// where to begin, to see one again that failed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/operators.hpp>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "concurrency/acknowledged.hpp"
#include "concurrency/deadline.hpp"
#include "concurrency/random_writer.hpp"
#include "support/temporary_folder.hpp"

namespace egregora::testing {
namespace {

using ::testing::Each;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

// A schedule takes a tenth of a second; under a sanitizer, on a busy machine, some seconds.
constexpr std::chrono::seconds kLongest{30};
constexpr std::uint64_t kParts = 8;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* wanted = std::getenv(variable);
  return wanted != nullptr ? std::stoull(wanted) : otherwise;
}

std::vector<std::int64_t> column_of(const Table& table, const std::string& name) {
  const DataFrame frame = table.execute();
  const auto values = frame.column<std::int64_t>(name).values();
  return {values.begin(), values.end()};
}

struct Part {
  std::uint64_t number;
  bool in_memory;
};

/// Cut into parts, so that ctest runs them side by side, and none takes too long.
class WriterSchedules : public ::testing::TestWithParam<Part> {
 protected:
  void run(std::uint64_t seed, const StorageOptions& options, bool two_managers);
  void write_side_by_side(const std::vector<DuckDBStorageManager*>& storages, std::uint64_t seed);
  static void expect_no_lock_left(DuckDBStorageManager& storage);
  static void expect_as_told(DuckDBStorageManager& storage, const Acknowledged& told);
  static void expect_files_as_tables(DuckDBStorageManager& storage);

  TemporaryFolder folder_;
  std::unique_ptr<Ledger> ledger_;
  std::int64_t schedules_ = 0, calls_ = 0, acknowledged_ = 0, refused_ = 0;
};

/// Two to five writers, on one manager or, in turns, on two that share the file.
void WriterSchedules::write_side_by_side(const std::vector<DuckDBStorageManager*>& storages,
                                         std::uint64_t seed) {
  std::vector<std::unique_ptr<RandomWriter>> writers;
  const auto count = 2 + static_cast<int>(seed % 4);
  for (int thread = 0; thread < count; ++thread) {
    auto& storage = *storages[static_cast<std::size_t>(thread) % storages.size()];
    writers.push_back(std::make_unique<RandomWriter>(storage, *ledger_, seed, thread));
  }
  const auto write = [&] {
    std::vector<std::jthread> threads;
    for (const auto& writer : writers) threads.emplace_back([&writer] { writer->run(); });
  };
  within(kLongest, write, [&] {
    std::string where = "schedule " + std::to_string(seed);
    for (const auto& writer : writers) where += ", " + writer->where();
    return where;
  });
  for (const auto& writer : writers) calls_ += writer->calls();
}

void WriterSchedules::expect_no_lock_left(DuckDBStorageManager& storage) {
  const auto write = [&] {
    storage.update("counters", {{"value", col("value") + 0}}, col("id") == 0);
    storage.connection()->query("UPDATE counters SET value = value + 0");
    for (const char* name : {"counters", "journal"}) {
      storage.write_table(storage.read_table(name), name);
    }
  };
  within(kLongest, write, [] { return std::string("writing after all writers had ended"); });
}

void WriterSchedules::expect_as_told(DuckDBStorageManager& storage, const Acknowledged& told) {
  for (const Row& row : storage.read_table("counters").execute().rows()) {
    const auto sum = told.counters.find(*row.get<std::int64_t>("id"));
    EXPECT_EQ(*row.get<std::int64_t>("value"), sum == told.counters.end() ? 0 : sum->second);
  }
  EXPECT_EQ(storage.row_count("counters"), kCounters);
  EXPECT_THAT(column_of(storage.read_table("journal").order_by("id"), "id"),
              ElementsAreArray(told.journal));
  EXPECT_EQ(storage.row_count("board"), told.board_inserts);
  EXPECT_EQ(std::ssize(told.board), told.board_inserts);
  for (const Row& row : storage.read_table("board").execute().rows()) {
    const auto written = told.board.find(*row.get<std::int64_t>("id"));
    ASSERT_NE(written, told.board.end()) << *row.get<std::int64_t>("id");
    EXPECT_TRUE(written->second.contains(*row.get<std::int64_t>("value")));
  }
  EXPECT_EQ(std::set(told.numbers.begin(), told.numbers.end()).size(), told.numbers.size());
  if (!storage.table_exists("passing")) return;
  const auto passing = column_of(storage.read_table("passing"), "value");
  EXPECT_EQ(std::ssize(passing), kPassingRows);
  EXPECT_THAT(passing, Each(passing.at(0)));
  EXPECT_TRUE(told.passing.contains(passing.at(0)));
}

void WriterSchedules::expect_files_as_tables(DuckDBStorageManager& storage) {
  storage.checkpoint("board");
  storage.checkpoint();
  std::vector<std::string> problems;
  for (const Problem& problem : storage.checkpoints().doctor()) problems.push_back(problem.message);
  EXPECT_THAT(problems, IsEmpty());
  for (const std::string name : {"counters", "journal", "board"}) {
    const Table file = storage.read_parquet(storage.checkpoint_dir() / (name + ".parquet"));
    EXPECT_EQ(file.count().execute(), storage.row_count(name)) << name;
    EXPECT_EQ(file.difference(storage.read_table(name)).count().execute(), 0) << name;
  }
}

void WriterSchedules::run(std::uint64_t seed, const StorageOptions& options, bool two_managers) {
  ledger_ = std::make_unique<Ledger>();
  {
    DuckDBStorageManager storage{options};
    make_tables_for_writers(storage);
    std::unique_ptr<DuckDBStorageManager> joined;
    if (two_managers) joined = std::make_unique<DuckDBStorageManager>(options);
    write_side_by_side({&storage, joined ? joined.get() : &storage}, seed);
    expect_no_lock_left(storage);
    expect_as_told(storage, ledger_->told());
    expect_files_as_tables(storage);
  }
  acknowledged_ += ledger_->told().acknowledged;
  refused_ += ledger_->told().refused;
  if (!options.db_path) return;
  DuckDBStorageManager again{options};
  expect_as_told(again, ledger_->told());
  const auto next = again.sequences().next("numbers").at(0);
  EXPECT_FALSE(ledger_->told().numbers.contains(next));
}

TEST_P(WriterSchedules, lose_nothing_and_leave_no_lock) {
  const auto [part, in_memory] = GetParam();
  const auto first = number_from("EGREGORA_SCHEDULE_SEED", 1);
  const auto last = first + number_from("EGREGORA_SCHEDULES", 32) / 2;
  for (auto seed = first + part; seed < last && !HasFailure(); seed += kParts) {
    SCOPED_TRACE("schedule " + std::to_string(seed));
    const std::string name = std::to_string(seed);
    StorageOptions options{.checkpoint_dir = folder_ / name};
    if (!in_memory) options.db_path = folder_ / (name + ".duckdb");
    try {
      run(seed, options, !in_memory && seed % 3 == 0);
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
    std::filesystem::remove_all(folder_ / name);
    ++schedules_;
  }
  std::cout << schedules_ << " schedules, " << calls_ << " calls, " << acknowledged_
            << " effects acknowledged, " << refused_ << " refused as they must\n";
}

std::vector<Part> parts() {
  std::vector<Part> all;
  for (std::uint64_t part = 0; part < kParts; ++part) {
    all.push_back({part, false});
    all.push_back({part, true});
  }
  return all;
}

std::string text_of(const Part& part) {
  return (part.in_memory ? "in_memory_" : "on_a_file_") + std::to_string(part.number + 1);
}

void PrintTo(const Part& part, std::ostream* out) { *out << text_of(part); }

std::string name_of(const ::testing::TestParamInfo<Part>& info) { return text_of(info.param); }

INSTANTIATE_TEST_SUITE_P(Random, WriterSchedules, ::testing::ValuesIn(parts()), name_of);

}  // namespace
}  // namespace egregora::testing
