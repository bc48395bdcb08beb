// SPDX-License-Identifier: Apache-2.0
// A Table plus the columns of a schema struct, for code that the compiler shall check.
#pragma once

#include <egregora/expr/columns.hpp>

namespace egregora {

namespace detail {
/// Throws: SchemaMismatchError naming every difference.
void check_schema(const Table& table, const Schema& expected);

/// Keeps the binding alive between the construction of the Table base and that of the columns.
struct TypedTableBase : Table {
  explicit TypedTableBase(Table table) : Table(std::move(table)) {}
};
template <class C>
C bound_columns(const Table& table) {
  const ColumnsBase::Binding binding(table);
  return C{};
}
}  // namespace detail

/// A table whose columns the compiler knows. Verbs that keep the schema keep the type; the others
/// give a Table. Verbs win over columns of the same name: a column called `count` is `t["count"]`
/// or `t.C::count`.
template <class C>
class TypedTable : public detail::TypedTableBase, public C {
 public:
  /// Throws: SchemaMismatchError naming every difference.
  explicit TypedTable(const Table& table)
      : detail::TypedTableBase((detail::check_schema(table, C::schema()), table)),
        C(detail::bound_columns<C>(table)) {}

  using Table::agg;
  using Table::as;
  using Table::cast;
  using Table::columns;
  using Table::count;
  using Table::drop;
  using Table::execute;
  using Table::explain;
  using Table::group_by;
  using Table::join;
  using Table::mutate;
  using Table::pipe;
  using Table::rename;
  using Table::schema;
  using Table::select;
  using Table::stream;
  using Table::to_sql;
  using Table::unnest;
  using Table::view;

  template <Predicate... P>
  requires(sizeof...(P) > 0) TypedTable filter(const P&... predicates)
  const { return TypedTable(Table::filter(predicates...)); }
  TypedTable order_by(std::initializer_list<OrderKey> keys) const {
    return TypedTable(Table::order_by(keys));
  }
  TypedTable order_by(const std::vector<OrderKey>& keys) const {
    return TypedTable(Table::order_by(keys));
  }
  TypedTable order_by(OrderKey key) const { return TypedTable(Table::order_by(std::move(key))); }
  TypedTable limit(std::int64_t rows, std::int64_t offset = 0) const {
    return TypedTable(Table::limit(rows, offset));
  }
  TypedTable head(std::int64_t rows = 5) const { return limit(rows); }
  TypedTable distinct() const { return TypedTable(Table::distinct()); }
};

}  // namespace egregora
