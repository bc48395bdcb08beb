// SPDX-License-Identifier: Apache-2.0
#include "crash/power/look.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/database/migrations.hpp>

#include <string>

#include "crash/power/expected_tables.hpp"

namespace egregora::crash_tests {

namespace fs = std::filesystem;

namespace {

// Of a copy that is not finished, which the next migration writes anew.
constexpr const char* kUnfinished = ".egregora-new";

/// Versions that were applied; when, and how long it took, differs from run to run.
std::string history_of(const MigrationStatus& status) {
  std::string text;
  for (const MigrationRecord& record : status.applied) {
    text += std::to_string(record.version) + ' ' + record.name + ' ' + record.checksum + "; ";
  }
  return text;
}

void look_at_layout(DuckDBStorageManager& storage, const std::vector<std::string>& tables,
                    const Say& say) {
  const Migrations migrations(storage);
  const MigrationStatus status = migrations.status();
  if (status.applied.empty()) return;
  say({"table", "(history)", history_of(status), "none"});
  for (const std::string& name : tables) {
    try {
      say({"table", "(rejected " + name + ")", digest_of(migrations.rejected(name)), "none"});
    } catch (const TableNotFoundError&) {
      // No row of it was set aside.
    }
  }
}

}  // namespace

fs::path data_of(const fs::path& database) { return database.parent_path() / ".egregora" / "data"; }

bool is_backup(const fs::path& file, const fs::path& database) {
  const std::string name = file.filename().string();
  return name.starts_with(database.filename().string() + ".backup-") &&
         name.find(kUnfinished) == std::string::npos;
}

void look_at_tables(DuckDBStorageManager& storage, const Say& say) {
  const std::vector<std::string> tables = storage.list_tables();
  for (const std::string& name : tables) {
    const auto state = std::string(to_string(storage.describe(name).checkpoint));
    say({"table", name, digest_of(storage.read_table(name)), state});
  }
  for (const std::string& name : storage.sequences().list()) {
    const SequenceState state = storage.sequences().state(name);
    say({"sequence", text_of(name, {state.start, state.next})});
  }
  look_at_layout(storage, tables, say);
}

void look_at_files(DuckDBStorageManager& storage, const fs::path& database, const Say& say) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(data_of(database), none)) {
    if (entry.path().extension() != ".parquet") continue;
    try {
      say({"file", entry.path().stem().string(), digest_of(storage.read_parquet(entry.path()))});
    } catch (const std::exception& error) {
      say({"flaw", "a Parquet file cannot be read", error.what()});
    }
  }
}

std::vector<fs::path> look_at_backups(const fs::path& database, const Say& say) {
  std::vector<fs::path> whole;
  for (const auto& entry : fs::directory_iterator(database.parent_path())) {
    if (!is_backup(entry.path(), database)) continue;
    const std::string name = entry.path().filename().string();
    try {
      DuckDBStorageManager storage({.db_path = entry.path(), .read_only = true, .threads = 1});
      Found found;
      look_at_tables(storage, [&](auto words) {
        words.resize(4);
        found.add(words);
      });
      say({"backup", name, digest_of(found.contents())});
      whole.push_back(entry.path());
    } catch (const std::exception& error) {
      say({"flaw", "a copy cannot be read", name, error.what()});
    }
  }
  return whole;
}

void look(DuckDBStorageManager& storage, const fs::path& database, const Say& say) {
  look_at_tables(storage, say);
  look_at_files(storage, database, say);
  look_at_backups(database, say);
}

}  // namespace egregora::crash_tests
