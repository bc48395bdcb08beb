// SPDX-License-Identifier: Apache-2.0
// The comparisons of one transaction: what is stored is read at once, they are played in memory,
// and what came of it is written at once. Nothing is written before write().
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "database/elo_book.hpp"
#include "database/elo_match.hpp"
#include "database/transaction_state.hpp"

namespace egregora::detail {

/// What is known of the database from transactions before. Must be forgotten once somebody else may
/// have written.
struct EloMemory {
  EloBook book = {};
  std::optional<std::int64_t> last_seq = {};
  std::int64_t seq_reached = 0;  ///< survives: the history went so far once

  void forget() {
    book = {};
    last_seq.reset();
  }
};

/// What the members of a transaction name, to be looked up together. Sets, as a batch of a million
/// comparisons is of few posts.
struct EloNames {
  std::unordered_set<std::string_view> posts = {};
  std::unordered_set<std::string_view> comparison_ids = {};

  void add(const EloMatch& match);
};

/// Thread safety: the transaction's thread. Lifetime: within the transaction; matches must outlive
/// write().
class EloUnit {
 public:
  EloUnit(TransactionState& state, EloMemory& memory) : state_(state), memory_(memory) {}

  /// Reads what is stored under these names. To be called before they are played.
  void load(const EloNames& names);
  bool initialize(const InitialPost& post, const EloStamp& stamp) {
    return memory_.book.initialize(post, stamp.now);
  }
  /// Plays it unless its id was recorded before. Throws: what EloStore says; nothing changed then.
  void play(const EloMatch& match);
  /// Writes ratings and history. Call it once.
  void write();

 private:
  struct Played {
    const EloMatch* match;
    EloMove move;
  };
  void load_posts(const std::vector<std::string_view>& ids);
  void load_outcomes(const std::vector<std::string_view>& ids);
  std::int64_t last_seq();
  void write_history();
  void insert_history(std::int64_t seq);
  void append_history(std::int64_t seq);
  void write_ratings();

  TransactionState& state_;
  EloMemory& memory_;
  std::map<std::string, EloOutcome, std::less<>> outcomes_;  // of comparison ids that were given
  std::vector<Played> played_;
};

}  // namespace egregora::detail
