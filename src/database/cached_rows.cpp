// SPDX-License-Identifier: Apache-2.0
// Needs no turn among the writers: nobody else knows the table's name.
#include "database/cached_rows.hpp"

#include <atomic>
#include <exception>
#include <string>
#include <utility>

#include <egregora/core/logging.hpp>

#include "database/storage_core.hpp"
#include "database/table_names.hpp"
#include "expr/relation.hpp"

namespace egregora::detail {

namespace {
class KeptRows final : public CachedRows {
 public:
  KeptRows(std::weak_ptr<StorageCore> core, std::string name)
      : core_(std::move(core)), name_(std::move(name)) {}
  ~KeptRows() override {
    try {
      release();
    } catch (const std::exception& error) {
      log(LogLevel::warning,
          std::string("the rows of a cached table could not be released: ") + error.what());
    }
  }

  void release() const override {
    const auto core = core_.lock();
    if (!core || released_.exchange(true)) return;
    const TableName full = core->scratch().physical(name_);
    core->scratch().remove(name_);
    CallSession session(*core);
    session->run(DropTable{full, true});
  }

 private:
  std::weak_ptr<StorageCore> core_;
  std::string name_;
  mutable std::atomic<bool> released_{false};
};
}  // namespace

Table cached_table(const std::shared_ptr<StorageCore>& core, const Table& table,
                   std::shared_ptr<const Source> source) {
  static std::atomic<std::uint64_t> count{0};
  const std::string name = std::string(kCachePrefix) + std::to_string(++count);
  CallSession session(*core);
  session->run(CreateTableAs{core->scratch().physical(name), table});
  core->scratch().add(name);
  return scan_table(name, table.schema(), std::move(source),
                    std::make_shared<KeptRows>(core, name));
}

}  // namespace egregora::detail
