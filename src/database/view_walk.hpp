// SPDX-License-Identifier: Apache-2.0
// Goes through registered views, each after those it depends on, and says which are stale.
#pragma once

#include <egregora/database/views.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "database/view_freshness.hpp"

namespace egregora::detail {

/// A view that is not what it would be if it were built now.
struct StaleFinding {
  RegisteredView view;
  std::string reason;
  /// Absent where it cannot be built yet: an input is to be built first, or is missing.
  std::optional<BuiltExpression> expression = {};
  std::optional<std::string> missing_input = {};
};

/// Thread safety: one thread at a time.
class ViewWalk {
 public:
  /// Told of a stale view. True: it was built, and those that depend on it are to be looked at
  /// anew; false: it stays stale, and so do they.
  using OnStale = std::function<bool(const StaleFinding&)>;

  ViewWalk(const ViewRegistry& registry, const ViewFreshness& freshness, OnStale on_stale)
      : registry_(registry), freshness_(freshness), on_stale_(std::move(on_stale)) {}

  /// The view and all it depends on. Throws: ViewNotFoundError; InvalidOperationError where views
  /// read each other in a circle.
  void visit(const std::string& name);

 private:
  void visit_registered(const std::string& name);
  std::optional<StaleFinding> examine(const RegisteredView& view);
  /// The first of `names` that is a stale view.
  template <class Names>
  std::optional<std::string> stale_among(const Names& names);

  const ViewRegistry& registry_;
  const ViewFreshness& freshness_;
  OnStale on_stale_;
  std::map<std::string, bool> is_stale_ = {};  // of those visited, by folded name
  std::vector<std::string> path_ = {};
};

}  // namespace egregora::detail
