// SPDX-License-Identifier: Apache-2.0
#include "database/view_walk.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <egregora/core/errors.hpp>

namespace egregora::detail {

template <class Names>
std::optional<std::string> ViewWalk::stale_among(const Names& names) {
  for (const std::string& name : names) {
    visit_registered(name);
    const auto known = is_stale_.find(fold_case(name));
    if (known != is_stale_.end() && known->second) return name;
  }
  return std::nullopt;
}

void ViewWalk::visit_registered(const std::string& name) {
  // A view may read the table that it is: what it held before.
  const bool is_itself = !path_.empty() && fold_case(path_.back()) == fold_case(name);
  if (!is_itself && registry_.has(name)) visit(name);
}

void ViewWalk::visit(const std::string& name) {
  if (is_stale_.contains(fold_case(name))) return;
  const auto above = std::find_if(path_.begin(), path_.end(), [&](const std::string& one) {
    return fold_case(one) == fold_case(name);
  });
  if (above != path_.end()) {
    throw InvalidOperationError(fmt::format("views read each other in a circle: {} -> {}",
                                            fmt::join(above, path_.end(), " -> "), name),
                                {.object_name = name});
  }
  path_.push_back(name);
  const RegisteredView view = registry_.describe(name);
  bool stale = false;
  // One without an input is built by execute_view() only.
  if (!view.depends_on.empty()) {
    const auto finding = examine(view);
    stale = finding && !on_stale_(*finding);
  }
  is_stale_[fold_case(name)] = stale;
  path_.pop_back();
}

std::optional<StaleFinding> ViewWalk::examine(const RegisteredView& view) {
  const auto unbuilt = [&](const std::string& input) {
    return StaleFinding{view, fmt::format("its input '{}' is stale", input)};
  };
  if (const auto input = stale_among(view.depends_on)) return unbuilt(*input);
  if (auto missing = freshness_.missing_input(view)) {
    StaleFinding finding{view, fmt::format("its input '{}' does not exist", *missing)};
    finding.missing_input = std::move(missing);
    return finding;
  }
  BuiltExpression expression = freshness_.build(view);
  if (const auto input = stale_among(expression.reads.stored)) return unbuilt(*input);
  const auto reason = freshness_.why_stale(view, expression);
  if (!reason) return std::nullopt;
  return StaleFinding{view, *reason, std::move(expression)};
}

}  // namespace egregora::detail
