// SPDX-License-Identifier: Apache-2.0
// The Parquet files of one database: writing a version, publishing it under its table's name,
// removing it. Which versions there ought to be is the manifest's business (CheckpointIndex), not
// this one's.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "database/checkpoint_layout.hpp"
#include "database/file_system.hpp"
#include "database/generation_log.hpp"
#include "database/manifest.hpp"

namespace egregora::detail {

/// Thread safety: one writer at a time (the database's WriterLock).
class CheckpointFiles {
 public:
  /// `log` absent: a database in memory, which keeps no versions and no generations.
  CheckpointFiles(std::shared_ptr<FileSystem> files, CheckpointLayout layout,
                  std::unique_ptr<GenerationLog> log);

  const CheckpointLayout& layout() const noexcept { return layout_; }
  FileSystem& file_system() const noexcept { return *files_; }
  const GenerationLog* log() const noexcept { return log_.get(); }
  /// Versions outlive their being published; false in memory.
  bool keeps_versions() const noexcept { return log_ != nullptr; }

  /// Writes the rows of `query` to the version's own file, synced with its folder, and notes bytes
  /// and digest in `row`. Throws: CheckpointError, also where it is not row.rows rows;
  /// DatabaseError where the query fails.
  void write(Session& session, const Table& query, ManifestRow& row);
  /// Puts the committed version under its table's name and acknowledges it in the log.
  /// Throws: CheckpointError with committed().
  void publish(const ManifestRow& row);
  /// True where publish() succeeded for it, at any time.
  bool is_published(const ManifestRow& row) const;
  /// True where the file at its table's name is this very version.
  bool is_in_place(const ManifestRow& row) const;

  /// True where the version's bytes are those that were written: reads all of them.
  bool is_whole(const ManifestRow& row) const;

  /// Removes version files, and what publish() left on its way. Missing ones are no error.
  void remove(const std::vector<ManifestRow>& rows);
  /// Removes the file at the table's name if it is one of `rows`. Another database's file stays.
  void remove_stable(std::string_view table, const std::vector<ManifestRow>& rows);
  /// Version files that none of `known` names. Names of other kinds are left out.
  std::vector<std::string> orphans(const std::vector<ManifestRow>& known) const;
  void remove_version(std::string_view file_name);
  /// Gives a version file a name that nothing of ours removes; returns its path.
  std::filesystem::path set_aside(std::string_view file_name);
  /// Makes the log know `published` and nothing else.
  void restart_log(const std::vector<ManifestRow>& published);
  void compact_log(const std::vector<ManifestRow>& heads);

  /// Where the version's bytes are: its own file, or in memory the table's.
  std::filesystem::path path_of(const ManifestRow& row) const;

 private:
  void publish_steps(const ManifestRow& row);
  std::filesystem::path unpublished_path(const ManifestRow& row) const;

  std::shared_ptr<FileSystem> files_;
  CheckpointLayout layout_;
  std::unique_ptr<GenerationLog> log_;
  bool folders_are_durable_ = false;  ///< known to be, whoever made them
};

}  // namespace egregora::detail
