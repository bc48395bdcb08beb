// SPDX-License-Identifier: Apache-2.0
// The one way in which a name becomes an id.
#pragma once

#include <egregora/core/uuid.hpp>

#include <string_view>

namespace egregora::detail {

/// uuid5(namespace, "<source>:" + name): the author_uuid of a participant, and what stands for a
/// chat's name.
Uuid pseudonym_of(const Uuid& name_space, std::string_view source, std::string_view name);

}  // namespace egregora::detail
