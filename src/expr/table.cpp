// SPDX-License-Identifier: Apache-2.0
// The verbs of Table. Each binds what it is given, computes its schema, and adds one relation node.
#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/table.hpp>

#include <algorithm>
#include <utility>

#include "expr/binding.hpp"
#include "expr/projection.hpp"
#include "expr/relation.hpp"
#include "expr/type_rules.hpp"

namespace egregora {

namespace {
std::vector<Expr> bound_order(const RelationPtr& relation, const std::vector<OrderKey>& keys) {
  const Binder binder(relation, ReductionUse::window);
  std::vector<Expr> bound;
  for (const OrderKey& key : keys) {
    const Expr expression = binder.bind(without_alias(key.expression));
    const bool sorted = expression.node()->get_if<node::Sort>() != nullptr;
    bound.push_back(sorted ? expression : make_sort(expression, false, false));
  }
  return bound;
}

std::size_t index_in(const RelationPtr& relation, std::string_view column) {
  const auto index = relation->schema().index_of(column);
  if (index) return *index;
  const std::string name(column);
  throw ColumnNotFoundError("column '" + name + "' not found in '" + Table(relation).get_name() +
                                "'" + did_you_mean(name, relation->schema().names()),
                            {.object_name = name});
}

/// For each of left's columns, right's of the same name. Throws where they do not match.
std::vector<std::size_t> matched_columns(const Schema& left, const Schema& right) {
  std::string missing;
  std::vector<std::size_t> matched;
  for (const Field& field : left) {
    const auto index = right.index_of(field.name);
    index ? matched.push_back(*index) : static_cast<void>(missing += " '" + field.name + "'");
  }
  for (const Field& field : right) {
    if (!left.contains(field.name)) missing += " '" + field.name + "'";
  }
  if (!missing.empty())
    throw SchemaMismatchError("both tables need the same columns; in one only:" + missing);
  return matched;
}

Schema common_schema(const Schema& left, const Schema& right,
                     const std::vector<std::size_t>& matched) {
  std::vector<Field> fields;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const Field& other = right[matched[i]];
    const auto type = common_type(left[i].type, other.type);
    if (!type) {
      throw SchemaMismatchError("column '" + left[i].name + "' is " + left[i].type.to_string() +
                                    " in one table and " + other.type.to_string() + " in the other",
                                {.object_name = left[i].name});
    }
    fields.push_back({left[i].name, *type, left[i].nullable || other.nullable});
  }
  return Schema(std::move(fields));
}

Table set_operation(relation::SetOp::Kind kind, const RelationPtr& left, const RelationPtr& right,
                    SetOptions options) {
  auto matched = matched_columns(left->schema(), right->schema());
  Schema schema = common_schema(left->schema(), right->schema(), matched);
  return Table(make_relation(
      relation::SetOp{kind, left, right, std::move(matched), options.distinct}, std::move(schema)));
}

const Source& source_of(const RelationPtr& relation) {
  if (relation->source() == nullptr) {
    throw InvalidOperationError(
        "'" + Table(relation).get_name() +
        "' belongs to no database; run it with execute(table) of a storage manager");
  }
  return *relation->source();
}
}  // namespace

Table::Table(std::shared_ptr<const RelationNode> node) : node_(std::move(node)) {}
Table::~Table() = default;
Table::Table(const Table&) = default;
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(const Table&) = default;
Table& Table::operator=(Table&&) noexcept = default;

const Schema& Table::schema() const { return node_->schema(); }

Expr Table::operator[](std::string_view name) const {
  return make_field(node_, index_in(node_, name));
}

Expr Table::operator[](std::size_t index) const {
  if (index >= schema().size()) {
    throw ColumnNotFoundError("'" + get_name() + "' has " + std::to_string(schema().size()) +
                              " columns; there is none at " + std::to_string(index));
  }
  return make_field(node_, index);
}

Table Table::filter_all(const std::vector<Expr>& predicates) const {
  const Binder binder(node_, ReductionUse::subquery);
  std::vector<Expr> bound;
  for (const Expr& predicate : predicates) {
    bound.push_back(binder.bind(without_alias(predicate)));
    const DataType& type = bound.back().type();
    if (type.is_boolean() || type.is_null()) continue;
    throw TypeError("filter wants a boolean; '" + predicate.name() + "' is " + type.to_string(),
                    {.object_name = predicate.name()});
  }
  if (bound.empty()) return *this;
  return Table(make_relation(relation::Filter{node_, all_of(bound)}, schema()));
}

Table Table::select_all(const std::vector<Selection>& selections) const {
  Projection projection(node_, {});
  for (const Selection& selection : selections) projection.append(selection);
  return projection.finish();
}

Table Table::mutate_all(const std::vector<Selection>& columns) const {
  Projection projection(node_, {});
  projection.append_all();
  for (const Selection& column : columns) projection.put(column);
  return projection.finish();
}

Table Table::mutate(const std::vector<Named>& columns) const {
  return mutate_all(std::vector<Selection>(columns.begin(), columns.end()));
}

Table Table::rename(const std::vector<std::pair<std::string, std::string>>& new_and_old) const {
  std::vector<std::string> names = columns();
  for (const auto& [fresh, old] : new_and_old) names[index_in(node_, old)] = fresh;
  std::vector<Selection> selections;
  for (std::size_t i = 0; i < names.size(); ++i)
    selections.emplace_back(Named{names[i], make_field(node_, i)});
  return select_all(selections);
}

Table Table::drop(const std::vector<std::string>& columns) const {
  std::vector<bool> dropped(schema().size(), false);
  for (const std::string& column : columns) dropped[index_in(node_, column)] = true;
  std::vector<Selection> kept;
  for (std::size_t i = 0; i < dropped.size(); ++i) {
    if (!dropped[i]) kept.emplace_back(make_field(node_, i));
  }
  if (kept.empty()) throw InvalidOperationError("a table must keep at least one column");
  return select_all(kept);
}

GroupedTable Table::group_by(std::initializer_list<Selection> keys) const { return {*this, keys}; }
GroupedTable Table::group_by(const std::vector<Selection>& keys) const { return {*this, keys}; }
GroupedTable Table::group_by(Selection key) const { return {*this, {std::move(key)}}; }

Table Table::aggregate(const std::vector<Selection>& reductions) const {
  return GroupedTable(*this, {}).aggregate(reductions);
}

Table Table::order_by(std::initializer_list<OrderKey> keys) const {
  return order_by(std::vector<OrderKey>(keys));
}
Table Table::order_by(OrderKey key) const {
  return order_by(std::vector<OrderKey>{std::move(key)});
}
Table Table::order_by(const std::vector<OrderKey>& keys) const {
  if (keys.empty()) return *this;
  return Table(make_relation(relation::Sort{node_, bound_order(node_, keys)}, schema()));
}

Table Table::limit(std::int64_t rows, std::int64_t offset) const {
  if (rows < 0 || offset < 0) {
    throw InvalidOperationError("limit and offset count rows and must not be negative; got " +
                                std::to_string(rows) + " and " + std::to_string(offset));
  }
  return Table(make_relation(relation::Limit{node_, rows, offset}, schema()));
}

Table Table::distinct() const {
  return Table(make_relation(relation::Distinct{node_, {}, Keep::first}, schema()));
}

Table Table::distinct(const std::vector<std::string>& on, Keep keep) const {
  std::vector<std::size_t> indexes;
  indexes.reserve(on.size());
  for (const std::string& column : on) indexes.push_back(index_in(node_, column));
  return Table(make_relation(relation::Distinct{node_, std::move(indexes), keep}, schema()));
}

Value<sql::BigInt> Table::count() const {
  return Value<sql::BigInt>(make_aggregate(FunctionId::count_rows, {}, {}, node_));
}

Table Table::union_(const Table& other, SetOptions options) const {
  return set_operation(relation::SetOp::Kind::union_, node_, other.node_, options);
}
Table Table::intersect(const Table& other, SetOptions options) const {
  return set_operation(relation::SetOp::Kind::intersect, node_, other.node_, options);
}
Table Table::difference(const Table& other, SetOptions options) const {
  return set_operation(relation::SetOp::Kind::difference, node_, other.node_, options);
}

Table Table::view() const { return Table(make_relation(relation::View{node_}, schema())); }

Table Table::unnest(std::string_view column) const {
  const std::size_t index = index_in(node_, column);
  const Field& list = schema()[index];
  if (!list.type.is_list() && list.type.kind() != TypeKind::array) {
    throw TypeError("unnest wants a list; column '" + list.name + "' is " + list.type.to_string(),
                    {.object_name = list.name});
  }
  std::vector<Field> fields = schema().fields();
  fields[index] = {list.name, list.type.element(), true};
  return Table(make_relation(relation::Unnest{node_, index}, Schema(std::move(fields))));
}

Table Table::drop_null(const std::vector<std::string>& columns) const {
  const std::vector<std::string> names = columns.empty() ? this->columns() : columns;
  std::vector<Expr> present;
  present.reserve(names.size());
  for (const std::string& name : names) present.push_back((*this)[name].notnull());
  return filter_all(present);
}

Table Table::fill_null(const std::vector<Named>& values) const {
  std::vector<Named> filled;
  filled.reserve(values.size());
  for (const Named& value : values)
    filled.push_back({value.name, (*this)[value.name].fill_null(value.expression)});
  return mutate(filled);
}

Table Table::cast(const std::vector<std::pair<std::string, DataType>>& types) const {
  std::vector<Named> converted;
  converted.reserve(types.size());
  for (const auto& [name, type] : types) converted.push_back({name, (*this)[name].cast(type)});
  return mutate(converted);
}

DataFrame Table::execute() const { return execute(Parameters{}); }
DataFrame Table::execute(const Parameters& parameters) const {
  return source_of(node_).execute(*this, parameters);
}
Table Table::cache() const { return source_of(node_).cache(*this); }
void Table::release() const {
  const auto* scan = node_->get_if<relation::Scan>();
  if (scan == nullptr || !scan->cached) {
    throw InvalidOperationError("'" + get_name() +
                                "' is no cached table; release() lets go of what cache() gave");
  }
  scan->cached->release();
}
std::unique_ptr<TableStream> Table::stream(std::int64_t batch_size) const {
  if (batch_size < 1)
    throw InvalidOperationError("a batch has at least one row; asked for " +
                                std::to_string(batch_size));
  return source_of(node_).stream(*this, batch_size);
}
std::string Table::to_sql() const { return source_of(node_).compile(*this); }
std::string Table::explain() const { return source_of(node_).explain(*this); }
void Table::to_parquet(const std::filesystem::path& path) const {
  source_of(node_).export_to(*this, path, FileFormat::parquet);
}
void Table::to_csv(const std::filesystem::path& path) const {
  source_of(node_).export_to(*this, path, FileFormat::csv);
}
void Table::to_json(const std::filesystem::path& path) const {
  source_of(node_).export_to(*this, path, FileFormat::json);
}
void Table::to_ndjson(const std::filesystem::path& path) const {
  source_of(node_).export_to(*this, path, FileFormat::ndjson);
}

Table table(std::string_view name, const Schema& schema) {
  return scan_table(name, schema, nullptr, nullptr);
}

Expr Table::as_scalar() const {
  return make_subquery(node::Subquery::Kind::scalar, std::nullopt, node_);
}

Table table_of_rows(const Expr& expression) {
  const NodeFacts& facts = expression.node()->facts();
  if (facts.mixed || facts.has_deferred) {
    throw InvalidOperationError(
        "'" + expression.name() + "' belongs to no single table; select it from one",
        {.object_name = expression.name()});
  }
  if (facts.relation == nullptr) return memtable_of_one_row();
  return Table(facts.relation->shared_from_this());
}

Scalar Expr::execute() const {
  const NodeFacts& facts = node_->facts();
  if (shape() == Shape::column || facts.has_deferred) {
    throw InvalidOperationError(
        "'" + name() + "' has a value for each row; run it in a table: t.select(...).execute()",
        {.object_name = name()});
  }
  // One row to hang the value on; every reduction becomes a subquery over its own table.
  const Table result = memtable_of_one_row().select_all({Selection(Named{"value", *this})});
  return source_of(result.node()).execute(result, {}).value(0, std::size_t{0});
}

}  // namespace egregora
