// SPDX-License-Identifier: Apache-2.0
// Lazy tables: a chain of verbs that knows its schema at every step and runs only when asked to.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/expr/expr.hpp>
#include <egregora/expr/source.hpp>
#include <egregora/expr/value.hpp>

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace egregora {

class RelationNode;
class GroupedTable;
template <class C>
class TypedTable;

/// What filter() takes: a dynamic expression, or a typed boolean.
template <class P>
concept Predicate = std::same_as<P, Expr> ||
    (detail::is_typed<P>&& std::same_as<sql::base<detail::operand_tag<P>>, sql::Bool>);

/// What select() takes: an expression, a column's name, or a named expression.
struct Selection {
  Selection(const char* column);
  Selection(std::string_view column);
  Selection(const std::string& column);
  Selection(Expr value);
  Selection(Named named);
  template <class V>
  requires requires(const V& value) { value.expr(); }
  Selection(const V& value) : Selection(value.expr()) {}
  ~Selection();
  Selection(const Selection&);
  Selection(Selection&&) noexcept;
  Selection& operator=(const Selection&);
  Selection& operator=(Selection&&) noexcept;
  std::string name;  ///< empty: the expression's own
  Expr expression;
};

enum class JoinKind { inner, left, right, outer, semi, anti, cross };

/// What joins two rows: columns of the same name, a pair of names, or a predicate over both tables.
struct JoinKey {
  JoinKey(const char* column);
  JoinKey(std::string_view column);
  JoinKey(const char* left_column, const char* right_column);
  JoinKey(std::string left_column, std::string right_column);
  JoinKey(Expr condition);
  template <class V>
  requires requires(const V& value) { value.expr(); }
  JoinKey(const V& value) : JoinKey(value.expr()) {}
  std::string left = {};
  std::string right = {};
  std::optional<Expr> predicate = {};
};

struct JoinOptions {
  JoinKind how = JoinKind::inner;
  std::string_view suffix = "_right";  ///< of right columns whose name the left has too
};

struct SetOptions {
  bool distinct = false;
};

enum class Keep { first, last };

/// A lazy table. Immutable, cheap to copy. Verbs give new tables; nothing runs before execute(),
/// stream(), to_parquet(). Thread safety: immutable. Lifetime: holds its engine weakly; using it
/// after the manager closed is ClosedError.
///
/// @code
///   Table recent = messages.filter(messages["timestamp"] > literal("2025-01-01"))
///                      .group_by("author").agg("n"_ = count())
///                      .order_by(col("n").desc()).limit(10);
///   std::cout << recent.execute().to_string();
/// @endcode
class Table {
 public:
  explicit Table(std::shared_ptr<const RelationNode> node);
  ~Table();
  Table(const Table&);
  Table(Table&&) noexcept;
  Table& operator=(const Table&);
  Table& operator=(Table&&) noexcept;

  const Schema& schema() const;
  std::vector<std::string> columns() const { return schema().names(); }
  /// The column called `name`, letter case aside. Throws: ColumnNotFoundError with the nearest
  /// names.
  Expr operator[](std::string_view name) const;
  Expr operator[](std::size_t index) const;
  /// The name of a stored table or a view; of anything else a description such as "filter of
  /// messages".
  std::string get_name() const;
  bool equals(const Table& other) const;
  const std::shared_ptr<const RelationNode>& node() const noexcept { return node_; }

  /// Rows for which every predicate is true.
  template <Predicate... P>
  requires(sizeof...(P) > 0) Table filter(const P&... predicates)
  const { return filter_all({detail::to_expr(predicates)...}); }
  Table filter_all(const std::vector<Expr>& predicates) const;

  /// The given columns, in the given order.
  template <class... S>
  requires(sizeof...(S) > 0 && (std::convertible_to<S, Selection> && ...)) Table
      select(S&&... selections)
  const { return select_all({Selection(std::forward<S>(selections))...}); }
  Table select_all(const std::vector<Selection>& selections) const;

  /// Adds columns, or overwrites them where they stand. All expressions see the parent's columns.
  template <class... N>
  requires(sizeof...(N) > 0 && (std::convertible_to<N, Selection> && ...)) Table
      mutate(N&&... columns)
  const { return mutate_all({Selection(std::forward<N>(columns))...}); }
  Table mutate_all(const std::vector<Selection>& columns) const;
  Table mutate(const std::vector<Named>& columns) const;

  /// Pairs of new and old name. Throws: ColumnNotFoundError; IntegrityError for a name given twice.
  Table rename(const std::vector<std::pair<std::string, std::string>>& new_and_old) const;
  Table drop(const std::vector<std::string>& columns) const;
  template <std::convertible_to<std::string_view>... S>
  requires(sizeof...(S) > 0) Table drop(const S&... columns)
  const { return drop(std::vector<std::string>{std::string(std::string_view(columns))...}); }

  GroupedTable group_by(std::initializer_list<Selection> keys) const;
  GroupedTable group_by(const std::vector<Selection>& keys) const;
  GroupedTable group_by(Selection key) const;
  /// One row: reductions over all rows.
  template <class... N>
  requires(sizeof...(N) > 0 && (std::convertible_to<N, Selection> && ...)) Table
      agg(N&&... reductions)
  const { return aggregate({Selection(std::forward<N>(reductions))...}); }
  Table aggregate(const std::vector<Selection>& reductions) const;

  /// Sorts; NULLs last unless asked. A later order_by comes before an earlier one.
  Table order_by(std::initializer_list<OrderKey> keys) const;
  Table order_by(const std::vector<OrderKey>& keys) const;
  Table order_by(OrderKey key) const;
  Table limit(std::int64_t rows, std::int64_t offset = 0) const;
  Table head(std::int64_t rows = 5) const { return limit(rows); }
  /// Unlike rows.
  Table distinct() const;
  /// One whole row for each combination of `on`: the first in the order of a directly preceding
  /// order_by, else any.
  Table distinct(const std::vector<std::string>& on, Keep keep = Keep::first) const;
  Value<sql::BigInt> count() const;

  /// Rows of both; columns match by name.
  Table union_(const Table& other, SetOptions options = {}) const;
  Table intersect(const Table& other, SetOptions options = {.distinct = true}) const;
  Table difference(const Table& other, SetOptions options = {.distinct = true}) const;

  Table join(const Table& right, std::initializer_list<JoinKey> keys,
             const JoinOptions& options = {}) const;
  Table join(const Table& right, const std::vector<JoinKey>& keys,
             const JoinOptions& options = {}) const;
  Table join(const Table& right, JoinKey key, const JoinOptions& options = {}) const;
  Table cross_join(const Table& right) const;

  /// The same rows with columns of their own: what a self-join by predicate needs.
  Table view() const;
  Table unnest(std::string_view column) const;
  /// Rows without NULL in `columns` (all of them where empty).
  Table drop_null(const std::vector<std::string>& columns = {}) const;
  Table fill_null(const std::vector<Named>& values) const;
  Table cast(const std::vector<std::pair<std::string, DataType>>& types) const;

  /// Itself: what an expression's as_table() gives, for code that takes either.
  Table as_table() const { return *this; }
  /// Its only column of its only row, as a value. Throws: IntegrityError where it has several
  /// columns; executing fails where it has several rows.
  Expr as_scalar() const;

  /// Runs it and returns all rows. Throws: InvalidOperationError where no leaf belongs to a source.
  DataFrame execute() const;
  /// With values for its parameters. Throws: InvalidOperationError for one without a value;
  /// TypeError for a value that does not fit.
  DataFrame execute(const Parameters& parameters) const;
  /// Runs it now and keeps the rows in memory: a table like any other, which later changes do not
  /// reach. They are kept until release(), or until the last table made from it is gone.
  Table cache() const;
  /// Of a cached table: lets go of its rows. Throws: InvalidOperationError for any other table.
  void release() const;
  /// Runs it and returns at most `batch_size` rows at a time, never holding the whole.
  std::unique_ptr<TableStream> stream(std::int64_t batch_size = 65'536) const;
  /// The SQL that execute() would run.
  std::string to_sql() const;
  std::string explain() const;
  /// Written to a hidden name beside `path`, synced, renamed. Throws: DatabaseError.
  void to_parquet(const std::filesystem::path& path) const;
  void to_csv(const std::filesystem::path& path) const;
  void to_json(const std::filesystem::path& path) const;
  void to_ndjson(const std::filesystem::path& path) const;

  template <class F>
  auto pipe(F&& function) const {
    return std::forward<F>(function)(*this);
  }
  /// The same rows with columns the compiler knows. Throws: SchemaMismatchError naming every
  /// difference.
  template <class C>
  TypedTable<C> as() const {
    return TypedTable<C>(*this);
  }

 private:
  std::shared_ptr<const RelationNode> node_;
};

/// A table divided by keys. Immutable, cheap to copy.
class GroupedTable {
 public:
  GroupedTable(Table table, std::vector<Selection> keys);
  ~GroupedTable();
  GroupedTable(const GroupedTable&);
  GroupedTable(GroupedTable&&) noexcept;
  GroupedTable& operator=(const GroupedTable&);
  GroupedTable& operator=(GroupedTable&&) noexcept;

  /// One row a group: the keys, then the reductions.
  template <class... N>
  requires((std::convertible_to<N, Selection> && ...)) Table agg(N&&... reductions)
  const { return aggregate({Selection(std::forward<N>(reductions))...}); }
  Table aggregate(const std::vector<Selection>& reductions) const;
  /// Groups for which `predicate`, over reductions, is true.
  GroupedTable having(const Expr& predicate) const;
  /// Order inside the group, for mutate().
  GroupedTable order_by(std::initializer_list<OrderKey> keys) const;
  /// All rows, each with window functions over its group.
  template <class... N>
  requires(sizeof...(N) > 0 && (std::convertible_to<N, Selection> && ...)) Table
      mutate(N&&... columns)
  const { return mutate_all({Selection(std::forward<N>(columns))...}); }
  Table mutate_all(const std::vector<Selection>& columns) const;
  /// Rows of each group, as column "count".
  Table count() const;

 private:
  Table table_;
  std::vector<Selection> keys_;
  std::vector<Expr> having_ = {};
  std::vector<OrderKey> order_ = {};
};

}  // namespace egregora
