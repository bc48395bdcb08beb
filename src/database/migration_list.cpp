// SPDX-License-Identifier: Apache-2.0
// The changes themselves, as typed statements.
#include "database/migration_list.hpp"

#include <fmt/format.h>

#include <egregora/database/schemas.hpp>

#include "database/file_system.hpp"

namespace egregora::detail {

namespace {
// A list of its own, not CoreTables: a migration never changes once released.
void create_core_tables(Transaction& tx) {
  // The view `conversations` comes with `messages`.
  tx.create_table<schemas::Messages>({.if_missing = true});
  tx.create_table<schemas::Windows>({.if_missing = true});
  tx.create_table<schemas::WindowMessages>({.if_missing = true});
  tx.create_table<schemas::Runs>({.if_missing = true});
  tx.create_table<schemas::Rejects>({.if_missing = true});
}

void create_store_tables(Transaction& tx) {
  tx.create_table<schemas::EloRatings>({.if_missing = true});
  tx.create_table<schemas::ComparisonHistory>({.if_missing = true});
  tx.create_table<schemas::Lineage>({.if_missing = true});
  tx.create_table<schemas::RunEvents>({.if_missing = true});
  tx.create_table<schemas::RunTables>({.if_missing = true});
  tx.create_table<schemas::Tasks>({.if_missing = true});
  tx.create_table<schemas::TaskHistory>({.if_missing = true});
  tx.create_table<schemas::TaskErrors>({.if_missing = true});
  tx.create_table<schemas::Documents>({.if_missing = true});
  tx.create_table<schemas::Annotations>({.if_missing = true});
}
}  // namespace

std::string Migration::checksum() const {
  return text_digest(fmt::format("{}\n{}\n{}", version, name, says));
}

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> list = {
      {1, "core_tables",
       "create messages, windows, window_messages, runs, rejects where missing; view conversations",
       create_core_tables},
      {2, "store_tables",
       "create elo_ratings, comparison_history, lineage, run_events, run_tables, tasks, "
       "task_history, task_errors, documents, annotations where missing",
       create_store_tables},
  };
  return list;
}

}  // namespace egregora::detail
