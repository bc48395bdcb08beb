// SPDX-License-Identifier: Apache-2.0
// The changes themselves, as typed statements.
#include "database/migration_list.hpp"

#include <fmt/format.h>

#include <egregora/database/schemas.hpp>

#include "database/file_system.hpp"
#include "database/migration_work.hpp"

namespace egregora::detail {

namespace {
// A list of its own, not CoreTables: a migration never changes once released.
void create_core_tables(MigrationWork& work) {
  // The view `conversations` comes with `messages`.
  work.create<schemas::Messages>();
  work.create<schemas::Windows>();
  work.create<schemas::WindowMessages>();
  work.create<schemas::Runs>();
  work.create<schemas::Rejects>();
}

void create_store_tables(MigrationWork& work) {
  work.create<schemas::EloRatings>();
  work.create<schemas::ComparisonHistory>();
  work.create<schemas::Lineage>();
  work.create<schemas::RunEvents>();
  work.create<schemas::RunTables>();
  work.create<schemas::Tasks>();
  work.create<schemas::TaskHistory>();
  work.create<schemas::TaskErrors>();
  work.create<schemas::Documents>();
  work.create<schemas::Annotations>();
}

void tighten_runs_and_windows(MigrationWork& work) {
  work.rebuild<schemas::Windows>();
  work.rebuild<schemas::Runs>();
  work.rebuild<schemas::Lineage>();
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
      {3, "rules_of_runs_and_windows",
       "rebuild windows (end_time >= start_time, message_count >= 1, byte_size and overlap_count "
       ">= "
       "0), runs (duration_seconds, rows_in and rows_out >= 0), lineage (child_run_id <> "
       "parent_run_id)",
       tighten_runs_and_windows, true},
  };
  return list;
}

}  // namespace egregora::detail
