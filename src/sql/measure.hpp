// SPDX-License-Identifier: Apache-2.0
// What an expression would be if it were written into a select: how large with its fields replaced,
// and which of the select's computed columns it would repeat. The guard of every merge asks this.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sql/select.hpp"

namespace egregora::detail {

struct Measure {
  std::uint64_t size = 0;
  bool computed = false;          ///< uses a column that is computed in the select
  bool computed_plainly = false;  ///< uses one that is no window
  bool repeated = false;          ///< uses such a column that was used before
  bool in_subquery = false;       ///< uses such a column inside a subquery
  bool has_window = false;        ///< itself or through a column
  bool own_window = false;
  bool uses_window = false;
  bool has_subquery = false;
  bool own_subquery = false;
  bool has_volatile = false;
  bool uses_volatile = false;
  bool has_aggregate = false;
  bool bare_column = false;  ///< nothing but a column
};

/// Measures expressions that stand together in one select and may use its columns.
class Measurer {
 public:
  using OuterFields =
      std::function<const std::vector<const node::Field*>&(const RelationNode& subquery)>;

  Measurer(const SelectTree& tree, const Select& select, OuterFields outer_fields)
      : tree_(tree), select_(select), outer_fields_(std::move(outer_fields)) {}

  Measure measure(const Expr& expression);

 private:
  void use(Measure& measure, const node::Field& field, bool in_subquery);
  void open(Measure& measure, const ExprNode& node);

  const SelectTree& tree_;
  const Select& select_;
  OuterFields outer_fields_;
  std::vector<bool> used_ = {};
  std::vector<const ExprNode*> pending_ = {};
};

}  // namespace egregora::detail
