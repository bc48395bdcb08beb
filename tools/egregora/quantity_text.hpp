// SPDX-License-Identifier: Apache-2.0
// Counts, sizes and durations as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace egregora::program {

/// "1,234,567".
std::string count_text(std::int64_t count);
/// "1 message", "2,000 messages".
std::string counted(std::int64_t count, std::string_view noun);
/// "812 B", "4.1 kB", "97 MB", "1.2 GB": powers of a thousand, two digits of precision at least.
std::string bytes_text(std::uint64_t bytes);
/// "0.4 s", "12 s", "3m 05s", "2h 10m".
std::string duration_text(double seconds);

}  // namespace egregora::program
