// SPDX-License-Identifier: Apache-2.0
// How numbers are written as text: exactly, in the shortest form that reads back as the same value,
// without any locale.
#pragma once

#include <egregora/data/scalar.hpp>
#include <string>

namespace egregora::detail {

std::string integer_text(int128_t value);
/// `unscaled` with `scale` digits behind the point: (12345, 2) is "123.45".
std::string decimal_text(int128_t unscaled, int scale);
/// Shortest text that reads back as `value`, recognisably no integer: "5.0", "1e+20", "nan",
/// "-inf".
std::string floating_text(double value);
std::string floating_text(float value);

}  // namespace egregora::detail
