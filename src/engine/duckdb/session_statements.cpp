// SPDX-License-Identifier: Apache-2.0
// Sessions: preparing, binding and running statements, and reading what they give.
#include <egregora/core/errors.hpp>

#include <algorithm>
#include <cctype>

#include "engine/duckdb/bound_value.hpp"
#include "engine/duckdb/logical_type.hpp"
#include "engine/duckdb/session.hpp"

namespace egregora::duckdb {
namespace {

/// The first word of a statement in upper case, behind blanks and comments.
std::string first_word(std::string_view sql) {
  while (!sql.empty()) {
    if (std::isspace(static_cast<unsigned char>(sql.front())) != 0 || sql.front() == ';') {
      sql.remove_prefix(1);
    } else if (sql.starts_with("--")) {
      sql.remove_prefix(std::min(sql.find('\n'), sql.size()));
    } else if (sql.starts_with("/*")) {
      const std::size_t end = sql.find("*/");
      sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 2);
    } else {
      break;
    }
  }
  std::string word;
  for (const char c : sql.substr(0, 10)) {
    if (std::isalpha(static_cast<unsigned char>(c)) == 0) break;
    word += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return word;
}

/// Statements that never change what a name means.
bool keeps_catalog(duckdb_statement_type type) {
  switch (type) {
    case DUCKDB_STATEMENT_TYPE_SELECT:
    case DUCKDB_STATEMENT_TYPE_INSERT:
    case DUCKDB_STATEMENT_TYPE_UPDATE:
    case DUCKDB_STATEMENT_TYPE_DELETE:
    case DUCKDB_STATEMENT_TYPE_MERGE_INTO:
    case DUCKDB_STATEMENT_TYPE_EXPLAIN:
    case DUCKDB_STATEMENT_TYPE_TRANSACTION:
    case DUCKDB_STATEMENT_TYPE_COPY:
      return true;
    default:
      return false;
  }
}

/// DuckDB 1.5.6 plans a statement with parameters anew each time it runs. One without is planned
/// when it is prepared, from the statistics of that moment: `WHERE a = 7`, prepared while no row
/// had 7, finds no row ever after. So only the former can be run again.
bool is_worth_keeping(const Statement& statement) {
  return keeps_catalog(statement.type) && statement.type != DUCKDB_STATEMENT_TYPE_TRANSACTION &&
         statement.type != DUCKDB_STATEMENT_TYPE_COPY && duckdb_nparams(statement.handle.get()) > 0;
}

/// Rows inserted, updated or deleted; for CREATE TABLE AS the rows of the table made, which DuckDB
/// 1.5.6 gives in a column "Count" but leaves out of duckdb_rows_changed.
std::int64_t rows_changed(ResultHandle& result) {
  if (duckdb_result_statement_type(*result.get()) != DUCKDB_STATEMENT_TYPE_CREATE) {
    return static_cast<std::int64_t>(duckdb_rows_changed(result.get()));
  }
  const ChunkHandle chunk(duckdb_fetch_chunk(*result.get()));
  if (!chunk || duckdb_data_chunk_get_size(chunk.get()) == 0) return 0;
  duckdb_vector count = duckdb_data_chunk_get_vector(chunk.get(), 0);
  return *static_cast<const std::int64_t*>(duckdb_vector_get_data(count));
}

}  // namespace

DataFrame Session::query(std::string_view sql, const std::vector<Scalar>& parameters) {
  const auto lock = enter();
  if (run_transaction_word(sql)) return {};
  ResultReader reader(run(sql, parameters, false), std::string(sql));
  return reader.read_all();
}

std::int64_t Session::execute(std::string_view sql, const std::vector<Scalar>& parameters) {
  const auto lock = enter();
  if (run_transaction_word(sql)) return 0;
  ResultHandle result = run(sql, parameters, false);
  return rows_changed(result);
}

std::uint64_t Session::start_stream(std::string_view sql, const std::vector<Scalar>& parameters,
                                    Schema& schema) {
  const auto lock = enter();
  ResultHandle result = run(sql, parameters, true);
  stream_ = std::make_unique<ResultReader>(std::move(result), std::string(sql));
  schema = stream_->schema();
  interrupted_ = false;
  return ++stream_number_;
}

std::optional<DataFrame> Session::next_batch(std::uint64_t stream, std::int64_t batch_size) {
  const auto lock = enter();
  if (!stream_ || stream != stream_number_) {
    throw InvalidOperationError(
        "the rest of this result is gone: its connection has run something else since");
  }
  try {
    std::optional<DataFrame> batch = stream_->read(batch_size);
    if (!batch) stream_.reset();
    return batch;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::storage_fatal) instance_->fatal = true;
    mark_failed();
    stream_.reset();
    throw;
  }
}

void Session::end_stream(std::uint64_t stream) noexcept {
  const std::lock_guard lock(use_);
  if (stream != stream_number_ || !stream_) return;
  close_stream();
  if (in_transaction()) return;
  // DuckDB 1.5.6 ends a statement that was read in part only when its connection runs another one.
  // Until then it keeps the rows of its moment, and no checkpoint is possible.
  ResultHandle nothing;
  static_cast<void>(duckdb_query(handle_.get(), "SELECT 1", nothing.get()));
}

void Session::close_stream() noexcept {
  // An interrupt that a result met half read aborts the transaction without anyone being told.
  if (stream_ && interrupted_) mark_failed();
  stream_.reset();
}

Schema Session::describe(std::string_view sql) {
  const auto lock = enter();
  refuse_failed();
  close_stream();
  forget_outdated();
  auto statement = statements_.find(sql);
  if (!statement) statement = prepare(sql);
  return schema_of(*statement);
}

bool Session::run_transaction_word(std::string_view sql) {
  const std::string word = first_word(sql);
  const bool begins = word == "BEGIN" || word == "START";
  const bool commits = word == "COMMIT" || word == "END";
  const bool rolls_back = word == "ROLLBACK" || word == "ABORT";
  if (!begins && !commits && !rolls_back) return false;
  // Says whether this is one statement and well formed; in a failed transaction DuckDB prepares
  // nothing any more.
  if (transaction_ != Transaction::failed) prepare(sql);
  if (begins) {
    begin_locked(sql);
  } else if (commits) {
    commit_locked();
  } else if (in_transaction()) {
    rollback_locked();
  } else {
    throw InvalidOperationError("no transaction is open");
  }
  return true;
}

ResultHandle Session::run(std::string_view sql, const std::vector<Scalar>& parameters,
                          bool streaming) {
  close_stream();
  refuse_failed();
  const std::shared_ptr<Statement> statement = known_or_prepared(sql);
  bind(*statement, parameters);
  ResultHandle result = run_prepared(*statement, streaming);
  note_catalog_change(statement->type);
  return result;
}

ResultHandle Session::run_prepared(Statement& statement, bool streaming) {
  ResultHandle result;
  const duckdb_state state =
      streaming ? duckdb_execute_prepared_streaming(statement.handle.get(), result.get())
                : duckdb_execute_prepared(statement.handle.get(), result.get());
  if (state == DuckDBError) {
    const char* message = duckdb_result_error(result.get());
    fail(message == nullptr ? "DuckDB gives no reason" : message, statement.sql);
  }
  return result;
}

std::shared_ptr<Statement> Session::known_or_prepared(std::string_view sql) {
  forget_outdated();
  if (auto known = statements_.find(sql)) return known;
  std::shared_ptr<Statement> statement;
  try {
    statement = prepare(sql);
  } catch (...) {
    mark_failed();
    throw;
  }
  if (is_worth_keeping(*statement)) statements_.add(statement);
  return statement;
}

std::shared_ptr<Statement> Session::prepare(std::string_view sql) {
  if (sql.find('\0') != std::string_view::npos) {
    throw InvalidOperationError(
        "a statement holds a NUL character; DuckDB would read it up to there only");
  }
  auto statement = std::make_shared<Statement>(Statement{.sql = std::string(sql), .handle = {}});
  duckdb_prepared_statement handle = nullptr;
  const duckdb_state state = duckdb_prepare(handle_.get(), statement->sql.c_str(), &handle);
  statement->handle.reset(handle);
  if (state == DuckDBError) {
    const char* message = handle == nullptr ? nullptr : duckdb_prepare_error(handle);
    const std::string text = message == nullptr ? "DuckDB gives no reason" : message;
    note_fatal(text);
    throw_engine_error(text, sql);
  }
  statement->type = duckdb_prepared_statement_type(handle);
  return statement;
}

void Session::bind(Statement& statement, const std::vector<Scalar>& parameters) {
  const idx_t wanted = duckdb_nparams(statement.handle.get());
  if (wanted != parameters.size()) {
    throw InvalidOperationError("the statement has " + std::to_string(wanted) +
                                    " parameters, and " + std::to_string(parameters.size()) +
                                    " values were given",
                                {.sql = statement.sql});
  }
  for (idx_t i = 0; i < wanted; ++i) {
    const ValueHandle value = bound_value(parameters[i]);
    if (duckdb_bind_value(statement.handle.get(), i + 1, value.get()) == DuckDBError) {
      const char* message = duckdb_prepare_error(statement.handle.get());
      fail(message == nullptr ? "DuckDB refuses a parameter" : message, statement.sql);
    }
  }
}

void Session::note_catalog_change(duckdb_statement_type type) {
  if (keeps_catalog(type)) return;
  ++instance_->catalog_epoch;
  if (in_transaction()) catalog_changed_ = true;
}

void Session::forget_outdated() {
  const std::uint64_t now = instance_->catalog_epoch;
  if (std::exchange(epoch_, now) == now) return;
  statements_.clear();
  schemas_.clear();
}

Schema Session::schema_of(const Statement& statement) const {
  duckdb_prepared_statement handle = statement.handle.get();
  std::vector<Field> fields;
  for (idx_t i = 0; i < duckdb_prepared_statement_column_count(handle); ++i) {
    const OwnedText name(const_cast<char*>(duckdb_prepared_statement_column_name(handle, i)));
    const TypeHandle type(duckdb_prepared_statement_column_logical_type(handle, i));
    fields.push_back({name.get(), data_type_of(type.get())});
  }
  return result_schema(std::move(fields));
}

}  // namespace egregora::duckdb
