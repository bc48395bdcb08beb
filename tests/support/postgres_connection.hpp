// SPDX-License-Identifier: Apache-2.0
// A session with a PostgreSQL server, for tests that ask it what our SQL means. Everything is text,
// as PostgreSQL writes it. Knows nothing of GoogleTest and of our layers.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct pg_conn;
struct pg_result;

namespace egregora::testing {

/// What PostgreSQL said, with its SQLSTATE.
class PostgresError : public std::runtime_error {
 public:
  PostgresError(const std::string& message, std::string state)
      : std::runtime_error(message), state_(std::move(state)) {}
  /// Five characters, e.g. "42883"; empty where it was no statement that failed.
  const std::string& state() const noexcept { return state_; }

 private:
  std::string state_;
};

struct PostgresColumn {
  std::string name;
  std::string type;  ///< as format_type() says it: "bigint", "numeric(10,2)", "text[]"
  unsigned oid = 0;
};

/// Absent: NULL.
using PostgresValue = std::optional<std::string>;

struct PostgresRows {
  std::vector<PostgresColumn> columns;
  std::vector<std::vector<PostgresValue>> rows;
};

/// Thread safety: one thread at a time. Throws: PostgresError, from every member that asks.
class PostgresConnection {
 public:
  /// `conninfo` is libpq's: "host=/folder user=me dbname=postgres".
  explicit PostgresConnection(const std::string& conninfo);

  /// Runs one statement, with $1, $2 ... as texts whose types PostgreSQL finds out.
  PostgresRows query(const std::string& sql, const std::vector<PostgresValue>& parameters = {});
  /// Types and names of what one statement would give, without running it.
  std::vector<PostgresColumn> describe(const std::string& sql);
  /// Runs any number of statements and forgets what they give.
  void execute(const std::string& sql);
  /// Feeds `data` to a COPY ... FROM STDIN.
  void copy_in(const std::string& sql, std::string_view data);

 private:
  struct Finish {
    void operator()(pg_conn* connection) const noexcept;
  };
  struct Clear {
    void operator()(pg_result* result) const noexcept;
  };
  using Result = std::unique_ptr<pg_result, Clear>;

  Result checked(pg_result* result);
  std::vector<PostgresColumn> columns_of(const pg_result& result);
  const std::string& type_name(unsigned oid, int modifier);

  std::unique_ptr<pg_conn, Finish> connection_;
  std::map<std::pair<unsigned, int>, std::string> type_names_;
};

}  // namespace egregora::testing
