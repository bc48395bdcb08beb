// SPDX-License-Identifier: Apache-2.0
// Relation nodes: what a Table is a handle to. A closed variant, immutable; each knows its schema
// from the start, and where each of its columns came from, so that an ancestor's column can be used
// after verbs that let it pass.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/expr/expr.hpp>
#include <egregora/expr/source.hpp>
#include <egregora/expr/table.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "expr/node.hpp"
#include "expr/shared_node.hpp"

namespace egregora {

namespace relation {
/// A stored table or view by name. Without a source it is unbound.
struct Scan {
  std::string name;
  std::shared_ptr<const Source> source;
  std::shared_ptr<const CachedRows> cached;  // of a cached table: what keeps its rows
};
struct InMemory {
  DataFrame frame;
};
struct FileScan {
  std::string path;
  FileFormat format;
  std::shared_ptr<const Source> source;
};
struct Filter {
  RelationPtr parent;
  Expr predicate;
};
/// The schema's columns, computed from the parent's. `columns` are parallel to the schema.
struct Project {
  RelationPtr parent;
  std::vector<Expr> columns;
};
/// The keys, then the reductions. No keys: one row.
struct Aggregate {
  RelationPtr parent;
  std::vector<Expr> keys;
  std::vector<Expr> reductions;
  std::vector<Expr> having;
};
struct Sort {
  RelationPtr parent;
  std::vector<Expr> keys;  // Sort nodes
};
struct Limit {
  RelationPtr parent;
  std::int64_t rows;
  std::int64_t offset;
};
/// `on` empty: unlike rows. Else one whole row for each combination, by the order of a directly
/// preceding Sort.
struct Distinct {
  RelationPtr parent;
  std::vector<std::size_t> on;
  Keep keep;
};
struct SetOp {
  enum class Kind : std::uint8_t { union_, intersect, difference };
  Kind kind;
  RelationPtr left;
  RelationPtr right;
  std::vector<std::size_t> right_columns;  // right's column for each of left's
  bool distinct;
};
/// A column of a join's result.
struct JoinColumn {
  bool from_right;
  std::size_t index;
};
/// `predicate`'s fields belong to `left` and `right` themselves. Absent: every pair.
struct Join {
  JoinKind kind;
  RelationPtr left;
  RelationPtr right;
  std::optional<Expr> predicate;
  std::vector<JoinColumn> columns;  // parallel to the schema
};
/// A row for each element of the list column `index`, which it replaces.
struct Unnest {
  RelationPtr parent;
  std::size_t index;
};
/// The same rows under columns of their own.
struct View {
  RelationPtr parent;
};
}  // namespace relation

using RelationVariant =
    std::variant<relation::Scan, relation::InMemory, relation::FileScan, relation::Filter,
                 relation::Project, relation::Aggregate, relation::Sort, relation::Limit,
                 relation::Distinct, relation::SetOp, relation::Join, relation::Unnest,
                 relation::View>;

/// Where a column was first made: columns with one origin hold the same value in the same row.
struct ColumnOrigin {
  const RelationNode* relation;
  std::size_t index;
  friend bool operator==(const ColumnOrigin&, const ColumnOrigin&) = default;
};

/// The origins of a relation's columns; shared by relations that let all columns pass.
class ColumnOrigins {
 public:
  explicit ColumnOrigins(std::vector<ColumnOrigin> origins);
  const ColumnOrigin& operator[](std::size_t index) const { return origins_[index]; }
  std::size_t size() const noexcept { return origins_.size(); }
  /// The first column of that origin.
  std::optional<std::size_t> find(const ColumnOrigin& origin) const;

 private:
  struct Hash {
    std::size_t operator()(const ColumnOrigin& origin) const noexcept;
  };
  std::vector<ColumnOrigin> origins_;
  std::unordered_map<ColumnOrigin, std::size_t, Hash> index_;
};

class RelationNode final : public SharedNode, public std::enable_shared_from_this<RelationNode> {
 public:
  /// Throws: IntegrityError where leaves belong to two sources.
  RelationNode(RelationVariant variant, Schema schema);
  ~RelationNode() override;

  const RelationVariant& variant() const noexcept { return variant_; }
  const Schema& schema() const noexcept { return schema_; }
  const ColumnOrigins& origins() const noexcept { return *origins_; }
  const std::shared_ptr<const ColumnOrigins>& shared_origins() const noexcept { return origins_; }
  /// Length of the longest chain of relations below.
  std::size_t depth() const noexcept { return depth_; }
  /// Who runs the leaves below, subqueries included; null where none is bound.
  const std::shared_ptr<const Source>& source() const noexcept { return source_; }

  template <class T>
  const T* get_if() const noexcept {
    return std::get_if<T>(&variant_);
  }

 private:
  // NOLINTNEXTLINE(bugprone-exception-escape): see ExprNode
  void take_children(std::vector<std::shared_ptr<const SharedNode>>& into) noexcept override;

  RelationVariant variant_;
  Schema schema_;
  std::shared_ptr<const ColumnOrigins> origins_;
  std::size_t depth_;
  std::shared_ptr<const Source> source_ = {};
};

/// The direct inputs: none, one, or two.
std::vector<RelationPtr> inputs(const RelationNode& relation);
/// Calls `visit` for each expression that the relation itself holds.
void for_each_expression(const RelationVariant& variant,
                         const std::function<void(const Expr&)>& visit);
/// This relation's column for a field of it or of an ancestor; absent where it did not pass
/// unchanged.
std::optional<std::size_t> find_column(const RelationNode& relation, const node::Field& field);

/// The one table that an expression's columns belong to; one row where it has none.
/// Throws: InvalidOperationError where they belong to several or wait for a table.
Table table_of_rows(const Expr& expression);

RelationPtr make_relation(RelationVariant variant, Schema schema);
/// A leaf for a stored table, for the database layer.
Table scan_table(std::string_view name, const Schema& schema, std::shared_ptr<const Source> source,
                 std::shared_ptr<const CachedRows> cached);
Table scan_file(std::string_view path, FileFormat format, const Schema& schema,
                std::shared_ptr<const Source> source);

}  // namespace egregora
