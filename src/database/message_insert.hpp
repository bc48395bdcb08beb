// SPDX-License-Identifier: Apache-2.0
// Brings a batch of messages into the table: what is there already is left out, the rest appended.
#pragma once

#include <egregora/database/transaction.hpp>

#include "database/message_batch.hpp"

namespace egregora::detail {

/// To be called inside the transaction; where nothing is new it changes nothing. `now` is when the
/// messages are said to have been ingested.
InsertedMessages insert_messages(Transaction& transaction, const MessageBatch& batch,
                                 Timestamp now);

}  // namespace egregora::detail
