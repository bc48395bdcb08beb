// SPDX-License-Identifier: Apache-2.0
// The six views that every registry of the process starts with.
#pragma once

#include <egregora/database/views.hpp>

namespace egregora::detail {

void add_built_in_views(ViewRegistry& registry);

}  // namespace egregora::detail
