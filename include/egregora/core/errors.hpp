// SPDX-License-Identifier: Apache-2.0
// The whole error tree of Egregora: one root with properties, one subclass where a caller acts
// differently. Every layer throws these and nothing else. What an error says: the thing, the place,
// the remedy; values last.
#pragma once

#include <exception>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>

namespace egregora {

/// Says what kind of failure an `Error` is, for callers that dispatch without catching each class.
enum class ErrorCode {
  internal,
  table_not_found,
  table_exists,
  invalid_table_name,
  invalid_operation,
  column_not_found,
  type,
  null_value,
  integrity,
  schema_mismatch,
  unsupported_operation,
  sequence_not_found,
  database,
  constraint,
  conflict,
  closed,
  database_locked,
  database_behind,
  storage_fatal,
  checkpoint,
  migration,
  view_not_found,
  run_not_found,
  task_not_found,
  document_not_found,
  ingest,
  json,
};

/// Names `code` as written in the enumeration ("table_not_found"). Never throws.
std::string_view to_string(ErrorCode code) noexcept;

/// What an error carries besides its sentence.
struct ErrorDetails {
  std::string object_name =
      {};                ///< the table, column, file ... that the error is about; may be empty
  std::string sql = {};  ///< the statement that an engine refused; empty where none was involved
  std::source_location location =
      std::source_location::current();  ///< the user's line where the call carries it
};

/// Root of every exception that this library throws.
/// Thread safety: immutable once constructed.
class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message, ErrorDetails details = {});
  ~Error() override;
  Error(const Error&) noexcept;
  Error& operator=(const Error&) noexcept;

  const char* what() const noexcept override;
  ErrorCode code() const noexcept;
  /// The table, column, file ... concerned, or empty.
  const std::string& object_name() const noexcept;
  /// The SQL that an engine refused, or empty.
  const std::string& sql() const noexcept;
  const std::source_location& location() const noexcept;

 private:
  struct State;
  // Shared and immutable, so that copying (which happens while unwinding) cannot throw.
  std::shared_ptr<const State> state_;
};

/// A broken invariant of ours: a bug in this library, never the user's fault.
class InternalError : public Error {
 public:
  explicit InternalError(std::string message, ErrorDetails details = {});
};

class TableNotFoundError : public Error {
 public:
  explicit TableNotFoundError(std::string message, ErrorDetails details = {});
};
class TableExistsError : public Error {
 public:
  explicit TableExistsError(std::string message, ErrorDetails details = {});
};
class InvalidTableNameError : public Error {
 public:
  explicit InvalidTableNameError(std::string message, ErrorDetails details = {});
};
/// The call is not allowed here or now; the message says why and what to call instead.
class InvalidOperationError : public Error {
 public:
  explicit InvalidOperationError(std::string message, ErrorDetails details = {});
};
class ColumnNotFoundError : public Error {
 public:
  explicit ColumnNotFoundError(std::string message, ErrorDetails details = {});
};
/// Operands whose types do not fit; lists the signatures that exist.
class TypeError : public Error {
 public:
  explicit TypeError(std::string message, ErrorDetails details = {});
};
/// A value was asked for where the row holds NULL.
class NullValueError : public Error {
 public:
  explicit NullValueError(std::string message, ErrorDetails details = {});
};
/// An expression mixes columns or sources that do not belong together.
class IntegrityError : public Error {
 public:
  explicit IntegrityError(std::string message, ErrorDetails details = {});
};
/// Names, types or nullability differ from what was declared; names every difference.
class SchemaMismatchError : public Error {
 public:
  explicit SchemaMismatchError(std::string message, ErrorDetails details = {});
};
/// An engine or dialect cannot do this exactly, so it is refused.
class UnsupportedOperationError : public Error {
 public:
  explicit UnsupportedOperationError(std::string message, ErrorDetails details = {});
};
class ViewNotFoundError : public Error {
 public:
  explicit ViewNotFoundError(std::string message, ErrorDetails details = {});
};
class RunNotFoundError : public Error {
 public:
  explicit RunNotFoundError(std::string message, ErrorDetails details = {});
};
class TaskNotFoundError : public Error {
 public:
  explicit TaskNotFoundError(std::string message, ErrorDetails details = {});
};
class DocumentNotFoundError : public Error {
 public:
  explicit DocumentNotFoundError(std::string message, ErrorDetails details = {});
};
/// An input file cannot be read as what it should be; names file, place and remedy.
class IngestError : public Error {
 public:
  explicit IngestError(std::string message, ErrorDetails details = {});
};
/// A text is no JSON, or a JSON value is not of the kind asked for.
class JsonError : public Error {
 public:
  explicit JsonError(std::string message, ErrorDetails details = {});
};

/// An engine or one of its files is involved.
class DatabaseError : public Error {
 public:
  explicit DatabaseError(std::string message, ErrorDetails details = {});

 protected:
  DatabaseError(ErrorCode code, std::string message, ErrorDetails details);
};
class SequenceNotFoundError : public DatabaseError {
 public:
  explicit SequenceNotFoundError(std::string message, ErrorDetails details = {});
};
/// NOT NULL, CHECK or a key was violated; nothing of the statement happened.
class ConstraintError : public DatabaseError {
 public:
  explicit ConstraintError(std::string message, ErrorDetails details = {});
};
/// Another writer was faster; the caller may run the whole unit again.
class ConflictError : public DatabaseError {
 public:
  explicit ConflictError(std::string message, ErrorDetails details = {});
};
/// The manager, connection or transaction was closed before this call.
class ClosedError : public DatabaseError {
 public:
  explicit ClosedError(std::string message, ErrorDetails details = {});
};
/// Another process holds the file; the message names the owner.
class DatabaseLockedError : public DatabaseError {
 public:
  explicit DatabaseLockedError(std::string message, ErrorDetails details = {});
};
/// The database is older than what its generation log acknowledges.
class DatabaseBehindError : public DatabaseError {
 public:
  explicit DatabaseBehindError(std::string message, ErrorDetails details = {});
};
/// The engine invalidated itself (I/O error); it must be reopened.
class StorageFatalError : public DatabaseError {
 public:
  explicit StorageFatalError(std::string message, ErrorDetails details = {});
};
/// A checkpoint file could not be written or is not what its manifest says.
class CheckpointError : public DatabaseError {
 public:
  explicit CheckpointError(std::string message, ErrorDetails details = {}, bool committed = false);
  /// True where the rows are durably in the database and only the file's publishing is still
  /// pending.
  bool committed() const noexcept { return committed_; }

 private:
  bool committed_;
};
class MigrationError : public DatabaseError {
 public:
  explicit MigrationError(std::string message, ErrorDetails details = {});
};

}  // namespace egregora
