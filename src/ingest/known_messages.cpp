// SPDX-License-Identifier: Apache-2.0
// See known_messages.hpp.
#include "ingest/known_messages.hpp"

#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/operators.hpp>

#include <algorithm>

namespace egregora::ingest {

using literals::operator""_;

namespace {

// Ids read at once: 1 MB, and less than a row group, beyond which there is nothing to gain.
constexpr std::int64_t kIdsAtOnce = 65'536;
// A search reads a column of the whole thread. Each doubles the wait for the next one, and only a
// long walk ends the waiting: so an export in any order costs a logarithm of searches, or one a
// long walk.
constexpr std::int64_t kLongWalk = 8'192;

}  // namespace

KnownMessages::KnownMessages(const Transaction& transaction, const std::string& thread_id)
    : transaction_(transaction),
      thread_(transaction.read_table(schemas::Messages::table_name)
                  .filter(col("thread_id") == thread_id)) {
  const DataFrame range =
      transaction_.execute(thread_.agg("first"_ = col("seq").min(), "last"_ = col("seq").max()));
  last_seq_ = range.column<std::int64_t>("last").get(0);
  read_until_ = range.column<std::int64_t>("first").get(0).value_or(0);
}

const Uuid* KnownMessages::current() {
  while (at_ == ids_.size() && last_seq_ && read_until_ <= *last_seq_) read_ids(read_until_);
  return at_ < ids_.size() ? &ids_[at_] : nullptr;
}

void KnownMessages::read_ids(std::int64_t from_seq) {
  read_until_ = from_seq + kIdsAtOnce;
  const DataFrame frame =
      transaction_.execute(thread_.filter(col("seq") >= from_seq, col("seq") < read_until_)
                               .order_by("seq")
                               .select("message_id"));
  const auto ids = frame.column<Uuid>("message_id").values();
  ids_.assign(ids.begin(), ids.end());
  at_ = 0;
}

bool KnownMessages::recognises(const Uuid& id) {
  const Uuid* expected = current();
  if (expected != nullptr && *expected == id) {
    ++at_;
    if (++recognised_ == kLongWalk) search_after_ = 0;
    return true;
  }
  recognised_ = 0;
  if (strangers_++ < search_after_) return false;
  strangers_ = 0;
  search_after_ = std::max<std::int64_t>(1, search_after_ * 2);
  return jump_to(id);
}

bool KnownMessages::jump_to(const Uuid& id) {
  const DataFrame found =
      transaction_.execute(thread_.filter(col("message_id") == id).select("seq").head(1));
  if (found.num_rows() == 0) return false;
  read_ids(found.column<std::int64_t>("seq")[0]);
  at_ = 1;
  return true;
}

}  // namespace egregora::ingest
