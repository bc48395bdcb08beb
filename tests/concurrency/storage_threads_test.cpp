// SPDX-License-Identifier: Apache-2.0
// Eight threads on one manager doing everything at once. What must hold: a transfer never changes
// the total, an acknowledged row is there and a refused one is not, no number is given twice, an
// upsert tells the truth, a table of one's own is what one wrote, every file is its table, and
// nothing is left.
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
#include <mutex>
#include <random>
#include <set>
#include <stdexcept>
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
    for (const char* name : {"scores", "notes"}) {
      storage_.create_table(name, numbers(0, 0).schema(), {.primary_key = {"id"}});
    }
    storage_.sequences().ensure("numbers");
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
  void take_numbers(std::int64_t value);
  void upsert(std::int64_t value);
  void note(std::int64_t value);
  void change_of_mind(std::int64_t value);
  void raw_sql(std::int64_t value);
  void read();
  void expect_what_was_acknowledged();
  void expect_files_to_be_their_tables();

  testing::TemporaryFolder folder_;
  DuckDBStorageManager storage_{{.db_path = folder_ / "threads.duckdb"}};
  std::atomic<bool> stop_{false};
  std::atomic<std::int64_t> appended_{1};
  std::atomic<std::int64_t> scores_{0};
  std::atomic<std::int64_t> notes_{0};
  std::atomic<std::int64_t> next_note_{0};
  std::atomic<std::int64_t> actions_{0};
  std::mutex numbers_guard_;
  std::multiset<std::int64_t> numbers_;
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

void StorageThreads::take_numbers(std::int64_t value) {
  const auto given = storage_.sequences().next("numbers", 1 + value % 7);
  const std::lock_guard guard(numbers_guard_);
  numbers_.insert(given.begin(), given.end());
}

void StorageThreads::upsert(std::int64_t value) {
  const std::int64_t rows = 1 + value % 20;
  const Table batch = numbers(rows, value).mutate(Named{"id", col("id") + value * 3});
  const UpsertResult result = storage_.upsert("scores", batch);
  EXPECT_EQ(result.inserted + result.updated, rows);
  scores_ += result.inserted;
}

/// Inserts a row, changes it and, every other time, takes it away: nobody else has its id.
void StorageThreads::note(std::int64_t value) {
  const std::int64_t id = next_note_++;
  const Expr mine = col("id") == id;
  EXPECT_EQ(storage_.insert("notes", memtable({{"id", {id}}, {"amount", {value}}})), 1);
  EXPECT_EQ(storage_.update("notes", {{"amount", col("amount") + 1}}, mine), 1);
  const DataFrame stored = storage_.read_table("notes").filter(mine).execute();
  ASSERT_EQ(stored.num_rows(), 1);
  EXPECT_EQ(stored.column<std::int64_t>("amount")[0], value + 1);
  if (value % 2 == 0) {
    EXPECT_EQ(storage_.delete_rows("notes", mine), 1);
  } else {
    ++notes_;
  }
}

void StorageThreads::change_of_mind(std::int64_t value) {
  EXPECT_THROW(storage_.transaction([&](Transaction& tx) {
    tx.delete_rows("notes", col("id") >= 0);
    tx.update("accounts", {{"amount", col("amount") + value + 1}}, col("id") == 0);
    throw std::domain_error("thought better of it");
  }),
               std::domain_error);
}

/// As careless as a user may be: BEGIN is left open every other time, and nothing has happened.
void StorageThreads::raw_sql(std::int64_t value) {
  auto lease = storage_.connection();
  if (value % 2 == 0) lease->query("BEGIN");
  lease->query("INSERT INTO journal VALUES (?, ?)", {Scalar(0), Scalar(value)});
  if (value % 2 != 0) ++appended_;
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
    case 6:
      return take_numbers(value);
    case 7:
      return upsert(value);
    case 8:
      return note(value);
    case 9:
      return change_of_mind(value);
    case 10:
      return raw_sql(value);
    case 11:
      return storage_.checkpoint(value % 2 == 0 ? "scores" : "notes");
    default:
      return read();
  }
}

void StorageThreads::work(int thread) {
  std::mt19937_64 random(static_cast<std::uint64_t>(thread));
  while (!stop_) {
    const std::uint64_t kind = random() % 15;
    try {
      act(thread, kind, static_cast<std::int64_t>(random() % 50));
    } catch (const std::exception& error) {
      ADD_FAILURE() << "thread " << thread << ", action " << kind << ": " << error.what();
      stop_ = true;
    }
    ++actions_;
  }
}

void StorageThreads::expect_what_was_acknowledged() {
  EXPECT_EQ(total("accounts"), kTotal);
  EXPECT_EQ(storage_.row_count("journal"), appended_);
  EXPECT_EQ(storage_.row_count("scores"), scores_);
  EXPECT_EQ(storage_.row_count("notes"), notes_);
  EXPECT_EQ(std::set(numbers_.begin(), numbers_.end()).size(), numbers_.size());
  EXPECT_EQ(storage_.sequences().next("numbers").at(0),
            static_cast<std::int64_t>(numbers_.size()) + 1);
}

void StorageThreads::expect_files_to_be_their_tables() {
  for (const char* created : {"scores", "notes"}) storage_.checkpoint(created);
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
  std::cout << actions_ << " actions, " << appended_ << " rows in the journal, " << numbers_.size()
            << " numbers\n";
  expect_what_was_acknowledged();
  expect_files_to_be_their_tables();
}

}  // namespace
}  // namespace egregora
