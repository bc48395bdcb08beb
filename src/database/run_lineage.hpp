// SPDX-License-Identifier: Apache-2.0
// Which run came of which, in memory. All links are read at once: a chain of a thousand runs would
// be a thousand questions otherwise.
#pragma once

#include <egregora/core/uuid.hpp>
#include <egregora/data/data_frame.hpp>
#include <egregora/database/run_record.hpp>

#include <unordered_map>
#include <vector>

namespace egregora::detail {

/// Thread safety: none.
class LineageGraph {
 public:
  /// From rows of `lineage`.
  explicit LineageGraph(const DataFrame& links);

  bool has(const Uuid& child, const Uuid& parent) const;
  std::vector<RelatedRun> ancestors(const Uuid& run) const { return reach(run, parents_); }
  std::vector<RelatedRun> descendants(const Uuid& run) const { return reach(run, children_); }
  /// From a run to one of its ancestors, both included; empty where that is none. A run is on its
  /// own way.
  std::vector<Uuid> way_up(const Uuid& run, const Uuid& ancestor) const;

 private:
  using Links = std::unordered_map<Uuid, std::vector<Uuid>>;
  static std::vector<RelatedRun> reach(const Uuid& start, const Links& links);

  Links parents_;
  Links children_;
};

}  // namespace egregora::detail
