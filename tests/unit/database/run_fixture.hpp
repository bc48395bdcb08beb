// SPDX-License-Identifier: Apache-2.0
// A store of runs on a file, with a clock and ids that tests know.
#pragma once

#include <egregora/database/run_store.hpp>

#include "support/known_tools.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {

class RunTest : public StorageTest {
 protected:
  StoreTools tools() const { return {.clock = clock_, .ids = ids_}; }
  /// The id that CountedIds gives as its n-th.
  static Uuid counted(int n) {
    std::string text = std::to_string(n);
    text.insert(0, 12 - text.size(), '0');
    return Uuid::parse("00000000-0000-0000-0000-" + text);
  }
  static std::vector<Uuid> ids_of(const std::vector<RunRecord>& runs) {
    std::vector<Uuid> ids;
    for (const RunRecord& run : runs) ids.push_back(run.run_id);
    return ids;
  }

  std::shared_ptr<testing::SettableClock> clock_ =
      std::make_shared<testing::SettableClock>("2025-01-01 10:00:00");
  std::shared_ptr<testing::CountedIds> ids_ = std::make_shared<testing::CountedIds>();
};

}  // namespace egregora
