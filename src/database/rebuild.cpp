// SPDX-License-Identifier: Apache-2.0
// The engine makes the file: under a temporary name, filled by the Rebuilder, named when durable.
// Names are bare here, as the new database is the connection's current catalog.
#include <egregora/database/rebuild.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/engine/engine.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/statements.hpp>

#include "database/conversations.hpp"
#include "database/database.hpp"
#include "database/file_origin.hpp"
#include "database/file_system.hpp"
#include "database/rebuilt_sequences.hpp"
#include "database/table_names.hpp"
#include "expr/relation.hpp"

namespace egregora {

namespace fs = std::filesystem;

namespace {
constexpr std::string_view kExtension = ".parquet";

/// The files that could be a table's, sorted. Hidden ones are on their way there.
std::vector<fs::path> candidates(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const std::string& name : detail::posix_file_system()->list(folder)) {
    if (!name.starts_with('.') && name.ends_with(kExtension)) found.push_back(folder / name);
  }
  return found;
}

/// Fills a new database.
class Rebuilder {
 public:
  Rebuilder(Connection& connection, const std::string& catalog, RebuiltDatabase& result)
      : connection_(connection), sequences_(connection, catalog), result_(result) {}

  /// Makes the file a table, or a problem.
  void take(const fs::path& file);
  /// Once all files are taken.
  void finish() { result_.sequences = sequences_.go_on(); }

 private:
  std::optional<detail::FileOrigin> known_origin(const fs::path& file);
  bool is_at_its_place(const fs::path& file, const detail::FileOrigin& origin);
  bool create(const fs::path& file, const detail::FileOrigin& origin);
  std::int64_t fill(const fs::path& file, const detail::FileOrigin& origin);
  void add_view(const Schema& columns);
  void report(std::string_view kind, const fs::path& file, std::string_view why,
              std::string_view remedy);
  template <class S>
  std::int64_t run(const S& statement) {
    return connection_.execute(to_statement(statement, {}).text);
  }

  Connection& connection_;
  detail::RebuiltSequences sequences_;
  RebuiltDatabase& result_;
};

void Rebuilder::report(std::string_view kind, const fs::path& file, std::string_view why,
                       std::string_view remedy) {
  result_.problems.push_back({std::string(kind), file.stem().string(),
                              fmt::format("{}: '{}'", why, file.string()), std::string(remedy)});
}

void Rebuilder::take(const fs::path& file) {
  const auto origin = known_origin(file);
  if (!origin || !is_at_its_place(file, *origin)) return;
  TransactionScope transaction(connection_);
  if (!create(file, *origin)) return;
  try {
    const std::int64_t rows = fill(file, *origin);
    transaction.commit();
    result_.tables.push_back({origin->table, rows, file});
  } catch (const StorageFatalError&) {
    throw;
  } catch (const Error& error) {
    report("checkpoint-damaged", file, fmt::format("the rows cannot be taken ({})", error.what()),
           "look for another version of it in the folder .versions beside it, or for a backup");
  }
}

std::optional<detail::FileOrigin> Rebuilder::known_origin(const fs::path& file) {
  try {
    auto origin = detail::read_origin(connection_, file);
    if (!origin) {
      report("checkpoint-foreign", file, "no database of this library wrote this file",
             "to have its rows: write_table(read_parquet(path), name)");
    }
    return origin;
  } catch (const DatabaseError& error) {
    report("checkpoint-damaged", file,
           fmt::format("this is no whole Parquet file ({})", error.what()),
           "look for another version of it in the folder .versions beside it, or for a backup");
    return std::nullopt;
  }
}

bool Rebuilder::is_at_its_place(const fs::path& file, const detail::FileOrigin& origin) {
  if (file.stem() == origin.table && !detail::is_internal_name(origin.table)) return true;
  report("checkpoint-foreign", file,
         fmt::format("this is a file of table '{}' under another name", origin.table),
         "give it the name of its table, if the table's own file is not there");
  return false;
}

bool Rebuilder::create(const fs::path& file, const detail::FileOrigin& origin) {
  const std::string_view remedy = "to have its rows: write_table(read_parquet(path), name)";
  if (detail::text_digest(origin.definition) != origin.schema_hash) {
    report("checkpoint-damaged", file, "the definition of the table is not what was written",
           remedy);
    return false;
  }
  try {
    sequences_.make_for(origin.definition);
    run(CreateTableLike{{.name = origin.table}, origin.definition});
    sequences_.require_known_use(origin.definition);
    return true;
  } catch (const Error& error) {
    report("definition-refused", file,
           fmt::format("no table can be made by its definition ({})", error.what()), remedy);
    return false;
  }
}

std::int64_t Rebuilder::fill(const fs::path& file, const detail::FileOrigin& origin) {
  const std::string path = file.string();
  const Schema columns =
      connection_.describe(to_statement(ReadFile{path, FileFormat::parquet}, {}).text);
  const Table rows = scan_file(path, FileFormat::parquet, columns, nullptr);
  const std::int64_t count = run(InsertQuery{{.name = origin.table}, columns.names(), rows});
  if (detail::concerns_conversations(origin.table)) add_view(columns);
  return count;
}

/// The view that comes with `messages`.
void Rebuilder::add_view(const Schema& columns) {
  const Table made = table(schemas::Messages::table_name, columns);
  const Schema types = connection_.describe(compile(made, {}).text);
  const auto view =
      detail::conversations_view({.name = std::string(schemas::Conversations::table_name)}, types);
  if (view) run(*view);
}

void require_some(const RebuiltDatabase& result, const fs::path& folder) {
  if (!result.tables.empty()) return;
  std::string reasons;
  for (const Problem& problem : result.problems) reasons += "; " + problem.message;
  throw CheckpointError(
      fmt::format("no file of this folder can become a table, so no database is made: '{}'{}",
                  folder.string(), reasons),
      {.object_name = folder.string()});
}

[[noreturn]] void refuse_existing(const fs::path& path) {
  throw InvalidOperationError(
      fmt::format("there is a file of that name, and nothing is rebuilt over it; move it away, or "
                  "name another: '{}'",
                  path.string()),
      {.object_name = path.string()});
}
}  // namespace

RebuiltDatabase rebuild_database(const fs::path& checkpoint_dir, const fs::path& db_path,
                                 const RebuildOptions& options) {
  if (detail::posix_file_system()->status(db_path)) refuse_existing(db_path);
  const fs::path folder =
      fs::absolute(checkpoint_dir.empty() ? detail::default_checkpoint_dir(db_path)
                                          : checkpoint_dir)
          .lexically_normal();
  RebuiltDatabase result;
  EngineOptions engine;
  engine.path = db_path;
  engine.lock_timeout = options.lock_timeout;
  engine.threads = options.threads;
  engine.memory_limit = options.memory_limit;
  engine.create = [&](Connection& connection, const std::string& catalog) {
    result = {};  // called again where another process was in the way
    Rebuilder rebuilder(connection, catalog, result);
    for (const fs::path& file : candidates(folder)) {
      if (options.on_file) options.on_file(file);
      rebuilder.take(file);
    }
    require_some(result, folder);
    rebuilder.finish();
  };
  const auto opened = open_duckdb(engine);
  if (!opened->created()) refuse_existing(db_path);  // somebody was faster
  opened->close();
  return result;
}

}  // namespace egregora
