// SPDX-License-Identifier: Apache-2.0
// The words of the columns `kind` and `media_type`, back to what they stand for.
#pragma once

#include <egregora/database/message_record.hpp>

#include <string_view>

namespace egregora::detail {

bool is_known(MessageKind kind) noexcept;
bool is_known(MediaType type) noexcept;
/// Throws: InternalError for a word that the table's rule does not allow.
MediaType stored_media_type(std::string_view word);

}  // namespace egregora::detail
