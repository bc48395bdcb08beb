// SPDX-License-Identifier: Apache-2.0
// A store beside others, in transactions, on files that are opened again, and where it may not
// write.
#include <egregora/database/init.hpp>

#include "unit/database/elo_fixture.hpp"
#include "unit/database/sample_row.hpp"

namespace egregora {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class EloSharing : public EloTest {};

const Comparison kWin{.winner_id = "a", .loser_id = "b"};

TEST_F(EloSharing, a_path_is_enough_and_a_manager_sees_it) {
  DuckDBStorageManager storage{{.db_path = path("site/pipeline.duckdb")}};
  initialize_database(storage);
  EloStore store{{.db_path = path("site/pipeline.duckdb")}};
  EloStore other{storage};
  store.record_comparison(kWin);
  other.record_comparison(kWin);
  store.record_comparison(kWin);
  EXPECT_EQ(other.get_rating("a")->wins, 3);
  EXPECT_EQ(storage.row_count("comparison_history"), 3);
  EXPECT_EQ(rating(store, "a"), rating(other, "a"));
  EXPECT_EQ(store.get_comparison_history()[0].seq, 3);
}

TEST_F(EloSharing, what_others_write_between_is_seen) {
  DuckDBStorageManager storage{on_file()};
  EloStore store(storage);
  store.record_comparison(kWin);
  storage.update("elo_ratings", {{"rating", literal(1000.0)}}, col("post_id") == "a");
  store.record_comparison(kWin);
  EXPECT_EQ(store.get_comparison_history({.limit = 1})[0].rating_a_before, 1000);
  {
    auto raw = storage.connection();
    raw->query("UPDATE elo_ratings SET rating = 900 WHERE post_id = 'a'");
    raw->query("UPDATE comparison_history SET seq = seq + 10");
  }
  store.record_comparison(kWin);
  EXPECT_EQ(store.get_comparison_history({.limit = 1})[0].rating_a_before, 900);
  EXPECT_EQ(store.get_comparison_history({.limit = 1})[0].seq, 13);
  storage.delete_rows("comparison_history", col("seq") > 11);
  storage.delete_rows("elo_ratings", col("post_id") == "a");
  store.record_comparison(kWin);
  EXPECT_EQ(store.get_comparison_history({.limit = 1})[0].rating_a_before, 1500);
  EXPECT_EQ(store.get_comparison_history({.limit = 1})[0].seq, 12);
}

TEST_F(EloSharing, ratings_survive_reopening) {
  { EloStore({.db_path = path("test.duckdb"), .clock = clock_}).record_comparison(kWin); }
  EloStore store{{.db_path = path("test.duckdb")}};
  EXPECT_EQ(rating(store, "a"), "1516.0 of 1: 1/0/0");
  store.record_comparison(kWin);
  EXPECT_EQ(store.get_comparison_history()[0].seq, 2);
  EXPECT_EQ(store.get_comparison_history()[1].timestamp, clock_->now());
}

TEST_F(EloSharing, in_a_transaction_it_happens_with_the_rest_or_not_at_all) {
  DuckDBStorageManager storage{on_file()};
  EloStore store(storage, tools());
  storage.write_table(numbers(1), "journal");
  const auto unit = [&](Transaction& tx) {
    EXPECT_TRUE(store.initialize_post(tx, {.post_id = "a", .initial_rating = 1600}));
    EXPECT_FALSE(store.initialize_post(tx, {.post_id = "a"}));
    store.record_comparison(tx, kWin);
    store.record_tie(tx, {.post_a = "a", .post_b = "c"});
    store.record_batch(tx, std::vector<Comparison>(5, kWin));
    store.update_ratings(tx, {.post_a = "c", .post_b = "d", .winner = Winner::b});
    tx.insert("journal", numbers(1));
    EXPECT_EQ(store.get_rating(tx, "a")->comparisons, 7);
  };
  EXPECT_THROW(storage.transaction([&](Transaction& tx) {
    unit(tx);
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(store.stats().posts, 0);
  EXPECT_EQ(store.stats().comparisons, 0);
  storage.transaction(unit);
  EXPECT_EQ(store.stats().posts, 4);
  EXPECT_EQ(store.stats().comparisons, 8);
  EXPECT_EQ(store.get_comparison_history()[0].seq, 8);
  EXPECT_EQ(storage.row_count("journal"), 2);
  store.record_comparison(kWin);
  EXPECT_EQ(store.get_rating("a")->comparisons, 8);
}

TEST_F(EloSharing, a_refused_batch_leaves_the_rest_of_a_transaction_alone) {
  DuckDBStorageManager storage{on_file()};
  EloStore store(storage);
  for (const char* post : {"c", "d"}) {
    store.initialize_post({.post_id = post, .initial_rating = 1.7e308});
  }
  std::vector<Comparison> batch(10, kWin);
  batch.push_back({.winner_id = "c", .loser_id = "d", .k_factor = 1e308});
  storage.transaction([&](Transaction& tx) {
    store.record_comparison(tx, kWin);
    EXPECT_THROW(store.record_batch(tx, batch), InvalidOperationError);
  });
  EXPECT_EQ(store.get_rating("a")->comparisons, 1);
  EXPECT_EQ(store.stats().comparisons, 1);
}

TEST_F(EloSharing, a_call_that_would_wait_for_its_own_thread_is_an_error) {
  DuckDBStorageManager storage{on_file()};
  EloStore store(storage);
  storage.transaction([&](Transaction&) {
    EXPECT_THROW(store.record_comparison(kWin), InvalidOperationError);
    EXPECT_THROW(store.initialize_post({.post_id = "a"}), InvalidOperationError);
    EXPECT_THROW((void)store.get_rating("a"), InvalidOperationError);
  });
  {
    auto raw = storage.connection();
    raw->query("CREATE TABLE t (x INTEGER)");
    EXPECT_THROW(store.record_comparison(kWin), InvalidOperationError);
  }
  DuckDBStorageManager other = temp_storage();
  other.transaction([&](Transaction& tx) {
    EXPECT_THAT(message_of<InvalidOperationError>([&] { store.record_comparison(tx, kWin); }),
                HasSubstr("another database"));
  });
  EXPECT_NO_THROW(store.record_comparison(kWin));
}

TEST_F(EloSharing, a_closed_manager_is_an_error_for_its_stores_only) {
  auto storage = std::make_unique<DuckDBStorageManager>(on_file());
  EloStore store(*storage);
  EloStore other{{.db_path = path("test.duckdb")}};
  store.record_comparison(kWin);
  storage->close();
  EXPECT_THROW(store.record_comparison(kWin), ClosedError);
  EXPECT_THROW((void)store.get_all_ratings(), ClosedError);
  storage.reset();
  EXPECT_THROW(store.record_comparison(kWin), ClosedError);
  EXPECT_NO_THROW(other.record_comparison(kWin));
  EXPECT_EQ(other.get_rating("a")->wins, 2);
}

TEST_F(EloSharing, a_database_that_is_only_looked_at_is_not_written) {
  { EloStore({.db_path = path("test.duckdb")}).record_comparison(kWin); }
  DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .read_only = true}};
  EloStore store(storage);
  EXPECT_EQ(store.get_rating("a")->wins, 1);
  EXPECT_THAT(store.get_comparison_history(), SizeIs(1));
  EXPECT_THROW(store.record_comparison(kWin), InvalidOperationError);
  EXPECT_THROW(store.record_batch(std::vector<Comparison>{kWin}), InvalidOperationError);
}

TEST_F(EloSharing, tables_that_are_missing_are_never_empty_results) {
  { DuckDBStorageManager{on_file()}.write_table(numbers(1), "t"); }
  DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .read_only = true}};
  EloStore store(storage);
  EXPECT_THROW((void)store.get_all_ratings(), TableNotFoundError);
  EXPECT_THROW((void)store.get_rating("a"), TableNotFoundError);
  EXPECT_THROW((void)store.stats(), TableNotFoundError);
}

TEST_F(EloSharing, a_table_of_another_shape_is_refused_at_once) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(1), "elo_ratings");
  EXPECT_THROW(EloStore{storage}, SchemaMismatchError);
}

TEST_F(EloSharing, a_file_of_the_ratings_becomes_stale_with_the_record) {
  DuckDBStorageManager storage{on_file()};
  EloStore store(storage);
  store.record_comparison(kWin);
  for (const char* table : {"elo_ratings", "comparison_history"}) {
    storage.checkpoint(table);
    EXPECT_EQ(storage.describe(table).checkpoint, CheckpointState::fresh);
  }
  store.record_comparison(kWin);
  for (const char* table : {"elo_ratings", "comparison_history"}) {
    EXPECT_EQ(storage.describe(table).checkpoint, CheckpointState::stale) << table;
  }
}

}  // namespace
}  // namespace egregora
