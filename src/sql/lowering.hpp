// SPDX-License-Identifier: Apache-2.0
// From relations to a select tree: each relation is merged into the select of its input where that
// says the same, else it starts a select around it. One pass in survey order, no recursion, linear
// in the length of a chain. What may be merged is decided in the lower_*.cpp of each verb.
#pragma once

#include <egregora/sql/dialect.hpp>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "sql/dialect_traits.hpp"
#include "sql/measure.hpp"
#include "sql/relation_survey.hpp"
#include "sql/select.hpp"

namespace egregora::detail {

struct LoweringOptions {
  const Dialect* dialect;
  std::function<std::string(const std::string& table_name)> resolve_table = {};
  std::function<std::string(const DataFrame& frame)> resolve_frame = {};
  /// The table that a statement changes, and its full name; `resolve_table` is not asked for it.
  const RelationNode* target = nullptr;
  std::string target_name = {};
  bool merge = true;  ///< false: a select for each verb, to compare merged with unmerged
};

/// Throws: UnsupportedOperationError for what the dialect lacks.
SelectTree lower(const RelationNode& root, const LoweringOptions& options);

class Lowering {
 public:
  Lowering(const RelationNode& root, const LoweringOptions& options);
  SelectTree run();

 private:
  enum class Order { keep, drop };
  enum class Merge { verb, always };

  void finish(const RelationNode& relation, Select& select);
  void share(Select& select, RelationInfo& info);
  std::string common_table_name();

  // The selects that verbs work on (lowering.cpp).
  /// A select of `input`'s rows that the caller may add to.
  Select& take(const RelationNode& input, Merge merge = Merge::verb);
  void give_aliases(Select& select);
  Select& taken_shared(const RelationNode& input, RelationInfo& info);
  /// A new select around `select`.
  Select& nest(Select& select, Order order = Order::keep);
  Select& select_from(FromItem item, const RelationNode& relation);
  const SelectColumns& plain_columns(std::size_t width, std::uint32_t item);
  /// `select` as an item of another one, and its columns there as item number `place`.
  FromItem as_item(Select& select, std::uint32_t place, const SelectColumns*& columns);
  Measurer measurer(const Select& select) const;

  // One function a relation (lower_*.cpp); each returns the select that gives its rows.
  Select& lower(const relation::Scan& scan, const RelationNode& self);
  Select& lower(const relation::InMemory& memory, const RelationNode& self);
  Select& lower(const relation::FileScan& file, const RelationNode& self);
  Select& lower(const relation::Filter& filter, const RelationNode& self);
  Select& lower(const relation::Project& project, const RelationNode& self);
  Select& lower(const relation::Aggregate& aggregate, const RelationNode& self);
  Select& lower(const relation::Sort& sort, const RelationNode& self);
  Select& lower(const relation::Limit& limit, const RelationNode& self);
  Select& lower(const relation::Distinct& distinct, const RelationNode& self);
  Select& lower(const relation::SetOp& operation, const RelationNode& self);
  Select& lower(const relation::Join& join, const RelationNode& self);
  Select& lower(const relation::Unnest& unnest, const RelationNode& self);
  Select& lower(const relation::View& view, const RelationNode& self);

  bool can_filter(const Select& select, const Measure& predicate) const;
  Select& filter_by_hidden_column(Select& select, const Expr& predicate, const Measure& measure);
  const SelectColumns* projected(const Select& select, const relation::Project& project);
  SelectColumn column_of(const Select& select, const Expr& expression, const Measure& measure);
  bool try_aggregate(Select& select, const relation::Aggregate& aggregate);
  bool can_sort(const Select& select, const std::vector<Measure>& keys) const;
  Select& lower_distinct_on(const relation::Distinct& distinct);
  void reorder_nested(Select& inner, Select& outer, const RelationNode& sorted);
  bool ordered_by_columns(const Select& select) const;
  bool open_for_join(const Select& left, const relation::Join& join) const;
  void join_exists(Select& left, const relation::Join& join);
  const Select* operand(Select& select, const std::vector<std::size_t>* mapping,
                        const RelationNode& input, const RelationNode& self);

  LoweringOptions options_;
  const DialectTraits& traits_;
  const RelationNode& root_;
  RelationSurvey survey_;
  SelectTree tree_ = {};
  std::set<std::string> table_names_ = {};  // folded: what a common table must not be called
};

}  // namespace egregora::detail
