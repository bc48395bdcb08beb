// SPDX-License-Identifier: Apache-2.0
// One line on stderr, whatever the message holds: file names and SQL come from strangers.
#include "tools/egregora/failure.hpp"

namespace egregora::program {

std::string one_line(std::string_view text) {
  // DuckDB 1.5 appends "\n\nLINE 1: <sql>\n   ^": of no use on one line.
  text = text.substr(0, text.find("\n\nLINE "));
  std::string line;
  line.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool blank = byte < 0x20 || byte == 0x7F || c == ' ';
    if (!blank) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string failure_line(std::string_view what, std::string_view why) {
  const std::string subject = one_line(what);
  const std::string reason = one_line(why);
  std::string line = "egregora: ";
  if (!subject.empty() && !reason.starts_with(subject + ": ")) line += subject + ": ";
  return line + reason;
}

}  // namespace egregora::program
