// SPDX-License-Identifier: Apache-2.0
#include "database/table_turns.hpp"

namespace egregora::detail {

void TableTurns::declare(std::uint64_t turn, const std::set<std::string, std::less<>>& tables) {
  if (turn != last_ + 1 || last_ == 0) first_ = turn;
  last_ = turn;
  for (const std::string& table : tables) changed_[table] = turn;
}

bool TableTurns::unchanged(std::string_view table, std::uint64_t since, std::uint64_t turn) const {
  if (since + 1 == turn) return true;
  if (last_ == 0 || first_ > since + 1 || last_ + 1 < turn) return false;
  const auto changed = changed_.find(table);
  return changed == changed_.end() || changed->second <= since;
}

}  // namespace egregora::detail
