// SPDX-License-Identifier: Apache-2.0
// Each function, reduction and cast over columns of each type that its signature takes: PostgreSQL
// gives the type that the schema says and the rows that DuckDB gives, or the printer refuses. A new
// row of functions.def is tried without a line here.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "expr/function_table.hpp"
#include "expr/node.hpp"
#include "postgres/known_differences.hpp"
#include "postgres/probe_table.hpp"
#include "postgres/two_engines.hpp"

namespace egregora::testing {
namespace {
using namespace literals;

/// Some of their arguments are constants (see functions_of_constants), or they give what is random,
/// or PostgreSQL raises where DuckDB gives an infinity or no number (pow).
const std::set<FunctionId> kNotOfColumns{FunctionId::as_date,
                                         FunctionId::as_timestamp,
                                         FunctionId::delta,
                                         FunctionId::hexdigest,
                                         FunctionId::json_element,
                                         FunctionId::json_field,
                                         FunctionId::now,
                                         FunctionId::pow,
                                         FunctionId::range,
                                         FunctionId::re_extract,
                                         FunctionId::re_extract_all,
                                         FunctionId::re_replace,
                                         FunctionId::re_search,
                                         FunctionId::slice,
                                         FunctionId::split,
                                         FunctionId::strftime,
                                         FunctionId::struct_field,
                                         FunctionId::struct_pack,
                                         FunctionId::today,
                                         FunctionId::truncate,
                                         FunctionId::uuid};

/// Without an order they give any value; their arguments are constants.
const std::set<FunctionId> kOtherReductions{FunctionId::arbitrary,      FunctionId::first,
                                            FunctionId::last,           FunctionId::first_with_null,
                                            FunctionId::last_with_null, FunctionId::quantile,
                                            FunctionId::group_concat};

/// The engines add up squares in different ways.
Doubles exactness_of(FunctionId function) {
  const bool spread = function == FunctionId::std_sample || function == FunctionId::std_pop ||
                      function == FunctionId::var_sample || function == FunctionId::var_pop;
  return spread ? Doubles::nearly : Doubles::exact;
}

class PostgresFunctions : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    engines_ = std::make_unique<TwoEngines>();
    engines_->add("probe", probe_schema(), probe_rows());
  }
  static void TearDownTestSuite() { engines_.reset(); }

  ~PostgresFunctions() override {
    std::cout << "PostgreSQL functions: " << compared_ << " compared (" << errors_
              << " an error in both), " << known_ << " known to differ, " << refused_
              << " refused when compiled\n";
    EXPECT_GT(compared_, 0);
  }

  void compare(const std::string& name, const Table& table, Doubles doubles = Doubles::exact) {
    std::string sql;
    try {
      sql = compile(table, {.dialect = &Dialect::postgresql()}).text;
    } catch (const UnsupportedOperationError&) {
      ++refused_;
      return;
    }
    Outcome duckdb = engines_->in_duckdb(table, doubles);
    Outcome postgres = engines_->in_postgres(table, doubles);
    std::sort(duckdb.rows.begin(), duckdb.rows.end());
    std::sort(postgres.rows.begin(), postgres.rows.end());
    const std::string found = difference(duckdb, postgres);
    if (known_differences().contains(name)) {
      EXPECT_NE(found, "") << name << " is listed, but does not differ any more: " << sql;
      ++known_;
      return;
    }
    EXPECT_TRUE(found.empty()) << name << "\n" << found << sql;
    ++compared_;
    if (!duckdb.error.empty()) ++errors_;
  }

  static std::unique_ptr<TwoEngines> engines_;
  int compared_ = 0;
  int errors_ = 0;
  int known_ = 0;
  int refused_ = 0;
};
std::unique_ptr<TwoEngines> PostgresFunctions::engines_;

std::string call_name(std::string_view function, const std::vector<Expr>& arguments) {
  std::string name = std::string(function) + "(";
  for (const Expr& argument : arguments) {
    if (&argument != &arguments.front()) name += ", ";
    name += argument.type().to_string();
  }
  return name + ")";
}

/// Absent: there is no such signature.
std::optional<Expr> call_of(const FunctionRow& function, const std::vector<Expr>& arguments) {
  try {
    return make_call(function.id, arguments);
  } catch (const TypeError&) {
    return std::nullopt;
  }
}
std::optional<Expr> reduction_of(const FunctionRow& function, const std::vector<Expr>& arguments,
                                 const Table& table) {
  try {
    return make_aggregate(function.id, arguments, {}, table.node());
  } catch (const TypeError&) {
    return std::nullopt;
  }
}
std::optional<Expr> cast_of(const Expr& value, const DataType& type) {
  try {
    return value.cast(type);
  } catch (const TypeError&) {
    return std::nullopt;
  }
}

/// Names of the columns of values.
std::vector<std::string> value_columns() {
  std::vector<std::string> names = probe_schema().names();
  names.erase(names.begin());
  return names;
}

TEST_F(PostgresFunctions, of_one_column_give_what_duckdb_gives) {
  const Table probe = probe_table();
  for (const FunctionRow& function : function_table()) {
    if (function.kind != FunctionKind::scalar || kNotOfColumns.contains(function.id)) continue;
    for (const std::string& name : value_columns()) {
      const std::vector<Expr> arguments{probe[name]};
      if (const auto call = call_of(function, arguments))
        compare(call_name(function.name, arguments), probe.select("key", Selection("r"_ = *call)));
    }
  }
}

/// Each row beside each: "key", "key_right".
class PostgresPairs : public PostgresFunctions {
 protected:
  void compare_call(const FunctionRow& function, const std::vector<Expr>& arguments) {
    if (const auto call = call_of(function, arguments))
      compare(call_name(function.name, arguments),
              pairs_.select("key", "key_right", Selection("r"_ = *call)));
  }
  const Table pairs_ = probe_table().cross_join(probe_table().view());
};

TEST_F(PostgresPairs, functions_of_two_columns_give_what_duckdb_gives) {
  for (const FunctionRow& function : function_table()) {
    if (function.kind != FunctionKind::scalar || kNotOfColumns.contains(function.id)) continue;
    for (const std::string& left : value_columns()) {
      for (const std::string& right : value_columns())
        compare_call(function, {pairs_[left], pairs_[right + "_right"]});
    }
  }
}

TEST_F(PostgresPairs, functions_of_three_columns_give_what_duckdb_gives) {
  for (const FunctionRow& function : function_table()) {
    if (function.kind != FunctionKind::scalar || kNotOfColumns.contains(function.id)) continue;
    for (const std::string& left : value_columns()) {
      for (const std::string& right : value_columns()) {
        // PostgreSQL raises for a negative length, DuckDB takes it for one to the left.
        const Expr third =
            function.id == FunctionId::substr ? pairs_["int16"].abs() : pairs_[right];
        compare_call(function, {pairs_[left], pairs_[right + "_right"], third});
      }
    }
  }
}

TEST_F(PostgresFunctions, of_units_give_what_duckdb_gives) {
  const Table probe = probe_table();
  const Table pairs = probe.cross_join(probe.view());
  for (const char* unit : {"year", "quarter", "month", "week", "day", "hour", "minute", "second"}) {
    for (const char* name : {"date", "timestamp", "timestamp_tz"}) {
      compare(std::string("truncate ") + unit + " of " + name,
              probe.select("key", Selection("r"_ = probe[name].truncate(unit))));
      for (const char* other : {"date_right", "timestamp_right", "timestamp_tz_right"})
        compare(std::string("delta ") + unit + " of " + name + " and " + other,
                pairs.select("key", "key_right",
                             Selection("r"_ = pairs[name].delta(pairs[other], unit))));
    }
  }
}

TEST_F(PostgresFunctions, of_constants_give_what_duckdb_gives) {
  const Table t = probe_table();
  const std::vector<std::pair<std::string, Expr>> calls{
      {"json member a", t["json"]["a"]},
      {"json member ''", t["json"][""]},
      {"json member 0", t["json"]["0"]},
      {"json element 0", t["json"][0]},
      {"json element -1", t["json"][-1]},
      {"json text", t["json"].as_string()},
      {"json int", t["json"].as_int()},
      {"json double", t["json"].as_double()},
      {"json bool", t["json"].as_bool()},
      {"md5", t["string"].hexdigest("md5")},
      {"sha256", t["string"].hexdigest()},
      {"slice of string", t["string"].slice(1, 3)},
      {"slice of string to its end", t["string"].slice(2)},
      {"slice of list", t["list<string>"].slice(1, 2)},
      {"slice of list to its end", t["list<int64>"].slice(1)},
      {"split", t["string"].split(" ")},
      {"search", t["string"].re_search("[a-z]+x")},
      {"search from the start", t["string"].re_search("^\\s*-?[0-9]+")},
      {"strftime of instant", t["timestamp_tz"].strftime("%Y-%m-%d %H:%M:%S.%f (%j) 100%%")},
      {"strftime of date", t["date"].strftime("day %d \"of\" %m")},
      {"pow", (t["float64"].abs() + 1).pow(t["int16"] % 5)},
      {"join", t["list<string>"].join(literal(", "))},
      {"power of two", literal(2.0).pow(t["int16"] % 60)},
  };
  for (const auto& [name, call] : calls) compare(name, t.select("key", Selection("r"_ = call)));
}

TEST_F(PostgresFunctions, reductions_with_an_order_or_constants_give_what_duckdb_gives) {
  const Table t = probe_table();
  for (const std::string& name : value_columns()) {
    const auto each = [&](const std::string& what, const Expr& reduction) {
      compare(what + " of " + name, t.group_by("boolean").agg("r"_ = reduction), Doubles::nearly);
    };
    each("first", t[name].first({.order_by = {t["key"].desc()}}));
    each("last", t[name].last({.order_by = {"key"}}));
    each("last with NULL", t[name].last({.order_by = {"key"}, .include_null = true}));
    each("collect", t[name].collect({.order_by = {t["key"].desc()}}));
    if (name == "json" || t[name].type().is_list()) continue;
    each("group_concat", t[name].group_concat("; ", {.order_by = {"key"}}));
    each("quantile", t[name].quantile(0.3));
    each("median", t[name].median());
  }
}

TEST_F(PostgresFunctions, casts_give_what_duckdb_gives) {
  const Table probe = probe_table();
  const Schema schema = probe_schema();
  for (const std::string& from : value_columns()) {
    if (from == "string" || from == "json") continue;  // see reads_texts_as_duckdb_does
    for (const std::string& to : value_columns()) {
      if (const auto cast = cast_of(probe[from], schema.at(to).type))
        compare("cast of " + from + " to " + to, probe.select("key", Selection("r"_ = *cast)));
    }
  }
}

TEST_F(PostgresFunctions, reads_texts_as_duckdb_does) {
  const std::vector<std::pair<DataType, std::vector<const char*>>> texts{
      {DataType::boolean(), {"true", "TRUE", "f", "1", "0", "yes", "no", "y", "maybe"}},
      {DataType::int64(), {"12", " -3 ", "+5", "", "9223372036854775807", "9223372036854775808"}},
      {DataType::int16(), {"12", "40000"}},
      {DataType::float64(), {"1.5", "1e3", " 2 ", "inf", "-Infinity", "NaN", ".5", "5.", "x"}},
      {DataType::decimal(10, 2), {"1.5", "1.005", "1.015", "-1.005", " 3 ", "1e2"}},
      {DataType::date(), {"2024-02-29", "2024-2-9", "2024-02-30", "2024/02/29", " 2024-01-01 "}},
      {DataType::timestamp(), {"2024-02-29", "2024-02-29 10:00", "2024-02-29T10:00:00.123456"}},
      {DataType::timestamp_tz(),
       {"2024-02-29 10:00", "2024-02-29T10:00:00Z", "2024-02-29 10:00:00+02",
        "2024-02-29 10:00:00+05:30"}},
      {DataType::time(), {"10:00", "10:00:00.5", "1:2:3"}},
      {DataType::interval(), {"1 day", "1 month 2 days", "01:02:03", "1 year ago", "-1 day"}},
      {DataType::uuid(),
       {"00000000-0000-0000-0000-00000000000a", "{00000000-0000-0000-0000-00000000000A}", "x"}},
      {DataType::json(), {"1", "{\"a\":1,\"a\":2}", " [1,  2] ", "nul", "\"\\u00e9\""}},
  };
  const Table one = memtable({{"one", {1}}});
  for (const auto& [type, forms] : texts) {
    for (const char* text : forms) {
      compare("'" + std::string(text) + "' to " + type.to_string(),
              one.select(Selection("r"_ = literal(text).cast(type))));
    }
  }
}

TEST_F(PostgresFunctions, reductions_give_what_duckdb_gives) {
  const Table probe = probe_table();
  const Expr key = probe["key"];  // argmin and argmax are not defined where keys are equal
  for (const FunctionRow& function : function_table()) {
    if (function.kind != FunctionKind::aggregate || kOtherReductions.contains(function.id))
      continue;
    for (const std::string& name : value_columns()) {
      for (const auto& arguments : {std::vector<Expr>{probe[name]}, {probe[name], key}}) {
        const auto made = reduction_of(function, arguments, probe);
        if (!made) continue;
        const std::string call = call_name(function.name, arguments);
        compare(call, probe.group_by("boolean").agg("r"_ = *made), exactness_of(function.id));
        compare(call, probe.agg("r"_ = *made), exactness_of(function.id));
      }
    }
  }
}

TEST_F(PostgresFunctions, means_are_equal_to_the_last_bit) {
  const Schema schema{
      {"g", DataType::int64()}, {"n", DataType::int64()}, {"d", DataType::decimal(12, 3)}};
  std::vector<std::vector<Scalar>> rows;
  std::uint64_t state = 1;
  for (std::int64_t i = 0; i < 4000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const auto number = static_cast<std::int64_t>(state >> 34U) - (std::int64_t{1} << 29);
    rows.push_back({i * i % 599, number % (i + 1),
                    Scalar::of(DataType::decimal(12, 3), DecimalDigits{number})});
  }
  engines_->add("numbers", schema, rows);
  const Table numbers = table("numbers", schema);
  compare("means",
          numbers.group_by("g").agg("n"_ = numbers["n"].mean(), "d"_ = numbers["d"].mean()));
}

}  // namespace
}  // namespace egregora::testing
