// SPDX-License-Identifier: Apache-2.0
// A database of the second layout with a chat in it is brought to the newest one, its copy
// included, beside the engine copying the same file by hand. Wall time; rows are counted.
// Usage: migrations [--messages N] [--rounds R]
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>

#include <egregora/database/migrations.hpp>
#include <egregora/ingest/pipeline.hpp>

#include "support/clock.hpp"
#include "support/options.hpp"
#include "support/raw_database.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"
#include "unit/database/old_layouts.hpp"

namespace {

namespace fs = std::filesystem;
using bench::ClockKind;
using bench::RawDatabase;
using bench::Report;
using bench::Turns;
using namespace egregora;

struct Options {
  std::int64_t messages = 1'000'000;
  int rounds = 5;
};

using Counts = std::map<std::string, std::int64_t>;

Counts counts(const fs::path& file) {
  DuckDBStorageManager storage({.db_path = file});
  Counts rows;
  for (const std::string& table : storage.list_tables()) rows[table] = storage.row_count(table);
  return rows;
}

/// What the second version of the library would have made of the chat.
void make_old(const bench::Workshop& workshop, const Options& options, const fs::path& file) {
  DuckDBStorageManager storage({.db_path = file});
  run_pipeline(storage, {.exports = {workshop.chat(options.messages)}, .no_checkpoints = true});
  const auto connection = storage.connection();
  const auto restore = [&](const char* table, const char* definition) {
    const std::string name = table;
    connection->query("ALTER TABLE " + name + " RENAME TO newest");
    connection->query(definition);
    connection->query("INSERT INTO " + name + " SELECT * FROM newest");
    connection->query("DROP TABLE newest");
  };
  restore("windows", old_layouts::kVersion1[1]);
  restore("runs", old_layouts::kVersion1[3]);
  restore("lineage", old_layouts::kAddedInVersion2[2]);
  connection->query("DELETE FROM _egregora_migrations WHERE version > 2");
}

void copy_by_hand(const fs::path& from, const fs::path& to) {
  {
    RawDatabase raw(":memory:");
    raw.run("ATTACH '" + from.string() + "' AS old");
    raw.run("ATTACH '" + to.string() + "' AS new (STORAGE_VERSION 'v1.5.0')");
    raw.run("COPY FROM DATABASE old TO new");
    raw.run("CHECKPOINT new");
    raw.run("DETACH new");
  }
  bench::sync_path(to);
  bench::sync_path(to.parent_path());
}

}  // namespace

int main(int count, char** values) try {
  Options options;
  bench::read_options(count, values,
                      {{"--messages", &options.messages}, {"--rounds", &options.rounds}});
  const bench::Workshop workshop;
  Report report;
  const fs::path old = workshop.fresh("old");
  make_old(workshop, options, old);
  const Counts before = counts(old);
  const fs::path file = workshop.fresh("migrated");
  const auto lay_out = [&] {
    workshop.fresh("migrated");
    fs::remove(file.string() + ".backup-2");
    fs::copy_file(old, file);
    bench::sync_path(file);
  };
  bool whole = true;
  // Neither side pays for the file that it finds.
  double ours = 0;
  std::vector<double> migrating;
  std::vector<double> copying;
  std::vector<double> ratios;
  for (int round = 0; round <= options.rounds; ++round) {
    lay_out();
    double start = bench::wall_now();
    const MigrationResult result = run_migrations({.db_path = file});
    ours = bench::wall_now() - start;
    const fs::path copy = workshop.fresh("by-hand");
    start = bench::wall_now();
    copy_by_hand(old, copy);
    const double peer = bench::wall_now() - start;
    whole = whole && result.backup && result.rejected.empty() && counts(file) == before &&
            counts(*result.backup) == before;
    if (round == 0) continue;
    migrating.push_back(ours);
    copying.push_back(peer);
    ratios.push_back(ours / peer);
  }
  report.holds("every table has its rows, in the database and in its copy", whole);
  report.ratio("migrating, over copying the file", "ms", bench::median(migrating) * 1e3,
               bench::median(copying) * 1e3, bench::median(ratios), 1.5);
  std::printf("%lld messages\n", static_cast<long long>(before.at("messages")));
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
