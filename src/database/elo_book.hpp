// SPDX-License-Identifier: Apache-2.0
// Ratings in memory, while comparisons are played one after the other. Knows no database.
#pragma once

#include <egregora/database/elo_record.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "database/elo_match.hpp"

namespace egregora::detail {

/// What one comparison did.
struct EloMove {
  RatingPair before;
  RatingPair after;
};

/// Thread safety: none.
class EloBook {
 public:
  struct Changes {
    std::vector<const EloRecord*> added;
    std::vector<const EloRecord*> changed;
  };

  /// What the database holds of a post; nothing where it is known already.
  void put(EloRecord stored);
  /// The post as it is now, or null where it is not known.
  const EloRecord* find(std::string_view post_id) const;
  std::size_t size() const noexcept { return posts_.size(); }

  /// True where the post was not known.
  bool initialize(const InitialPost& post, Timestamp now);
  /// Throws: InvalidOperationError where a rating would not be finite; nothing changed then.
  EloMove play(const EloMatch& match);

  /// What the database does not hold yet, in no order. Lifetime: until the next change.
  Changes changes() const;
  /// The database holds it all now.
  void settle();

 private:
  struct Post {
    EloRecord record;
    bool is_stored = false;
    bool is_changed = false;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  Post* known(std::string_view post_id);
  Post& add(std::string_view post_id, Timestamp now);

  std::unordered_map<std::string, Post, Hash, std::equal_to<>> posts_;
  std::vector<Post*> changed_;  // elements of the map stay where they are
};

}  // namespace egregora::detail
