// SPDX-License-Identifier: Apache-2.0
// The table of random expressions, its columns and the literals beside them.
#include "property/random_expression.hpp"

#include <egregora/core/errors.hpp>

namespace egregora::testing {

namespace {
using Kind = ExpressionKind;

const DataType& type_of(Kind kind) {
  static const DataType types[kExpressionKinds] = {
      DataType::boolean(),
      DataType::int64(),
      DataType::float64(),
      DataType::decimal(6, 2),
      DataType::string(),
      DataType::date(),
      DataType::timestamp(),
      DataType::timestamp_tz(),
      DataType::json(),
      DataType::list(DataType::int64()),
      DataType::list(DataType::string()),
      DataType::struct_of({{"a", DataType::int64()}, {"b", DataType::string()}}),
      DataType::map(DataType::string(), DataType::int64())};
  return types[static_cast<int>(kind)];
}

/// Two columns a kind: one that may be NULL, one that never is.
struct KindColumns {
  const char* name;
  const char* values[3];
};
constexpr KindColumns kColumns[kExpressionKinds] = {
    {"flag", {"true", "false", "true"}},
    {"whole", {"-3", "0", "12"}},
    {"number", {"CAST(0.5 AS DOUBLE)", "CAST(-2.25 AS DOUBLE)", "CAST(40 AS DOUBLE)"}},
    {"money", {"CAST(1.10 AS DECIMAL(6, 2))", "-0.01", "99.99"}},
    {"word", {"'a'", "''", "'Z\u00e9 \U0001F600-b'"}},
    {"day", {"DATE '2024-02-29'", "DATE '1969-12-31'", "DATE '2000-01-01'"}},
    {"moment",
     {"TIMESTAMP '2024-02-29 23:59:59.999999'", "TIMESTAMP '1969-12-31 00:00:00'",
      "TIMESTAMP '2020-07-12 01:02:03'"}},
    {"instant",
     {"TIMESTAMPTZ '2024-02-29 23:59:59+00'", "TIMESTAMPTZ '1969-12-31 12:00:00+00'",
      "TIMESTAMPTZ '2020-07-12 00:00:00+00'"}},
    {"doc", {"CAST('{\"a\":[1,2.5],\"b\":\"x\"}' AS JSON)", "'[true,null,\"y\"]'", "'7'"}},
    {"wholes", {"[1, 2, 3]", "CAST([] AS BIGINT[])", "[NULL, -5]"}},
    {"words", {"['a', 'b']", "CAST([] AS VARCHAR[])", "['', NULL, '\u00e9']"}},
    {"record", {"{'a': 1, 'b': 'x'}", "{'a': NULL, 'b': NULL}", "{'a': -1, 'b': ''}"}},
    {"labels", {"MAP {'a': 1, 'b': 2}", "MAP {'': NULL}", "MAP {'b': 3}"}}};

Scalar text_literal(RandomExpression& random) {
  static constexpr const char* kTexts[] = {"a", "", "b", "\u00e9\U0001F600", "it's 'x'", "a-b-c"};
  return Scalar(random.one_of(kTexts));
}

Expr nested_literal(Kind kind, RandomExpression& random) {
  const std::vector<Scalar> numbers = {Scalar(random.draw(9)), Scalar(random.draw(9) - 4)};
  switch (kind) {
    case Kind::wholes:
      return literal(Scalar::of(type_of(kind), numbers));
    case Kind::texts:
      return literal(Scalar::of(type_of(kind), std::vector<Scalar>{text_literal(random)}));
    case Kind::record:
      return literal(
          Scalar::of(type_of(kind), std::vector<Scalar>{numbers[0], text_literal(random)}));
    case Kind::map:
      return literal(Scalar::of(type_of(kind), std::vector<Scalar>{"a", numbers[1]}));
    default:
      throw InternalError("no literal of this kind");
  }
}

Expr literal_of(Kind kind, RandomExpression& random) {
  const std::int64_t number = random.draw(40) - 12;
  const Timestamp moment{std::chrono::hours(number * 9001)};
  static constexpr const char* kDocuments[] = {"null", "{\"a\":{\"b\":1}}", "[0]", "\"t\"", "1.5"};
  switch (kind) {
    case Kind::boolean:
      return literal(number > 0);
    case Kind::whole:
      return literal(number);
    case Kind::number:
      return literal(static_cast<double>(number) / 8);
    case Kind::decimal:
      return literal(Scalar::of(type_of(kind), DecimalDigits{number * 7}));
    case Kind::text:
      return literal(text_literal(random));
    case Kind::date:
      return literal(Scalar(std::chrono::floor<std::chrono::days>(moment)));
    case Kind::moment:
    case Kind::instant:
      return literal(Scalar::of(type_of(kind), moment));
    case Kind::json:
      return literal(Scalar::of(type_of(kind), std::string(random.one_of(kDocuments))));
    default:
      return nested_literal(kind, random);
  }
}
}  // namespace

Schema things_schema() {
  std::vector<Field> fields{{"place", DataType::int64(), false}};
  for (int kind = 0; kind < kExpressionKinds; ++kind) {
    const DataType& type = type_of(static_cast<Kind>(kind));
    fields.push_back({std::string(kColumns[kind].name) + "_or_null", type, true});
    fields.push_back({kColumns[kind].name, type, false});
  }
  return Schema(std::move(fields));
}

std::string things_statement() {
  std::string rows;
  for (int row = 0; row < 5; ++row) {
    rows += (row > 0 ? ", (" : "(") + std::string("CAST(") + std::to_string(row) + " AS BIGINT)";
    for (int kind = 0; kind < kExpressionKinds; ++kind) {
      const auto& values = kColumns[kind].values;
      rows += std::string(", ") + (row % 2 == 1 ? "NULL" : values[row / 2]);
      rows += std::string(", ") + values[(row + kind) % 3];
    }
    rows += ")";
  }
  std::string columns;
  std::string types;
  for (const Field& field : things_schema()) columns += (columns.empty() ? "" : ", ") + field.name;
  return "INSERT INTO things SELECT * FROM (VALUES " + rows + ") AS v(" + columns + ")";
}

Expr RandomExpression::leaf(Kind kind) {
  const auto column = [&](bool nullable) {
    const std::string name = kColumns[static_cast<int>(kind)].name;
    return table_[nullable ? name + "_or_null" : name];
  };
  switch (draw(8)) {
    case 0:
    case 1:
    case 2:
      return column(true);
    case 3:
    case 4:
      return column(false);
    case 5:
    case 6:
      return literal_of(kind, *this);
    default:
      return null(type_of(kind));
  }
}

Expr RandomExpression::of(Kind kind) {
  if (depth_ == 0 || budget_ == 0 || draw(5) == 0) return leaf(kind);
  std::vector<const Recipe*> known;
  for (const Recipe& recipe : recipes()) {
    if (recipe.kind == kind) known.push_back(&recipe);
  }
  --depth_;
  --budget_;
  Expr made = known[static_cast<std::size_t>(draw(static_cast<int>(known.size())))]->make(*this);
  ++depth_;
  return made;
}

Expr RandomExpression::sortable() {
  static constexpr Kind kSortable[] = {Kind::whole,  Kind::text,   Kind::date,
                                       Kind::moment, Kind::number, Kind::decimal};
  return of(one_of(kSortable));
}

const char* RandomExpression::unit() {
  static constexpr const char* kUnits[] = {"year", "quarter", "month", "week", "day"};
  return one_of(kUnits);
}

}  // namespace egregora::testing
