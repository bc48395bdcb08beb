// SPDX-License-Identifier: Apache-2.0
// Statements that change something, as typed values: nobody above this layer writes SQL.
// Each prints itself for a dialect; table names are full names (TableName), values are literals or
// parameters.
#pragma once

#include <egregora/expr/columns.hpp>
#include <egregora/expr/table.hpp>
#include <egregora/sql/table_name.hpp>
#include <egregora/sql/to_sql.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace egregora {

/// What CREATE TABLE says of a table.
struct TableDefinition {
  std::vector<ColumnDeclaration> columns = {};
  std::vector<std::string> primary_key = {};  ///< empty: the columns declared so, if any
  std::vector<Check> checks = {};
};

struct CreateTable {
  TableName table;
  TableDefinition definition;
  bool if_missing = false;
  bool or_replace = false;
  bool temporary = false;
};
/// CREATE TABLE AS: types and rows of `query`.
struct CreateTableAs {
  TableName table;
  Table query;
  bool or_replace = false;
  bool temporary = false;
};
struct CreateView {
  TableName view;
  Table query;  ///< literals inlined, tables unqualified, so that every client can read it
  bool or_replace = false;
};
/// INSERT INTO table (columns) query; `query`'s columns in order.
struct InsertQuery {
  TableName table;
  std::vector<std::string> columns;
  Table query;
};
struct InsertRows {
  TableName table;
  std::vector<std::string> columns;
  std::vector<std::vector<Scalar>> rows;
};
/// InsertQuery whose rows overwrite those that have their key: the columns beside `key` take the
/// new row's values, others keep theirs. The table need not declare the key. Requires: no key comes
/// twice in `query`.
struct Upsert {
  TableName table;
  std::vector<std::string> columns;
  Table query;
  std::vector<std::string> key;
};
struct Update {
  TableName table;
  Schema schema;  ///< of the table: what deferred columns resolve against
  std::vector<Named> assignments;
  std::optional<Expr> where = {};
};
/// New values for one row, found by its key: what Update says at a quarter of the work, for rows
/// that change one by one. `columns` and `key` name columns, with a value each.
struct UpdateRow {
  TableName table;
  std::vector<std::string> columns;
  std::vector<Scalar> values;
  std::vector<std::string> key;
  std::vector<Scalar> key_values;  ///< none of them NULL
};
struct Delete {
  TableName table;
  Schema schema;
  std::optional<Expr> where = {};
};
struct DropTable {
  TableName table;
  bool if_exists = false;
};
struct DropView {
  TableName view;
  bool if_exists = false;
};
struct RenameTable {
  TableName table;
  std::string new_name;
};
/// A column after the others, its default in every row that is there. One that is never NULL needs
/// a default; DuckDB adds none such: UnsupportedOperationError.
struct AddColumn {
  TableName table;
  ColumnDeclaration column;
};
struct RenameColumn {
  TableName table;
  std::string column;
  std::string new_name;
};
struct CreateSequence {
  TableName sequence;
  std::int64_t start = 1;
  bool if_missing = false;
  bool or_replace = false;  ///< not of one that is a column's default
};
struct DropSequence {
  TableName sequence;
  bool if_exists = false;
};
/// `count` rows (value): the sequence's next values, each given once and never again.
struct NextValues {
  TableName sequence;
  std::int64_t count = 1;
};
/// A row that does not say its `column` gets the sequence's next value there.
struct SetDefaultNext {
  TableName table;
  std::string column;
  TableName sequence;
};
struct DropDefault {
  TableName table;
  std::string column;
};
struct CommentOnSequence {
  TableName sequence;
  std::string text;
};
/// One row (start, increment, next, used, comment): whether a value was given, and what the next
/// one is. No row where there is no such sequence. DuckDB forgets the start when it is opened
/// again.
struct ReadSequence {
  TableName sequence;
};
/// One row (name) for each sequence of a catalog's schema.
struct ListSequences {
  std::string catalog;
  std::string schema;
};
/// One row (table, column, text) for each column of a catalog's schema that has a default.
struct ListDefaults {
  std::string catalog;
  std::string schema;
};
/// COPY (query) TO path. For Parquet, `metadata` goes into the file's key-value metadata.
struct CopyToFile {
  Table query;
  std::string path;
  FileFormat format = FileFormat::parquet;
  std::vector<std::pair<std::string, std::string>> metadata = {};
  bool return_stats = false;
};
/// One row (key, value) for each entry of a Parquet file's key-value metadata whose key begins with
/// `prefix`. Requires: their values are UTF-8.
struct ReadFileMetadata {
  std::string path;
  std::string prefix = {};
};
/// One row (name, kind "table" | "view") for each relation of a catalog's schema.
struct ListRelations {
  std::string catalog;
  std::string schema;
};
/// One row (name, definition): the name as it was created, and the CREATE TABLE text that the
/// engine keeps of a table, its keys, checks and defaults included. No row where there is no such
/// table.
struct ReadDefinition {
  TableName table;
};
/// A new table with the columns, keys, checks and defaults of another, whoever made them:
/// `definition` is what ReadDefinition gave of it. Requires: that table's name is a plain word (no
/// parenthesis in it).
struct CreateTableLike {
  TableName table;
  std::string definition;
};
/// One row (kind, columns, text) for each constraint of a table: kind is "PRIMARY KEY", "UNIQUE",
/// "CHECK" or "NOT NULL", columns a list of names, text what the engine prints.
struct ListConstraints {
  TableName table;
};
/// The engine's plan for a query, as rows of text; the plan itself is the last column.
struct Explain {
  Table query;
};
/// The rows of a file as a relation; its schema is asked of the engine.
struct ReadFile {
  std::string path;
  FileFormat format = FileFormat::parquet;
};

SqlStatement to_statement(const CreateTable& statement, const CompileOptions& options);
SqlStatement to_statement(const CreateTableAs& statement, const CompileOptions& options);
SqlStatement to_statement(const CreateView& statement, const CompileOptions& options);
SqlStatement to_statement(const InsertQuery& statement, const CompileOptions& options);
SqlStatement to_statement(const InsertRows& statement, const CompileOptions& options);
SqlStatement to_statement(const Upsert& statement, const CompileOptions& options);
SqlStatement to_statement(const Update& statement, const CompileOptions& options);
SqlStatement to_statement(const UpdateRow& statement, const CompileOptions& options);
SqlStatement to_statement(const Delete& statement, const CompileOptions& options);
SqlStatement to_statement(const DropTable& statement, const CompileOptions& options);
SqlStatement to_statement(const DropView& statement, const CompileOptions& options);
SqlStatement to_statement(const RenameTable& statement, const CompileOptions& options);
SqlStatement to_statement(const AddColumn& statement, const CompileOptions& options);
SqlStatement to_statement(const RenameColumn& statement, const CompileOptions& options);
SqlStatement to_statement(const CreateSequence& statement, const CompileOptions& options);
SqlStatement to_statement(const DropSequence& statement, const CompileOptions& options);
SqlStatement to_statement(const NextValues& statement, const CompileOptions& options);
SqlStatement to_statement(const SetDefaultNext& statement, const CompileOptions& options);
SqlStatement to_statement(const DropDefault& statement, const CompileOptions& options);
SqlStatement to_statement(const CommentOnSequence& statement, const CompileOptions& options);
SqlStatement to_statement(const ReadSequence& statement, const CompileOptions& options);
SqlStatement to_statement(const ListSequences& statement, const CompileOptions& options);
SqlStatement to_statement(const ListDefaults& statement, const CompileOptions& options);
SqlStatement to_statement(const CopyToFile& statement, const CompileOptions& options);
SqlStatement to_statement(const ReadFileMetadata& statement, const CompileOptions& options);
SqlStatement to_statement(const ListRelations& statement, const CompileOptions& options);
SqlStatement to_statement(const ReadDefinition& statement, const CompileOptions& options);
SqlStatement to_statement(const CreateTableLike& statement, const CompileOptions& options);
SqlStatement to_statement(const ListConstraints& statement, const CompileOptions& options);
SqlStatement to_statement(const Explain& statement, const CompileOptions& options);
SqlStatement to_statement(const ReadFile& statement, const CompileOptions& options);

/// The engine's name of a type, e.g. "TIMESTAMP WITH TIME ZONE". Throws: UnsupportedOperationError.
std::string type_sql(const DataType& type, const Dialect& dialect);

}  // namespace egregora
