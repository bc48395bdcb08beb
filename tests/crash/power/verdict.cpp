// SPDX-License-Identifier: Apache-2.0
// An operation may write several files, one after another; so each file is judged by itself.
#include "crash/power/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egregora::crash_tests {
namespace {

template <class F>
bool any(const Candidates& candidates, F&& holds) {
  return std::any_of(candidates.begin(), candidates.end(),
                     [&](const ExpectedTables* moment) { return holds(*moment); });
}

bool may_be_called(const std::string& name, const std::string& state,
                   const Candidates& candidates) {
  return any(candidates, [&](const ExpectedTables& moment) {
    const auto expected = moment.tables().find(name);
    return expected != moment.tables().end() && to_string(expected->second.file) == state;
  });
}

}  // namespace

bool is_whole(const Found& found, const Candidates& candidates) {
  const std::string contents = found.contents();
  for (auto moment = candidates.begin(); moment != candidates.end(); ++moment) {
    if ((*moment)->contents() != contents) continue;
    const bool goes_on = std::any_of(moment, candidates.end(), [&](const ExpectedTables* later) {
      return later->sequences() == found.sequences;
    });
    if (goes_on) return true;
  }
  return false;
}

std::string loss_in(const Found& found, const Candidates& candidates) {
  if (is_whole(found, candidates)) return "";
  std::string text = "lost: there is\n" + found.contents() + found.sequences;
  for (const ExpectedTables* moment : candidates) {
    text += "  and not\n" + moment->contents() + moment->sequences();
  }
  return text;
}

std::vector<std::string> flaws_of_files(const Found& found, const Candidates& candidates) {
  std::vector<std::string> flaws;
  for (const auto& [name, table] : found.tables) {
    const auto file = found.files.find(name);
    const bool is_there = file != found.files.end();
    if (table.state == "fresh" && (!is_there || file->second != table.digest)) {
      flaws.push_back("called fresh, and its file is another: " + name);
    }
    if (!may_be_called(name, table.state, candidates)) {
      flaws.push_back(fmt::format("the file of {} is called {}", name, table.state));
    }
  }
  for (const auto& file : found.files) {
    const bool is_version = any(candidates, [&](const ExpectedTables& moment) {
      return moment.versions(file.first).contains(file.second);
    });
    if (!is_version) flaws.push_back("no committed version is in the file of " + file.first);
  }
  for (const std::string& name : candidates.front()->files()) {
    const bool may_be_gone = any(
        candidates, [&](const ExpectedTables& moment) { return !moment.files().contains(name); });
    if (!may_be_gone && !found.files.contains(name)) {
      flaws.push_back("the Parquet file is gone: " + name);
    }
  }
  return flaws;
}

std::vector<std::string> flaws_of_backups(const Found& found, const Candidates& candidates) {
  std::vector<std::string> flaws;
  for (const auto& [name, digest] : found.backups) {
    const bool was_there = any(candidates, [&](const ExpectedTables& moment) {
      const auto told = moment.backups().find(name);
      const bool is_told = told != moment.backups().end() && told->second == digest;
      return is_told || digest_of(moment.contents()) == digest;
    });
    if (!was_there) flaws.push_back("a copy is not as the database was: " + name);
  }
  for (const auto& [name, digest] : candidates.front()->backups()) {
    if (!found.backups.contains(name)) flaws.push_back("the copy is gone: " + name);
  }
  return flaws;
}

}  // namespace egregora::crash_tests
