// SPDX-License-Identifier: Apache-2.0
// Schema structs: a table's columns as members, written once, giving run-time schema, DDL and typed
// handles. No macro, no generator.
#pragma once

#include <egregora/expr/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// Marks a column as (part of) its table's primary key.
struct PrimaryKey {};
inline constexpr PrimaryKey primary_key{};

/// A rule that every row keeps. A CHECK lets NULL pass.
struct Check {
  std::string name;
  Expr rule;
};

/// What a schema struct says of one of its columns.
struct ColumnDeclaration {
  Field field;
  bool primary_key = false;
  std::optional<Expr> default_value = {};
};

/// Base of schema structs, not for direct use. Collects what the members declare while they are
/// constructed.
class ColumnsBase {
 public:
  ColumnsBase();
  /// Registers a column; returns its handle: of the table being bound, else deferred.
  Expr declare(ColumnDeclaration declaration);
  const std::vector<ColumnDeclaration>& declarations() const noexcept { return declarations_; }

  /// While alive, schema structs constructed on this thread bind to `table`.
  class Binding {
   public:
    explicit Binding(const Table& table);
    ~Binding();
    Binding(const Binding&) = delete;
    Binding& operator=(const Binding&) = delete;

   private:
    const Table* outer_;
  };

 private:
  const Table* table_;  // only while the members are being constructed
  std::vector<ColumnDeclaration> declarations_;
};

/// A column of a schema struct: a Value that knows its name.
template <class Tag>
class Column : public Value<Tag> {
 public:
  Column(ColumnsBase* owner, std::string_view name)
      : Column(owner, name, sql::data_type<Tag>(), false, {}) {}
  Column(ColumnsBase* owner, std::string_view name, PrimaryKey)
      : Column(owner, name, sql::data_type<Tag>(), true, {}) {}
  /// With a DEFAULT.
  Column(ColumnsBase* owner, std::string_view name, const Scalar& default_value)
      : Column(owner, name, sql::data_type<Tag>(), false, detail::literal_expr(default_value)) {}
  /// Of a type that the tag does not say: structs.
  Column(ColumnsBase* owner, std::string_view name, const DataType& type)
      : Column(owner, name, type, false, {}) {}

  const std::string& name() const noexcept { return name_; }

 private:
  Column(ColumnsBase* owner, std::string_view name, DataType type, bool key,
         std::optional<Expr> default_value)
      : Value<Tag>(owner->declare({{std::string(name), std::move(type), sql::is_nullable<Tag>},
                                   key,
                                   std::move(default_value)})),
        name_(name) {}
  std::string name_;
};

/// Derive a schema struct from this: `struct Messages : Columns<Messages> { ... };`. It must have a
/// `static constexpr std::string_view table_name`; it may have `static std::vector<Check> checks()`
/// and `static std::vector<std::string> order_key()`.
template <class Derived>
class Columns : public ColumnsBase {
 public:
  static const Schema& schema() {
    static const Schema value = make_schema(declared());
    return value;
  }
  static const std::vector<ColumnDeclaration>& declared() {
    static const std::vector<ColumnDeclaration> value = Derived{}.declarations();
    return value;
  }
  static std::vector<Check> checks() { return {}; }
  static std::vector<std::string> order_key() { return {}; }

 private:
  static Schema make_schema(const std::vector<ColumnDeclaration>& declarations) {
    std::vector<Field> fields;
    fields.reserve(declarations.size());
    for (const ColumnDeclaration& declaration : declarations) fields.push_back(declaration.field);
    return Schema(std::move(fields));
  }
};

}  // namespace egregora
