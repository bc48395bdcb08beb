// SPDX-License-Identifier: Apache-2.0
// Which tables the writers of a database changed, turn by turn, so that what a store remembers of
// its own tables outlives the writing of others elsewhere.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace egregora::detail {

/// A turn is one time that the writer lock was taken. One that is not declared may have changed
/// anything (raw statements, a restored table, a transaction that failed).
/// Thread safety: none; needs the writer lock.
class TableTurns {
 public:
  /// What this turn changed, lower-case names.
  void declare(std::uint64_t turn, const std::set<std::string, std::less<>>& tables);
  /// True where no turn after `since` and before `turn` changed `table`, a lower-case name.
  bool unchanged(std::string_view table, std::uint64_t since, std::uint64_t turn) const;

 private:
  // All turns in [first_, last_] were declared.
  std::uint64_t first_ = 0;
  std::uint64_t last_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> changed_;
};

}  // namespace egregora::detail
