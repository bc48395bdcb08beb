// SPDX-License-Identifier: Apache-2.0
// An engine in memory with one connection, for the tests that need no file.
#pragma once

#include <egregora/core/errors.hpp>
#include <egregora/engine/engine.hpp>

#include <gmock/gmock.h>

namespace egregora::testing {

class EngineTest : public ::testing::Test {
 protected:
  EngineTest() : engine_(open_duckdb({})), connection_(engine_->connect()) {}

  DataFrame query(std::string_view sql, const std::vector<Scalar>& parameters = {}) {
    return connection_->query(sql, parameters);
  }
  void run(std::string_view sql) { connection_->execute(sql); }
  /// The one cell that `sql` gives.
  Scalar cell(std::string_view sql, const std::vector<Scalar>& parameters = {}) {
    return connection_->query(sql, parameters).value(0, std::size_t{0});
  }
  std::int64_t count(std::string_view table) {
    return cell("SELECT count(*) FROM " + std::string(table)).as<std::int64_t>();
  }

  std::shared_ptr<Engine> engine_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace egregora::testing
