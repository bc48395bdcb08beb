// SPDX-License-Identifier: Apache-2.0
// What every store can be given: a database, and where its time and its ids come from.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>

#include <filesystem>
#include <memory>
#include <optional>

namespace egregora {

/// For a store on a manager's database.
struct StoreTools {
  std::shared_ptr<const Clock> clock = {};   ///< absent: the manager's
  std::shared_ptr<const IdSource> ids = {};  ///< absent: the manager's
};

/// For a store that opens its database itself. Managers and stores of this process on one file
/// share it.
struct StoreOptions {
  std::optional<std::filesystem::path> db_path = {};  ///< absent: in memory
  std::shared_ptr<const Clock> clock = {};            ///< absent: the system's
  std::shared_ptr<const IdSource> ids = {};           ///< absent: random
};

}  // namespace egregora
