// SPDX-License-Identifier: Apache-2.0
// Raw SQL may change anything, so before it does every checkpoint is marked stale, in a commit of
// its own.
#include <egregora/database/connection_lease.hpp>

#include <algorithm>
#include <array>
#include <cctype>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include "database/lease_state.hpp"
#include "database/manifest.hpp"

namespace egregora {
namespace detail {

namespace {
constexpr std::array<std::string_view, 7> kReading = {"SELECT", "FROM",      "VALUES", "DESCRIBE",
                                                      "SHOW",   "SUMMARIZE", "TABLE"};
constexpr std::array<std::string_view, 6> kPreparing = {"BEGIN", "ROLLBACK", "COMMIT",
                                                        "SET",   "RESET",    "USE"};
constexpr std::array<std::string_view, 4> kChanging = {"INSERT", "UPDATE", "DELETE", "MERGE"};

template <std::size_t n>
bool is_among(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string words_of(std::string_view sql) {
  std::string words = " ";
  for (const char c : sql) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_word = std::isalnum(byte) != 0 || c == '_';
    if (is_word) {
      words += static_cast<char>(std::toupper(byte));
    } else if (words.back() != ' ') {
      words += ' ';
    }
  }
  return words + ' ';
}

bool begins_with_comment(std::string_view sql) {
  const std::string_view text = sql.substr(std::min(sql.find_first_not_of(" \t\r\n("), sql.size()));
  return text.starts_with("--") || text.starts_with("/*");
}

bool has_word(std::string_view words, std::string_view word) {
  return words.find(" " + std::string(word) + " ") != std::string_view::npos;
}
}  // namespace

RawStatement classify(std::string_view sql) {
  // Whose first word is of the comment and not of the statement.
  if (begins_with_comment(sql)) return RawStatement::changes;
  const std::string words = words_of(sql);
  const std::string_view first = std::string_view(words).substr(1, words.find(' ', 1) - 1);
  if (is_among(kReading, first)) return RawStatement::reads;
  if (is_among(kPreparing, first)) return RawStatement::prepares;
  if (first == "EXPLAIN") {
    // With ANALYZE the statement runs, whatever it is.
    return has_word(words, "ANALYZE") ? RawStatement::changes : RawStatement::reads;
  }
  if (first != "WITH") return RawStatement::changes;
  const bool changes = std::any_of(kChanging.begin(), kChanging.end(),
                                   [&](std::string_view word) { return has_word(words, word); });
  return changes ? RawStatement::changes : RawStatement::reads;
}

LeaseState::LeaseState(std::shared_ptr<StorageCore> core)
    : core_(std::move(core)), connection_(core_->pool().acquire()) {}

LeaseState::~LeaseState() {
  if (used_up_) connection_.discard();
  if (!guard_) return;
  core_->database().tables().forget_all();
  try {
    core_->database().after_commit();
  } catch (const std::exception& error) {
    log(LogLevel::error, error.what());
  }
}

void LeaseState::prepare(std::string_view sql) {
  const RawStatement kind = classify(sql);
  if (kind != RawStatement::reads) used_up_ = true;
  // Read-only: the engine refuses by itself what would change the file.
  const bool may_write = kind == RawStatement::changes && !core_->database().read_only();
  if (may_write && !guard_) begin_writing();
}

DataFrame LeaseState::query(std::string_view sql, const std::vector<Scalar>& parameters) {
  prepare(sql);
  DataFrame answer = connection_->query(sql, parameters);
  // A statement that commits is acknowledged when it returns, and its log may be a new one: the
  // engine begins another one after each checkpoint, its own ones included.
  if (guard_) core_->database().after_commit();
  return answer;
}

std::unique_ptr<ResultStream> LeaseState::stream(std::string_view sql,
                                                 const std::vector<Scalar>& parameters,
                                                 std::int64_t batch_size) {
  prepare(sql);
  return connection_->stream(sql, parameters, batch_size);
}

void LeaseState::begin_writing() {
  core_->require_outside_transaction();
  core_->database().require_writable();
  guard_.emplace(core_->database().writers());
  try {
    // On another connection: this one may be inside a transaction of its user's.
    CallSession session(*core_);
    mark_stale(*session, {});
    core_->database().after_commit();
    core_->database().index().stale({});
  } catch (...) {
    guard_.reset();
    throw;
  }
  core_->database().tables().forget_all();
}

}  // namespace detail

RawConnection::RawConnection(std::unique_ptr<detail::LeaseState> state)
    : state_(std::move(state)) {}
RawConnection::~RawConnection() = default;

DataFrame RawConnection::query(std::string_view sql, const std::vector<Scalar>& parameters) {
  return state_->query(sql, parameters);
}

std::unique_ptr<ResultStream> RawConnection::stream(std::string_view sql,
                                                    const std::vector<Scalar>& parameters,
                                                    std::int64_t batch_size) {
  return state_->stream(sql, parameters, batch_size);
}

ConnectionLease::ConnectionLease(std::unique_ptr<detail::LeaseState> state)
    : connection_(std::make_unique<RawConnection>(std::move(state))) {}

}  // namespace egregora
