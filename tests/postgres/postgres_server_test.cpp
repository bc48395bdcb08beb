// SPDX-License-Identifier: Apache-2.0
// The server that the other tests here rely on.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <thread>

#include "postgres/two_engines.hpp"

namespace egregora::testing {
namespace {
namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::ThrowsMessage;

std::string answer(const std::string& sql) {
  return postgres_server().connect().query(sql).rows.at(0).at(0).value();
}

TEST(PostgresServer, is_version_15_in_utf8_and_utc_without_a_network) {
  EXPECT_THAT(answer("SHOW server_version"), ::testing::StartsWith("15."));
  EXPECT_EQ(answer("SHOW server_encoding"), "UTF8");
  EXPECT_EQ(answer("SHOW timezone"), "UTC");
  EXPECT_EQ(answer("SHOW listen_addresses"), "");
}

TEST(PostgresServer, compares_texts_by_bytes_and_knows_letters) {
  EXPECT_EQ(answer("SELECT 'a' > 'B'"), "t");
  EXPECT_EQ(answer("SELECT lower('ÉÑ')"), "éñ");
}

TEST(PostgresServer, gives_names_types_texts_and_nulls) {
  const PostgresRows answer = postgres_server().connect().query(
      "SELECT 1::bigint AS n, NULL::numeric(10,2) AS d, ARRAY['x'] AS l, $1::text AS p", {"é"});
  std::vector<std::string> told;
  for (const PostgresColumn& column : answer.columns)
    told.push_back(column.name + " " + column.type);
  EXPECT_THAT(told, ElementsAre("n bigint", "d numeric(10,2)", "l text[]", "p text"));
  EXPECT_EQ(answer.columns[0].oid, 20U);
  ASSERT_EQ(answer.rows.size(), 1U);
  EXPECT_THAT(answer.rows[0],
              ElementsAre(Optional(std::string("1")), std::nullopt, Optional(std::string("{x}")),
                          Optional(std::string("é"))));
}

TEST(PostgresServer, describes_without_running) {
  const std::vector<PostgresColumn> columns =
      postgres_server().connect().describe("SELECT 1 / 0 AS n, now() AS t");
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(columns[0].type, "integer");
  EXPECT_EQ(columns[1].type, "timestamp with time zone");
}

TEST(PostgresServer, throws_what_postgresql_says_and_goes_on) {
  PostgresConnection connection = postgres_server().connect();
  try {
    connection.query("SELECT nothing FROM nowhere");
    FAIL();
  } catch (const PostgresError& error) {
    EXPECT_EQ(error.state(), "42P01");
    EXPECT_THAT(error.what(), HasSubstr("relation \"nowhere\" does not exist"));
  }
  EXPECT_EQ(connection.query("SELECT 1").rows.size(), 1U);
}

TEST(PostgresServer, copies_rows_in) {
  PostgresConnection connection = postgres_server().connect();
  connection.execute("CREATE TABLE copied(n integer, t text)");
  connection.copy_in("COPY copied FROM STDIN", "1\tone\n2\t\\N\n");
  EXPECT_EQ(answer("SELECT string_agg(n || coalesce(t, '-'), ' ' ORDER BY n) FROM copied"),
            "1one 2-");
  EXPECT_THAT([&] { connection.copy_in("COPY copied FROM STDIN", "x\ty\n"); },
              ThrowsMessage<PostgresError>(HasSubstr("invalid input syntax")));
}

TEST(PostgresServer, tells_why_it_does_not_start) {
  EXPECT_THAT([] { PostgresServer server({"no_such_setting=1"}); },
              ThrowsMessage<std::runtime_error>(
                  AllOf(HasSubstr("PostgreSQL for tests"), HasSubstr("no_such_setting"))));
}

TEST(PostgresServer, leaves_nothing_behind) {
  fs::path folder;
  {
    const PostgresServer server;
    folder = server.folder();
    EXPECT_TRUE(fs::exists(folder / "data"));
  }
  EXPECT_FALSE(fs::exists(folder));
}

TEST(PostgresServer, goes_when_its_program_is_killed) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const pid_t program = fork();
  if (program == 0) {
    const PostgresServer server;
    const std::string folder = server.folder().string();
    if (write(ends[1], folder.data(), folder.size()) < 0) _exit(1);
    while (true) pause();
  }
  close(ends[1]);
  std::array<char, 200> name{};
  ASSERT_GT(read(ends[0], name.data(), name.size() - 1), 0);
  const fs::path folder = name.data();
  EXPECT_TRUE(fs::exists(folder / "data"));
  kill(program, SIGKILL);
  waitpid(program, nullptr, 0);
  close(ends[0]);

  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (fs::exists(folder) && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(fs::exists(folder));
}

}  // namespace
}  // namespace egregora::testing
