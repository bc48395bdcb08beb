// SPDX-License-Identifier: Apache-2.0
// Asking the terminal driver, and the three variables that people set to overrule it.
#include "tools/egregora/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace egregora::program {
namespace {

constexpr int kNarrowest = 20;  // below this a table of one column says nothing any more

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets variables
  return value == nullptr ? std::string_view{} : std::string_view(value);
}

int width_from_environment() {
  const int columns = std::atoi(std::string(variable("COLUMNS")).c_str());
  return columns >= kNarrowest ? columns : 0;
}

int width_of(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= kNarrowest) return size.ws_col;
  return 0;
}

}  // namespace

Terminal terminal_of(int descriptor) {
  Terminal result;
  result.interactive = isatty(descriptor) == 1;
  // https://no-color.org: set and not empty means no colour.
  result.colour = result.interactive && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
  const int asked = result.interactive ? width_of(descriptor) : 0;
  const int set = width_from_environment();
  if (asked > 0) {
    result.width = asked;
  } else if (set > 0) {
    result.width = set;
  }
  return result;
}

}  // namespace egregora::program
