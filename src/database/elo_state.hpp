// SPDX-License-Identifier: Apache-2.0
// What an EloStore holds: no ratings, these are in the database.
#pragma once

#include <egregora/database/elo_store.hpp>

#include "database/store_handle.hpp"

namespace egregora {

struct EloStore::State {
  detail::StoreHandle store;
};

}  // namespace egregora
