// SPDX-License-Identifier: Apache-2.0
// The main job: chat exports go in; messages, windows, the built-in views and their Parquet files
// come out. Saying it again goes on where a killed run stopped, and does nothing where all is done.
#pragma once

#include <cstdint>
#include <egregora/core/json.hpp>
#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>
#include <egregora/ingest/input_adapter.hpp>
#include <egregora/ingest/windows.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

class DuckDBStorageManager;

enum class RunStage { opening, ingesting, windows, views, checkpoints };
std::string_view to_string(RunStage stage) noexcept;

/// Where a run is.
struct RunProgress {
  RunStage stage = RunStage::opening;
  std::string_view item = {};  ///< the export's path, the view's or the table's name; may be empty
  double fraction = -1;        ///< of the item, in [0, 1]; -1 while unknown
  std::int64_t messages = 0;   ///< read so far, all exports together
};

struct RunOptions {
  std::vector<std::filesystem::path> exports = {};  ///< at least one
  InputOptions input = {};
  WindowOptions windows = {};                ///< clock and run_id are the run's own
  bool strict = false;                       ///< a rejected line fails the run, nothing committed
  bool no_views = false;                     ///< no view is materialised
  bool no_checkpoints = false;               ///< nothing is exported to Parquet; implies no_views
  std::shared_ptr<const Clock> clock = {};   ///< absent: the system's
  std::shared_ptr<const IdSource> ids = {};  ///< absent: random
  std::shared_ptr<const InputAdapter> adapter = {};  ///< absent: WhatsAppAdapter
  /// Called now and then on the running thread. What it throws ends the run as an error does.
  std::function<void(const RunProgress&)> progress = {};
};

/// What became of one export.
struct RunInput {
  std::filesystem::path path = {};
  std::int64_t messages = 0;    ///< read
  std::int64_t inserted = 0;    ///< of them, new in the database
  std::int64_t duplicates = 0;  ///< of them, there before (or earlier in this run)
  std::int64_t rejected = 0;    ///< lines that fit nowhere
  InputSummary summary = {};    ///< thread, date order, warnings; not part of the JSON
};

struct RunView {
  std::string name = {};
  std::int64_t rows = 0;
  bool rebuilt = false;
};

struct RunCheckpoint {
  std::string table = {};
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::filesystem::path path = {};
};

/// What `egregora run --json` prints, member by member.
struct RunResult {
  Uuid run_id = {};
  std::string status = "completed";
  double seconds = 0;
  std::vector<RunInput> inputs = {};
  WindowChanges windows = {};
  std::vector<RunView> views = {};
  std::vector<RunCheckpoint> checkpoints = {};  ///< all files that are fresh now
};
Json to_json(const RunResult& result);

/// A run whose inputs were opened, recognised and found to hold at least one message each: from
/// here on it is worth creating a database. Nothing was written yet. Thread safety: one thread at a
/// time.
class PreparedRun {
 public:
  /// Throws: InvalidOperationError naming the option out of range; IngestError naming file, place
  /// and remedy.
  explicit PreparedRun(RunOptions options);
  ~PreparedRun();
  PreparedRun(PreparedRun&&) noexcept;
  PreparedRun& operator=(PreparedRun&&) noexcept;

  /// Migrates, ingests every export and cuts windows in one transaction, then rebuilds stale views
  /// and exports stale checkpoints. Call once.
  /// An error before the transaction commits leaves the tables as they were; a later one leaves
  /// the run `failed`, and running again finishes what is missing.
  /// Throws: IngestError, DatabaseError and its kinds, what the progress callback throws.
  RunResult execute(DuckDBStorageManager& storage);
  /// True once messages and windows are in the database for good.
  bool committed() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Prepares, opens the database with `open` and executes. Where `db_path` was not there and the run
/// fails before anything is committed, the database that it created is removed again.
/// `open` is called once; it must open (or create) `db_path`.
RunResult run_pipeline(const std::filesystem::path& db_path,
                       const std::function<std::unique_ptr<DuckDBStorageManager>()>& open,
                       RunOptions options);
/// The same on an open database.
RunResult run_pipeline(DuckDBStorageManager& storage, RunOptions options);

}  // namespace egregora
