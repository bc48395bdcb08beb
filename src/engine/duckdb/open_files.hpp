// SPDX-License-Identifier: Apache-2.0
// The process-wide registry of open database files. Opening one file twice in a process succeeds in
// DuckDB and silently loses committed data (duckdb/duckdb 17343, 24739): here the second opening
// joins the first, by device and inode.
#pragma once

#include <egregora/engine/engine.hpp>

#include <map>
#include <memory>
#include <mutex>

#include "engine/duckdb/database_file.hpp"
#include "engine/duckdb/instance.hpp"

namespace egregora::duckdb {

/// Thread safety: any thread.
class OpenFiles {
 public:
  struct Opened {
    std::shared_ptr<Instance> instance;
    FileId id;
    bool created = false;
  };

  /// The one registry of this process.
  static OpenFiles& process();

  /// Opens the file at `path` (resolved), or joins it. Waits for other processes up to
  /// options.lock_timeout.
  Opened open(const std::filesystem::path& path, const EngineOptions& options);
  /// Gives one opening back; the last one shuts the instance down. Returns what went wrong when
  /// flushing.
  std::exception_ptr release(const FileId& id) noexcept;

 private:
  struct Entry {
    std::shared_ptr<Instance> instance;
    int users = 0;
    pid_t process = 0;  // after a fork, what the parent opened is not ours
  };

  std::optional<Opened> try_open(const std::filesystem::path& path, const EngineOptions& options);
  std::optional<Opened> join(const std::filesystem::path& path, const EngineOptions& options);
  std::optional<Opened> open_for_reading(const std::filesystem::path& path,
                                         const EngineOptions& options);
  std::optional<Opened> open_for_writing(const std::filesystem::path& path,
                                         const EngineOptions& options);
  Opened remember(std::shared_ptr<Instance> instance, const std::filesystem::path& path,
                  bool created);

  // Held while a file is opened or closed, never while waiting: nobody may look into a file that
  // another thread is just attaching or letting go of.
  std::mutex use_;
  std::map<FileId, Entry> entries_;
  std::string owner_;  // of the lock met last
};

}  // namespace egregora::duckdb
