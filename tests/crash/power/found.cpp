// SPDX-License-Identifier: Apache-2.0
#include "crash/power/found.hpp"

#include <algorithm>
#include <sstream>

namespace egregora::crash_tests {

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::istringstream in(line);
  for (std::string word; std::getline(in, word, '\t');) words.push_back(word);
  words.resize(std::max<std::size_t>(words.size(), 4));
  return words;
}

std::string Found::contents() const {
  std::string text;
  for (const auto& [name, table] : tables) text += name + ' ' + table.digest + '\n';
  return text;
}

void Found::add(const std::vector<std::string>& words) {
  const std::string& what = words[0];
  if (what == "table") tables[words[1]] = {words[2], words[3]};
  if (what == "sequence") sequences += words[1] + '\n';
  if (what == "file") files[words[1]] = words[2];
  if (what == "backup") backups[words[1]] = words[2];
  if (what == "aside") aside.push_back(words[1]);
  if (what == "refused" || what == "behind") refused = words[1];
  is_behind |= what == "behind";
  was_mended |= what == "mended";
  has_ended |= what == "end" || what == "refused" || what == "behind";
  if (what != "flaw") return;
  std::string text;
  for (auto word = words.begin() + 1; word != words.end(); ++word) text += *word + ' ';
  flaws.push_back(text);
}

}  // namespace egregora::crash_tests
