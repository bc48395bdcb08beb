// SPDX-License-Identifier: Apache-2.0
// What a benchmark is told on its command line: numbers by name.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <variant>

namespace bench {

using Number = std::variant<int*, std::int64_t*>;

/// Reads `--name N` into the number of that name; others stay as they are. Throws:
/// std::runtime_error naming an unknown option, or one without a number from 1.
void read_options(int count, char** values,
                  std::initializer_list<std::pair<std::string_view, Number>> known);

}  // namespace bench
