// SPDX-License-Identifier: Apache-2.0
// Opening, joining and closing a database, and what must happen around its commits.
#include "database/database.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

namespace egregora::detail {

namespace fs = std::filesystem;

namespace {
/// The databases that managers of this process are on: this layer's half of the registry of open
/// files.
class OpenDatabases {
 public:
  static OpenDatabases& process() {
    // Never destroyed: a manager in a static variable may be closed after everything here.
    static auto* databases = new OpenDatabases;
    return *databases;
  }
  std::shared_ptr<Database> find_or_make(const FileIdentity& file,
                                         const std::function<std::shared_ptr<Database>()>& make) {
    const std::lock_guard guard(mutex_);
    std::weak_ptr<Database>& known = databases_[{file.device, file.inode}];
    std::shared_ptr<Database> database = known.lock();
    if (!database) known = database = make();
    return database;
  }

 private:
  std::mutex mutex_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::weak_ptr<Database>> databases_;
};

std::shared_ptr<FileSystem> file_system_of(const StorageOptions& options) {
  return options.files ? options.files : posix_file_system();
}

/// Beside the file itself, unless told: it may have been opened by a link that lies elsewhere.
fs::path wanted_folder(const StorageOptions& options, const std::optional<fs::path>& file) {
  const fs::path folder = options.checkpoint_dir.value_or(default_checkpoint_dir(file));
  return fs::absolute(folder).lexically_normal();
}

fs::path beside(const fs::path& path, std::string_view ending) {
  fs::path other = path;
  other += ending;
  return other;
}
}  // namespace

fs::path default_checkpoint_dir(const std::optional<fs::path>& db_path) {
  const fs::path folder = db_path ? db_path->parent_path() : fs::path();
  return folder / ".egregora" / "data";
}

std::shared_ptr<Database> Database::of(Engine& engine, const StorageOptions& options) {
  const auto make = [&] { return std::make_shared<Database>(engine, options); };
  const auto file =
      engine.path() ? file_system_of(options)->status(*engine.path()) : std::optional<FileStatus>{};
  if (!file) return make();
  auto database = OpenDatabases::process().find_or_make(file->identity, make);
  database->require_same(options);
  return database;
}

Database::Database(Engine& engine, const StorageOptions& options)
    : path_(engine.path()),
      read_only_(engine.read_only()),
      file_system_(file_system_of(options)),
      checkpoint_folder_(wanted_folder(options, path_)),
      keep_versions_(std::max(1, options.keep_versions.value_or(1))) {
  const auto connection = engine.connect();
  Session session(engine, *connection);
  prepare(session, options);
  if (!read_only_ && !behind_) recover(session);
}

void Database::require_same(const StorageOptions& options) const {
  std::string differs;
  if (options.checkpoint_dir && wanted_folder(options, path_) != checkpoint_folder_) {
    differs = fmt::format("checkpoint_dir is '{}'", checkpoint_folder_.string());
  } else if (options.keep_versions && *options.keep_versions != keep_versions_) {
    differs = fmt::format("keep_versions is {}", keep_versions_);
  }
  if (differs.empty()) return;
  throw InvalidOperationError(
      fmt::format(
          "this process has the database open with other options ({}); leave the option out to "
          "join it: '{}'",
          differs, options.db_path->string()),
      {.object_name = options.db_path->string()});
}

void Database::prepare(Session& session, const StorageOptions& options) {
  std::optional<Uuid> id = read_database_id(session);
  if (!read_only_ && !id) {
    const auto ids = options.ids ? options.ids : random_ids();
    TransactionScope transaction(session.connection());
    create_internal_tables(session, ids->next());
    transaction.commit();
    after_commit();
    id = read_database_id(session);
  }
  // A file that another client made and that is only looked at has no id, and no checkpoints
  // either.
  id_ = id.value_or(Uuid{});
  index_.load(read_manifest(session));
  std::unique_ptr<GenerationLog> log;
  if (path_) {
    log = std::make_unique<GenerationLog>(*file_system_, beside(*path_, ".generations"), id_);
  }
  behind_ = log && log->newest() > index_.generation();
  files_.emplace(file_system_, CheckpointLayout(checkpoint_folder_, id_), std::move(log));
}

void Database::require_writable() const {
  if (read_only_) {
    throw InvalidOperationError("this database was opened to be read only");
  }
  if (behind_) {
    throw DatabaseBehindError(fmt::format(
        "the database is older than its log says: commits that were acknowledged are missing, so "
        "nothing is written; doctor says what can be done: '{}'",
        path_->string()));
  }
}

CheckpointState Database::checkpoint_state(std::string_view table) const {
  const auto head = index_.head(table);
  if (!head) return CheckpointState::none;
  // Committed but not in place yet: what is there is older.
  const bool is_fresh = head->fresh && !behind_ && files_->is_published(*head);
  return is_fresh ? CheckpointState::fresh : CheckpointState::stale;
}

void Database::after_commit() {
  if (!path_) return;
  try {
    const auto status = file_system_->status(beside(*path_, ".wal"));
    if (!status || (wal_ && *wal_ == status->identity)) return;
    // The engine makes neither the creation nor the removal of its log durable.
    file_system_->sync_folder(path_->has_parent_path() ? path_->parent_path() : fs::path("."));
    wal_ = status->identity;
  } catch (const CheckpointError& error) {
    throw CheckpointError(
        fmt::format("committed, but a power cut may still undo it: {}", error.what()),
        {.object_name = path_->string()}, true);
  }
}

void Database::finish_publishing() noexcept {
  for (const ManifestRow& row : index_.heads()) {
    try {
      if (files_->is_published(row)) continue;
      if (file_system_->status(files_->path_of(row)) || in_memory()) files_->publish(row);
    } catch (const std::exception& error) {
      log(LogLevel::info,
          error.what());  // whoever wrote it was told; recover() tells who comes later
    }
  }
}

}  // namespace egregora::detail
