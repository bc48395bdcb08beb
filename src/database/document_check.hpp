// SPDX-License-Identifier: Apache-2.0
// What every document must be before it is stored.
#pragma once

#include <egregora/database/document.hpp>

namespace egregora::detail {

/// Throws: InvalidOperationError naming the document and every rule that it breaks; TypeError for a
/// text that is no UTF-8. Requires: its keys are in their members.
void check_document(const Document& document);

}  // namespace egregora::detail
