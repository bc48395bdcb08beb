// SPDX-License-Identifier: Apache-2.0
// Work to be done, work done, and what went wrong meanwhile.
#pragma once

#include <egregora/expr/columns.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace egregora::schemas {

/// The columns of a task, waiting or put away.
template <class Derived, bool keyed>
struct TaskColumns : Columns<Derived> {
  Column<sql::Uuid> task_id{keyed ? Column<sql::Uuid>(this, "task_id", primary_key)
                                  : Column<sql::Uuid>(this, "task_id")};
  Column<sql::Text> task_type{this, "task_type"};
  Column<sql::Text> status{this, "status"};
  Column<nullable<sql::Json>> payload{this, "payload"};
  Column<sql::BigInt> priority{this, "priority", Scalar(0)};
  Column<sql::BigInt> seq{this, "seq"};  ///< first in, first out
  Column<sql::TimestampTz> run_at{this, "run_at"};
  Column<sql::TimestampTz> created_at{this, "created_at"};
  Column<nullable<sql::TimestampTz>> processed_at{this, "processed_at"};
  Column<sql::BigInt> attempts{this, "attempts", Scalar(0)};
  Column<sql::BigInt> max_attempts{this, "max_attempts", Scalar(5)};
  Column<nullable<sql::Text>> claimed_by{this, "claimed_by"};
  Column<sql::BigInt> fence{this, "fence", Scalar(0)};
  Column<nullable<sql::TimestampTz>> lease_expires_at{this, "lease_expires_at"};
  Column<nullable<sql::Text>> unique_key{this, "unique_key"};
  Column<nullable<sql::Json>> result{this, "result"};
  Column<nullable<sql::Text>> error{this, "error"};
  Column<nullable<sql::Uuid>> run_id{this, "run_id"};

  static std::vector<std::string> order_key() { return {"seq", "task_id"}; }
};

/// The rules of both tables of tasks.
std::vector<Check> task_checks();

/// Task execution state.
struct Tasks : TaskColumns<Tasks, true> {
  static constexpr std::string_view table_name = "tasks";
  static std::vector<Check> checks() { return task_checks(); }
};

/// Finished tasks that were put away.
struct TaskHistory : TaskColumns<TaskHistory, false> {
  static constexpr std::string_view table_name = "task_history";
  static std::vector<Check> checks() { return task_checks(); }
};

/// One row a failed attempt.
struct TaskErrors : Columns<TaskErrors> {
  static constexpr std::string_view table_name = "task_errors";
  Column<sql::Uuid> task_id{this, "task_id"};
  Column<sql::BigInt> attempt{this, "attempt"};
  Column<sql::TimestampTz> occurred_at{this, "occurred_at"};
  Column<nullable<sql::Text>> worker{this, "worker"};
  Column<sql::Text> error{this, "error"};

  static std::vector<std::string> order_key() { return {"task_id", "attempt"}; }
};

}  // namespace egregora::schemas
