// SPDX-License-Identifier: Apache-2.0
// A file system that counts the operations that change something, and fails the one it is told to.
#pragma once

#include <egregora/core/errors.hpp>

#include <memory>
#include <string>
#include <vector>

#include "database/file_system.hpp"

namespace egregora::testing {

/// Fails exactly one changing operation (from 1); 0 fails none. Looking never fails.
class FailingFileSystem final : public detail::FileSystem {
 public:
  using Path = std::filesystem::path;

  explicit FailingFileSystem(std::shared_ptr<detail::FileSystem> inner)
      : inner_(std::move(inner)) {}

  /// Counts anew, and fails the nth operation from here.
  void fail_at(int operation) {
    fail_at_ = operation;
    operations_.clear();
  }
  /// What was done since then, as "rename /path".
  const std::vector<std::string>& operations() const noexcept { return operations_; }

  std::optional<detail::FileStatus> status(const Path& path) const override {
    return inner_->status(path);
  }
  std::vector<std::string> list(const Path& folder) const override { return inner_->list(folder); }
  std::string read(const Path& path) const override { return inner_->read(path); }
  std::string digest(const Path& path) const override { return inner_->digest(path); }

  void append(const Path& path, std::string_view bytes) override {
    // A full disk: half of the bytes are there.
    if (is_next_to_fail()) inner_->append(path, bytes.substr(0, bytes.size() / 2));
    count("append", path);
    inner_->append(path, bytes);
  }
  void write(const Path& path, std::string_view bytes) override {
    count("write", path);
    inner_->write(path, bytes);
  }
  void sync_file(const Path& path) override {
    count("sync_file", path);
    inner_->sync_file(path);
  }
  void sync_folder(const Path& folder) override {
    count("sync_folder", folder);
    inner_->sync_folder(folder);
  }
  void create_folder(const Path& folder) override {
    count("create_folder", folder);
    inner_->create_folder(folder);
  }
  void rename(const Path& from, const Path& to) override {
    count("rename", to);
    inner_->rename(from, to);
  }
  bool link(const Path& from, const Path& to) override {
    count("link", to);
    return has_links_ && inner_->link(from, to);
  }
  void copy(const Path& from, const Path& to) override {
    count("copy", to);
    inner_->copy(from, to);
  }
  bool unlink(const Path& path) override {
    count("unlink", path);
    return inner_->unlink(path);
  }
  void make_read_only(const Path& path) override {
    count("make_read_only", path);
    inner_->make_read_only(path);
  }

  /// As FAT and some network file systems.
  void without_links() { has_links_ = false; }

 private:
  bool is_next_to_fail() const { return static_cast<int>(operations_.size()) + 1 == fail_at_; }
  void count(const char* operation, const Path& path) {
    const bool fails = is_next_to_fail();
    operations_.push_back(std::string(operation) + " " + path.string());
    if (fails) throw CheckpointError("injected fault: " + operations_.back());
  }

  std::shared_ptr<detail::FileSystem> inner_;
  int fail_at_ = 0;
  bool has_links_ = true;
  std::vector<std::string> operations_;
};

}  // namespace egregora::testing
