// SPDX-License-Identifier: Apache-2.0
// Which table a column came from is asked of the relation nodes, so that names given later do not
// mislead.
#include <egregora/database/streaming.hpp>

#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/schemas.hpp>

#include "database/managed_tables.hpp"
#include "expr/relation.hpp"

namespace egregora {

namespace {
constexpr std::array<std::pair<std::string_view, FileFormat>, 5> kExtensions = {
    {{".parquet", FileFormat::parquet},
     {".csv", FileFormat::csv},
     {".json", FileFormat::json},
     {".ndjson", FileFormat::ndjson},
     {".jsonl", FileFormat::ndjson}}};

struct DeclaredOrder {
  std::string_view table;
  std::vector<std::string> columns;
};

template <class S>
DeclaredOrder order_of() {
  return {S::table_name, S::order_key()};
}

const std::vector<DeclaredOrder>& managed_orders() {
  static const std::vector<DeclaredOrder> orders = [] {
    std::vector<DeclaredOrder> all = {order_of<schemas::Conversations>()};
    detail::for_each_managed_table([&]<class S>() { all.push_back(order_of<S>()); });
    return all;
  }();
  return orders;
}

const DeclaredOrder* managed_order(std::string_view table) {
  const std::string wanted = fold_case(table);
  for (const DeclaredOrder& order : managed_orders()) {
    if (order.table == wanted) return &order;
  }
  return nullptr;
}

/// The one stored table whose rows these are; null where there is none.
const RelationNode* stored_table_below(const RelationNode* node) {
  while (node != nullptr && node->get_if<relation::Scan>() == nullptr) {
    const bool keeps_rows =
        node->get_if<relation::Filter>() != nullptr ||
        node->get_if<relation::Project>() != nullptr || node->get_if<relation::Sort>() != nullptr ||
        node->get_if<relation::Limit>() != nullptr || node->get_if<relation::Distinct>() != nullptr;
    node = keeps_rows ? inputs(*node).front().get() : nullptr;
  }
  return node;
}

[[noreturn]] void throw_without_order(const Table& table) {
  throw InvalidOperationError(
      fmt::format("no order is declared for these rows: sort them by order_by(), or name their "
                  "schema by as<...>(): '{}'",
                  table.get_name()),
      {.object_name = table.get_name()});
}

/// Where the column of `stored` called `column` is in `table` now.
Expr column_now(const Table& table, const RelationNode& stored, const DeclaredOrder& order,
                std::string_view column) {
  const auto index = stored.schema().index_of(column);
  const auto now = index ? table.node()->origins().find({&stored, *index}) : std::nullopt;
  if (now) return table[*now];
  throw InvalidOperationError(
      fmt::format("rows of '{}' are ordered by {}, and column '{}' is not among these: put them in "
                  "order before it is dropped or replaced, or sort them by order_by()",
                  order.table, fmt::join(order.columns, ", "), column),
      {.object_name = std::string(column)});
}
}  // namespace

std::unique_ptr<TableStream> stream(const Table& table, std::int64_t batch_size) {
  return table.stream(batch_size);
}

FileFormat file_format_of(const std::filesystem::path& path) {
  const std::string extension = fold_case(path.extension().string());
  std::string known;
  for (const auto& [name, format] : kExtensions) {
    if (extension == name) return format;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
  }
  throw InvalidOperationError(
      fmt::format("'{}' ends in none of {}, which say the format", path.string(), known),
      {.object_name = path.string()});
}

void export_to(const Table& table, const std::filesystem::path& path) {
  switch (file_format_of(path)) {
    case FileFormat::parquet:
      return table.to_parquet(path);
    case FileFormat::csv:
      return table.to_csv(path);
    case FileFormat::json:
      return table.to_json(path);
    case FileFormat::ndjson:
      return table.to_ndjson(path);
  }
}

Table in_declared_order(const Table& table) {
  const RelationNode* stored = stored_table_below(table.node().get());
  if (stored == nullptr) throw_without_order(table);
  const DeclaredOrder* order = managed_order(stored->get_if<relation::Scan>()->name);
  if (order == nullptr || order->columns.empty()) throw_without_order(table);
  std::vector<OrderKey> keys;
  keys.reserve(order->columns.size());
  for (const std::string& column : order->columns) {
    keys.emplace_back(column_now(table, *stored, *order, column));
  }
  return table.order_by(keys);
}

namespace detail {
std::vector<OrderKey> order_keys(std::string_view table, const std::vector<std::string>& columns) {
  if (columns.empty()) {
    throw InvalidOperationError(
        fmt::format("the schema of '{}' declares no order_key(): give it one, or sort by "
                    "order_by()",
                    table),
        {.object_name = std::string(table)});
  }
  return std::vector<OrderKey>(columns.begin(), columns.end());
}
}  // namespace detail

}  // namespace egregora
