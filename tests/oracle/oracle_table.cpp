// SPDX-License-Identifier: Apache-2.0
#include "oracle/oracle_table.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/engine/engine.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/to_sql.hpp>

#include <algorithm>

#include "expr/node.hpp"

namespace egregora::testing {

namespace {
std::vector<FunctionId>& registry() {
  static std::vector<FunctionId> functions;
  return functions;
}

bool uses(const Expr& expression, FunctionId function) {
  const auto* call = expression.node()->get_if<node::Call>();
  const auto* aggregate = expression.node()->get_if<node::Aggregate>();
  if ((call != nullptr && call->function == function) ||
      (aggregate != nullptr && aggregate->function == function))
    return true;
  bool below = false;
  for_each_operand(*expression.node(),
                   [&](const Expr& operand) { below = below || uses(operand, function); });
  return below;
}

std::string input_name(std::size_t index) { return "x" + std::to_string(index); }

/// The inputs as columns, after their place. `tight`: columns without NULL are said to have none.
Schema schema_of(const OracleForm& form, const std::vector<std::vector<Scalar>>& rows, bool tight) {
  std::vector<Field> fields{{"place", kInt64, false}};
  for (std::size_t i = 0; i < form.inputs.size(); ++i) {
    const bool has_null = std::any_of(rows.begin(), rows.end(),
                                      [&](const auto& row) { return row[i + 1].is_null(); });
    fields.push_back({input_name(i), form.inputs[i], has_null || !tight});
  }
  return Schema(std::move(fields));
}

template <class Row>
std::vector<std::vector<Scalar>> typed_rows(const OracleForm& form, const std::vector<Row>& rows) {
  std::vector<std::vector<Scalar>> typed;
  for (const Row& row : rows) {
    std::vector<Scalar> cells{Scalar(static_cast<std::int64_t>(typed.size()))};
    for (std::size_t i = 0; i < form.inputs.size(); ++i)
      cells.push_back(as_type(row.inputs.at(i), form.inputs[i]));
    typed.push_back(std::move(cells));
  }
  return typed;
}

/// One column of answers over the inputs as columns.
Table over_columns(const OracleForm& form, FunctionId function, const Table& inputs) {
  Inputs columns;
  for (std::size_t i = 0; i < form.inputs.size(); ++i) columns.push_back(inputs[input_name(i)]);
  const Expr answer = form.expression(columns);
  expect_use(answer, function);
  return inputs.select(Named{"answer", answer}, "place").order_by("place");
}

/// One answer over the inputs as literals.
Table over_literals(const OracleForm& form, const std::vector<Scalar>& cells) {
  Inputs literals;
  for (std::size_t i = 0; i < form.inputs.size(); ++i) literals.push_back(literal(cells[i + 1]));
  return memtable({{"one", {1}}}).select(Named{"answer", form.expression(literals)});
}

struct Comparison {
  const OracleForm& form;
  FunctionId function;
  bool near;

  void operator()(const Table& table, const DataFrame& answer, std::int64_t row,
                  const OracleRow& wanted, const char* how) const {
    const Scalar expected = as_type(wanted.expected, form.result);
    const Scalar value = answer.value(row, std::size_t{0});
    EXPECT_TRUE(near ? nearly(value, expected) : exactly(value, expected))
        << wanted.name << ", " << how << ": got " << value << " (" << value.type() << "), wanted "
        << expected << " (" << expected.type() << ")\n"
        << sql_of(table);
    EXPECT_TRUE(!value.is_null() || table.schema()[0].nullable)
        << wanted.name << ", " << how << ": NULL where the type says that there is none\n"
        << sql_of(table);
  }
};

void ask_columns(const Comparison& compare, const std::vector<OracleRow>& rows, bool tight) {
  const auto cells = typed_rows(compare.form, rows);
  const Table inputs = stored("inputs", schema_of(compare.form, cells, tight), cells);
  const Table table = over_columns(compare.form, compare.function, inputs);
  EXPECT_EQ(table.schema()[0].type, compare.form.result) << sql_of(table);
  for (const bool bound : {false, true}) {
    try {
      const DataFrame answers = run(table, bound);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        compare(table, answers, static_cast<std::int64_t>(i), rows[i],
                tight ? "of columns without NULL" : "of columns");
      }
    } catch (const Error& error) {
      ADD_FAILURE() << error.what() << "\n" << sql_of(table);
    }
  }
}

void ask_literals(const Comparison& compare, const std::vector<OracleRow>& rows) {
  const auto cells = typed_rows(compare.form, rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Table table = over_literals(compare.form, cells[i]);
    for (const bool bound : {false, true}) {
      try {
        compare(table, run(table, bound), 0, rows[i], bound ? "of bound literals" : "of literals");
      } catch (const Error& error) {
        ADD_FAILURE() << rows[i].name << ": " << error.what() << "\n" << sql_of(table);
      }
    }
  }
}

void ask_all(const Comparison& compare, const std::vector<OracleRow>& rows, Ask ask) {
  ask_columns(compare, rows, false);
  ask_columns(compare, rows, true);
  if (ask == Ask::columns_and_literals) ask_literals(compare, rows);
}
}  // namespace

OracleTable OracleTable::registered(FunctionId function) {
  registry().push_back(function);
  return OracleTable(function);
}
const std::vector<FunctionId>& OracleTable::all() { return registry(); }

void OracleTable::gives(const OracleForm& form, const std::vector<OracleRow>& rows, Ask ask) const {
  ask_all({form, function_, false}, rows, ask);
}
void OracleTable::nearly_gives(const OracleForm& form, const std::vector<OracleRow>& rows) const {
  ask_all({form, function_, true}, rows, Ask::columns_and_literals);
}

void OracleTable::fails(const OracleForm& form, const std::vector<OracleRefusal>& rows) const {
  const auto cells = typed_rows(form, rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Table inputs = stored("inputs", schema_of(form, {cells[i]}, false), {cells[i]});
    const Table columns = over_columns(form, function_, inputs);
    const Table literals = over_literals(form, cells[i]);
    for (const bool bound : {false, true}) {
      EXPECT_THROW(run(columns, bound), DatabaseError) << rows[i].name << "\n" << sql_of(columns);
      EXPECT_THROW(run(literals, bound), DatabaseError) << rows[i].name << "\n" << sql_of(literals);
    }
  }
}

void expect_use(const Expr& expression, FunctionId function) {
  EXPECT_TRUE(uses(expression, function))
      << "no call of " << function_row(function).name << " in " << expression.name();
}

Connection& oracle_connection() {
  // A statement of a few rows needs no help; waiting for another thread takes longer.
  static const std::shared_ptr<Engine> engine = open_duckdb({.threads = 1});
  static const std::unique_ptr<Connection> connection = engine->connect();
  return *connection;
}

Table stored(const std::string& name, const Schema& schema,
             const std::vector<std::vector<Scalar>>& rows) {
  oracle_connection().execute("CREATE OR REPLACE TABLE " + name + " AS " +
                              compile(memtable(schema, rows), {}).text);
  return table(name, schema);
}

DataFrame run(const Table& table, bool bound) {
  const SqlStatement statement = compile(table, {.bind_literals = bound});
  return oracle_connection().query(statement.text, statement.parameters);
}

std::string sql_of(const Table& table) { return compile(table, {}).text; }

}  // namespace egregora::testing
