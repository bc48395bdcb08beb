// SPDX-License-Identifier: Apache-2.0
// Names of enumerators, and the interface's destructor.
#include <egregora/database/protocols.hpp>
#include <egregora/database/table_info.hpp>

namespace egregora {

StorageProtocol::~StorageProtocol() = default;

std::string_view to_string(TableKind kind) noexcept {
  switch (kind) {
    case TableKind::table:
      return "table";
    case TableKind::view:
      return "view";
    case TableKind::scratch:
      return "scratch";
  }
  return "table";
}

std::string_view to_string(CheckpointState state) noexcept {
  switch (state) {
    case CheckpointState::none:
      return "none";
    case CheckpointState::fresh:
      return "fresh";
    case CheckpointState::stale:
      return "stale";
  }
  return "none";
}

}  // namespace egregora
