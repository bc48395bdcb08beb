// SPDX-License-Identifier: Apache-2.0
// What a MessageRepository holds, and how its tables begin.
#pragma once

#include <egregora/database/message_repository.hpp>

#include "database/store_handle.hpp"

namespace egregora {

struct MessageRepository::State {
  detail::StoreHandle store;
  Uuid author_namespace;

  /// The table as the manager means it, lazily.
  TypedTable<schemas::Messages> messages() const;
};

}  // namespace egregora
