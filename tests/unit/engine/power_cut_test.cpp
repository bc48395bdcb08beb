// SPDX-License-Identifier: Apache-2.0
// States that only a power cut leaves, made by hand: what is mended when opening, and what must not
// be.
#include <filesystem>
#include <string>

#include "support/temporary_folder.hpp"
#include "unit/engine/engine_fixture.hpp"

namespace egregora::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t kSector = 512;
constexpr std::size_t kFirstBlock = 3 * 4096;
constexpr std::size_t kBlock = 262'144;

class PowerCut : public ::testing::Test {
 protected:
  /// A database with one committed row of a long text; what `work` does then stays in the log.
  template <class F>
  void leave(F&& work) {
    const auto engine = open_duckdb({.path = folder_ / "worked.duckdb"});
    run(*engine, "CREATE TABLE t (i INTEGER, text VARCHAR)");
    insert(*engine);
    work(*engine);
    // As a cut would: while it is open. What is closed writes the log into the file first.
    file_ = read("worked.duckdb");
    log_ = fs::exists(folder_ / "worked.duckdb.wal") ? read("worked.duckdb.wal") : "";
  }
  static void run(Engine& engine, const std::string& sql) { engine.connect()->execute(sql); }
  static void insert(Engine& engine) {
    // No text that repeats: DuckDB's checksum is the sum without carry of words, in which equal
    // ones cancel each other out, so that a hole in them may go unnoticed.
    run(engine, "INSERT INTO t SELECT 1, string_agg(range::VARCHAR, ' ') FROM range(700)");
  }
  std::string read(const std::string& name) const { return folder_.read(name); }
  std::size_t log_size() const { return fs::file_size(folder_ / "worked.duckdb.wal"); }

  std::string refusal() const {
    folder_.write("cut.duckdb", file_);
    folder_.write("cut.duckdb.wal", log_);
    try {
      open_duckdb({.path = folder_ / "cut.duckdb"});
    } catch (const DatabaseError& error) {
      return error.what();
    }
    return "opened";
  }
  std::int64_t rows() const {
    folder_.write("cut.duckdb", file_);
    folder_.write("cut.duckdb.wal", log_);
    const auto engine = open_duckdb({.path = folder_ / "cut.duckdb"});
    return engine->connect()->query("SELECT count(*) FROM t").column<std::int64_t>(0)[0];
  }

  /// Where the first block begins that both have and that differs; their end where there is none.
  static std::size_t block_written_again(const std::string& before, const std::string& after) {
    std::size_t at = kFirstBlock;
    while (at < before.size() && before.compare(at, kBlock, after, at, kBlock) == 0) at += kBlock;
    return at;
  }

  TemporaryFolder folder_;
  std::string file_ = {};
  std::string log_ = {};
};

TEST_F(PowerCut, a_last_commit_whose_bytes_never_came_is_cut_off_and_kept_aside) {
  std::size_t acknowledged = 0;
  leave([&](Engine& engine) {
    acknowledged = log_size();
    insert(engine);
  });
  std::fill(log_.begin() + static_cast<std::ptrdiff_t>(acknowledged), log_.end(), '\0');
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(read("cut.duckdb.wal.refused-1"), log_);
}

TEST_F(PowerCut, a_hole_in_the_last_commit_is_one_too) {
  std::size_t acknowledged = 0;
  leave([&](Engine& engine) {
    acknowledged = log_size();
    insert(engine);
  });
  const std::size_t hole = (acknowledged / kSector + 2) * kSector;
  ASSERT_LT(hole + kSector, log_.size());
  log_.replace(hole, kSector, kSector, '\0');
  EXPECT_EQ(rows(), 1);
}

TEST_F(PowerCut, a_hole_before_other_commits_stays_refused) {
  std::size_t first = 0;
  leave([&](Engine& engine) {
    first = log_size();
    insert(engine);
    insert(engine);
  });
  log_.replace((first / kSector + 2) * kSector, kSector, kSector, '\0');
  EXPECT_THAT(refusal(), HasSubstr("Corrupt WAL file"));
  EXPECT_THAT(folder_.names(), Not(Contains("cut.duckdb.wal.refused-1")));
  EXPECT_EQ(read("cut.duckdb.wal"), log_);
}

TEST_F(PowerCut, a_byte_that_changed_in_the_last_commit_stays_refused) {
  leave([](Engine&) {});
  log_[log_.size() - 100] ^= 1;
  EXPECT_THAT(refusal(), HasSubstr("Corrupt WAL file"));
  EXPECT_EQ(read("cut.duckdb.wal"), log_);
}

TEST_F(PowerCut, a_metadata_block_that_a_checkpoint_left_half_written_is_mended) {
  std::string before;
  leave([&](Engine& engine) {
    engine.flush();
    insert(engine);
    before = read("worked.duckdb");
    run(engine, "SET GLOBAL debug_checkpoint_abort = 'after_free_list_write'");
    EXPECT_THROW(engine.flush(), StorageFatalError);
  });
  const std::string whole = file_;
  const std::size_t block = block_written_again(before, whole);
  ASSERT_LT(block, before.size());
  int torn = 0;
  for (std::size_t cut = block + kSector; cut < block + kBlock; cut += 8 * kSector) {
    SCOPED_TRACE(cut);
    file_ = whole;
    file_.replace(cut, block + kBlock - cut, before, cut, block + kBlock - cut);
    if (file_ == whole) continue;  // the part behind the cut is free in both
    ++torn;
    EXPECT_EQ(rows(), 2);
  }
  EXPECT_GT(torn, 0);
}

TEST_F(PowerCut, a_block_that_changed_without_a_checkpoint_stays_refused) {
  leave([&](Engine& engine) {
    engine.flush();
    insert(engine);
  });
  file_[kFirstBlock + 100] ^= 1;
  EXPECT_THAT(refusal(), HasSubstr("Corrupt database file"));
  EXPECT_EQ(read("cut.duckdb"), file_);
}

}  // namespace
}  // namespace egregora::testing
