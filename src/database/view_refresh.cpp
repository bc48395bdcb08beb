// SPDX-License-Identifier: Apache-2.0
// The part of ViewRegistry that compares views with a database, and builds those that are stale.
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/views.hpp>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/sql/to_sql.hpp>

#include "database/storage_access.hpp"
#include "database/view_walk.hpp"

namespace egregora {

namespace {
std::vector<std::string> or_all(const ViewRegistry& registry, std::vector<std::string> names) {
  return names.empty() ? registry.list() : std::move(names);
}

RefreshedView rebuild(DuckDBStorageManager& storage, const detail::ViewFreshness& freshness,
                      const detail::StaleFinding& stale) {
  const RegisteredView& view = stale.view;
  if (stale.missing_input) {
    throw TableNotFoundError(
        fmt::format("view '{}' cannot be built: its input '{}' does not exist; create it, or name "
                    "the views to refresh",
                    view.name, *stale.missing_input),
        {.object_name = *stale.missing_input});
  }
  // Until its rows are in a file, nobody can tell later whether an input changed again.
  for (const std::string& input : freshness.unwritten_inputs(view, stale.expression.value())) {
    storage.checkpoint(input);
  }
  const Table rows = storage.execute_view(view.name, view.builder, view.depends_on.front());
  return {view.name, stale.reason, storage.row_count(view.name)};
}
}  // namespace

std::vector<StaleView> ViewRegistry::plan(const DuckDBStorageManager& storage,
                                          const std::vector<std::string>& names) const {
  const auto core = detail::StorageAccess::core(storage);
  const detail::ViewFreshness freshness(*core);
  std::vector<StaleView> stale;
  detail::ViewWalk walk(*this, freshness, [&](const detail::StaleFinding& finding) {
    stale.push_back({finding.view.name, finding.reason});
    return false;
  });
  for (const std::string& name : or_all(*this, names)) walk.visit(name);
  return stale;
}

std::vector<RefreshedView> ViewRegistry::refresh(DuckDBStorageManager& storage,
                                                 const RefreshOptions& options) const {
  const auto core = detail::StorageAccess::core(storage);
  core->database().require_writable();
  const detail::ViewFreshness freshness(*core);
  std::vector<RefreshedView> rebuilt;
  detail::ViewWalk walk(*this, freshness, [&](const detail::StaleFinding& finding) {
    if (options.on_view) options.on_view(finding.view.name);
    rebuilt.push_back(rebuild(storage, freshness, finding));
    return true;
  });
  for (const std::string& name : or_all(*this, options.names)) walk.visit(name);
  return rebuilt;
}

ViewExplanation ViewRegistry::explain(const DuckDBStorageManager& storage,
                                      std::string_view name) const {
  const auto core = detail::StorageAccess::core(storage);
  const detail::ViewFreshness freshness(*core);
  ViewExplanation explanation{.view = describe(name)};
  for (const StaleView& stale : plan(storage, {std::string(name)})) {
    if (fold_case(stale.name) == fold_case(name)) explanation.stale = stale.reason;
  }
  if (explanation.view.depends_on.empty() || freshness.missing_input(explanation.view)) {
    return explanation;
  }
  const detail::BuiltExpression expression = freshness.build(explanation.view);
  explanation.reads = freshness.stored_inputs(explanation.view, expression);
  explanation.sql = to_sql(expression.rows);
  return explanation;
}

}  // namespace egregora
