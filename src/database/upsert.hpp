// SPDX-License-Identifier: Apache-2.0
// Rows that are added or overwrite those of their key. They are looked at first, because engines
// keep the first of two rows with one key without a word; so they are staged, save those that are
// stored somewhere already: copying a hundred thousand rows takes as long as merging them.
#pragma once

#include <egregora/database/transaction.hpp>

#include "database/transaction_state.hpp"

namespace egregora::detail {

/// `rows` fit `table`. Throws: as Transaction::upsert().
UpsertResult upsert(TransactionState& state, const ChangeableTable& table, const Table& rows,
                    const UpsertOptions& options);

}  // namespace egregora::detail
