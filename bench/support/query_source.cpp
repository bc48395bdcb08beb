// SPDX-License-Identifier: Apache-2.0
// See query_source.hpp. A query's form is drawn, and then its columns, operators, constants, names
// and how many of each; half of them are written against a schema struct, half by column names.
#include "support/query_source.hpp"

#include <cstddef>
#include <random>
#include <span>

namespace bench {

namespace {

constexpr const char* kHead = R"(#include <egregora/egregora.hpp>

using namespace egregora;
using namespace egregora::literals;
using namespace std::chrono_literals;

struct Posts : Columns<Posts> {
  static constexpr std::string_view table_name = "posts";
  Column<sql::BigInt> id{this, "id"};
  Column<nullable<sql::Text>> author{this, "author"};
  Column<nullable<sql::Text>> text{this, "text"};
  Column<sql::Text> kind{this, "kind"};
  Column<sql::BigInt> likes{this, "likes"};
  Column<nullable<sql::BigInt>> replies{this, "replies"};
  Column<sql::Double> rating{this, "rating"};
  Column<sql::Bool> pinned{this, "pinned"};
  Column<sql::Timestamp> sent{this, "sent"};
};

struct Authors : Columns<Authors> {
  static constexpr std::string_view table_name = "authors";
  Column<nullable<sql::Text>> author{this, "author"};
  Column<sql::Text> country{this, "country"};
  Column<sql::BigInt> born{this, "born"};
};

)";

using Words = std::span<const char* const>;
constexpr const char* kWholes[] = {"id", "likes", "replies"};
constexpr const char* kNumbers[] = {"id", "likes", "replies", "rating"};
constexpr const char* kTexts[] = {"author", "text", "kind"};
constexpr const char* kCompares[] = {" < ", " <= ", " > ", " >= ", " == ", " != "};
constexpr const char* kCalculates[] = {" + ", " - ", " * ", " / "};
constexpr const char* kReductions[] = {"sum", "mean", "min", "max"};
constexpr const char* kUnits[] = {"year", "month", "day", "hour"};

/// Writes queries against `p`, a TypedTable, or `t`, a Table, and `a`, the other table.
class Writer {
 public:
  std::string query(int number) {
    typed_ = number % 2 == 0;
    number_ = std::to_string(number);
    const std::string head =
        "Table query_" + number_ +
        "(const TypedTable<Posts>& p, const Table& t, const Table& a) {\n"
        "  static_cast<void>(p), static_cast<void>(t), static_cast<void>(a);\n";
    return head + "  return " + body() + ";\n}\n\n";
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::string one_of(Words words) { return words[below(words.size())]; }
  std::string whole() { return std::to_string(below(1'000)); }
  std::string real() { return whole() + "." + std::to_string(below(10)); }
  std::string table() const { return typed_ ? "p" : "t"; }
  std::string column(const std::string& name) const {
    return typed_ ? "p." + name : "t[\"" + name + "\"]";
  }
  /// The column without its compile-time type, for functions that only Expr has.
  std::string dynamic(const std::string& name) const {
    return typed_ ? "p." + name + ".expr()" : column(name);
  }
  std::string new_name(const char* stem) { return stem + number_ + "_" + whole(); }

  std::string comparison() {
    switch (below(7)) {
      case 0:
        return column(one_of(kWholes)) + one_of(kCompares) + whole();
      case 1:
        return column("rating") + one_of(kCompares) + real();
      case 2:
        return column(one_of(kTexts)) + " == \"word " + whole() + "\"";
      case 3:
        return column(one_of(kNumbers)) + one_of(kCompares) + column(one_of(kNumbers));
      case 4:
        return column("sent") + " >= std::chrono::sys_days{2024y / " +
               std::to_string(1 + below(12)) + " / " + std::to_string(1 + below(28)) + "}";
      case 5:
        return column(one_of(kTexts)) + ".notnull()";
      default:
        return "!" + column("pinned");
    }
  }
  std::string predicate() {
    std::string text = "(" + comparison() + ")";
    for (std::size_t more = below(3); more > 0; --more)
      text = "(" + text + (below(2) == 0 ? " && " : " || ") + "(" + comparison() + "))";
    return text;
  }
  std::string calculation() {
    std::string text = column(one_of(kNumbers));
    for (std::size_t more = 1 + below(3); more > 0; --more)
      text = "(" + text + one_of(kCalculates) +
             (below(2) == 0 ? column(one_of(kNumbers)) : real()) + ")";
    return text;
  }
  std::string reductions() {
    std::string text = "\"n\"_ = count()";
    for (std::size_t more = 1 + below(3); more > 0; --more) {
      text += ", \"" + new_name("r") + "\"_ = " + dynamic(one_of(kNumbers)) + "." +
              one_of(kReductions) + "()";
    }
    return text;
  }
  std::string filter() {
    std::string text = ".filter(" + predicate();
    if (below(3) == 0) text += ", " + predicate();
    return text + ")";
  }

  std::string body() {
    switch (below(8)) {
      case 0:
        return table() + filter() + ".order_by(" + column(one_of(kNumbers)) + ".desc()).limit(" +
               whole() + ")";
      case 1:
        return table() + filter() + ".group_by({\"author\", \"kind\"}).agg(" + reductions() +
               ").order_by({col(\"n\").desc(), \"author\"})";
      case 2:
        return mutated();
      case 3:
        return table() + filter() + ".select(" + column("id") + ", " + column(one_of(kTexts)) +
               ", (" + calculation() + ").as(\"" + new_name("x") + "\"))";
      case 4:
        return table() + filter() +
               ".join(a, \"author\", {.how = JoinKind::left}).filter(a[\"born\"]" +
               one_of(kCompares) + whole() + ").group_by(\"country\").agg(\"n\"_ = count())";
      case 5:
        return texts();
      case 6:
        return newest();
      default:
        return months();
    }
  }
  std::string mutated() {
    const std::string name = new_name("score");
    return table() + ".mutate(\"" + name + "\"_ = " + calculation() +
           ", \"flag\"_ = " + predicate() + ").filter(col(\"" + name + "\") > " + real() +
           ").select(\"id\", \"" + name + "\", \"flag\")";
  }
  std::string texts() {
    return table() + ".filter(" + dynamic(one_of(kTexts)) + ".lower().contains(literal(\"part " +
           whole() + "\")) && " + predicate() + ").mutate(\"" + new_name("length") +
           "\"_ = " + dynamic("text") + ".length(), \"" + new_name("safe") +
           "\"_ = " + dynamic("author") + ".fill_null(literal(\"nobody\")))";
  }
  std::string newest() {
    return table() + ".mutate(\"place\"_ = row_number().over({.group_by = {\"" + one_of(kTexts) +
           "\"}, .order_by = {" + column("sent") + ".desc()}})).filter(col(\"place\") < " +
           whole() + ").drop(\"place\").distinct()";
  }
  std::string months() {
    return table() + filter() + ".group_by({Named{\"period\", " + dynamic("sent") + ".truncate(\"" +
           one_of(kUnits) + "\")}}).agg(" + reductions() + ").mutate(\"" + new_name("class") +
           "\"_ = cases({{col(\"n\") > " + whole() +
           ", literal(\"many\")}, {col(\"n\") > 10, literal(\"some\")}}, literal(\"few\")))";
  }

  std::mt19937 random_{7};
  bool typed_ = false;
  std::string number_ = {};
};

}  // namespace

std::string query_source(int queries) {
  Writer writer;
  std::string source = kHead;
  for (int number = 0; number < queries; ++number) source += writer.query(number);
  return source;
}

}  // namespace bench
