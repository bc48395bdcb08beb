// SPDX-License-Identifier: Apache-2.0
// The view `conversations`: messages in the vocabulary of the pipeline. It exists where there is a
// `messages` table and no table of its own name; a table that a user writes under that name takes
// its place.
#pragma once

#include <egregora/expr/table.hpp>

#include <optional>
#include <string_view>

#include "database/session.hpp"

namespace egregora::detail {

/// The view's rows, from a table with the columns of schemas::Messages.
Table conversations_of(const Table& messages);
/// True for the names whose coming and going makes the view come and go.
bool concerns_conversations(std::string_view table);
/// The view over a table `messages` with these columns; absent where they are other ones, because
/// it would fail then.
std::optional<CreateView> conversations_view(const TableName& view, const Schema& messages);
/// Creates or drops the view, as the tables that there are now demand. To be run before the commit
/// that changes them.
void keep_conversations(Session& session);
/// True where the relation of that name is a view that keep_conversations() may replace.
bool is_replaceable_view(std::string_view name);

}  // namespace egregora::detail
