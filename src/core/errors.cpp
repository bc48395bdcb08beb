// SPDX-License-Identifier: Apache-2.0
// The error tree's bodies. What an error holds sits in one shared, immutable block, because
// exceptions are copied while the stack unwinds and a copy that allocates could end the process.
#include <egregora/core/errors.hpp>

#include <utility>

namespace egregora {

std::string_view to_string(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::internal:
      return "internal";
    case ErrorCode::table_not_found:
      return "table_not_found";
    case ErrorCode::table_exists:
      return "table_exists";
    case ErrorCode::invalid_table_name:
      return "invalid_table_name";
    case ErrorCode::invalid_operation:
      return "invalid_operation";
    case ErrorCode::column_not_found:
      return "column_not_found";
    case ErrorCode::type:
      return "type";
    case ErrorCode::null_value:
      return "null_value";
    case ErrorCode::integrity:
      return "integrity";
    case ErrorCode::schema_mismatch:
      return "schema_mismatch";
    case ErrorCode::unsupported_operation:
      return "unsupported_operation";
    case ErrorCode::sequence_not_found:
      return "sequence_not_found";
    case ErrorCode::database:
      return "database";
    case ErrorCode::constraint:
      return "constraint";
    case ErrorCode::conflict:
      return "conflict";
    case ErrorCode::closed:
      return "closed";
    case ErrorCode::database_locked:
      return "database_locked";
    case ErrorCode::database_behind:
      return "database_behind";
    case ErrorCode::storage_fatal:
      return "storage_fatal";
    case ErrorCode::checkpoint:
      return "checkpoint";
    case ErrorCode::migration:
      return "migration";
    case ErrorCode::view_not_found:
      return "view_not_found";
    case ErrorCode::run_not_found:
      return "run_not_found";
    case ErrorCode::task_not_found:
      return "task_not_found";
    case ErrorCode::document_not_found:
      return "document_not_found";
    case ErrorCode::ingest:
      return "ingest";
    case ErrorCode::json:
      return "json";
  }
  return "unknown";
}

struct Error::State {
  ErrorCode code;
  std::string message;
  ErrorDetails details;
};

Error::Error(ErrorCode code, std::string message, ErrorDetails details)
    : state_(std::make_shared<const State>(State{code, std::move(message), std::move(details)})) {}
Error::~Error() = default;
Error::Error(const Error&) noexcept = default;
Error& Error::operator=(const Error&) noexcept = default;

const char* Error::what() const noexcept { return state_->message.c_str(); }
ErrorCode Error::code() const noexcept { return state_->code; }
const std::string& Error::object_name() const noexcept { return state_->details.object_name; }
const std::string& Error::sql() const noexcept { return state_->details.sql; }
const std::source_location& Error::location() const noexcept { return state_->details.location; }

InternalError::InternalError(std::string message, ErrorDetails details)
    : Error(ErrorCode::internal, std::move(message), std::move(details)) {}
TableNotFoundError::TableNotFoundError(std::string message, ErrorDetails details)
    : Error(ErrorCode::table_not_found, std::move(message), std::move(details)) {}
TableExistsError::TableExistsError(std::string message, ErrorDetails details)
    : Error(ErrorCode::table_exists, std::move(message), std::move(details)) {}
InvalidTableNameError::InvalidTableNameError(std::string message, ErrorDetails details)
    : Error(ErrorCode::invalid_table_name, std::move(message), std::move(details)) {}
InvalidOperationError::InvalidOperationError(std::string message, ErrorDetails details)
    : Error(ErrorCode::invalid_operation, std::move(message), std::move(details)) {}
ColumnNotFoundError::ColumnNotFoundError(std::string message, ErrorDetails details)
    : Error(ErrorCode::column_not_found, std::move(message), std::move(details)) {}
TypeError::TypeError(std::string message, ErrorDetails details)
    : Error(ErrorCode::type, std::move(message), std::move(details)) {}
NullValueError::NullValueError(std::string message, ErrorDetails details)
    : Error(ErrorCode::null_value, std::move(message), std::move(details)) {}
IntegrityError::IntegrityError(std::string message, ErrorDetails details)
    : Error(ErrorCode::integrity, std::move(message), std::move(details)) {}
SchemaMismatchError::SchemaMismatchError(std::string message, ErrorDetails details)
    : Error(ErrorCode::schema_mismatch, std::move(message), std::move(details)) {}
UnsupportedOperationError::UnsupportedOperationError(std::string message, ErrorDetails details)
    : Error(ErrorCode::unsupported_operation, std::move(message), std::move(details)) {}
ViewNotFoundError::ViewNotFoundError(std::string message, ErrorDetails details)
    : Error(ErrorCode::view_not_found, std::move(message), std::move(details)) {}
RunNotFoundError::RunNotFoundError(std::string message, ErrorDetails details)
    : Error(ErrorCode::run_not_found, std::move(message), std::move(details)) {}
TaskNotFoundError::TaskNotFoundError(std::string message, ErrorDetails details)
    : Error(ErrorCode::task_not_found, std::move(message), std::move(details)) {}
DocumentNotFoundError::DocumentNotFoundError(std::string message, ErrorDetails details)
    : Error(ErrorCode::document_not_found, std::move(message), std::move(details)) {}
IngestError::IngestError(std::string message, ErrorDetails details)
    : Error(ErrorCode::ingest, std::move(message), std::move(details)) {}
JsonError::JsonError(std::string message, ErrorDetails details)
    : Error(ErrorCode::json, std::move(message), std::move(details)) {}

DatabaseError::DatabaseError(std::string message, ErrorDetails details)
    : Error(ErrorCode::database, std::move(message), std::move(details)) {}
DatabaseError::DatabaseError(ErrorCode code, std::string message, ErrorDetails details)
    : Error(code, std::move(message), std::move(details)) {}
SequenceNotFoundError::SequenceNotFoundError(std::string message, ErrorDetails details)
    : DatabaseError(ErrorCode::sequence_not_found, std::move(message), std::move(details)) {}
ConstraintError::ConstraintError(std::string message, ErrorDetails details)
    : DatabaseError(ErrorCode::constraint, std::move(message), std::move(details)) {}
ConflictError::ConflictError(std::string message, ErrorDetails details)
    : DatabaseError(ErrorCode::conflict, std::move(message), std::move(details)) {}
ClosedError::ClosedError(std::string message, ErrorDetails details)
    : DatabaseError(ErrorCode::closed, std::move(message), std::move(details)) {}
DatabaseLockedError::DatabaseLockedError(std::string message, ErrorDetails details)
    : DatabaseError(ErrorCode::database_locked, std::move(message), std::move(details)) {}
DatabaseBehindError::DatabaseBehindError(std::string message, ErrorDetails details)
    : DatabaseError(ErrorCode::database_behind, std::move(message), std::move(details)) {}
StorageFatalError::StorageFatalError(std::string message, ErrorDetails details)
    : DatabaseError(ErrorCode::storage_fatal, std::move(message), std::move(details)) {}
CheckpointError::CheckpointError(std::string message, ErrorDetails details, bool committed)
    : DatabaseError(ErrorCode::checkpoint, std::move(message), std::move(details)),
      committed_(committed) {}
MigrationError::MigrationError(std::string message, ErrorDetails details)
    : DatabaseError(ErrorCode::migration, std::move(message), std::move(details)) {}

}  // namespace egregora
