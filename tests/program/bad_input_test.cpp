// Input that is missing, broken or hostile: the exit code, one clear sentence, and everything on
// disk as before - beside an existing database, and where there was none.
#include <cstdlib>

#include "program/program_runner.hpp"

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

class BadInput : public ProgramTest {
 protected:
  /// `run input` fails with these words: where no database is, and beside one that holds a chat.
  void refused(const std::string& input, const std::vector<std::string>& parts,
               const std::vector<std::string>& options = {}) {
    std::vector<std::string> words = {"run", input};
    words.insert(words.end(), options.begin(), options.end());
    Snapshot before = snapshot_of(folder_);
    fails(words, 1, parts);
    EXPECT_EQ(snapshot_of(folder_), before) << "without a database";
    write_file(path("good.txt"), kSmallChat);
    succeeds({"run", "good.txt"});
    before = snapshot_of(folder_);
    fails(words, 1, parts);
    EXPECT_EQ(snapshot_of(folder_), before) << "beside a database";
    words.insert(words.begin() + 1, "good.txt");
    fails(words, 1, parts);
    EXPECT_EQ(snapshot_of(folder_), before) << "behind a good export";
  }
};

TEST_F(BadInput, missing_file) { refused("no such chat.txt", {"no such chat.txt"}); }

TEST_F(BadInput, a_folder) {
  fs::create_directory(path("chats"));
  refused("chats", {"chats"});
}

TEST_F(BadInput, empty_file) {
  write_file(path("empty.txt"), "");
  refused("empty.txt", {"empty.txt"});
}

TEST_F(BadInput, text_that_is_no_chat) {
  write_file(path("shopping.txt"), "milk\nbread\n12/03 eggs - two\n");
  refused("shopping.txt", {"shopping.txt", "message"});
}

TEST_F(BadInput, binary_file) {
  std::string bytes = "\x89PNG\r\n\x1a\n";
  for (int i = 0; i < 4000; ++i) bytes += static_cast<char>((i * 7919) >> 3);
  write_file(path("picture.txt"), bytes);
  refused("picture.txt", {"picture.txt"});
}

TEST_F(BadInput, bad_utf8_names_the_offset_and_the_way_out) {
  const std::string chat = "13/05/2024, 10:00 - Dora: caf";
  write_file(path("latin1.txt"), chat + "\xe9 at ten\n13/05/2024, 10:01 - Emil: yes\n");
  refused("latin1.txt", {"latin1.txt", std::to_string(chat.size()), "--lossy"});
  const Outcome outcome = succeeds({"run", "latin1.txt", "--lossy", "--db", "lossy.duckdb"});
  EXPECT_THAT(succeeds({"show", "messages", "--json", "--db", "lossy.duckdb"}).out,
              HasSubstr("caf\xEF\xBF\xBD at ten"));
}

TEST_F(BadInput, bad_utf8_far_into_a_file_leaves_nothing_behind) {
  std::string chat;
  for (int i = 0; i < 5000; ++i)
    chat += "13/05/2024, 10:00 - Dora: message " + std::to_string(i) + "\n";
  const std::size_t offset = chat.size() + std::string("13/05/2024, 10:01 - Emil: ").size();
  write_file(path("late.txt"), chat + "13/05/2024, 10:01 - Emil: \xff\n");
  refused("late.txt", {"late.txt", std::to_string(offset)});
}

TEST_F(BadInput, found_late_leaves_folders_that_were_there) {
  write_file(path("late.txt"), "13/05/2024, 10:00 - Dora: hello\n13/05/2024, 10:01 - Emil: \xff\n");
  fs::create_directories(path("files/empty"));
  const Snapshot before = snapshot_of(folder_);
  fails({"run", "late.txt", "--checkpoint-dir", "files"}, 1, {"late.txt"});
  EXPECT_EQ(snapshot_of(folder_), before);
  fails({"run", "late.txt", "--checkpoint-dir", "new/files", "--db", "sub/x.duckdb"}, 1,
        {"late.txt"});
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(BadInput, a_folder_for_files_that_cannot_be) {
  write_file(path("chat.txt"), kSmallChat);
  write_file(path("plain"), "a file");
  refused("chat.txt", {"plain"}, {"--checkpoint-dir", "plain"});
}

TEST_F(BadInput, a_folder_for_files_that_cannot_be_made) {
  write_file(path("chat.txt"), kSmallChat);
  refused("chat.txt", {"/proc/nope"}, {"--checkpoint-dir", "/proc/nope/files"});
}

TEST_F(BadInput, strict_refuses_what_fits_nowhere) {
  write_file(path("odd.txt"), "a line before any message\n13/05/2024, 10:00 - Dora: hello\n");
  Snapshot before = snapshot_of(folder_);
  fails({"run", "odd.txt", "--strict"}, 1, {"odd.txt", "line 1"});
  EXPECT_EQ(snapshot_of(folder_), before);
  write_file(path("good.txt"), kSmallChat);
  succeeds({"run", "good.txt"});
  const json tables = succeeds({"tables", "--json"}).json();
  const Snapshot files = snapshot_of(path(".egregora"));
  fails({"run", "odd.txt", "--strict"}, 1, {"odd.txt", "line 1"});
  EXPECT_EQ(succeeds({"tables", "--json"}).json(), tables);
  EXPECT_EQ(snapshot_of(path(".egregora")), files);
}

TEST_F(BadInput, truncated_zip) {
  write_file(path("chat.txt"), kSmallChat);
  tool({"zip", "-q", "whole.zip", "chat.txt"});
  const std::string whole = read_file(path("whole.zip"));
  write_file(path("cut.zip"), whole.substr(0, whole.size() / 2));
  refused("cut.zip", {"cut.zip"});
}

TEST_F(BadInput, damaged_zip) {
  std::string chat;
  for (int i = 0; i < 300; ++i)
    chat += "13/05/2024, 10:00 - Dora: message " + std::to_string(i * 7919) + "\n";
  write_file(path("chat.txt"), chat);
  tool({"zip", "-q", "damaged.zip", "chat.txt"});
  std::string bytes = read_file(path("damaged.zip"));
  for (std::size_t i = bytes.size() / 3; i < bytes.size() / 3 + 20; ++i)
    bytes[i] = static_cast<char>(~bytes[i]);
  write_file(path("damaged.zip"), bytes);
  refused("damaged.zip", {"damaged.zip"});
}

TEST_F(BadInput, encrypted_zip) {
  write_file(path("chat.txt"), kSmallChat);
  tool({"zip", "-q", "-P", "secret", "locked.zip", "chat.txt"});
  refused("locked.zip", {"locked.zip", "encrypted"});
}

TEST_F(BadInput, zip_bomb) {
  std::string bomb(kSmallChat);
  bomb.append(60'000'000, 'a');
  write_file(path("_chat.txt"), bomb);
  tool({"zip", "-q", "-9", "bomb.zip", "_chat.txt"});
  fs::remove(path("_chat.txt"));
  refused("bomb.zip", {"bomb.zip"});
}

TEST_F(BadInput, zip_whose_member_escapes) {
  fs::create_directory(path("inner"));
  write_file(path("WhatsApp Chat with Eve.txt"), kSmallChat);
  tool({"zip", "-q", "../escape.zip", "../WhatsApp Chat with Eve.txt"}, "inner");
  refused("escape.zip", {"escape.zip", "../"});
}

TEST_F(BadInput, zip_without_a_chat) {
  write_file(path("photo.jpg"), "not really");
  tool({"zip", "-q", "photos.zip", "photo.jpg"});
  refused("photos.zip", {"photos.zip"});
}

TEST_F(BadInput, zip_with_two_chats) {
  write_file(path("WhatsApp Chat with A.txt"), kSmallChat);
  write_file(path("WhatsApp Chat with B.txt"), kSmallChat);
  tool({"zip", "-q", "two.zip", "WhatsApp Chat with A.txt", "WhatsApp Chat with B.txt"});
  refused("two.zip", {"two.zip"});
}

TEST_F(BadInput, date_that_needs_to_be_told) {
  write_file(path("years.txt"), "24/05/13, 10:00 - Dora: hello\n24/05/14, 10:00 - Dora: hello\n");
  const Outcome outcome = egregora({"run", "years.txt"});
  EXPECT_TRUE(outcome.exit_code == 0 || outcome.exit_code == 1) << outcome.err;
}

class BadDatabase : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write_file(path("chat.txt"), kSmallChat);
  }
  /// Every way in refuses `db`, and it is the same file afterwards.
  void refused(const std::string& db, const std::vector<std::string>& parts) {
    const Snapshot before = snapshot_of(folder_);
    fails({"run", "chat.txt", "--db", db}, 1, parts);
    fails({"tables", "--db", db}, 1, parts);
    fails({"doctor", "--db", db}, 1, parts);
    fails({"sql", "--write", "SELECT 1", "--db", db}, 1, parts);
    EXPECT_EQ(snapshot_of(folder_), before);
  }
};

TEST_F(BadDatabase, that_is_a_text) {
  write_file(path("notes.duckdb"), "dear diary, " + std::string(20'000, 'x'));
  refused("notes.duckdb", {"notes.duckdb", "DuckDB"});
}

TEST_F(BadDatabase, that_is_another_kind_of_database) {
  write_file(path("other.db"), std::string("SQLite format 3\0", 16) + std::string(8'000, '\0'));
  refused("other.db", {"other.db", "DuckDB"});
}

TEST_F(BadDatabase, that_is_a_folder) {
  fs::create_directory(path("folder.duckdb"));
  refused("folder.duckdb", {"folder.duckdb"});
}

TEST_F(BadDatabase, that_another_process_holds) {
  succeeds({"run", "chat.txt"});
  Running holder(
      {"sql", "--write", "SELECT count(*) FROM range(100000000000) a WHERE a.range % 7 = 3"},
      folder_);
  Outcome refused_now;
  for (int i = 0; i < 400; ++i) {  // until the other one has it
    refused_now = egregora({"run", "chat.txt", "--lock-timeout", "0"});
    if (refused_now.exit_code != 0) break;
  }
  EXPECT_EQ(refused_now.exit_code, 1);
  EXPECT_THAT(refused_now.err, HasSubstr("pipeline.duckdb"));
  const Snapshot before = snapshot_of(folder_);
  const std::string owner = "in use by process " + std::to_string(holder.id());
  fails({"run", "chat.txt", "--lock-timeout", "0.2"}, 1, {"pipeline.duckdb", owner});
  fails({"tables", "--lock-timeout", "0"}, 1, {"pipeline.duckdb", owner});
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(BadDatabase, table_names_are_no_paths_and_no_sql) {
  succeeds({"run", "chat.txt"});
  const Snapshot before = snapshot_of(folder_);
  for (const std::string name : {"../../etc/passwd", "messages; drop table messages",
                                 "_egregora_manifest_nope", "\"messages\""}) {
    const Outcome outcome = egregora({"show", name});
    EXPECT_EQ(outcome.exit_code, 1) << name << outcome.out;
    EXPECT_THAT(outcome.err, HasSubstr("egregora: show: ")) << name;
  }
  EXPECT_EQ(snapshot_of(folder_), before);
}

}  // namespace
}  // namespace egregora::program_tests
