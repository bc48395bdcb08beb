// SPDX-License-Identifier: Apache-2.0
// See pipeline.hpp. What must hold together (messages, rejects, windows, the run's row) commits
// together; views and Parquet files follow, each crash safe by itself, and are brought up to date
// by the next run where this one is killed.
#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/init.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/ingest/import_messages.hpp>
#include <egregora/ingest/pipeline.hpp>
#include <egregora/ingest/whatsapp_adapter.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "ingest/built_in_refresh.hpp"
#include "ingest/chat_name.hpp"
#include "ingest/new_database.hpp"
#include "ingest/run_record.hpp"
#include "ingest/window_cutter.hpp"

namespace egregora {

namespace {

double share_read(const OpenInput& input) {
  const auto total = input.total_bytes();
  if (!total || *total == 0) return -1;
  return std::min(1.0, static_cast<double>(input.bytes_read()) / static_cast<double>(*total));
}

/// An error is on its way already: one of closing, which mostly follows from it, must neither take
/// its place nor stand before it.
void close_quietly(DuckDBStorageManager& storage) noexcept {
  try {
    storage.close();
  } catch (const std::exception& error) {
    log(LogLevel::info, std::string("closing after an error: ") + error.what());
  }
}

}  // namespace

struct PreparedRun::State {
  explicit State(RunOptions wanted);
  void open_inputs();
  void report(RunStage stage, std::string_view item, double fraction) const;
  Json config() const;
  ImportOptions import_options(std::size_t at) const;
  void import_all(Transaction& tx);
  RunInput import(Transaction& tx, std::size_t at);
  void commit_inputs(DuckDBStorageManager& storage);
  void refresh_files(DuckDBStorageManager& storage);
  void checkpoint(DuckDBStorageManager& storage, std::string_view table);

  RunOptions options;
  std::vector<std::unique_ptr<OpenInput>> inputs = {};
  ingest::RunStart start = {};
  RunResult result = {};
  bool executed = false;
  bool committed = false;
};

PreparedRun::State::State(RunOptions wanted) : options(std::move(wanted)) {
  if (!options.clock) options.clock = system_clock();
  if (!options.ids) options.ids = random_ids();
  if (!options.adapter) options.adapter = std::make_shared<WhatsAppAdapter>();
  if (options.exports.empty()) {
    throw InvalidOperationError("a run needs at least one export", {.object_name = "exports"});
  }
  options.windows = ingest::checked_options(options.windows);
  options.no_views = options.no_views || options.no_checkpoints;
  start.started_at = options.clock->now();
  start.run_id = options.ids->next();
  start.tenant_id = options.input.tenant_id;
  options.windows.clock = options.clock;
  options.windows.run_id = start.run_id;
}

void PreparedRun::State::open_inputs() {
  for (const auto& path : options.exports) {
    report(RunStage::opening, path.native(), -1);
    inputs.push_back(options.adapter->open(path, options.input));
  }
}

void PreparedRun::State::report(RunStage stage, std::string_view item, double fraction) const {
  if (!options.progress) return;
  options.progress({.stage = stage, .item = item, .fraction = fraction, .messages = start.rows_in});
}

Json PreparedRun::State::config() const {
  Json threads = Json::array();
  for (const auto& input : inputs) threads.push_back(input->summary().thread_id);
  Json config = Json::object();
  config.set("threads", threads);
  config.set("tenant", options.input.tenant_id);
  config.set("timezone", options.input.timezone);
  config.set("names", options.input.names == NameMode::raw ? "raw" : "pseudonym");
  config.set("lossy", options.input.lossy);
  config.set("strict", options.strict);
  config.set("step_size", options.windows.step_size);
  config.set("step_unit", to_string(options.windows.step_unit));
  config.set("overlap", options.windows.overlap_ratio);
  config.set("views", !options.no_views);
  config.set("checkpoints", !options.no_checkpoints);
  return config;
}

/// Options of importing one export. Its file may be named after a participant, whose name is then
/// as private in `rejects.path` as it is elsewhere.
ImportOptions PreparedRun::State::import_options(std::size_t at) const {
  const std::filesystem::path& path = options.exports[at];
  ImportOptions wanted{.tenant_id = options.input.tenant_id,
                       .source = std::string(options.adapter->source()),
                       .created_at = start.started_at,
                       .run_id = start.run_id,
                       .path = path.string(),
                       .strict = options.strict};
  std::string file = path.filename().string();
  const std::string chat = ingest::chat_name(file);
  const std::size_t found = file.find(chat);
  if (options.input.names == NameMode::raw || found == std::string::npos) return wanted;
  wanted.path_author = uuid5(options.input.author_namespace, wanted.source + ":" + chat);
  file.replace(found, chat.size(), wanted.path_author.to_string());
  wanted.private_path = (path.parent_path() / file).string();
  return wanted;
}

RunInput PreparedRun::State::import(Transaction& tx, std::size_t at) {
  OpenInput& input = *inputs[at];
  const std::filesystem::path& path = options.exports[at];
  const std::int64_t before = start.rows_in;
  ImportOptions wanted = import_options(at);
  wanted.progress = [&](std::int64_t messages) {
    start.rows_in = before + messages;
    report(RunStage::ingesting, path.native(), share_read(input));
  };
  ImportedMessages imported = import_messages(tx, input, wanted);
  return {path,
          imported.messages,
          imported.inserted,
          imported.duplicates,
          imported.rejected,
          std::move(imported.summary)};
}

void PreparedRun::State::import_all(Transaction& tx) {
  for (std::size_t at = 0; at < inputs.size(); ++at) {
    result.inputs.push_back(import(tx, at));
    start.rows_out += result.inputs.back().inserted;
  }
}

void PreparedRun::State::commit_inputs(DuckDBStorageManager& storage) {
  // Once only: an input can be read once. Nobody else writes, as writers wait for each other.
  storage.transaction(
      [&](Transaction& tx) {
        ingest::fail_interrupted_runs(tx, start.started_at);
        start.config = config();
        import_all(tx);
        report(RunStage::windows, {}, -1);
        result.windows = update_windows(tx, options.windows);
        ingest::insert_run(tx, start);
      },
      {.attempts = 1});
  committed = true;
}

void PreparedRun::State::checkpoint(DuckDBStorageManager& storage, std::string_view table) {
  report(RunStage::checkpoints, table, -1);
  storage.checkpoint(table);
}

void PreparedRun::State::refresh_files(DuckDBStorageManager& storage) {
  if (options.no_checkpoints) return;
  std::vector<std::string> tables;
  for (const std::string_view table : {schemas::Messages::table_name, schemas::Windows::table_name,
                                       schemas::WindowMessages::table_name}) {
    checkpoint(storage, table);
    tables.emplace_back(table);
  }
  if (!options.no_views) {
    result.views = ingest::refresh_built_in_views(
        storage, [&](std::string_view name) { report(RunStage::views, name, -1); });
    for (const RunView& view : result.views) tables.push_back(view.name);
  }
  for (const std::string& table : tables) {
    if (const auto file = ingest::fresh_checkpoint(storage, table)) {
      // The name that lasts: `file->path` is that of one version.
      result.checkpoints.push_back(
          {table, file->rows, file->bytes, storage.checkpoint_dir() / (table + ".parquet")});
    }
  }
}

PreparedRun::PreparedRun(RunOptions options) : state_(std::make_unique<State>(std::move(options))) {
  state_->open_inputs();
}
PreparedRun::~PreparedRun() = default;
PreparedRun::PreparedRun(PreparedRun&&) noexcept = default;
PreparedRun& PreparedRun::operator=(PreparedRun&&) noexcept = default;

bool PreparedRun::committed() const noexcept { return state_->committed; }

RunResult PreparedRun::execute(DuckDBStorageManager& storage) {
  State& state = *state_;
  if (std::exchange(state.executed, true)) {
    throw InvalidOperationError("a prepared run is executed once; prepare another one");
  }
  const auto began = std::chrono::steady_clock::now();
  initialize_database(storage);
  state.commit_inputs(storage);
  try {
    state.refresh_files(storage);
    ingest::complete_run(storage, state.start, state.options.clock->now());
  } catch (const std::exception& error) {
    ingest::fail_run(storage, state.start, state.options.clock->now(), error.what());
    throw;
  }
  state.result.run_id = state.start.run_id;
  state.result.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return std::move(state.result);
}

RunResult run_pipeline(const std::filesystem::path& db_path,
                       const std::function<std::unique_ptr<DuckDBStorageManager>()>& open,
                       RunOptions options) {
  const bool makes_files = !options.no_checkpoints;
  PreparedRun run(std::move(options));
  ingest::NewDatabase database(db_path);
  std::unique_ptr<DuckDBStorageManager> storage;
  try {
    storage = open();
    if (makes_files) database.create_folder(storage->checkpoint_dir());
    RunResult result = run.execute(*storage);
    storage->close();
    return result;
  } catch (...) {
    if (storage) close_quietly(*storage);
    if (!run.committed()) database.discard();
    throw;
  }
}

RunResult run_pipeline(DuckDBStorageManager& storage, RunOptions options) {
  return PreparedRun(std::move(options)).execute(storage);
}

}  // namespace egregora
