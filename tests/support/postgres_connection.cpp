// SPDX-License-Identifier: Apache-2.0
#include "support/postgres_connection.hpp"

#include <libpq-fe.h>

#include <algorithm>

namespace egregora::testing {

namespace {
/// libpq takes lengths of COPY data as int.
constexpr std::size_t kCopyPiece = std::size_t{1} << 20;

std::string without_last_line_break(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::vector<const char*> pointers(const std::vector<PostgresValue>& parameters) {
  std::vector<const char*> result;
  for (const PostgresValue& parameter : parameters)
    result.push_back(parameter ? parameter->c_str() : nullptr);
  return result;
}

std::vector<PostgresValue> row_of(const pg_result* result, int row) {
  std::vector<PostgresValue> values;
  for (int i = 0; i < PQnfields(result); ++i) {
    if (PQgetisnull(result, row, i)) {
      values.emplace_back();
    } else {
      values.emplace_back(std::string(PQgetvalue(result, row, i),
                                      static_cast<std::size_t>(PQgetlength(result, row, i))));
    }
  }
  return values;
}
}  // namespace

void PostgresConnection::Finish::operator()(pg_conn* connection) const noexcept {
  PQfinish(connection);
}
void PostgresConnection::Clear::operator()(pg_result* result) const noexcept { PQclear(result); }

PostgresConnection::PostgresConnection(const std::string& conninfo)
    : connection_(PQconnectdb(conninfo.c_str())) {
  if (PQstatus(connection_.get()) != CONNECTION_OK)
    throw PostgresError(without_last_line_break(PQerrorMessage(connection_.get())), "");
  // Notices ("table does not exist, skipping") would go to the test's output.
  PQsetNoticeReceiver(
      connection_.get(), [](void*, const PGresult*) {}, nullptr);
}

PostgresConnection::Result PostgresConnection::checked(pg_result* result) {
  Result owned(result);
  switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
    case PGRES_COPY_IN:
      return owned;
    default:
      break;
  }
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  throw PostgresError(without_last_line_break(PQerrorMessage(connection_.get())),
                      state == nullptr ? "" : state);
}

PostgresRows PostgresConnection::query(const std::string& sql,
                                       const std::vector<PostgresValue>& parameters) {
  const Result result =
      checked(PQexecParams(connection_.get(), sql.c_str(), static_cast<int>(parameters.size()),
                           nullptr, pointers(parameters).data(), nullptr, nullptr, 0));
  PostgresRows answer;
  answer.columns = columns_of(*result);
  for (int row = 0; row < PQntuples(result.get()); ++row)
    answer.rows.push_back(row_of(result.get(), row));
  return answer;
}

std::vector<PostgresColumn> PostgresConnection::describe(const std::string& sql) {
  checked(PQprepare(connection_.get(), "", sql.c_str(), 0, nullptr));
  return columns_of(*checked(PQdescribePrepared(connection_.get(), "")));
}

void PostgresConnection::execute(const std::string& sql) {
  checked(PQexec(connection_.get(), sql.c_str()));
}

void PostgresConnection::copy_in(const std::string& sql, std::string_view data) {
  checked(PQexec(connection_.get(), sql.c_str()));
  for (std::size_t sent = 0; sent < data.size(); sent += kCopyPiece) {
    const std::string_view piece = data.substr(sent, kCopyPiece);
    if (PQputCopyData(connection_.get(), piece.data(), static_cast<int>(piece.size())) != 1) break;
  }
  PQputCopyEnd(connection_.get(), nullptr);
  // One result for the COPY, then none: a failure is told in the first.
  const Result last = checked(PQgetResult(connection_.get()));
  while (PGresult* more = PQgetResult(connection_.get())) PQclear(more);
}

std::vector<PostgresColumn> PostgresConnection::columns_of(const pg_result& result) {
  std::vector<PostgresColumn> columns;
  for (int i = 0; i < PQnfields(&result); ++i) {
    const unsigned oid = PQftype(&result, i);
    columns.push_back({PQfname(&result, i), type_name(oid, PQfmod(&result, i)), oid});
  }
  return columns;
}

const std::string& PostgresConnection::type_name(unsigned oid, int modifier) {
  const auto [place, fresh] = type_names_.try_emplace({oid, modifier});
  if (fresh) {
    const std::vector<PostgresValue> asked{std::to_string(oid), std::to_string(modifier)};
    const Result name =
        checked(PQexecParams(connection_.get(), "SELECT format_type($1::oid, $2::integer)", 2,
                             nullptr, pointers(asked).data(), nullptr, nullptr, 0));
    place->second = PQgetvalue(name.get(), 0, 0);
  }
  return place->second;
}

}  // namespace egregora::testing
