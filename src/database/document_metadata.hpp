// SPDX-License-Identifier: Apache-2.0
// Keys of a document's metadata that have a member of their own.
#pragma once

#include <egregora/database/document.hpp>

namespace egregora::detail {

/// The document with those keys in their members, and the others left in `metadata`.
/// Throws: InvalidOperationError naming document and key: metadata that is no object; a value of
/// the wrong kind; one that says something else than the member.
Document with_keys_in_members(const Document& document);

}  // namespace egregora::detail
