// SPDX-License-Identifier: Apache-2.0
// Ratings of posts from comparisons of two: tables `elo_ratings` and `comparison_history`, which
// agree at every moment, also after a crash.
#pragma once

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/elo_record.hpp>
#include <egregora/database/store_options.hpp>

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// Every change is one transaction, durable when the call returns, and all of it or nothing.
/// Changes of single records from several threads, through this or other stores on the database,
/// share a commit.
///
/// The calls that take a Transaction are part of it: they happen when and if it commits.
/// Every call throws: InvalidOperationError for an empty post id, a post against itself, a number
/// that is not finite, a K factor of 0 or less, an empty comparison id, a negative limit; a rating
/// that the comparison would make infinite; ClosedError once the manager is closed; for a call
/// without Transaction inside a transaction of its thread. Nothing happened then.
/// Thread safety: any thread. Lifetime: on a manager, ClosedError once that is closed.
///
/// @code
///   EloStore store{{.db_path = "pipeline.duckdb"}};
///   store.record_comparison({.winner_id = "post-1", .loser_id = "post-2"});
///   for (const EloRecord& post : store.get_top_posts({.limit = 3})) std::cout << post.post_id;
/// @endcode
class EloStore {
 public:
  /// Creates its tables where they are missing. Throws: SchemaMismatchError where one is there with
  /// other columns.
  explicit EloStore(DuckDBStorageManager& storage, const StoreTools& tools = {});
  explicit EloStore(const StoreOptions& options);
  ~EloStore();
  EloStore(const EloStore&) = delete;
  EloStore& operator=(const EloStore&) = delete;

  /// True where the post is new; one that is there stays as it is.
  bool initialize_post(const InitialPost& post);
  bool initialize_post(Transaction& tx, const InitialPost& post);
  /// Posts that were never seen start at 1500. A comparison id that is recorded already changes
  /// nothing. Throws: IntegrityError where it stands for other posts or another outcome.
  void record_comparison(const Comparison& comparison);
  void record_comparison(Transaction& tx, const Comparison& comparison);
  void record_tie(const Tie& tie);
  void record_tie(Transaction& tx, const Tie& tie);
  /// In the order given, in one transaction: all of them or none.
  void record_batch(std::span<const Comparison> comparisons);
  void record_batch(Transaction& tx, std::span<const Comparison> comparisons);
  /// Stores ratings as the caller computed them. Throws: InvalidOperationError for a winner that is
  /// none of a, b, tie.
  void update_ratings(const RatingUpdate& update);
  void update_ratings(Transaction& tx, const RatingUpdate& update);

  /// Absent where the post was never seen.
  std::optional<EloRecord> get_rating(std::string_view post_id) const;
  std::optional<EloRecord> get_rating(Transaction& tx, std::string_view post_id) const;
  /// Ordered by post id.
  std::map<std::string, double> get_all_ratings() const;
  /// Best first; equal ratings by post id.
  std::vector<EloRecord> get_top_posts(const TopPosts& query = {}) const;
  /// Newest first: by seq, whatever the clock said.
  std::vector<ComparisonRecord> get_comparison_history(const ComparisonQuery& query = {}) const;
  EloStats stats() const;
  /// Plays the whole history again and says where that gives something else than is stored, ordered
  /// by post id; changes nothing. With a `k_factor` as if every comparison had been made with it.
  /// Ratings that update_ratings() set show up unless they follow the formula. A post begins with
  /// the rating it had before its first comparison.
  std::vector<RatingDifference> recompute(std::optional<double> k_factor = {}) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace egregora
