// SPDX-License-Identifier: Apache-2.0
// See built_in_refresh.hpp.
#include "ingest/built_in_refresh.hpp"

#include <egregora/database/schemas.hpp>

#include <algorithm>
#include <string>

namespace egregora::ingest {

namespace {
RegisteredView definition(const ViewRegistry& registry, const std::string& name,
                          const ViewBuilder& builder) {
  RegisteredView view{.name = name, .builder = builder};
  if (registry.has(name)) view = registry.describe(name);
  if (view.depends_on.empty()) view.depends_on.emplace_back(schemas::Conversations::table_name);
  return view;
}
}  // namespace

std::optional<CheckpointInfo> fresh_checkpoint(const DuckDBStorageManager& storage,
                                               std::string_view table) {
  for (const CheckpointInfo& version : storage.checkpoints().list(table)) {
    if (version.fresh) return version;
  }
  return std::nullopt;
}

std::vector<RunView> refresh_built_in_views(
    DuckDBStorageManager& storage, const std::function<void(std::string_view name)>& on_view) {
  // A registry may lack some of them, and hold others that are none of a run's business.
  ViewRegistry built_in;
  std::vector<RunView> views;
  for (const auto& [name, builder] : common_views()) {
    RegisteredView view = definition(storage.views(), name, builder);
    built_in.add(name, view.builder, {.depends_on = std::move(view.depends_on)});
    views.push_back({.name = name});
  }
  const std::vector<RefreshedView> rebuilt = built_in.refresh(storage, {.on_view = on_view});
  for (RunView& view : views) {
    if (const auto file = fresh_checkpoint(storage, view.name)) view.rows = file->rows;
    view.rebuilt = std::any_of(rebuilt.begin(), rebuilt.end(),
                               [&](const RefreshedView& fresh) { return fresh.name == view.name; });
  }
  return views;
}

}  // namespace egregora::ingest
