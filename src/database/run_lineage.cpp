// SPDX-License-Identifier: Apache-2.0
// Walks breadth first, so that the first way found is a shortest one; a circle that somebody wrote
// by hand ends where it began.
#include "database/run_lineage.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <unordered_set>

namespace egregora::detail {

LineageGraph::LineageGraph(const DataFrame& links) {
  const auto children = links.column<Uuid>("child_run_id");
  const auto parents = links.column<Uuid>("parent_run_id");
  for (std::int64_t row = 0; row < links.num_rows(); ++row) {
    parents_[children[row]].push_back(parents[row]);
    children_[parents[row]].push_back(children[row]);
  }
}

bool LineageGraph::has(const Uuid& child, const Uuid& parent) const {
  const auto known = parents_.find(child);
  return known != parents_.end() &&
         std::find(known->second.begin(), known->second.end(), parent) != known->second.end();
}

std::vector<RelatedRun> LineageGraph::reach(const Uuid& start, const Links& links) {
  std::vector<RelatedRun> found = {{start, 0}};
  std::unordered_set<Uuid> seen = {start};
  for (std::size_t at = 0; at < found.size(); ++at) {
    const auto next = links.find(found[at].run_id);
    if (next == links.end()) continue;
    for (const Uuid& run : next->second) {
      if (seen.insert(run).second) found.push_back({run, found[at].distance + 1});
    }
  }
  found.erase(found.begin());
  std::sort(found.begin(), found.end(), [](const RelatedRun& a, const RelatedRun& b) {
    return std::tie(a.distance, a.run_id) < std::tie(b.distance, b.run_id);
  });
  return found;
}

std::vector<Uuid> LineageGraph::way_up(const Uuid& run, const Uuid& ancestor) const {
  std::vector<Uuid> order = {run};
  std::unordered_map<Uuid, Uuid> reached_from = {{run, run}};
  for (std::size_t at = 0; at < order.size() && !reached_from.contains(ancestor); ++at) {
    const Uuid here = order[at];
    const auto next = parents_.find(here);
    if (next == parents_.end()) continue;
    for (const Uuid& parent : next->second) {
      if (reached_from.emplace(parent, here).second) order.push_back(parent);
    }
  }
  if (!reached_from.contains(ancestor)) return {};
  std::vector<Uuid> way = {ancestor};
  while (way.back() != run) way.push_back(reached_from.at(way.back()));
  std::reverse(way.begin(), way.end());
  return way;
}

}  // namespace egregora::detail
