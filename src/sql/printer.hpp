// SPDX-License-Identifier: Apache-2.0
// The printer: a select tree as text for one dialect, literals bound or inlined. It works off a
// stack of small tasks instead of calling itself, so that depth costs memory and never the call
// stack. The same tree gives the same bytes.
#pragma once

#include <egregora/sql/sql_text.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "sql/dialect_traits.hpp"
#include "sql/function_template.hpp"
#include "sql/select.hpp"

namespace egregora::detail {

struct PrintOptions {
  const Dialect* dialect;
  bool bind_literals = false;
  /// False: columns stand without a table, as CHECK and DEFAULT want them.
  bool qualify_columns = true;
  const Parameters* parameters = nullptr;
};

/// A select being printed, and the query around it that its subqueries can see.
struct PrintScope {
  const Select* select;
  const PrintScope* parent;
  int depth;  ///< of indentation
};

class Printer {
 public:
  Printer(const SelectTree& tree, const PrintOptions& options)
      : tree_(tree), options_(options), traits_(traits_of(*options.dialect)) {}

  // For statements: each writes at once.
  void raw(std::string_view text) { out_ += text; }
  void literal(const Scalar& value);
  /// WITH, if the tree has common tables.
  void with_clause();
  /// The tree's root, with its common tables.
  void query();
  /// One of the conditions of `scope`'s WHERE.
  void condition(const Condition& condition, const Select& scope);
  void value(const SelectColumn& column, const Select& scope);
  SqlStatement finish() { return {std::move(out_), std::move(parameters_)}; }

 private:
  friend class CallPrinter;
  enum Flag : std::uint8_t {
    kInline = 1,       ///< part of the text: never a parameter
    kBare = 2,         ///< a whole number takes its type from what stands beside it
    kOutputNames = 4,  ///< a computed column may be named instead of repeated (QUALIFY)
  };
  struct Task {
    enum class Kind : std::uint8_t {
      text,
      identifier,
      column,
      newline,
      expression,
      value,
      condition,
      select,
      from,
      modifiers
    };
    Kind kind;
    std::uint8_t power = 0;  ///< an expression that binds less tightly gets parentheses
    std::uint8_t flags = 0;
    std::uint32_t index = 0;
    std::string_view text = {};
    const void* what = nullptr;
    const PrintScope* scope = nullptr;
  };
  /// What follows the call itself of a reduction or window function.
  struct Modifiers {
    const Expr* where = nullptr;
    const node::Window* window = nullptr;
    bool framed = true;
  };

  void drain();
  void execute(const Task& task);
  void add(const Task& task) { batch_.push_back(task); }

  // Pieces, in the order in which they shall stand.
  void text(std::string_view text);  ///< `text` must outlive the printing
  void owned(std::string text);
  void identifier(std::string_view name);
  void newline(const PrintScope* scope);
  void expression(const ExprNode& node, const PrintScope* scope, std::uint8_t power = 0,
                  std::uint8_t flags = 0);
  void value(const SelectColumn& column, const PrintScope* scope, std::uint8_t power = 0,
             std::uint8_t flags = 0);
  void column(const FromItem& item, std::uint32_t index);
  void nested(const Select& select, const PrintScope* parent, int depth);

  // What a task does when its turn comes (print_*.cpp).
  void print_column(const FromItem& item, std::uint32_t index);
  void print_expression(const ExprNode& node, const Task& task);
  std::uint8_t power_of(const ExprNode& node) const;
  void print_node(const ExprNode& node, const Task& task);
  void print_literal(const Scalar& value, std::uint8_t flags);
  void print_parameter(const ExprNode& node, const node::Parameter& parameter, std::uint8_t flags);
  void print_field(const node::Field& field, const Task& task);
  bool print_output_name(const SelectColumn& column, const PrintScope& scope);
  void print_value(const SelectColumn& column, const Task& task);
  void print_call(const ExprNode& node, const Task& task, const Modifiers& modifiers);
  void print_written(const ExprNode& node, const Task& task, const Modifiers& modifiers,
                     const FunctionTemplate& written);
  void print_infix(const FunctionTemplate& written, const std::vector<Expr>& arguments,
                   const PrintScope* scope, std::uint8_t flags);
  void print_pieces(const FunctionTemplate& written, const std::vector<Expr>& arguments,
                    const Modifiers& modifiers, const PrintScope* scope, std::uint8_t flags);
  void print_modifiers(const Modifiers& modifiers, const PrintScope* scope);
  void print_window(const node::Window& window, const Modifiers& modifiers,
                    const PrintScope* scope);
  void print_case(const ExprNode& node, const node::Case& cases, const Task& task);
  void print_cast(const ExprNode& node, const node::Cast& cast, const Task& task);
  void print_subquery(const node::Subquery& subquery, const Task& task);
  void print_condition(const Condition& condition, const Task& task);

  void print_select(const Select& select, const PrintScope* parent, int depth);
  void print_place(const Select& select, std::uint32_t index, const PrintScope* scope);
  void print_columns(const Select& select, const PrintScope* scope);
  void print_distinct(const Select& select, const PrintScope* scope);
  /// `word` before the first of both lists, AND before the others.
  void print_conditions(std::string_view word, const std::vector<Condition>& conditions,
                        const std::vector<Condition>& more, const PrintScope* scope,
                        std::uint8_t flags = 0);
  void print_group(const Select& select, const PrintScope* scope);
  void print_order(const Select& select, const PrintScope* scope);
  void print_key(const SortKey& key, const PrintScope* scope);
  void print_direction(bool descending, bool nulls_first);
  void print_set_operation(const SetOperation& operation, const PrintScope* scope);
  void print_from(const FromItem& item, const PrintScope* scope);
  void print_enclosed(const FromItem& item, const PrintScope* scope);
  void print_values(const FromItem& item);
  std::string bound_cell(const Scalar& cell);
  void print_file(const FromItem& item);

  const SelectTree& tree_;
  PrintOptions options_;
  const DialectTraits& traits_;
  std::string out_ = {};
  std::vector<Scalar> parameters_ = {};
  std::vector<Task> stack_ = {};
  std::vector<Task> batch_ = {};  // what the running task wants done, in order
  std::deque<std::string> owned_ = {};
  std::deque<PrintScope> scopes_ = {};
  std::deque<Modifiers> modifiers_ = {};
  std::uint64_t steps_ = 0;
};

/// One call, for functions that are printed by code (function_printer.cpp).
class CallPrinter {
 public:
  CallPrinter(Printer& printer, const ExprNode& node, const std::vector<Expr>& arguments,
              const Printer::Modifiers& modifiers, const PrintScope* scope, std::uint8_t flags)
      : printer_(printer),
        node_(node),
        arguments_(arguments),
        modifiers_(modifiers),
        scope_(scope),
        flags_(flags) {}

  const Dialect& dialect() const noexcept { return *printer_.options_.dialect; }
  bool duckdb() const noexcept { return dialect().id() == Dialect::Id::duckdb; }
  const DataType& type() const noexcept { return node_.type(); }
  FunctionId function() const;
  std::size_t size() const noexcept { return arguments_.size(); }
  const DataType& type(std::size_t argument) const { return arguments_.at(argument).type(); }
  bool nullable() const noexcept { return node_.nullable(); }
  bool nullable(std::size_t argument) const { return arguments_.at(argument).nullable(); }
  /// The argument's value where it is a literal, else null.
  const Scalar* literal(std::size_t argument) const;
  /// The argument's value. Throws: UnsupportedOperationError where it is no literal, or NULL.
  const Scalar& constant(std::size_t argument) const;
  bool windowed() const noexcept { return modifiers_.window != nullptr; }
  const Expr* where() const noexcept { return modifiers_.where; }

  CallPrinter& text(std::string_view text);
  CallPrinter& owned(std::string text);
  /// `power` 0: parentheses or commas stand around it. Throws: UnsupportedOperationError where a
  /// value that differs each time would be written twice.
  CallPrinter& argument(std::size_t index, std::uint8_t power = 0);
  /// A whole number without its type; anything else, and what is bound, as it is.
  CallPrinter& bare_argument(std::size_t index);
  CallPrinter& structural(std::size_t index);
  CallPrinter& quoted(std::string_view text);
  CallPrinter& sql_type(const DataType& type);
  CallPrinter& expression(const Expr& expression, std::uint8_t power = 0);
  bool ordered() const;
  /// " ORDER BY" of a reduction that depends on the order of rows; nothing where it has none.
  CallPrinter& order_by(bool reversed = false);
  /// FILTER and OVER; with `where` false, OVER alone.
  CallPrinter& modifiers(bool with_where = true);
  /// Throws: UnsupportedOperationError naming the function.
  [[noreturn]] void refuse(std::string_view reason) const;

 private:
  Printer& printer_;
  const ExprNode& node_;
  const std::vector<Expr>& arguments_;
  const Printer::Modifiers& modifiers_;
  const PrintScope* scope_;
  std::uint8_t flags_;
  std::uint64_t written_ = 0;  // bit i: argument i stands in the text already
};

}  // namespace egregora::detail
