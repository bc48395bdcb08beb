// SPDX-License-Identifier: Apache-2.0
// Tables of what a reduction must give: groups of rows and the value that each demands. A group is
// asked alone, as one of several groups, with rows that a condition leaves out, and over a window.
#pragma once

#include <optional>

#include "oracle/oracle_table.hpp"

namespace egregora::testing {

/// What a reduction is written of.
struct Reduced {
  std::vector<Expr> x;
  std::optional<Expr> where;
  Expr place;  ///< counts the rows of a group
};

struct ReductionForm {
  std::vector<DataType> inputs;
  DataType result;
  std::function<Expr(const Reduced&)> expression;
  bool windowed = true;  ///< whether it may be asked over a window
};

/// Rows of inputs, in order, and what they reduce to.
struct OracleGroup {
  std::string name;
  std::vector<std::vector<Scalar>> rows;
  Scalar expected;
};

void reduces(const OracleTable& oracle, const ReductionForm& form,
             const std::vector<OracleGroup>& groups);
/// Executing fails for a group of these rows.
void refuses(const OracleTable& oracle, const ReductionForm& form,
             const std::vector<std::vector<Scalar>>& rows);

/// Rows in order, and the value that a window function has at each.
struct OracleWindow {
  std::string name;
  std::vector<DataType> inputs;
  std::vector<std::vector<Scalar>> rows;
  DataType result;
  std::function<Expr(const Reduced&)> expression;  ///< over() included
  std::vector<Scalar> expected;
};

void windows(const OracleTable& oracle, const OracleWindow& window);

/// The rows of one input.
std::vector<std::vector<Scalar>> rows_of(const std::vector<Scalar>& values);

}  // namespace egregora::testing
