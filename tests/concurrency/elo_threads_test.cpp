// SPDX-License-Identifier: Apache-2.0
// Eight threads and three stores on one file. What must hold: the sum of ratings never changes, an
// acknowledged record is in the history exactly once, a refused one is not, counts add up, and the
// history played again gives the ratings that are stored.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/elo_store.hpp>

#include <atomic>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {

using ::testing::IsEmpty;

constexpr int kThreads = 8;
constexpr int kRecords = 150;
constexpr int kPosts = 30;

class EloThreads : public ::testing::Test {
 protected:
  /// Runs `work(thread, store)` on all threads, on three stores.
  template <class F>
  void on_all_threads(const F& work) {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      EloStore& store = thread % 3 == 0 ? first_ : thread % 3 == 1 ? second_ : own_;
      threads.emplace_back([&, thread] { work(thread, store); });
    }
  }
  void check(const std::set<std::string>& acknowledged) {
    std::set<std::string> found;
    for (const ComparisonRecord& record : first_.get_comparison_history()) {
      EXPECT_TRUE(found.insert(record.comparison_id).second) << record.comparison_id;
      EXPECT_NEAR(record.rating_a_before + record.rating_b_before,
                  record.rating_a_after + record.rating_b_after, 1e-6);
    }
    EXPECT_EQ(found, acknowledged);
    double sum = 0;
    std::int64_t comparisons = 0;
    for (const EloRecord& post : first_.get_top_posts({.limit = 1000, .min_comparisons = 0})) {
      EXPECT_EQ(post.comparisons, post.wins + post.losses + post.ties);
      sum += post.rating;
      comparisons += post.comparisons;
    }
    EXPECT_NEAR(sum, 1500.0 * static_cast<double>(first_.stats().posts), 1e-6);
    EXPECT_EQ(comparisons, 2 * static_cast<std::int64_t>(acknowledged.size()));
    EXPECT_THAT(first_.recompute(), IsEmpty());
  }

  testing::TemporaryFolder folder_;
  DuckDBStorageManager storage_{{.db_path = folder_ / "elo.duckdb"}};
  EloStore first_{storage_};
  EloStore second_{storage_};
  EloStore own_{{.db_path = folder_ / "elo.duckdb"}};
};

std::string post(std::uint64_t number) { return "post " + std::to_string(number % kPosts); }

TEST_F(EloThreads, every_acknowledged_record_counts_once) {
  std::vector<std::set<std::string>> acknowledged(kThreads);
  std::atomic<int> unexpected = 0;
  on_all_threads([&](int thread, EloStore& store) {
    std::minstd_rand random(static_cast<unsigned>(thread) + 1);
    for (int i = 0; i < kRecords; ++i) {
      const std::string id = std::to_string(thread) + "." + std::to_string(i);
      const bool is_bad = i % 10 == 9;
      const Comparison comparison{.winner_id = post(random()),
                                  .loser_id = is_bad ? "\xFF" : "other " + post(random()),
                                  .comparison_id = id,
                                  .tie = i % 3 == 0};
      try {
        store.record_comparison(comparison);
        if (i % 7 == 0) store.record_comparison(comparison);  // again: nothing
        acknowledged[static_cast<std::size_t>(thread)].insert(id);
      } catch (const TypeError&) {
        unexpected += is_bad ? 0 : 1;
        continue;
      }
      unexpected += is_bad ? 1 : 0;
    }
  });
  EXPECT_EQ(unexpected, 0);
  std::set<std::string> all;
  for (auto& ids : acknowledged) all.merge(ids);
  check(all);
}

TEST_F(EloThreads, single_records_batches_and_transactions_do_not_disturb_each_other) {
  std::vector<std::set<std::string>> acknowledged(kThreads);
  on_all_threads([&](int thread, EloStore& store) {
    auto& ids = acknowledged[static_cast<std::size_t>(thread)];
    std::minstd_rand random(static_cast<unsigned>(thread) + 100);
    const auto drawn = [&](int i) {
      const std::string id = std::to_string(thread) + "." + std::to_string(i);
      ids.insert(id);
      return Comparison{
          .winner_id = post(random()), .loser_id = "x" + post(random()), .comparison_id = id};
    };
    for (int i = 0; i < kRecords / 3; ++i) {
      if (thread == 0 && i % 5 == 0) {
        std::vector<Comparison> batch;
        for (int k = 0; k < 20; ++k) batch.push_back(drawn(1000 * (k + 1) + i));
        store.record_batch(batch);
      } else if (thread == 3 && i % 5 == 0) {
        storage_.transaction([&](Transaction& tx) { store.record_comparison(tx, drawn(i)); });
      } else if (thread == 4 && i % 2 == 0) {
        store.initialize_post({.post_id = post(random())});
      } else {
        store.record_comparison(drawn(i));
      }
    }
  });
  std::set<std::string> all;
  for (auto& ids : acknowledged) all.merge(ids);
  check(all);
}

}  // namespace
}  // namespace egregora
