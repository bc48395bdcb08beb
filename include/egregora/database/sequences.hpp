// SPDX-License-Identifier: Apache-2.0
// Numbers that are given once and never again, through crashes, by however many threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

namespace detail {
class StorageCore;
}

struct SequenceState {
  std::int64_t start = 1;
  std::int64_t increment = 1;
  std::optional<std::int64_t> last = {};  ///< given last; absent before the first
  std::int64_t next = 1;                  ///< what next() would give
};

/// `storage.sequences()`. Every call that changes something is a transaction of its own, durable
/// when it returns; a number that was given and not used is lost, never given again.
/// Throws: SequenceNotFoundError from every call with a name that ensure() did not make;
/// InvalidOperationError from inside a transaction of this manager, or where it only reads.
/// Thread safety: any thread. Lifetime: ClosedError once the manager is closed.
class Sequences {
 public:
  explicit Sequences(std::weak_ptr<detail::StorageCore> core);

  /// Makes it where it is missing; one that is there stays as it is. Throws: InvalidTableNameError
  /// for a name that a table could not have.
  void ensure(std::string_view name, std::int64_t start = 1);
  SequenceState state(std::string_view name) const;
  /// The next `n` numbers, ascending, in one query. Throws: InvalidOperationError unless n >= 1.
  std::vector<std::int64_t> next(std::string_view name, std::int64_t n = 1);
  /// Rows inserted without a value for `column` take the sequence's next one. Throws:
  /// TableNotFoundError, ColumnNotFoundError; TypeError unless the column holds integers.
  void ensure_default(std::string_view table, std::string_view column, std::string_view sequence);
  /// Continues after the greatest value of `column`, however far that is, where it has not come so
  /// far already; then it counts as started there. Throws: as ensure_default();
  /// InvalidOperationError where no number is left.
  void sync_with(std::string_view sequence, std::string_view table, std::string_view column);
  /// Missing is no error. Throws: InvalidOperationError naming a column that takes its values.
  void drop(std::string_view name);
  /// Sorted.
  std::vector<std::string> list() const;

 private:
  std::weak_ptr<detail::StorageCore> core_;
};

}  // namespace egregora
