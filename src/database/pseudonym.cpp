// SPDX-License-Identifier: Apache-2.0
#include "database/pseudonym.hpp"

#include <string>

namespace egregora::detail {

Uuid pseudonym_of(const Uuid& name_space, std::string_view source, std::string_view name) {
  return uuid5(name_space, std::string(source).append(1, ':').append(name));
}

}  // namespace egregora::detail
