// SPDX-License-Identifier: Apache-2.0
// The select tree: what lies between relations and text. A Select is one SELECT with its clauses;
// several relations may have been merged into it. Expressions stay those of the relations: a Field
// is looked up, when it is printed, in what its relation's columns are in that select.
#pragma once

#include <egregora/expr/table.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "expr/relation.hpp"

namespace egregora::detail {

struct Select;
struct SetOperation;

inline constexpr std::uint32_t kNoAlias = 0xFFFF'FFFF;

/// A value in a select: a column of one of its from items, or an expression over such values.
struct SelectColumn {
  const ExprNode* expression = nullptr;  ///< null: column `index` of from item `item`
  std::uint32_t item = 0;
  std::uint32_t index = 0;
  const DataType* cast = nullptr;  ///< what a set operation makes of it
  bool unnested = false;           ///< its elements, each in a row
  // Facts of the expression with its fields replaced.
  bool has_window = false;
  bool has_subquery = false;
  bool has_volatile = false;
  bool has_aggregate = false;
  std::uint32_t size = 1;

  bool plain() const noexcept { return expression == nullptr && cast == nullptr && !unnested; }
  /// Cheap enough to be written wherever it is used.
  bool simple() const noexcept {
    const bool literal = expression != nullptr && expression->get_if<node::Literal>() != nullptr;
    return plain() || (literal && cast == nullptr && !unnested);
  }
  bool same_value(const SelectColumn& other) const noexcept {
    return expression == other.expression && item == other.item && index == other.index &&
           cast == other.cast && unnested == other.unnested;
  }
};
/// The columns of a select, and what is true of any of them.
struct SelectColumns {
  std::vector<SelectColumn> values = {};
  bool all_plain = true;
  bool has_window = false;
  bool has_volatile = false;

  void add(const SelectColumn& column) {
    all_plain = all_plain && column.plain();
    has_window = has_window || column.has_window;
    has_volatile = has_volatile || column.has_volatile;
    values.push_back(column);
  }
  std::size_t size() const noexcept { return values.size(); }
  const SelectColumn& operator[](std::size_t index) const { return values[index]; }
  auto begin() const noexcept { return values.begin(); }
  auto end() const noexcept { return values.end(); }
};

struct FromItem {
  enum class Kind : std::uint8_t { table, file, values, select, set_operation, common_table };
  Kind kind = Kind::table;
  JoinKind join = JoinKind::cross;         ///< to the items before it; means nothing for the first
  const ExprNode* on = nullptr;            ///< null: every pair
  const RelationNode* relation = nullptr;  ///< whose schema names the item's columns
  std::string name = {};                   ///< of a table, as it is printed
  const Select* select = nullptr;
  SetOperation* set_operation = nullptr;
  std::uint32_t common_table = 0;
  std::uint32_t alias = kNoAlias;  ///< t0, t1, ...: given when the item is first used
};

/// A predicate; or, in dialects that lack the clause for it, that rows of `exists` exist, or the
/// hidden column of the only from item.
struct Condition {
  const ExprNode* predicate = nullptr;
  const Select* exists = nullptr;
  bool negated = false;  ///< of `exists`
  bool has_window = false;
};

struct SortKey {
  const ExprNode* expression;
  bool descending;
  bool nulls_first;
};

struct RowLimit {
  std::int64_t rows;
  std::int64_t offset;
};

struct Select {
  const RelationNode* relation = nullptr;  ///< whose rows these are; its schema names the columns
  const SelectColumns* columns = nullptr;
  std::vector<FromItem> from = {};
  std::vector<Condition> where = {};
  bool grouped = false;
  std::vector<SelectColumn> group_keys = {};
  std::vector<Condition> having = {};
  std::vector<Condition> qualify = {};
  bool distinct = false;
  std::vector<std::uint32_t> distinct_on = {};  ///< columns
  std::vector<SortKey> order = {};  ///< the last key first: an order_by comes before earlier ones
  bool order_has_window = false;
  std::optional<RowLimit> limit = {};
  bool unnested = false;    ///< a column is unnested
  bool existence = false;   ///< printed as SELECT 1
  std::string hidden = {};  ///< name of a last column beyond the schema's

  /// One from item, all of whose rows pass; columns may be left out or reordered.
  bool bare() const noexcept;
};

/// Operands joined by one operator, read from the left.
struct SetOperation {
  relation::SetOp::Kind kind;
  bool distinct;
  std::vector<const Select*> operands;
};

struct CommonTable {
  std::string name;
  const Select* select;
  bool materialized;  ///< gives other values each time it is evaluated
};

/// Owns the selects of one statement. Nothing in it owns another, so that chains of any length are
/// destroyed without recursion. Lifetime: must not outlive the relations it was made from.
class SelectTree {
 public:
  Select& add_select(const RelationNode& relation);
  SelectColumns& add_columns() { return columns_.emplace_back(); }
  SetOperation& add_set_operation(SetOperation operation) {
    return set_operations_.emplace_back(std::move(operation));
  }
  std::uint32_t next_alias() noexcept { return aliases_++; }

  /// Says what the columns of `relation` are in `select`.
  void bind(const RelationNode& relation, const Select& select, const SelectColumns& columns);
  /// Null where `relation` is not among what `select` was made from.
  const SelectColumns* binding(const RelationNode& relation, const Select& select) const;

  std::vector<CommonTable> common_tables = {};
  const Select* root = nullptr;
  /// The select of each relation that stands in an expression.
  std::unordered_map<const RelationNode*, const Select*> subqueries = {};

 private:
  struct Place {
    const RelationNode* relation;
    const Select* select;
    friend bool operator==(const Place&, const Place&) = default;
  };
  struct PlaceHash {
    std::size_t operator()(const Place& place) const noexcept {
      const auto a = reinterpret_cast<std::uintptr_t>(place.relation);
      const auto b = reinterpret_cast<std::uintptr_t>(place.select);
      return (a >> 4) * 0x9E3779B97F4A7C15ULL ^ (b >> 4) * 0xC2B2AE3D27D4EB4FULL;
    }
  };
  std::deque<Select> selects_ = {};
  std::deque<SelectColumns> columns_ = {};
  std::deque<SetOperation> set_operations_ = {};
  std::unordered_map<Place, const SelectColumns*, PlaceHash> bindings_ = {};
  std::uint32_t aliases_ = 0;
};

}  // namespace egregora::detail
