// SPDX-License-Identifier: Apache-2.0
// DuckDB's Connection: a shared session behind the interface, so that results being read may
// outlive it.
#pragma once

#include <egregora/engine/connection.hpp>

#include "engine/duckdb/session.hpp"

namespace egregora::duckdb {

class DuckdbConnection final : public Connection {
 public:
  explicit DuckdbConnection(std::shared_ptr<Session> session) : session_(std::move(session)) {}

  DataFrame query(std::string_view sql, const std::vector<Scalar>& parameters) override;
  std::int64_t execute(std::string_view sql, const std::vector<Scalar>& parameters) override;
  std::unique_ptr<ResultStream> stream(std::string_view sql, const std::vector<Scalar>& parameters,
                                       std::int64_t batch_size) override;
  Schema describe(std::string_view sql) override;
  std::unique_ptr<Appender> append_to(const TableName& table) override;
  void begin() override;
  void commit() override;
  void rollback() override;
  bool in_transaction() const noexcept override;
  void interrupt() noexcept override;
  QueryProgress progress() const noexcept override;

  Session& session() noexcept { return *session_; }

 private:
  std::shared_ptr<Session> session_;
};

}  // namespace egregora::duckdb
