// SPDX-License-Identifier: Apache-2.0
// What engines do not do for sequences: remembering where one started, and starting one again that
// columns take their values from. DuckDB keeps such a sequence from being replaced; here the
// columns let go of it for that moment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction_state.hpp"

namespace egregora::detail {

/// The sequences that a table's definition names, as they are spelled there, without schemas.
std::vector<std::string> sequences_in(std::string_view definition);

/// The comment that says where a sequence started, as DuckDB forgets it.
std::string start_note(std::int64_t start);
/// Makes or replaces it, and notes its start as its comment.
void create_sequence(Session& session, std::string_view name, std::int64_t start,
                     bool or_replace = false);
/// What create_sequence() noted; absent of another comment.
std::optional<std::int64_t> noted_start(std::string_view comment);

struct SequenceDefault {
  std::string table;
  std::string column;
};

/// Of what ListDefaults gives, the defaults that are `sequence`'s next value and nothing else.
std::vector<SequenceDefault> taking_from(const DataFrame& defaults, std::string_view sequence);
/// The columns of durable tables that take their values from `sequence`, whoever said so.
std::vector<SequenceDefault> columns_taking(Session& session, std::string_view sequence);

/// The sequence goes on with `start`; the columns that take its values still do.
void restart_sequence(TransactionState& state, std::string_view sequence, std::int64_t start);

}  // namespace egregora::detail
