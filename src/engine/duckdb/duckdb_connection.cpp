// SPDX-License-Identifier: Apache-2.0
// Forwarding to the session, and the stream of batches.
#include "engine/duckdb/duckdb_connection.hpp"

#include <egregora/core/errors.hpp>

#include "engine/duckdb/duckdb_appender.hpp"

namespace egregora::duckdb {
namespace {

class BatchStream final : public ResultStream {
 public:
  BatchStream(std::shared_ptr<Session> session, std::string_view sql,
              const std::vector<Scalar>& parameters, std::int64_t batch_size)
      : session_(std::move(session)),
        batch_size_(batch_size),
        number_(session_->start_stream(sql, parameters, schema_)) {}
  ~BatchStream() override { session_->end_stream(number_); }
  BatchStream(const BatchStream&) = delete;
  BatchStream& operator=(const BatchStream&) = delete;

  const Schema& schema() const noexcept override { return schema_; }
  std::optional<DataFrame> next() override {
    if (done_) return std::nullopt;
    std::optional<DataFrame> batch = session_->next_batch(number_, batch_size_);
    done_ = !batch;
    return batch;
  }

 private:
  std::shared_ptr<Session> session_;
  Schema schema_;
  std::int64_t batch_size_;
  std::uint64_t number_;
  bool done_ = false;
};

}  // namespace

DataFrame DuckdbConnection::query(std::string_view sql, const std::vector<Scalar>& parameters) {
  return session_->query(sql, parameters);
}

std::int64_t DuckdbConnection::execute(std::string_view sql,
                                       const std::vector<Scalar>& parameters) {
  return session_->execute(sql, parameters);
}

std::unique_ptr<ResultStream> DuckdbConnection::stream(std::string_view sql,
                                                       const std::vector<Scalar>& parameters,
                                                       std::int64_t batch_size) {
  if (batch_size < 1)
    throw InvalidOperationError("a batch holds at least one row, not " +
                                std::to_string(batch_size));
  return std::make_unique<BatchStream>(session_, sql, parameters, batch_size);
}

Schema DuckdbConnection::describe(std::string_view sql) { return session_->describe(sql); }

std::unique_ptr<Appender> DuckdbConnection::append_to(const TableName& table) {
  return std::make_unique<DuckdbAppender>(session_, table);
}

void DuckdbConnection::begin() { session_->begin(); }
void DuckdbConnection::commit() { session_->commit(); }
void DuckdbConnection::rollback() { session_->rollback(); }
bool DuckdbConnection::in_transaction() const noexcept { return session_->in_transaction(); }
void DuckdbConnection::interrupt() noexcept { session_->interrupt(); }
QueryProgress DuckdbConnection::progress() const noexcept { return session_->progress(); }

}  // namespace egregora::duckdb
