// SPDX-License-Identifier: Apache-2.0
// A real PostgreSQL for one test program: a database of its own in a temporary folder, reached by a
// socket in that folder only, gone with the object, and gone too when the program is killed.
// Knows nothing of GoogleTest and of our layers.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "support/postgres_connection.hpp"

namespace egregora::testing {

/// UTF-8 whose texts compare by their bytes, as DuckDB's do; session time zone UTC; nothing is
/// synced to disk. Takes about a second to make: once a program, not once a test. PostgreSQL
/// refuses to run as root, so root runs it as the user `postgres` or `nobody`.
class PostgresServer {
 public:
  /// `settings` are PostgreSQL's own, e.g. "work_mem=64MB". Throws: std::runtime_error naming the
  /// package where PostgreSQL is missing, or with the server's log where it does not start.
  explicit PostgresServer(const std::vector<std::string>& settings = {});
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  /// A new session as the superuser; the database `postgres` is there and empty.
  PostgresConnection connect(const std::string& database = "postgres") const;
  /// What libpq and psql take to get here.
  std::string conninfo(const std::string& database = "postgres") const;
  const std::filesystem::path& folder() const noexcept { return folder_; }

 private:
  void start(const std::vector<std::string>& settings);
  void wait_until_it_answers();
  bool keeper_ended();
  void stop() noexcept;
  std::string log() const;

  std::filesystem::path folder_;
  int lifeline_ = -1;  ///< the keeper of the server ends it when this is closed
  int keeper_ = -1;
};

}  // namespace egregora::testing
