// SPDX-License-Identifier: Apache-2.0
// A working folder of its own for each test, and a few rows to write.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "support/temporary_folder.hpp"

namespace egregora {

namespace fs = std::filesystem;

class StorageTest : public ::testing::Test {
 protected:
  fs::path path(const std::string& name) const { return folder_.path() / name; }
  StorageOptions on_file() const { return {.db_path = path("test.duckdb")}; }
  fs::path data(const std::string& name) const { return folder_.path() / ".egregora/data" / name; }

  /// `rows` rows with columns id (0, 1, ...) and word.
  static Table numbers(std::int64_t rows, const std::string& word = "a") {
    std::vector<std::int64_t> ids;
    for (std::int64_t id = 0; id < rows; ++id) ids.push_back(id);
    return memtable({{"id", ids}, {"word", std::vector<std::string>(ids.size(), word)}});
  }
  static std::int64_t count_in(DuckDBStorageManager& storage, const fs::path& file) {
    return storage.read_parquet(file).count().execute();
  }
  static std::vector<std::string> words(const Table& table) {
    std::vector<std::string> found;
    const DataFrame frame = table.execute();
    for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
      found.emplace_back(frame.column<std::string>("word")[row]);
    }
    return found;
  }
  static std::vector<std::string> files_in(const fs::path& folder) {
    std::vector<std::string> names;
    if (!fs::exists(folder)) return names;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  /// What the error of type E says that `call` throws.
  template <class E, class F>
  static std::string message_of(F&& call) {
    try {
      call();
    } catch (const E& error) {
      return error.what();
    }
    return "nothing of the kind was thrown";
  }

  testing::TemporaryFolder folder_;
};

}  // namespace egregora
