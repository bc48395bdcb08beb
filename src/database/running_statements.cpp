// SPDX-License-Identifier: Apache-2.0
// Looking at the connections that somebody uses.
#include <egregora/database/running_statements.hpp>

#include "database/storage_core.hpp"

namespace egregora {

RunningStatements::RunningStatements(std::weak_ptr<detail::StorageCore> core)
    : core_(std::move(core)) {}

void RunningStatements::interrupt() const noexcept {
  if (const auto core = core_.lock()) core->pool().interrupt();
}

std::optional<double> RunningStatements::progress() const noexcept {
  const auto core = core_.lock();
  return core ? core->pool().progress() : std::nullopt;
}

}  // namespace egregora
