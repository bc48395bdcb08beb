// SPDX-License-Identifier: Apache-2.0
// What a RunStore holds: no runs, these are in the database.
#pragma once

#include <egregora/database/run_store.hpp>

#include "database/store_handle.hpp"

namespace egregora {

struct RunStore::State {
  detail::StoreHandle store;
};

}  // namespace egregora
