// SPDX-License-Identifier: Apache-2.0
#include <egregora/database/run_record.hpp>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

namespace egregora {

std::string_view to_string(RunStatus status) {
  switch (status) {
    case RunStatus::pending:
      return "pending";
    case RunStatus::running:
      return "running";
    case RunStatus::degraded:
      return "degraded";
    case RunStatus::completed:
      return "completed";
    case RunStatus::failed:
      return "failed";
    case RunStatus::cancelled:
      return "cancelled";
  }
  throw InvalidOperationError(
      fmt::format("this is no status of a run: {}", static_cast<int>(status)));
}

bool is_final(RunStatus status) noexcept {
  return status == RunStatus::completed || status == RunStatus::failed ||
         status == RunStatus::cancelled;
}

std::string config_hash(const Json& config) {
  return uuid5(kNamespaceOid, config.dump()).to_string();
}

std::string library_code_ref() { return "egregora " EGREGORA_VERSION; }

std::string_view to_string(TableUse use) {
  switch (use) {
    case TableUse::read:
      return "read";
    case TableUse::written:
      return "written";
  }
  throw InvalidOperationError(
      fmt::format("a run reads a table or has written it: {}", static_cast<int>(use)));
}

}  // namespace egregora
