// SPDX-License-Identifier: Apache-2.0
// Finding one record by its id as people type ids: whole, or the first characters that are enough.
#pragma once

#include <egregora/core/uuid.hpp>
#include <egregora/expr/table.hpp>

#include <string>
#include <string_view>

namespace egregora::program {

/// Throws: UsageError where `text` cannot begin a UUID.
void check_id(std::string_view text, const std::string& noun);

/// The only id in `column` of `table` that begins with `text`, letter case aside.
/// Throws: Failure ("no window begins with ...", or the ids that do); UsageError where `text`
/// cannot begin a UUID.
Uuid find_id(const Table& table, std::string_view column, std::string_view text,
             const std::string& noun);

}  // namespace egregora::program
