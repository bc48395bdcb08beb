// SPDX-License-Identifier: Apache-2.0
// Steps 2 and 4 of a checkpoint. The order of the syncs is the protocol: see ARCHITECTURE.md.
#include "database/checkpoint_files.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "database/file_origin.hpp"

namespace egregora::detail {

namespace fs = std::filesystem;

namespace {
// Such a name is no version's, so that no cleaning touches the file.
constexpr std::string_view kSetAside = ".set-aside";

FileOrigin origin_of(const ManifestRow& row, const CheckpointLayout& layout) {
  return {layout.database_id(), row.checkpoint_id, row.table,          row.generation,
          row.definition,       row.schema_hash,   row.expression_hash};
}

void check_statistics(const DataFrame& statistics, const ManifestRow& row, const fs::path& path) {
  const auto number = [&](std::string_view column) {
    return std::stoll(statistics.value(0, column).to_string());
  };
  if (number("file_size_bytes") == row.bytes && number("count") == row.rows) return;
  throw CheckpointError(
      fmt::format(
          "the engine wrote {} rows in {} bytes, but the file holds {} bytes for {} rows: '{}'",
          number("count"), number("file_size_bytes"), row.bytes, row.rows, path.string()),
      {.object_name = row.table});
}
}  // namespace

CheckpointFiles::CheckpointFiles(std::shared_ptr<FileSystem> files, CheckpointLayout layout,
                                 std::unique_ptr<GenerationLog> log)
    : files_(std::move(files)), layout_(std::move(layout)), log_(std::move(log)) {}

fs::path CheckpointFiles::unpublished_path(const ManifestRow& row) const {
  return keeps_versions() ? layout_.version(row.file)
                          : layout_.temporary(row.table, row.checkpoint_id);
}

fs::path CheckpointFiles::path_of(const ManifestRow& row) const {
  return keeps_versions() ? layout_.version(row.file) : layout_.stable(row.table);
}

void CheckpointFiles::write(Session& session, const Table& query, ManifestRow& row) {
  const fs::path path = unpublished_path(row);
  create_durable_folders(*files_, path.parent_path());
  if (!folders_are_durable_) sync_folders_above(*files_, path.parent_path());
  folders_are_durable_ = true;
  CopyToFile copy{query, path.string()};
  copy.metadata = origin_of(row, layout_).metadata();
  copy.return_stats = true;
  const DataFrame statistics = session.fetch(copy);
  files_->sync_file(path);
  files_->sync_folder(path.parent_path());
  const auto status = files_->status(path);
  if (!status) {
    throw CheckpointError(fmt::format("the file just written is gone: '{}'", path.string()),
                          {.object_name = row.table});
  }
  row.bytes = status->size;
  check_statistics(statistics, row, path);
  row.digest = files_->digest(path);
}

void CheckpointFiles::publish(const ManifestRow& row) {
  try {
    publish_steps(row);
  } catch (const Error& error) {
    throw CheckpointError(
        fmt::format("table '{}' is committed, but its file is not in place yet; the next write or "
                    "opening puts it there: {}",
                    row.table, error.what()),
        {.object_name = row.table}, true);
  }
}

void CheckpointFiles::publish_steps(const ManifestRow& row) {
  const fs::path stable = layout_.stable(row.table);
  const fs::path temporary = layout_.temporary(row.table, row.checkpoint_id);
  if (keeps_versions()) {
    files_->unlink(temporary);
    if (!files_->link(layout_.version(row.file), temporary)) {
      files_->copy(layout_.version(row.file), temporary);
    }
  }
  files_->rename(temporary, stable);
  // When both names are links to one inode, rename() succeeds and does nothing.
  files_->unlink(temporary);
  files_->make_read_only(stable);
  files_->sync_folder(layout_.folder());
  if (log_ && !log_->has(row.generation)) {
    log_->append({row.generation, row.checkpoint_id, row.table});
  }
}

bool CheckpointFiles::is_published(const ManifestRow& row) const {
  if (log_) return log_->has(row.generation);
  return !files_->status(layout_.temporary(row.table, row.checkpoint_id));
}

void CheckpointFiles::remove(const std::vector<ManifestRow>& rows) {
  for (const ManifestRow& row : rows) {
    files_->unlink(layout_.temporary(row.table, row.checkpoint_id));
    if (keeps_versions()) files_->unlink(layout_.version(row.file));
  }
}

bool CheckpointFiles::is_whole(const ManifestRow& row) const {
  const fs::path path = path_of(row);
  const auto found = files_->status(path);
  return found && found->size == row.bytes && files_->digest(path) == row.digest;
}

bool CheckpointFiles::is_in_place(const ManifestRow& row) const {
  const auto found = files_->status(layout_.stable(row.table));
  if (!found || found->size != row.bytes) return false;
  if (!keeps_versions()) return true;
  const auto version = files_->status(layout_.version(row.file));
  // Unlike files of equal size: copies, on a file system without hard links.
  return version && (version->identity == found->identity ||
                     files_->digest(layout_.stable(row.table)) == row.digest);
}

void CheckpointFiles::remove_stable(std::string_view table, const std::vector<ManifestRow>& rows) {
  const bool is_ours = std::any_of(rows.begin(), rows.end(),
                                   [&](const ManifestRow& row) { return is_in_place(row); });
  if (!is_ours) return;
  files_->unlink(layout_.stable(table));
  files_->sync_folder(layout_.folder());
}

std::vector<std::string> CheckpointFiles::orphans(const std::vector<ManifestRow>& known) const {
  std::set<std::string> names;
  for (const ManifestRow& row : known) names.insert(row.file);
  std::vector<std::string> found;
  if (!keeps_versions()) return found;
  for (std::string& name : files_->list(layout_.versions_folder())) {
    if (!names.contains(name) && VersionName::parse(name)) found.push_back(std::move(name));
  }
  return found;
}

void CheckpointFiles::remove_version(std::string_view file_name) {
  const auto name = VersionName::parse(file_name);
  if (name) files_->unlink(layout_.temporary(name->table, name->checkpoint_id));
  files_->unlink(layout_.version(file_name));
}

fs::path CheckpointFiles::set_aside(std::string_view file_name) {
  fs::path kept = layout_.version(file_name);
  kept += kSetAside;
  files_->rename(layout_.version(file_name), kept);
  return kept;
}

void CheckpointFiles::restart_log(const std::vector<ManifestRow>& published) {
  std::set<std::int64_t> generations;
  for (const ManifestRow& row : published) generations.insert(row.generation);
  if (log_) log_->restart(generations);
}

void CheckpointFiles::compact_log(const std::vector<ManifestRow>& heads) {
  std::set<std::int64_t> needed;
  for (const ManifestRow& row : heads) needed.insert(row.generation);
  if (log_) log_->compact(needed);
}

}  // namespace egregora::detail
