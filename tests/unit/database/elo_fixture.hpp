// SPDX-License-Identifier: Apache-2.0
// A store of ratings on a file, with a clock and ids that tests know.
#pragma once

#include <egregora/database/elo_store.hpp>

#include "support/known_tools.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {

class EloTest : public StorageTest {
 protected:
  StoreTools tools() const { return {.clock = clock_, .ids = ids_}; }
  /// What the store says of a post: "1516.0 of 1: 1/0/0".
  static std::string rating(const EloStore& store, const std::string& post_id) {
    const auto post = store.get_rating(post_id);
    if (!post) return "unknown";
    return Scalar(post->rating).to_string() + " of " + std::to_string(post->comparisons) + ": " +
           std::to_string(post->wins) + "/" + std::to_string(post->losses) + "/" +
           std::to_string(post->ties);
  }

  std::shared_ptr<testing::SettableClock> clock_ =
      std::make_shared<testing::SettableClock>("2025-01-01 10:00:00");
  std::shared_ptr<testing::CountedIds> ids_ = std::make_shared<testing::CountedIds>();
};

}  // namespace egregora
