// SPDX-License-Identifier: Apache-2.0
// Compiling and running. A frame of more than a few rows becomes a temporary table of this very
// connection: inside an open transaction a table that another connection filled would be read in
// its old version.
#include "database/session.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "database/table_names.hpp"

namespace egregora::detail {

namespace {
constexpr std::string_view kTemporaryCatalog = "temp";

bool can_be_stored(const DataFrame& frame) {
  return std::none_of(frame.schema().begin(), frame.schema().end(),
                      [](const Field& field) { return field.type.is_null(); });
}
}  // namespace

std::string quoted(const TableName& table) {
  std::string text;
  for (const std::string& part : {table.catalog, table.schema}) {
    if (!part.empty()) text += SqlIdentifier(part).text() + ".";
  }
  return text + SqlIdentifier(table.name).text();
}

Session::~Session() {
  for (const auto& [address, entry] : loaded_) {
    try {
      run(DropTable{{std::string(kTemporaryCatalog), engine_.schema_name(), entry.second}, true});
    } catch (const std::exception&) {
      // The connection is broken and will not be used again.
    }
  }
}

TableName Session::durable(std::string_view name) const {
  return {engine_.database_catalog(), engine_.schema_name(), std::string(name)};
}

TableName Session::resolve(std::string_view name) const {
  if (is_temporary_name(name)) {
    return {std::string(kTemporaryCatalog), engine_.schema_name(), std::string(name)};
  }
  if (scratch_ != nullptr) {
    if (auto found = scratch_->find(name)) return *found;
  }
  if (is_cache_name(name))
    throw InvalidOperationError("this cached table was released; its rows are gone");
  return durable(name);
}

CompileOptions Session::options(bool bind_literals) {
  CompileOptions options;
  options.bind_literals = bind_literals;
  options.resolve_table = [this](const std::string& name) { return quoted(resolve(name)); };
  options.resolve_frame = [this](const DataFrame& frame) { return load(frame); };
  return options;
}

Schema Session::schema_of_file(const ReadFile& file) {
  return connection_.describe(to_statement(file, options(false)).text);
}

std::string Session::explain(const Table& table) {
  const DataFrame plan = fetch(Explain{table});
  std::string text;
  const auto last = static_cast<std::size_t>(plan.num_columns() - 1);
  for (std::int64_t row = 0; row < plan.num_rows(); ++row)
    text += plan.value(row, last).to_string();
  return text;
}

std::shared_ptr<const SqlStatement> Session::compiled(const Table& table) {
  // Before compiling: what another thread names meanwhile makes the text old, never too new.
  const std::uint64_t names = scratch_ == nullptr ? 0 : scratch_->version();
  if (compiled_ != nullptr) {
    if (auto known = compiled_->find(table, names)) return known;
  }
  static const Parameters kNone;
  CompileOptions binding = options(true);
  binding.parameters = &kNone;
  auto statement = std::make_shared<const SqlStatement>(compile(table, binding));
  // Frames were loaded for this session only.
  if (compiled_ != nullptr && loaded_.empty()) compiled_->add(table, names, statement);
  return statement;
}

DataFrame Session::query(const Table& table, const Parameters& parameters) {
  if (parameters.empty()) return rows(*compiled(table));
  CompileOptions binding = options(true);
  binding.parameters = &parameters;
  return rows(compile(table, binding));
}

std::unique_ptr<ResultStream> Session::stream(const Table& table, std::int64_t batch_size) {
  const auto statement = compiled(table);
  return connection_.stream(statement->text, statement->parameters, batch_size);
}

std::string Session::text(const Table& table) {
  CompileOptions printing = options(false);
  printing.resolve_frame = {};
  return compile(table, printing).text;
}

std::int64_t Session::execute(const SqlStatement& statement) {
  return connection_.execute(statement.text, statement.parameters);
}

DataFrame Session::rows(const SqlStatement& statement) {
  return connection_.query(statement.text, statement.parameters);
}

std::string Session::load(const DataFrame& frame) {
  if (frame.num_rows() <= kMostRowsPrinted || !can_be_stored(frame)) return {};
  const void* address = frame.data(0).get();
  const auto known = loaded_.find(address);
  const auto full_name = [&](const std::string& name) {
    return TableName{std::string(kTemporaryCatalog), engine_.schema_name(), name};
  };
  if (known != loaded_.end()) return quoted(full_name(known->second.second));

  const std::string name = fmt::format("{}frame_{}", kTemporaryPrefix, loaded_.size());
  TableDefinition definition;
  for (const Field& field : frame.schema()) definition.columns.push_back({field});
  CreateTable create{{.name = name}, std::move(definition)};
  create.or_replace = true;
  create.temporary = true;
  run(create);
  loaded_.emplace(address, std::pair(frame, name));
  const auto appender = connection_.append_to(full_name(name));
  appender->append(frame);
  appender->close();
  return quoted(full_name(name));
}

}  // namespace egregora::detail
