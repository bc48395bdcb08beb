// SPDX-License-Identifier: Apache-2.0
// Eight threads on one manager doing everything at once. What must hold: a transfer never changes
// the total, an acknowledged row is there, a table of one's own is what one wrote, every file is
// its table, and nothing is left.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/operators.hpp>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {

constexpr int kThreads = 8;
constexpr std::int64_t kAccounts = 10;
constexpr std::int64_t kTotal = 100 * kAccounts;

std::chrono::milliseconds patience() {
  const char* wanted = std::getenv("EGREGORA_CONCURRENCY_SECONDS");
  return std::chrono::seconds(wanted != nullptr ? std::stol(wanted) : 3);
}

Table numbers(std::int64_t rows, std::int64_t value) {
  std::vector<std::int64_t> ids;
  for (std::int64_t id = 0; id < rows; ++id) ids.push_back(id);
  return memtable({{"id", ids}, {"amount", std::vector<std::int64_t>(ids.size(), value)}});
}

Table total_of(const Table& table) {
  return table.agg(Named{"total", col("amount").sum().cast(DataType::int64())});
}

class StorageThreads : public ::testing::Test {
 protected:
  void SetUp() override {
    storage_.write_table(numbers(kAccounts, kTotal / kAccounts), "accounts");
    storage_.write_table(numbers(1, 0), "journal");
  }

  std::int64_t total(const std::string& table) {
    return total_of(storage_.read_table(table)).execute().column<std::int64_t>(0)[0];
  }
  void work(int thread);
  void act(int thread, std::uint64_t kind, std::int64_t value);
  void transfer(std::int64_t value);
  void append(std::int64_t value);
  void own_table(int thread, std::int64_t value);
  void passing_table();
  void view(const std::string& name);
  void read();

  testing::TemporaryFolder folder_;
  DuckDBStorageManager storage_{{.db_path = folder_ / "threads.duckdb"}};
  std::atomic<bool> stop_{false};
  std::atomic<std::int64_t> appended_{1};
  std::atomic<std::int64_t> actions_{0};
};

void StorageThreads::transfer(std::int64_t value) {
  const std::int64_t from = value % kAccounts;
  storage_.transaction([&](Transaction& tx) {
    tx.update("accounts", {{"amount", col("amount") - value}}, col("id") == from);
    tx.update("accounts", {{"amount", col("amount") + value}}, col("id") == (from + 1) % kAccounts);
  });
}

void StorageThreads::append(std::int64_t value) {
  storage_.write_table(numbers(1, value), "journal", {.mode = WriteMode::append});
  ++appended_;
}

void StorageThreads::own_table(int thread, std::int64_t value) {
  const std::string name = "own_" + std::to_string(thread);
  storage_.write_table(numbers(20, value), name);
  EXPECT_EQ(total(name), 20 * value);
  if (value % 3 == 0) {
    storage_.drop_table(name, {.checkpoint_too = true});
    EXPECT_FALSE(storage_.table_exists(name));
  }
}

void StorageThreads::passing_table() {
  storage_.write_table(numbers(5, 1), "passing");
  try {
    EXPECT_EQ(total("passing"), 5);
  } catch (const TableNotFoundError&) {  // another thread dropped it meanwhile
  } catch (const ConflictError&) {
  }
  storage_.drop_table("passing", {.checkpoint_too = true});
}

void StorageThreads::view(const std::string& name) {
  storage_.execute_view(name, total_of, "accounts");
  EXPECT_EQ(storage_.read_table(name).execute().column<std::int64_t>(0)[0], kTotal);
}

void StorageThreads::read() {
  EXPECT_EQ(total("accounts"), kTotal);
  EXPECT_LE(storage_.row_count("journal"), appended_ + kThreads);
  EXPECT_THAT(storage_.list_tables(), ::testing::Contains("accounts"));
}

void StorageThreads::act(int thread, std::uint64_t kind, std::int64_t value) {
  switch (kind) {
    case 0:
      return transfer(value);
    case 1:
      return append(value);
    case 2:
      return own_table(thread, value);
    case 3:
      return passing_table();
    case 4:
      return view("view_" + std::to_string(thread));
    case 5:
      return view("view_of_all");
    default:
      return read();
  }
}

void StorageThreads::work(int thread) {
  std::mt19937_64 random(static_cast<std::uint64_t>(thread));
  while (!stop_) {
    const std::uint64_t kind = random() % 9;
    try {
      act(thread, kind, static_cast<std::int64_t>(random() % 50));
    } catch (const std::exception& error) {
      ADD_FAILURE() << "thread " << thread << ", action " << kind << ": " << error.what();
      stop_ = true;
    }
    ++actions_;
  }
}

TEST_F(StorageThreads, mix_everything_and_keep_every_promise) {
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
      threads.emplace_back([this, thread] { work(thread); });
    const auto until = std::chrono::steady_clock::now() + patience();
    while (!stop_ && std::chrono::steady_clock::now() < until) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    stop_ = true;
  }
  std::cout << actions_ << " actions, " << appended_ << " rows in the journal\n";
  EXPECT_EQ(total("accounts"), kTotal);
  EXPECT_EQ(storage_.row_count("journal"), appended_);
  storage_.checkpoint();
  for (const Problem& problem : storage_.checkpoints().doctor()) {
    ADD_FAILURE() << problem.kind << ": " << problem.message;
  }
  for (const std::string& name : storage_.list_tables()) {
    const Table file = storage_.read_parquet(storage_.checkpoint_dir() / (name + ".parquet"));
    EXPECT_EQ(file.count().execute(), storage_.row_count(name)) << name;
    EXPECT_EQ(name.find("_egregora"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace egregora
