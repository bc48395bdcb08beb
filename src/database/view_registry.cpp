// SPDX-License-Identifier: Apache-2.0
// Names to builders, guarded; dependencies are checked for cycles when a view is added.
#include <egregora/database/views.hpp>

#include <mutex>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>
#include <egregora/data/schema.hpp>

#include "database/built_in_views.hpp"
#include "database/table_names.hpp"

namespace egregora {

struct ViewRegistry::State {
  mutable std::mutex mutex;
  std::map<std::string, RegisteredView> views;  // by folded name

  std::vector<std::string> names() const {
    std::vector<std::string> found;
    found.reserve(views.size());
    for (const auto& [key, view] : views) found.push_back(view.name);
    return found;
  }

  /// The way from `name` back to `goal`, or empty. Views that are not registered yet lead nowhere.
  std::string path_to(const std::string& goal, const std::string& name) const {
    if (fold_case(name) == goal) return name;
    const auto found = views.find(fold_case(name));
    if (found == views.end()) return {};
    for (const std::string& next : found->second.depends_on) {
      const std::string rest = path_to(goal, next);
      if (!rest.empty()) return name + " -> " + rest;
    }
    return {};
  }
};

ViewRegistry::ViewRegistry() : state_(std::make_unique<State>()) {}
ViewRegistry::~ViewRegistry() = default;

void ViewRegistry::add(std::string_view name, ViewBuilder builder, RegisteredViewOptions options) {
  detail::check_table_name(name);
  if (!builder) {
    throw InvalidOperationError(fmt::format("a view needs a builder: '{}'", name),
                                {.object_name = std::string(name)});
  }
  const std::string key = fold_case(name);
  const std::lock_guard guard(state_->mutex);
  if (state_->views.contains(key)) {
    throw TableExistsError(fmt::format("there is a view of that name: '{}'", name),
                           {.object_name = std::string(name)});
  }
  for (const std::string& dependency : options.depends_on) {
    // A view and the table it reads may have one name: only views that are registered count.
    const bool is_itself = fold_case(dependency) == key;
    const std::string path = is_itself ? dependency : state_->path_to(key, dependency);
    if (path.empty()) continue;
    throw InvalidOperationError(
        fmt::format("views would depend on each other in a circle: {} -> {}", name, path),
        {.object_name = std::string(name)});
  }
  state_->views.emplace(
      key, RegisteredView{std::string(name), std::move(builder), std::move(options.description),
                          std::move(options.depends_on)});
}

RegisteredView ViewRegistry::describe(std::string_view name) const {
  const std::lock_guard guard(state_->mutex);
  const auto found = state_->views.find(fold_case(name));
  if (found != state_->views.end()) return found->second;
  const std::vector<std::string> known = state_->names();
  throw ViewNotFoundError(
      fmt::format("view '{}' is not registered{}", name, did_you_mean(name, known)),
      {.object_name = std::string(name)});
}

ViewBuilder ViewRegistry::get(std::string_view name) const { return describe(name).builder; }

bool ViewRegistry::has(std::string_view name) const {
  const std::lock_guard guard(state_->mutex);
  return state_->views.contains(fold_case(name));
}

std::vector<std::string> ViewRegistry::list() const {
  const std::lock_guard guard(state_->mutex);
  return state_->names();
}

bool ViewRegistry::remove(std::string_view name) {
  const std::lock_guard guard(state_->mutex);
  return state_->views.erase(fold_case(name)) > 0;
}

ViewRegistry& views() {
  static ViewRegistry* const registry = [] {
    auto* made = new ViewRegistry;  // never destroyed: used until the very end of the process
    detail::add_built_in_views(*made);
    return made;
  }();
  return *registry;
}

}  // namespace egregora
