// SPDX-License-Identifier: Apache-2.0
// The syncs without which a power cut takes what was acknowledged. That these are all is shown by
// the replay of tests/crash/power.
#include "unit/database/storage_fixture.hpp"

#include "support/failing_file_system.hpp"

namespace egregora {
namespace {

using ::testing::Contains;

class PowerCut : public StorageTest {
 protected:
  StorageOptions watched() const {
    StorageOptions options = on_file();
    options.files = files_;
    return options;
  }
  std::string sync_of(const fs::path& folder) const { return "sync_folder " + folder.string(); }

  std::shared_ptr<testing::FailingFileSystem> files_ =
      std::make_shared<testing::FailingFileSystem>(detail::posix_file_system());
};

TEST_F(PowerCut, folders_of_files_that_are_there_already_are_made_durable_once) {
  fs::create_directories(path(".egregora/data"));
  DuckDBStorageManager storage(watched());
  storage.write_table(numbers(3), "t");
  EXPECT_THAT(files_->operations(), Contains(sync_of(path(".egregora"))));
  files_->fail_at(0);
  storage.write_table(numbers(4), "t");
  EXPECT_THAT(files_->operations(), ::testing::Not(Contains(sync_of(path(".egregora")))));
}

TEST_F(PowerCut, a_statement_in_a_new_log_is_durable_before_the_connection_is_given_back) {
  DuckDBStorageManager storage(watched());
  storage.write_table(numbers(3), "t");
  auto lease = storage.connection();
  lease->query("DELETE FROM t WHERE id = 0");
  lease->query("CHECKPOINT");
  files_->fail_at(0);
  lease->query("DELETE FROM t WHERE id = 1");
  EXPECT_THAT(files_->operations(), Contains(sync_of(folder_.path())));
}

}  // namespace
}  // namespace egregora
