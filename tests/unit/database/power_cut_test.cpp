// SPDX-License-Identifier: Apache-2.0
// The syncs without which a power cut takes what was acknowledged. That these are all is shown by
// the replay of tests/crash/power.
#include "unit/database/storage_fixture.hpp"

#include <fstream>

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

// Opening keeps a copy of a log whose end never reached the disk, and cuts that end off.
TEST_F(PowerCut, doctor_says_what_a_log_that_was_set_aside_is) {
  const fs::path aside = path("test.duckdb.wal.refused-1");
  DuckDBStorageManager storage(on_file());
  storage.write_table(numbers(3), "t");
  std::ofstream(path("other.duckdb.wal.refused-1")) << "another database's";
  EXPECT_THAT(storage.checkpoints().doctor(), ::testing::IsEmpty());
  std::ofstream(aside) << "a log";
  const std::vector<Problem> problems = storage.checkpoints().doctor();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].kind, "log-set-aside");
  EXPECT_EQ(problems[0].object, aside.string());
  EXPECT_THAT(problems[0].message, ::testing::HasSubstr("nothing that was acknowledged"));
  EXPECT_THAT(problems[0].remedy, ::testing::HasSubstr("delete it"));
  fs::remove(aside);
  EXPECT_THAT(storage.checkpoints().doctor(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace egregora
