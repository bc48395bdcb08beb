// SPDX-License-Identifier: Apache-2.0
// A folder for the chats and databases of one run of a benchmark, gone at its end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace bench {

class Workshop {
 public:
  Workshop();
  ~Workshop();
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  /// A synthetic chat of so many messages, written when first asked for.
  std::filesystem::path chat(std::int64_t messages) const;
  /// A database's path at which nothing is left of an earlier one.
  std::filesystem::path fresh(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace bench
