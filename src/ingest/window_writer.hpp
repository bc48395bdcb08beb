// SPDX-License-Identifier: Apache-2.0
// Compares freshly cut windows with those that are stored, and writes only what differs.
// New windows go straight through appenders; changed ones wait in a stage until the rows they
// replace are gone.
#pragma once

#include <egregora/database/transaction.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/window_cutter.hpp"

namespace egregora::ingest {

/// Names a way of cutting: equal for options that cut alike.
std::string window_config_hash(const WindowOptions& options);
Uuid window_id_of(std::string_view config_hash, std::string_view thread_id, std::int64_t index,
                  std::int64_t part);
/// Digest of the member ids, in order.
std::string window_signature(const std::vector<Uuid>& members);
/// "2024-01-05 10:00 to 2024-01-07 18:30", in UTC.
std::string window_label(Timestamp start, Timestamp end);

/// The rows of `window_messages` of one window.
class MemberAppender {
 public:
  MemberAppender(Transaction& transaction, const std::string& table);
  void append(const Uuid& window_id, const std::vector<Uuid>& members, std::size_t step_members);
  void close() { appender_->close(); }

 private:
  std::unique_ptr<Appender> appender_;
  int window_id_, message_id_, position_, is_overlap_;
};

class WindowWriter {
 public:
  /// Reads which windows of this configuration are stored.
  WindowWriter(Transaction& transaction, WindowOptions options);
  ~WindowWriter();
  void write(const std::string& thread, const CutWindow& cut);
  /// Removes what was not cut again, writes what changed.
  WindowChanges finish();
  const std::string& config_hash() const noexcept { return config_hash_; }

 private:
  struct Stored {
    Uuid signature = {};
    Uuid parent = {};  ///< nil: not a part
    Timestamp created_at = {};
    bool seen = false;
  };
  void read_stored();
  Window row_of(const std::string& thread, const CutWindow& cut, std::string signature) const;
  void collect_doomed();

  Transaction& transaction_;
  WindowOptions options_;
  std::string config_hash_;
  Timestamp now_;
  std::unordered_map<Uuid, Stored> stored_ = {};
  WindowChanges changes_ = {};
  std::unique_ptr<class WindowAppender> created_ = {};
  std::unique_ptr<MemberAppender> created_members_ = {};
  std::vector<Window> changed_ = {};
  std::string stage_ = {};
  std::unique_ptr<MemberAppender> changed_members_ = {};
  std::vector<Uuid> doomed_ = {};  ///< windows whose rows go: changed or vanished
};

}  // namespace egregora::ingest
