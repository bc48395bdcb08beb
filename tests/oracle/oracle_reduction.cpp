// SPDX-License-Identifier: Apache-2.0
#include "oracle/oracle_reduction.hpp"

#include <egregora/core/errors.hpp>

namespace egregora::testing {

namespace {
std::string input_name(std::size_t index) { return "x" + std::to_string(index); }

Schema schema_of(const std::vector<DataType>& inputs) {
  std::vector<Field> fields{{"g", kInt64, false}, {"kept", kBool, true}, {"place", kInt64, false}};
  for (std::size_t i = 0; i < inputs.size(); ++i)
    fields.push_back({input_name(i), inputs[i], true});
  return Schema(std::move(fields));
}

class Rows {
 public:
  explicit Rows(const std::vector<DataType>& inputs) : inputs_(inputs) {}
  void add(std::size_t group, const Scalar& kept, const std::vector<std::vector<Scalar>>& rows) {
    for (const auto& row : rows) {
      std::vector<Scalar> cells{static_cast<std::int64_t>(group), as_type(kept, kBool),
                                static_cast<std::int64_t>(cells_.size())};
      for (std::size_t i = 0; i < inputs_.size(); ++i)
        cells.push_back(as_type(row.at(i), inputs_[i]));
      cells_.push_back(std::move(cells));
    }
  }
  Table store() const { return stored("reduced", schema_of(inputs_), cells_); }

 private:
  const std::vector<DataType>& inputs_;
  std::vector<std::vector<Scalar>> cells_ = {};
};

Reduced reduced_of(const Table& table, std::size_t inputs, bool conditional) {
  Reduced reduced{{}, std::nullopt, table["place"]};
  for (std::size_t i = 0; i < inputs; ++i) reduced.x.push_back(table[input_name(i)]);
  if (conditional) reduced.where = table["kept"];
  return reduced;
}

void expect_answer(const DataFrame& answer, std::int64_t row, const Table& table,
                   const Scalar& expected, const std::string& name) {
  ASSERT_LT(row, answer.num_rows()) << name << "\n" << sql_of(table);
  const std::size_t column = answer.schema().size() - 1;
  const Scalar value = answer.value(row, column);
  EXPECT_TRUE(nearly(value, expected))
      << name << ": got " << value << " (" << value.type() << "), wanted " << expected << " ("
      << expected.type() << ")\n"
      << sql_of(table);
  EXPECT_EQ(table.schema()[column].type, expected.type()) << name;
  EXPECT_TRUE(!value.is_null() || table.schema()[column].nullable) << name;
}

/// Every row of the answer is `expected`, of at least `rows` of them.
void ask(const Table& table, const Scalar& expected, const std::string& name, std::int64_t rows) {
  for (const bool bound : {false, true}) {
    try {
      const DataFrame answer = run(table, bound);
      EXPECT_EQ(answer.num_rows(), rows) << name << "\n" << sql_of(table);
      for (std::int64_t row = 0; row < answer.num_rows(); ++row)
        expect_answer(answer, row, table, expected, name);
    } catch (const Error& error) {
      ADD_FAILURE() << name << ": " << error.what() << "\n" << sql_of(table);
    }
  }
}

/// Alone, also where there are no rows.
void ask_alone(const ReductionForm& form, const Table& table, std::size_t group,
               const OracleGroup& wanted) {
  const Table rows = table.filter(table["g"] == group);
  const Reduced reduced = reduced_of(rows, form.inputs.size(), false);
  const Scalar expected = as_type(wanted.expected, form.result);
  ask(rows.agg(form.expression(reduced).as("r")), expected, wanted.name, 1);
  if (!form.windowed) return;
  ask(rows.mutate(form.expression(reduced).over().as("r")), expected, wanted.name + ", a window",
      static_cast<std::int64_t>(wanted.rows.size()));
}

/// Beside the rows of other groups, which a condition leaves out.
void ask_conditionally(const ReductionForm& form, const std::vector<OracleGroup>& groups,
                       std::size_t group) {
  Rows rows(form.inputs);
  std::int64_t count = 0;
  for (std::size_t other = 0; other < groups.size(); ++other) {
    // What is not true leaves out: NULL does too.
    const Scalar kept = other == group ? Scalar(true) : other % 2 == 0 ? Scalar(false) : Scalar();
    rows.add(other, kept, groups[other].rows);
    count += static_cast<std::int64_t>(groups[other].rows.size());
  }
  const Table table = rows.store();
  const Expr reduction = form.expression(reduced_of(table, form.inputs.size(), true));
  const Scalar expected = as_type(groups[group].expected, form.result);
  ask(table.agg(reduction.as("r")), expected, groups[group].name + ", by a condition", 1);
  if (!form.windowed) return;
  ask(table.mutate(reduction.over().as("r")), expected,
      groups[group].name + ", by a condition over a window", count);
}

/// As groups of one table, those without rows left out.
void ask_groups(const ReductionForm& form, const Table& table,
                const std::vector<OracleGroup>& groups) {
  const Reduced reduced = reduced_of(table, form.inputs.size(), false);
  const Table grouped = table.group_by("g").agg(form.expression(reduced).as("r")).order_by("g");
  const DataFrame answer = run(grouped, true);
  std::int64_t row = 0;
  for (const OracleGroup& group : groups) {
    if (group.rows.empty()) continue;
    expect_answer(answer, row, grouped, as_type(group.expected, form.result),
                  group.name + ", as a group");
    ++row;
  }
  EXPECT_EQ(answer.num_rows(), row);
}
}  // namespace

std::vector<std::vector<Scalar>> rows_of(const std::vector<Scalar>& values) {
  std::vector<std::vector<Scalar>> rows;
  for (const Scalar& value : values) rows.push_back({value});
  return rows;
}

void reduces(const OracleTable& oracle, const ReductionForm& form,
             const std::vector<OracleGroup>& groups) {
  for (std::size_t i = 0; i < groups.size(); ++i) ask_conditionally(form, groups, i);
  Rows rows(form.inputs);
  for (std::size_t i = 0; i < groups.size(); ++i) rows.add(i, true, groups[i].rows);
  const Table table = rows.store();
  expect_use(form.expression(reduced_of(table, form.inputs.size(), false)), oracle.function());
  for (std::size_t i = 0; i < groups.size(); ++i) ask_alone(form, table, i, groups[i]);
  ask_groups(form, table, groups);
}

void refuses(const OracleTable& oracle, const ReductionForm& form,
             const std::vector<std::vector<Scalar>>& rows) {
  Rows group(form.inputs);
  group.add(0, true, rows);
  const Table table = group.store();
  const Expr reduction = form.expression(reduced_of(table, form.inputs.size(), false));
  expect_use(reduction, oracle.function());
  EXPECT_THROW(run(table.agg(reduction.as("r")), true), DatabaseError);
}

void windows(const OracleTable& oracle, const OracleWindow& window) {
  Rows rows(window.inputs);
  rows.add(0, true, window.rows);
  const Table table = rows.store();
  const Expr value = window.expression(reduced_of(table, window.inputs.size(), false));
  expect_use(value, oracle.function());
  const Table answers = table.select("place", value.as("r")).order_by("place");
  for (const bool bound : {false, true}) {
    try {
      const DataFrame answer = run(answers, bound);
      ASSERT_EQ(answer.num_rows(), static_cast<std::int64_t>(window.expected.size()));
      for (std::size_t row = 0; row < window.expected.size(); ++row) {
        expect_answer(answer, static_cast<std::int64_t>(row), answers,
                      as_type(window.expected[row], window.result),
                      window.name + ", row " + std::to_string(row));
      }
    } catch (const Error& error) {
      ADD_FAILURE() << window.name << ": " << error.what() << "\n" << sql_of(answers);
    }
  }
}

}  // namespace egregora::testing
