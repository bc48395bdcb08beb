// SPDX-License-Identifier: Apache-2.0
// Each call below notes its effect after it returned, and nothing where it threw.
#include "concurrency/random_writer.hpp"

#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/operators.hpp>

#include <array>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace egregora::testing {

namespace {
const std::string kNotYet = "not begun";
const std::string kDone = "done";
constexpr std::int64_t kIdsOfAThread = 1'000;
constexpr std::int64_t kBoardKeys = 6;

Table table_of(const std::vector<std::int64_t>& ids, std::int64_t value) {
  return memtable({{"id", ids}, {"value", std::vector<std::int64_t>(ids.size(), value)}});
}

/// Ids from 0.
Table first_rows(std::int64_t rows, std::int64_t value) {
  std::vector<std::int64_t> ids;
  for (std::int64_t id = 0; id < rows; ++id) ids.push_back(id);
  return table_of(ids, value);
}

Table sum_of(const Table& table) {
  return table.agg(Named{"sum", col("value").sum().cast(DataType::int64())});
}
}  // namespace

void make_tables_for_writers(DuckDBStorageManager& storage) {
  storage.write_table(first_rows(kCounters, 0), "counters");
  storage.write_table(table_of({}, 0), "journal");
  storage.create_table("board", table_of({}, 0).schema(), {.primary_key = {"id"}});
  storage.sequences().ensure("numbers");
}

RandomWriter::RandomWriter(DuckDBStorageManager& storage, Ledger& ledger, std::uint64_t seed,
                           int thread)
    : storage_(storage),
      ledger_(ledger),
      random_(seed * 64 + static_cast<std::uint64_t>(thread)),
      thread_(thread),
      next_id_(1 + thread * kIdsOfAThread),
      now_(&kNotYet) {}

const std::vector<RandomWriter::Action>& RandomWriter::actions() {
  static const std::vector<Action> all = {
      {"increment", &RandomWriter::increment},
      {"read_then_write", &RandomWriter::read_then_write},
      {"transfer", &RandomWriter::transfer},
      {"insert", &RandomWriter::insert},
      {"append", &RandomWriter::append},
      {"remove", &RandomWriter::remove},
      {"replace_with_increment", &RandomWriter::replace_with_increment},
      {"rewrite", &RandomWriter::rewrite},
      {"upsert", &RandomWriter::upsert},
      {"insert_a_key_twice", &RandomWriter::insert_a_key_twice},
      {"change_of_mind", &RandomWriter::change_of_mind},
      {"fill_passing", &RandomWriter::fill_passing},
      {"drop_passing", &RandomWriter::drop_passing},
      {"raw_commit", &RandomWriter::raw_commit},
      {"raw_abandoned", &RandomWriter::raw_abandoned},
      {"raw_autocommit", &RandomWriter::raw_autocommit},
      {"manager_under_a_writing_lease", &RandomWriter::manager_under_a_writing_lease},
      {"checkpoint", &RandomWriter::checkpoint},
      {"take_numbers", &RandomWriter::take_numbers},
      {"scratch", &RandomWriter::scratch},
      {"view", &RandomWriter::view},
      {"abandoned_stream", &RandomWriter::abandoned_stream},
  };
  return all;
}

void RandomWriter::run() {
  const auto steps = 3 + below(6);
  for (std::int64_t step = 0; step < steps; ++step) {
    const Action& action = actions()[static_cast<std::size_t>(below(std::ssize(actions())))];
    now_ = &action.name;
    pause();
    try {
      (this->*action.call)();
    } catch (const std::exception& error) {
      ADD_FAILURE() << "thread " << thread_ << ", " << action.name << ": " << error.what();
    }
    ++calls_;
  }
  now_ = &kDone;
}

std::int64_t RandomWriter::below(std::int64_t limit) {
  return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(limit));
}

void RandomWriter::pause() {
  const auto kind = below(4);
  if (kind == 0) return;
  if (kind == 1) return std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::microseconds(below(kind == 2 ? 50 : 2'000)));
}

void RandomWriter::note_increment(std::int64_t counter, std::int64_t by) {
  ledger_.note([&](Acknowledged& told) { told.counters[counter] += by; });
}

void RandomWriter::note_row(std::int64_t id) {
  mine_.push_back(id);
  ledger_.note([&](Acknowledged& told) { told.journal.insert(id); });
}

void RandomWriter::increment() {
  const auto counter = below(kCounters), by = 1 + below(9);
  EXPECT_EQ(storage_.update("counters", {{"value", col("value") + by}}, col("id") == counter), 1);
  note_increment(counter, by);
}

/// Loses an update wherever two of these run at once.
void RandomWriter::read_then_write() {
  const auto counter = below(kCounters), by = 1 + below(9);
  storage_.transaction([&](Transaction& tx) {
    const Table mine = tx.read_table("counters").filter(col("id") == counter);
    const std::int64_t value = tx.execute(mine).column<std::int64_t>("value")[0];
    pause();
    tx.update("counters", {{"value", literal(value + by)}}, col("id") == counter);
  });
  note_increment(counter, by);
}

void RandomWriter::transfer() {
  const auto from = below(kCounters), to = below(kCounters), amount = 1 + below(9);
  storage_.transaction([&](Transaction& tx) {
    tx.update("counters", {{"value", col("value") - amount}}, col("id") == from);
    pause();
    tx.update("counters", {{"value", col("value") + amount}}, col("id") == to);
  });
  note_increment(from, -amount);
  note_increment(to, amount);
}

void RandomWriter::insert() {
  const auto id = new_id();
  storage_.insert("journal", table_of({id}, thread_));
  note_row(id);
}

void RandomWriter::append() {
  const auto id = new_id();
  storage_.write_table(table_of({id}, thread_), "journal", {.mode = WriteMode::append});
  note_row(id);
}

void RandomWriter::remove() {
  if (mine_.empty()) return;
  const auto id = mine_.back();
  EXPECT_EQ(storage_.delete_rows("journal", col("id") == id), 1);
  mine_.pop_back();
  ledger_.note([&](Acknowledged& told) { told.journal.erase(id); });
}

void RandomWriter::replace_with_increment() {
  const auto by = 1 + below(9);
  const Table counters = storage_.read_table("counters");
  pause();  // what others write meanwhile must not be lost: the table is read when it is written
  storage_.write_table(counters.mutate(Named{"value", col("value") + by}), "counters");
  for (std::int64_t counter = 0; counter < kCounters; ++counter) note_increment(counter, by);
}

void RandomWriter::rewrite() {
  const Table journal = storage_.read_table("journal");
  pause();
  storage_.write_table(journal, "journal");
}

void RandomWriter::upsert() {
  const auto value = below(1'000), first = below(kBoardKeys);
  const std::vector<std::int64_t> keys = {first, first + 1};
  const UpsertResult result = storage_.upsert("board", table_of(keys, value));
  EXPECT_EQ(result.inserted + result.updated, std::ssize(keys));
  ledger_.note([&](Acknowledged& told) {
    for (const std::int64_t key : keys) told.board[key].insert(value);
    told.board_inserts += result.inserted;
  });
}

void RandomWriter::insert_a_key_twice() {
  const auto id = -new_id();  // of no other writer
  EXPECT_THROW(storage_.insert("board", table_of({id, id}, 1)), ConstraintError);
  ledger_.note_refusal();
}

void RandomWriter::change_of_mind() {
  EXPECT_THROW(storage_.transaction([&](Transaction& tx) {
    tx.update("counters", {{"value", col("value") + 1'000}}, col("id") >= 0);
    tx.insert("journal", table_of({new_id()}, thread_));
    tx.delete_rows("board", col("id") >= 0);
    pause();
    throw std::domain_error("thought better of it");
  }),
               std::domain_error);
  ledger_.note_refusal();
}

void RandomWriter::fill_passing() {
  const auto value = 1 + below(1'000);
  storage_.write_table(first_rows(kPassingRows, value), "passing");
  ledger_.note([&](Acknowledged& told) { told.passing.insert(value); });
}

void RandomWriter::drop_passing() {
  storage_.drop_table("passing", {.checkpoint_too = below(2) == 0});
}

void RandomWriter::raw_commit() {
  const auto counter = below(kCounters), by = 1 + below(9);
  const auto id = new_id();
  auto lease = storage_.connection();
  lease->query("BEGIN");
  lease->query("INSERT INTO journal VALUES (?, ?)", {Scalar(id), Scalar(thread_)});
  lease->query("UPDATE counters SET value = value + ? WHERE id = ?", {Scalar(by), Scalar(counter)});
  pause();
  lease->query("COMMIT");
  note_increment(counter, by);
  note_row(id);
}

/// BEGIN, and the lease ends without COMMIT; half of the times in an aborted transaction.
void RandomWriter::raw_abandoned() {
  auto lease = storage_.connection();
  lease->query("BEGIN");
  lease->query("UPDATE counters SET value = value + 1000");
  lease->query("INSERT INTO journal VALUES (?, 0)", {Scalar(new_id())});
  if (below(2) == 0) {
    EXPECT_THROW(lease->query("INSERT INTO board VALUES (-1, 0), (-1, 0)"), ConstraintError);
  }
  pause();
  ledger_.note_refusal();
}

void RandomWriter::raw_autocommit() {
  const auto id = new_id();
  storage_.connection()->query("INSERT INTO journal VALUES (?, 0)", {Scalar(id)});
  note_row(id);
}

void RandomWriter::manager_under_a_writing_lease() {
  const auto id = new_id();
  auto lease = storage_.connection();
  lease->query("INSERT INTO journal VALUES (?, 0)", {Scalar(id)});
  note_row(id);
  EXPECT_THROW(storage_.insert("journal", table_of({new_id()}, 0)), InvalidOperationError);
  EXPECT_THROW(storage_.checkpoint("counters"), InvalidOperationError);
  ledger_.note_refusal();
}

void RandomWriter::checkpoint() {
  constexpr std::array<const char*, 3> kTables = {"counters", "journal", "board"};
  const auto which = static_cast<std::size_t>(below(4));
  if (which == kTables.size()) return storage_.checkpoint();
  storage_.checkpoint(kTables[which]);
}

void RandomWriter::take_numbers() {
  const auto given = storage_.sequences().next("numbers", 1 + below(5));
  ledger_.note([&](Acknowledged& told) { told.numbers.insert(given.begin(), given.end()); });
}

void RandomWriter::scratch() {
  const auto value = below(1'000);
  const std::string name = "scratch_" + std::to_string(thread_);
  storage_.write_table(first_rows(2, value), name, {.checkpoint = false});
  pause();
  EXPECT_EQ(sum_of(storage_.read_table(name)).execute().column<std::int64_t>(0)[0], 2 * value);
}

void RandomWriter::view() {
  const std::string name = "view_" + std::to_string(thread_);
  const Table view = storage_.execute_view(name, sum_of, "counters");
  EXPECT_EQ(view.count().execute(), 1);
}

void RandomWriter::abandoned_stream() {
  const auto stream = storage_.read_table("journal").stream(1);
  static_cast<void>(stream->next());
  pause();
}

}  // namespace egregora::testing
