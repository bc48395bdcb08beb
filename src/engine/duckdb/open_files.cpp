// SPDX-License-Identifier: Apache-2.0
// Opening files: join, or lock, look, create, attach. Each attempt either succeeds, fails for good,
// or is repeated until the time for waiting is over.
#include "engine/duckdb/open_files.hpp"

#include <unistd.h>

#include <egregora/core/errors.hpp>

#include <chrono>
#include <thread>

#include "engine/duckdb/private_folder.hpp"

namespace egregora::duckdb {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kPollInterval{10};

/// The process that DuckDB names in its refusal: "... Conflicting lock is held in ... (PID 123)
/// ...".
std::string owner_in(std::string_view message) {
  const std::size_t at = message.find("(PID ");
  if (at == std::string_view::npos) return "another process";
  const std::string_view rest = message.substr(at + 5);
  return "process " + std::string(rest.substr(0, rest.find_first_not_of("0123456789")));
}

void refuse_other(const fs::path& path, const std::string& what) {
  throw InvalidOperationError("the database is open in this process with other options (" + what +
                                  "); close it first, or use the same: '" + path.string() + "'",
                              {.object_name = path.string()});
}

void check_same_options(const fs::path& path, const EngineOptions& wanted,
                        const EngineOptions& open) {
  if (wanted.read_only != open.read_only)
    refuse_other(path, open.read_only ? "read-only" : "for writing");
  if (wanted.threads && wanted.threads != open.threads) {
    refuse_other(path,
                 "threads: " + (open.threads ? std::to_string(*open.threads) : "the default"));
  }
  if (wanted.memory_limit && wanted.memory_limit != open.memory_limit) {
    refuse_other(path, "memory_limit: " + open.memory_limit.value_or("the default"));
  }
}

}  // namespace

OpenFiles& OpenFiles::process() {
  // Never destroyed: an engine in a static variable may be closed after everything here.
  static auto* files = new OpenFiles;
  return *files;
}

OpenFiles::Opened OpenFiles::open(const fs::path& path, const EngineOptions& options) {
  const auto deadline = std::chrono::steady_clock::now() + options.lock_timeout;
  while (true) {
    if (auto opened = try_open(path, options)) return *opened;
    if (std::chrono::steady_clock::now() >= deadline) break;
    std::this_thread::sleep_for(kPollInterval);
  }
  const std::lock_guard lock(use_);
  throw DatabaseLockedError("the database is in use by " + owner_ +
                                "; wait for it to finish, or end it: '" + path.string() + "'",
                            {.object_name = path.string()});
}

std::optional<OpenFiles::Opened> OpenFiles::try_open(const fs::path& path,
                                                     const EngineOptions& options) {
  const std::lock_guard lock(use_);
  if (auto joined = join(path, options)) return joined;
  try {
    return options.read_only ? open_for_reading(path, options) : open_for_writing(path, options);
  } catch (const DatabaseLockedError& error) {
    owner_ = owner_in(
        error.what());  // DuckDB's own lock: of a reader, or of a program that knows no lock file
    return std::nullopt;
  }
}

std::optional<OpenFiles::Opened> OpenFiles::join(const fs::path& path,
                                                 const EngineOptions& options) {
  const auto id = file_id(path);
  if (!id) return std::nullopt;
  const auto found = entries_.find(*id);
  if (found == entries_.end()) return std::nullopt;
  Entry& entry = found->second;
  if (entry.process != ::getpid()) return std::nullopt;
  check_same_options(path, options, entry.instance->options());
  if (entry.instance->is_fatal()) {
    throw StorageFatalError(
        "the database failed and is still open in this process; close it everywhere first: '" +
            path.string() + "'",
        {.object_name = path.string()});
  }
  ++entry.users;
  return Opened{entry.instance, *id};
}

OpenFiles::Opened OpenFiles::remember(std::shared_ptr<Instance> instance, const fs::path& path,
                                      bool created) {
  const auto id = file_id(path);
  if (!id)
    throw DatabaseError("the database vanished while it was opened: '" + path.string() + "'",
                        {.object_name = path.string()});
  entries_.insert_or_assign(*id, Entry{instance, 1, ::getpid()});
  return {std::move(instance), *id, created};
}

std::optional<OpenFiles::Opened> OpenFiles::open_for_reading(const fs::path& path,
                                                             const EngineOptions& options) {
  if (!file_id(path)) {
    throw DatabaseError(
        "there is no such database, and opening read-only creates none: '" + path.string() + "'",
        {.object_name = path.string()});
  }
  check_is_database(path);
  // Nothing is written beside a database that is only looked at.
  auto instance = std::make_shared<Instance>(options, private_folder());
  instance->attach_file(path, true);
  return remember(std::move(instance), path, false);
}

std::optional<OpenFiles::Opened> OpenFiles::open_for_writing(const fs::path& path,
                                                             const EngineOptions& options) {
  if (file_id(path)) check_is_database(path);  // before anything is made beside it
  ParentFolders folders(path);
  try {
    const fs::path lock_path = with_suffix(path, ".lock");
    auto lock = FileLock::try_take(lock_path);
    if (!lock) {
      owner_ = FileLock::owner(lock_path);
      return std::nullopt;
    }
    const fs::path spill_folder = with_suffix(path, ".tmp");
    // Of a process that was killed:
    remove_spill_folder(spill_folder);
    Instance::remove_unfinished(path);
    auto instance = std::make_shared<Instance>(options, spill_folder);
    instance->keep(std::move(*lock));
    const bool is_new = !file_id(path);
    // Before there is a database in them: whoever finds one takes them for durable.
    if (is_new) ParentFolders::sync(path);
    if (is_new) instance->create_file(path, options);
    instance->attach_file(path, false);
    return remember(std::move(instance), path, is_new);
  } catch (...) {
    folders.undo();
    throw;
  }
}

std::exception_ptr OpenFiles::release(const FileId& id) noexcept {
  const std::lock_guard lock(use_);
  const auto found = entries_.find(id);
  if (found == entries_.end() || --found->second.users > 0) return nullptr;
  // Shut down under the lock, so that nobody attaches the file anew before DuckDB let go of it.
  std::exception_ptr failure = found->second.instance->shut_down();
  entries_.erase(found);
  return failure;
}

}  // namespace egregora::duckdb
