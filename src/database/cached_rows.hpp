// SPDX-License-Identifier: Apache-2.0
// What Table::cache() keeps: a table in memory without a name of the user's, as long as somebody
// holds it.
#pragma once

#include <egregora/expr/table.hpp>

#include <memory>

namespace egregora::detail {

class StorageCore;

/// A table over the rows that `table` has now. Requires: no transaction is open on this thread.
Table cached_table(const std::shared_ptr<StorageCore>& core, const Table& table,
                   std::shared_ptr<const Source> source);

}  // namespace egregora::detail
