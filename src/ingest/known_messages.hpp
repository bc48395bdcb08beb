// SPDX-License-Identifier: Apache-2.0
// Recognises the messages of a thread that are stored already, while an export of it is read.
// An export of a known thread mostly repeats it in the order in which it was imported, so walking
// along its stored ids answers nearly every message at the price of a comparison. What is not
// recognised here may still be known: only an anti-join decides that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <egregora/database/transaction.hpp>
#include <egregora/expr/table.hpp>
#include <optional>
#include <string>
#include <vector>

namespace egregora::ingest {

class KnownMessages {
 public:
  KnownMessages(const Transaction& transaction, const std::string& thread_id);

  bool any() const noexcept { return last_seq_.has_value(); }
  std::int64_t next_seq() const noexcept { return last_seq_ ? *last_seq_ + 1 : 0; }
  /// True: `id` is stored, and the walk goes on behind it. False: not on the walk.
  bool recognises(const Uuid& id);

 private:
  const Uuid* current();
  void read_ids(std::int64_t from_seq);
  bool jump_to(const Uuid& id);

  const Transaction& transaction_;
  Table thread_;
  std::optional<std::int64_t> last_seq_ = {};
  std::int64_t read_until_ = 0;  ///< seq up to which ids were read, excluded
  std::vector<Uuid> ids_ = {};   ///< the walk's next ones, in order of seq
  std::size_t at_ = 0;
  std::int64_t recognised_ = 0;    ///< in a row
  std::int64_t strangers_ = 0;     ///< messages not recognised since the last search
  std::int64_t search_after_ = 0;  ///< so many of them before the next search
};

}  // namespace egregora::ingest
