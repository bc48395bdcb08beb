// SPDX-License-Identifier: Apache-2.0
// Where the leaves of a manager's tables lead: runs expressions on a connection of the pool, or in
// the transaction that is open on this thread.
#pragma once

#include <egregora/expr/source.hpp>

#include <functional>
#include <memory>

#include "database/session.hpp"

namespace egregora::detail {

class StorageCore;

class StorageSource final : public Source, public std::enable_shared_from_this<StorageSource> {
 public:
  explicit StorageSource(std::weak_ptr<StorageCore> core) : core_(std::move(core)) {}

  DataFrame execute(const Table& table, const Parameters& parameters) const override;
  Table cache(const Table& table) const override;
  std::unique_ptr<TableStream> stream(const Table& table, std::int64_t batch_size) const override;
  std::string compile(const Table& table) const override;
  std::string explain(const Table& table) const override;
  void export_to(const Table& table, const std::filesystem::path& path,
                 FileFormat format) const override;

 private:
  /// Throws: ClosedError.
  std::shared_ptr<StorageCore> core() const;
  void with_session(const Table& table, const std::function<void(Session&)>& use) const;

  std::weak_ptr<StorageCore> core_;
};

}  // namespace egregora::detail
