// SPDX-License-Identifier: Apache-2.0
// Opening files: what is made, what is refused, what is left behind, and one instance a file.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "support/temporary_folder.hpp"
#include "unit/engine/engine_fixture.hpp"

namespace egregora::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Opening : public ::testing::Test {
 protected:
  std::shared_ptr<Engine> open(EngineOptions options = {}) {
    if (!options.path) options.path = file_;
    if (options.lock_timeout == std::chrono::seconds{10}) options.lock_timeout = milliseconds{100};
    return open_duckdb(options);
  }
  std::string refusal(EngineOptions options = {}) {
    try {
      open(options);
    } catch (const Error& error) {
      return error.what();
    }
    return "opened";
  }
  static void fill(Engine& engine, int rows) {
    engine.connect()->execute("CREATE TABLE t AS SELECT range AS i FROM range(" +
                              std::to_string(rows) + ")");
  }
  static std::int64_t count(Engine& engine) {
    return engine.connect()->query("SELECT count(*) FROM t").column<std::int64_t>(0)[0];
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "pipeline.duckdb";
};

TEST_F(Opening, a_new_file_is_made_with_its_folders_and_closes_to_one_file) {
  const auto path = folder_ / "a" / "b" / "it's.duckdb";
  const auto engine = open({.path = path});
  EXPECT_TRUE(engine->created());
  EXPECT_EQ(engine->path(), path);
  fill(*engine, 10);
  engine->close();
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path.parent_path()))
    names.push_back(entry.path().filename());
  EXPECT_THAT(names, ElementsAre("it's.duckdb"));
  const auto again = open({.path = path});
  EXPECT_FALSE(again->created());
  EXPECT_EQ(count(*again), 10);
}

TEST_F(Opening, names_that_collide_with_catalogs_do_no_harm) {
  for (const char* name : {"egregora_db", "egregora_scratch.duckdb", "memory", "main.db",
                           ":memory:", "s3:x", "scratch.duckdb"}) {
    const auto engine = open({.path = folder_ / name});
    fill(*engine, 1);
    EXPECT_EQ(count(*engine), 1) << name;
    EXPECT_TRUE(std::filesystem::exists(folder_ / name)) << name;
  }
}

TEST_F(Opening, a_new_file_has_the_storage_version_that_names_its_log) {
  open()->close();
  const auto engine = open();
  const auto frame = engine->connect()->query(
      "SELECT tags['storage_version'] AS v FROM duckdb_databases() WHERE database_name = "
      "'egregora_db'");
  EXPECT_THAT(frame.value(0, "v").to_string(), HasSubstr("v1.5"));
}

TEST_F(Opening, a_new_file_is_filled_before_it_has_its_name) {
  std::vector<std::string> while_filling;
  const auto engine = open({.create = [&](Connection& connection, const std::string& catalog) {
    EXPECT_EQ(catalog, "egregora_db");
    connection.execute("CREATE TABLE t AS SELECT 1 AS i");
    while_filling = folder_.names();
  }});
  EXPECT_THAT(while_filling, ::testing::Not(::testing::Contains("pipeline.duckdb")));
  EXPECT_EQ(count(*engine), 1);
  engine->close();
  bool called = false;
  open({.create = [&](Connection&, const std::string&) { called = true; }});
  EXPECT_FALSE(called);
}

TEST_F(Opening, a_failed_creation_leaves_nothing) {
  EngineOptions options{.path = folder_ / "new" / "x.duckdb"};
  options.create = [](Connection& connection, const std::string&) {
    connection.execute("CREATE TABLE t AS SELECT 1 AS i");
    connection.execute("SELECT 'x'::INTEGER");
  };
  EXPECT_THROW(open(options), DatabaseError);
  EXPECT_THAT(folder_.names(), IsEmpty());
  options.create = {};
  EXPECT_TRUE(open(options)->created());
}

TEST_F(Opening, what_a_killed_creation_left_is_cleaned_up) {
  const pid_t child = ::fork();
  if (child == 0) {
    open({.create = [](Connection& connection, const std::string&) {
      connection.execute("CREATE TABLE t AS SELECT 1 AS i");
      ::kill(::getpid(), SIGKILL);
    }});
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_FALSE(folder_.names().empty());
  const auto engine = open();
  EXPECT_TRUE(engine->created());
  engine->close();
  EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb"));
}

TEST_F(Opening, read_only_creates_nothing_at_all) {
  EXPECT_THAT(refusal({.read_only = true}), HasSubstr("there is no such database"));
  EXPECT_THAT(folder_.names(), IsEmpty());
  fill(*open(), 3);
  const auto engine = open({.read_only = true});
  EXPECT_TRUE(engine->read_only());
  EXPECT_EQ(count(*engine), 3);
  const auto connection = engine->connect();
  EXPECT_THROW(connection->execute("INSERT INTO t VALUES (1)"), InvalidOperationError);
  connection->execute("CREATE TABLE egregora_scratch.main.s AS FROM t");
  EXPECT_EQ(connection->query("FROM s").num_rows(), 3);
  EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb"));
  EXPECT_NO_THROW(engine->flush());
  engine->close();
  EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb"));
}

TEST_F(Opening, what_is_no_database_is_named_and_left_alone) {
  EXPECT_THAT(refusal({.path = folder_.path()}),
              HasSubstr("this is a folder, not a DuckDB database"));
  const std::pair<const char*, std::string> cases[] = {
      {"", "this file is empty"},
      {"hello", "this is not a DuckDB database"},
      {"SQLite format 3\0 and more", "this is a SQLite database"},
      {"PK\3\4 and so on and on", "this is a zip archive"},
      {"[1/2/24, 10:00:00] Ann: hello", "this is not a DuckDB database"}};
  for (const auto& [bytes, expected] : cases) {
    folder_.write("pipeline.duckdb", bytes);
    for (const bool read_only : {true, false}) {
      const std::string message = refusal({.read_only = read_only});
      EXPECT_THAT(message, HasSubstr(expected));
      EXPECT_THAT(message, HasSubstr("pipeline.duckdb"));
    }
    EXPECT_EQ(folder_.read("pipeline.duckdb"), bytes);
    EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb"));
  }
}

TEST_F(Opening, a_damaged_database_is_refused_and_named) {
  fill(*open(), 1000);
  std::string bytes = folder_.read("pipeline.duckdb");
  bytes.replace(4096, 64, std::string(64, 'x'));
  bytes.replace(8192, 64, std::string(64, 'x'));
  folder_.write("pipeline.duckdb", bytes);
  EXPECT_THAT(refusal(),
              ::testing::AllOf(HasSubstr("cannot be opened"), HasSubstr("pipeline.duckdb")));
  EXPECT_EQ(folder_.read("pipeline.duckdb"), bytes);
  EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb"));
}

TEST_F(Opening, a_log_without_its_database_is_not_touched) {
  folder_.write("pipeline.duckdb.wal", "somebody's work");
  EXPECT_THAT(refusal(), HasSubstr("write-ahead log without its database"));
  EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb.wal"));
}

TEST_F(Opening, one_file_is_one_instance_whatever_its_path) {
  const auto first = open();
  fill(*first, 5);
  std::filesystem::create_symlink(file_, folder_ / "link.duckdb");
  std::filesystem::create_hard_link(file_, folder_ / "hard.duckdb");
  const auto second = open({.path = folder_ / "link.duckdb"});
  const auto third = open({.path = folder_ / "hard.duckdb"});
  EXPECT_EQ(count(*second), 5);
  EXPECT_NE(first->scratch_catalog(), second->scratch_catalog());
  third->connect()->execute("INSERT INTO t VALUES (1)");
  first->connect()->execute("CREATE TABLE " + first->scratch_catalog() +
                            ".main.s AS SELECT 1 AS i");
  first->close();
  EXPECT_EQ(count(*second), 6);
  EXPECT_THROW(second->connect()->query("FROM s"), TableNotFoundError);
  second->close();
  third->close();
  std::filesystem::remove(folder_ / "hard.duckdb");
  EXPECT_EQ(count(*open()), 6);
}

TEST_F(Opening, a_file_of_two_names_is_refused_because_its_log_has_one) {
  fill(*open(), 5);
  std::filesystem::create_hard_link(file_, folder_ / "hard.duckdb");
  for (const bool read_only : {false, true}) {
    EXPECT_THAT(refusal({.path = folder_ / "hard.duckdb", .read_only = read_only}),
                ::testing::AllOf(HasSubstr("2 names (hard links)"), HasSubstr("hard.duckdb")));
  }
  std::filesystem::remove(file_);
  EXPECT_EQ(count(*open({.path = folder_ / "hard.duckdb"})), 5);
}

TEST_F(Opening, joining_with_other_options_is_refused) {
  const auto engine = open({.threads = 2});
  EXPECT_THAT(refusal({.read_only = true}), HasSubstr("other options (for writing)"));
  EXPECT_THAT(refusal({.threads = 1}), HasSubstr("other options (threads: 2)"));
  EXPECT_THAT(refusal({.memory_limit = "100MB"}),
              HasSubstr("other options (memory_limit: the default)"));
  EXPECT_EQ(refusal({.threads = 2}), "opened");
  EXPECT_EQ(refusal(), "opened");
}

TEST_F(Opening, options_reach_the_engine) {
  const auto engine = open({.threads = 1, .memory_limit = "300MB"});
  const auto connection = engine->connect();
  EXPECT_EQ(connection->query("SELECT current_setting('threads')").value(0, std::size_t{0}),
            Scalar(1));
  EXPECT_THAT(connection->query("SELECT current_setting('memory_limit')")
                  .value(0, std::size_t{0})
                  .to_string(),
              HasSubstr("286"));
  EXPECT_THAT(refusal({.path = folder_ / "other.duckdb", .memory_limit = "much"}),
              HasSubstr("memory_limit"));
  EXPECT_THAT(refusal({.path = folder_ / "other.duckdb", .threads = 0}),
              HasSubstr("threads must be at least 1"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "other.duckdb"));
}

TEST_F(Opening, spills_beside_the_database_and_cleans_up) {
  const auto engine = open({.threads = 1, .memory_limit = "60MB"});
  engine->connect()->execute(
      "CREATE TABLE t AS SELECT i, repeat('x', 40) || i AS s FROM range(1500000) r(i) ORDER BY "
      "hash(i)");
  engine->close();
  EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb"));
}

TEST_F(Opening, spill_files_of_a_killed_process_go_at_the_next_opening) {
  open()->close();
  std::filesystem::create_directory(folder_ / "pipeline.duckdb.tmp");
  folder_.write("pipeline.duckdb.tmp/duckdb_temp_storage_DEFAULT-0.tmp", "old");
  open()->close();
  EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb"));
  std::filesystem::create_directory(folder_ / "pipeline.duckdb.tmp");
  folder_.write("pipeline.duckdb.tmp/mine.txt", "keep");
  open()->close();
  EXPECT_EQ(folder_.read("pipeline.duckdb.tmp/mine.txt"), "keep");
}

TEST_F(Opening, in_memory_leaves_nothing) {
  const auto engine = open_duckdb({.create = [](Connection& connection, const std::string&) {
    connection.execute("CREATE TABLE t AS SELECT 1 AS i");
  }});
  EXPECT_EQ(count(*engine), 1);
  const auto other = open_duckdb({});
  EXPECT_THROW(other->connect()->query("FROM t"), TableNotFoundError);
  EXPECT_THROW(open_duckdb({.read_only = true}), InvalidOperationError);
  EXPECT_NO_THROW(engine->flush());
}

TEST_F(Opening, threads_that_open_one_new_file_share_it) {
  std::vector<std::shared_ptr<Engine>> engines(8);
  std::vector<std::thread> threads;
  std::atomic<int> created = 0;
  for (auto& engine : engines) {
    threads.emplace_back([&] {
      engine = open({.lock_timeout = std::chrono::seconds{20},
                     .create = [](Connection& connection, const std::string&) {
                       connection.execute("CREATE TABLE t AS SELECT 1 AS i");
                     }});
      created += engine->created() ? 1 : 0;
      engine->connect()->execute("INSERT INTO t VALUES (2)");
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(created, 1);
  EXPECT_EQ(count(*engines[0]), 9);
}

TEST_F(Opening, threads_that_open_and_close_lose_nothing) {
  open({.create = [](Connection& connection, const std::string&) {
    connection.execute("CREATE TABLE t(i INTEGER)");
  }})->close();
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        const auto engine = open({.lock_timeout = std::chrono::seconds{20}});
        engine->connect()->execute("INSERT INTO t VALUES (1)");
        engine->close();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count(*open()), 40);
}

/// Runs `body` in a process that then waits until it is told to go on; true when it is ready.
class OtherProcess {
 public:
  template <class Body>
  explicit OtherProcess(Body body) {
    if (::pipe(ready_) != 0 || ::pipe(go_on_) != 0) throw std::runtime_error("pipe");
    child_ = ::fork();
    if (child_ != 0) {
      char byte = 0;
      is_ready_ = ::read(ready_[0], &byte, 1) == 1 && byte == 'y';
      return;
    }
    char byte = 'n';
    {
      [[maybe_unused]] const auto held = body();
      byte = 'y';
      static_cast<void>(!::write(ready_[1], &byte, 1));
      static_cast<void>(!::read(go_on_[0], &byte, 1));
    }
    ::_exit(0);
  }
  ~OtherProcess() {
    if (child_ > 0) finish();
  }
  bool is_ready() const { return is_ready_; }
  pid_t id() const { return child_; }
  void finish() {
    static_cast<void>(!::write(go_on_[1], "x", 1));
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
  }
  void kill() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
  }

 private:
  int ready_[2] = {};
  int go_on_[2] = {};
  pid_t child_ = 0;
  bool is_ready_ = false;
};

TEST_F(Opening, another_process_is_refused_by_name_of_the_owner) {
  fill(*open(), 7);
  OtherProcess other([&] { return open(); });
  ASSERT_TRUE(other.is_ready());
  const std::string owner = "process " + std::to_string(other.id());
  EXPECT_THROW(open(), DatabaseLockedError);
  EXPECT_THAT(refusal(), HasSubstr("in use by " + owner));
  EXPECT_THROW(open({.read_only = true}), DatabaseLockedError);
  EXPECT_THAT(refusal({.read_only = true}), HasSubstr("in use by " + owner));
  other.finish();
  EXPECT_EQ(count(*open()), 7);
  EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb"));
}

TEST_F(Opening, waits_for_the_other_process) {
  open()->close();
  OtherProcess other([&] { return open(); });
  ASSERT_TRUE(other.is_ready());
  std::thread later([&] {
    std::this_thread::sleep_for(milliseconds{200});
    other.finish();
  });
  EXPECT_NO_THROW(open({.lock_timeout = std::chrono::seconds{20}}));
  later.join();
}

TEST_F(Opening, readers_share_a_file_and_keep_writers_out) {
  fill(*open(), 7);
  OtherProcess other([&] { return open({.read_only = true}); });
  ASSERT_TRUE(other.is_ready());
  EXPECT_EQ(count(*open({.read_only = true})), 7);
  EXPECT_THAT(refusal(), HasSubstr("in use by process " + std::to_string(other.id())));
  EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb"));
}

TEST_F(Opening, the_lock_of_a_killed_process_is_no_lock) {
  open()->close();
  OtherProcess other([&] {
    auto engine = open();
    fill(*engine, 9);
    return engine;
  });
  ASSERT_TRUE(other.is_ready());
  EXPECT_TRUE(std::filesystem::exists(folder_ / "pipeline.duckdb.lock"));
  other.kill();
  EXPECT_EQ(count(*open({.read_only = true})), 9);
  EXPECT_EQ(count(*open()), 9);
  EXPECT_THAT(folder_.names(), ElementsAre("pipeline.duckdb"));
}

TEST_F(Opening, what_a_process_opened_is_not_its_childs) {
  const auto engine = open();
  OtherProcess other([&] {
    const std::string message = refusal();
    if (message.find("in use by process " + std::to_string(::getppid())) == std::string::npos)
      ::_exit(1);
    return 0;
  });
  EXPECT_TRUE(other.is_ready());
}

TEST_F(Opening, flush_writes_the_log_into_the_file) {
  const auto engine = open();
  fill(*engine, 1000);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "pipeline.duckdb.wal"));
  engine->flush();
  EXPECT_FALSE(std::filesystem::exists(folder_ / "pipeline.duckdb.wal"));
  const auto connection = engine->connect();
  connection->begin();
  connection->execute("INSERT INTO t VALUES (1)");
  EXPECT_NO_THROW(engine->flush());  // beside an open transaction, and without harm to it
  connection->commit();
  EXPECT_EQ(count(*engine), 1001);
}

[[noreturn]] void exit_with_static_engines() {
  // Several, so that one closes after what the first used is gone.
  static const std::shared_ptr<Engine> first = open_duckdb({});
  static const std::unique_ptr<Connection> its_connection = first->connect();
  static const std::shared_ptr<Engine> second = open_duckdb({});
  for (int i = 0; i < 50; ++i) static_cast<void>(second->connect()->query("SELECT 1"));
  static_cast<void>(its_connection->query("SELECT 42"));
  std::exit(0);
}

TEST_F(Opening, an_engine_may_be_of_static_storage_duration) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  for (int round = 0; round < 3; ++round)
    EXPECT_EXIT(exit_with_static_engines(), ::testing::ExitedWithCode(0), "");
}

TEST_F(Opening, a_folder_that_cannot_be_written_is_named) {
  constexpr uid_t kNobody = 65'534;
  const bool is_root = ::geteuid() == 0;  // who may write anywhere
  ::chmod(folder_.path().c_str(), 0555);
  ASSERT_EQ(is_root ? ::seteuid(kNobody) : 0, 0);
  const std::string message = refusal();
  ASSERT_EQ(is_root ? ::seteuid(0) : 0, 0);
  ::chmod(folder_.path().c_str(), 0755);
  EXPECT_THAT(message, HasSubstr("make its folder writable"));
}

}  // namespace
}  // namespace egregora::testing
