// SPDX-License-Identifier: Apache-2.0
// The built-in views, rebuilt where they are stale: where the expression is another one, or the
// input's or the view's own Parquet file is not the one that the last build left.
#pragma once

#include <egregora/core/json.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/ingest/pipeline.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::ingest {

/// The newest file of `table` where it is fresh.
std::optional<CheckpointInfo> fresh_checkpoint(const DuckDBStorageManager& storage,
                                               std::string_view table);

class ViewRefresh {
 public:
  /// `last` is what `state()` gave after an earlier refresh; null where there was none.
  /// Requires: the inputs' files are fresh.
  ViewRefresh(DuckDBStorageManager& storage, Json last);

  std::vector<std::string> names() const;
  RunView refresh(const std::string& name);
  /// By view: expression, input and file, to be kept for the next refresh.
  const Json& state() const noexcept { return state_; }

 private:
  struct Definition {
    ViewBuilder builder;
    std::string input;
  };
  Definition definition(const std::string& name) const;
  Json fingerprint(const Definition& view) const;
  bool is_current(const std::string& name, const Json& fingerprint) const;

  DuckDBStorageManager& storage_;
  Json last_;
  Json state_ = Json::object();
};

}  // namespace egregora::ingest
