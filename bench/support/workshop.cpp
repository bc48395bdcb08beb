// SPDX-License-Identifier: Apache-2.0
// See workshop.hpp.
#include "support/workshop.hpp"

#include <egregora/ingest/sample.hpp>

#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace bench {

namespace fs = std::filesystem;

Workshop::Workshop() {
  std::string name = (fs::temp_directory_path() / "egregora-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
}

Workshop::~Workshop() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

fs::path Workshop::chat(std::int64_t messages) const {
  const fs::path folder = folder_ / std::to_string(messages);
  fs::create_directories(folder);
  fs::path path = folder / "WhatsApp Chat with Book Club.txt";
  if (!fs::exists(path)) egregora::write_sample(path, {.messages = messages, .seed = 7});
  return path;
}

fs::path Workshop::fresh(const std::string& name) const {
  // A folder each, as the checkpoint folder lies beside the database.
  const fs::path folder = folder_ / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder / "chat.db";
}

}  // namespace bench
