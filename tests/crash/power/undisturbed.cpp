// SPDX-License-Identifier: Apache-2.0
#include "crash/power/undisturbed.hpp"

#include <sstream>
#include <stdexcept>

#include "crash/power/fast_folder.hpp"
#include "crash/power/forked.hpp"
#include "crash/power/look.hpp"
#include "support/temporary_folder.hpp"

namespace egregora::crash_tests {

namespace fs = std::filesystem;

namespace {

/// Through the open manager; else through one that changes nothing.
void look_at(WorkloadStorage& storage, const Say& say) {
  if (storage.manager) return look(*storage.manager, storage.path, say);
  if (!fs::exists(storage.path)) return;
  DuckDBStorageManager reader({.db_path = storage.path, .read_only = true});
  look(reader, storage.path, say);
}

void run_all(const fs::path& database, const std::vector<Operation>& operations, const Say& say) {
  WorkloadStorage storage{database};
  std::string name;
  storage.acknowledge = [&] {
    look_at(storage, say);
    say({"moment", name});
  };
  try {
    for (const Operation& operation : operations) {
      name = operation.name;
      operation.run(storage);
      storage.acknowledge();
    }
    say({"end"});
  } catch (const std::exception& error) {
    say({"failed", name, error.what()});
  }
}

}  // namespace

std::vector<ExpectedTables> undisturbed(const std::vector<Operation>& operations) {
  const testing::TemporaryFolder folder(fast_folder());
  const std::string text =
      in_child([&](const Say& say) { run_all(folder / kDatabaseName, operations, say); });
  std::vector<ExpectedTables> moments(1);
  Found found;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> words = words_of(line);
    if (words[0] == "failed") throw std::runtime_error(line);
    found.add(words);
    if (words[0] != "moment") continue;
    moments.back().set_under_way(words[1]);
    moments.push_back(moments.back());
    moments.back().take_over(found);
    found = {};
  }
  if (!found.has_ended) throw std::runtime_error("the undisturbed process died");
  moments.back().set_under_way("nothing");
  return moments;
}

}  // namespace egregora::crash_tests
