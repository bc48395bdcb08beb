// SPDX-License-Identifier: Apache-2.0
// What is there is said first; then the child uses the database as the next process would.
#include "crash/power/examination.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/migrations.hpp>
#include <egregora/database/task_store.hpp>

#include <map>
#include <set>
#include <sstream>

#include "crash/power/forked.hpp"
#include "crash/power/look.hpp"
#include "crash/power/workload.hpp"
#include "support/known_tools.hpp"

namespace egregora::crash_tests {

namespace fs = std::filesystem;

namespace {

constexpr const char* kProbe = "written_after_the_cut";

class Child {
 public:
  Child(fs::path folder, const Say& say) : folder_(std::move(folder)), say_(say) {}

  void examine() {
    try {
      open_and_look();
      left_over();
      say_({"end"});
    } catch (const DatabaseBehindError& error) {
      say_({"behind", error.what()});
    } catch (const std::exception& error) {
      say_({"refused", error.what()});
    }
  }

 private:
  fs::path database() const { return folder_ / kDatabaseName; }

  void open_and_look() {
    DuckDBStorageManager storage({.db_path = database(), .threads = 1});
    look_at_tables(storage, say_);
    look_at_files(storage, database(), say_);
    for (const fs::path& path : look_at_backups(database(), say_)) known_.insert(path);
    write_something(storage);
    if (storage.table_exists("elo_ratings") || storage.table_exists("runs")) migrate(storage);
    if (storage.table_exists("tasks")) finish_tasks(storage);
    problems(storage);
    for (const CheckpointInfo& info : storage.checkpoints().list()) known_.insert(info.path);
    storage.close();
  }

  static void write_something(DuckDBStorageManager& storage) {
    storage.write_table(memtable_of(rows_of(1, 2, "probe")), kProbe);
    storage.drop_table(kProbe, {.checkpoint_too = true});
  }

  /// Rows by table, those set aside included.
  static std::map<std::string, std::int64_t> counts(DuckDBStorageManager& storage) {
    std::map<std::string, std::int64_t> rows;
    for (const std::string& name : storage.list_tables()) {
      rows[name] = storage.row_count(name);
      try {
        rows[name] += Migrations(storage).rejected(name).execute().num_rows();
      } catch (const TableNotFoundError&) {
        // None of it.
      }
    }
    return rows;
  }

  void migrate(DuckDBStorageManager& storage) {
    const auto before = counts(storage);
    const MigrationResult result = run_migrations(storage);
    if (result.backup) known_.insert(*result.backup);
    const auto after = counts(storage);
    for (const auto& [name, rows] : before) {
      const auto found = after.find(name);
      if (found == after.end() || found->second != rows)
        say_({"flaw", "migrating lost rows", name});
    }
    const MigrationStatus status = Migrations(storage).status();
    if (status.version != status.newest) say_({"flaw", "migrating left an old layout"});
  }

  /// Once leases are over, tasks of the dead are had again; none is stuck.
  void finish_tasks(DuckDBStorageManager& storage) {
    TaskStore tasks(storage, {.clock = std::make_shared<testing::SettableClock>("2100-01-01")});
    tasks.complete_batch(tasks.claim("next", {.limit = 1'000}));
    TaskStats stats = tasks.stats();
    if (stats.by_status[TaskStatus::pending] + stats.by_status[TaskStatus::processing] > 0) {
      say_({"flaw", "a task that nobody can claim is left"});
    }
  }

  /// A layout that is not the declared one among them.
  void problems(DuckDBStorageManager& storage) {
    for (const Problem& problem : storage.checkpoints().doctor()) {
      if (problem.kind == "checkpoint-stale" || problem.kind == "log-set-aside") continue;
      say_({"flaw", "doctor", problem.kind, problem.object, problem.message});
    }
  }

  /// What is neither part of the database nor told of by anybody.
  void left_over() {
    const fs::path log = database().string() + ".generations";
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      const fs::path& path = entry.path();
      const std::string name = path.filename().string();
      const bool is_stable =
          path.parent_path() == data_of(database()) && path.extension() == ".parquet";
      const bool is_cut_off = name.find(".wal.refused-") != std::string::npos;
      const bool is_failed = name.find(".failed") != std::string::npos;
      if (is_cut_off) say_({"mended"});
      if (is_failed) say_({"aside", name});
      if (entry.is_directory() || path == database() || path == log || is_stable || is_cut_off ||
          is_failed) {
        continue;
      }
      if (!known_.contains(path)) {
        say_({"flaw", "left over", path.lexically_relative(folder_).string()});
      }
    }
  }

  fs::path folder_;
  const Say& say_;
  std::set<fs::path> known_ = {};
};

}  // namespace

Found examine(const fs::path& folder) {
  const std::string text = in_child([&](const Say& say) { Child(folder, say).examine(); });
  Found found;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) found.add(words_of(line));
  if (!found.has_ended) found.flaws.push_back("the process that opened it died");
  return found;
}

}  // namespace egregora::crash_tests
