// SPDX-License-Identifier: Apache-2.0
#include "support/options.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>

namespace bench {

namespace {
template <class N>
N number_of(std::string_view option, std::string_view text) {
  N number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1) {
    throw std::runtime_error(std::string(option) + " wants a number from 1, not '" +
                             std::string(text) + "'");
  }
  return number;
}
}  // namespace

void read_options(int count, char** values,
                  std::initializer_list<std::pair<std::string_view, Number>> known) {
  for (int at = 1; at < count; at += 2) {
    const std::string_view option = values[at];
    const auto* found = std::find_if(known.begin(), known.end(),
                                     [&](const auto& each) { return each.first == option; });
    if (found == known.end()) {
      std::string names;
      for (const auto& each : known) names += " " + std::string(each.first) + " N";
      throw std::runtime_error("unknown option '" + std::string(option) + "'; there are" + names);
    }
    const std::string_view text = at + 1 < count ? values[at + 1] : "";
    std::visit(
        [&](auto* number) { *number = number_of<std::decay_t<decltype(*number)>>(option, text); },
        found->second);
  }
}

}  // namespace bench
