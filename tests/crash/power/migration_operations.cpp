// SPDX-License-Identifier: Apache-2.0
// A database of an old layout, and bringing it up to date.
#include <egregora/database/elo_store.hpp>
#include <egregora/database/init.hpp>
#include <egregora/database/migrations.hpp>

#include <fmt/format.h>

#include "crash/power/operations.hpp"
#include "crash/power/store_operations.hpp"
#include "database/conversations.hpp"
#include "database/migration_history.hpp"
#include "database/migration_list.hpp"
#include "database/storage_access.hpp"
#include "unit/database/old_layouts.hpp"
#include "unit/database/sample_row.hpp"

namespace egregora::crash_tests {
namespace {

constexpr std::size_t kOldVersion = 2;

Scalar numbered(int number) {
  return Scalar(Uuid::parse(fmt::format("33333333-0000-0000-0000-{:012}", number)));
}

void create_tables(WorkloadStorage& at) {
  ConnectionLease lease = at.manager->connection();
  lease->query("BEGIN");
  for (const auto* tables : {&old_layouts::kVersion1, &old_layouts::kAddedInVersion2}) {
    for (const char* sql : *tables) lease->query(sql);
  }
  lease->query("COMMIT");
}

void write_history(WorkloadStorage& at) {
  at.manager->transaction([&](Transaction& tx) {
    detail::Session& session = detail::StorageAccess::state(tx).session();
    detail::keep_conversations(session);
    for (std::size_t i = 0; i < kOldVersion; ++i) {
      detail::record_migration(session, detail::migrations()[i], parse_timestamp("2025-01-01"), 1);
    }
  });
}

/// Three of the windows, one of the runs and one link break what version 3 asks for.
void insert_rows(WorkloadStorage& at) {
  at.manager->transaction([](Transaction& tx) {
    const auto window = [&](int number, Stated stated) {
      stated["window_id"] = numbered(number);
      tx.insert("windows", sample_row<schemas::Windows>(std::move(stated)));
    };
    window(1, {{"message_count", Scalar(1)}});
    window(2, {{"message_count", Scalar(2)}});
    window(3, {{"message_count", Scalar(0)}});
    window(4, {{"message_count", Scalar(0)}});
    window(5, {{"message_count", Scalar(1)}, {"end_time", Scalar(parse_timestamp("2024-01-01"))}});
    tx.insert("runs", sample_row<schemas::Runs>({{"run_id", numbered(6)}}));
    tx.insert("runs",
              sample_row<schemas::Runs>({{"run_id", numbered(7)}, {"rows_in", Scalar(-1)}}));
    const auto link = [&](int child, int parent) {
      tx.insert("lineage", sample_row<schemas::Lineage>({{"child_run_id", numbered(child)},
                                                         {"parent_run_id", numbered(parent)}}));
    };
    link(7, 6);
    link(7, 7);
  });
}

}  // namespace

std::vector<Operation> old_layout() {
  return {undisturbed_operation("create the old tables", create_tables),
          undisturbed_operation("write the history", write_history),
          undisturbed_operation("insert rows into the old tables", insert_rows)};
}

Operation migrate() {
  return undisturbed_operation("migrate", [](WorkloadStorage& at) { run_migrations(*at.manager); });
}

Operation migrate_file() {
  return undisturbed_operation("migrate the file", [](WorkloadStorage& at) {
    at.close();
    at.acknowledge();
    run_migrations(StorageOptions{.db_path = at.path, .threads = 2, .clock = at.clock});
    at.acknowledge();
    at.open();
  });
}

std::vector<Operation> migrated_layout() {
  return {undisturbed_operation("migrate again",
                                [](WorkloadStorage& at) { initialize_database(*at.manager); }),
          undisturbed_operation(
              "insert into a table that was made anew",
              [](WorkloadStorage& at) {
                at.manager->insert("lineage",
                                   sample_row<schemas::Lineage>({{"child_run_id", numbered(8)},
                                                                 {"parent_run_id", numbered(9)}}));
              }),
          undisturbed_operation("record_comparison", [](WorkloadStorage& at) {
            EloStore(*at.manager, at.tools).record_comparison({"a", "b"});
          })};
}

}  // namespace egregora::crash_tests
