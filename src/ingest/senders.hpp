// SPDX-License-Identifier: Apache-2.0
// Everybody who wrote in one chat: the name as exported, the pseudonym made from it, and quick ways
// to find both, by the bytes of a header and at any place of a text.
#pragma once

#include <egregora/core/uuid.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::ingest {

/// One participant, or the chat itself where an export lets it speak.
struct Sender {
  std::string name = {};  ///< direction marks removed, nothing else
  Uuid uuid = {};
  std::array<char, 36> text = {};  ///< of `uuid`
  bool is_chat_name = false;
  bool is_group = false;            ///< the chat's own name, and nobody's
  std::int64_t personal_lines = 0;  ///< lines under the chat's own name that only a person writes

  std::string_view pseudonym() const noexcept { return {text.data(), text.size()}; }
};

/// The pseudonym of a name: uuid5(namespace, "whatsapp:" + name).
Uuid author_uuid(const Uuid& name_space, std::string_view name);

/// `text` without direction marks.
std::string without_marks(std::string_view text);

/// All senders of one chat, found by the exact bytes of a header.
/// Lifetime: references stay valid as long as the table.
class SenderTable {
 public:
  /// More than any chat has (WhatsApp's communities end at 5,000); a limit keeps memory flat on
  /// hostile input.
  static constexpr std::size_t kMaxSenders = 20'000;

  explicit SenderTable(const Uuid& name_space);

  /// The sender of that name, or null.
  Sender* find(std::string_view raw) noexcept;
  /// Adds a name that `find` did not find. Throws: IngestError beyond `kMaxSenders`.
  Sender& add(std::string_view raw);
  const std::deque<Sender>& all() const noexcept { return senders_; }
  const Uuid& name_space() const noexcept { return name_space_; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t index = 0;  // into raw_ and senders_, from 1; 0: free
  };
  void grow();
  static std::uint32_t hash_of(std::string_view raw) noexcept;

  Uuid name_space_;
  std::deque<Sender> senders_;
  std::deque<std::string> raw_;  // as in the header, direction marks included
  std::vector<Slot> slots_;
  std::size_t last_ = 0;  // index of the last one found: people write several messages in a row
};

/// Finds participants' names in running text, the longest first.
class NameFinder {
 public:
  /// Takes every participant; the name of a group is no participant's. Lifetime: `table` must
  /// outlive this.
  explicit NameFinder(const SenderTable& table);

  /// The participant whose name begins `text` and ends at the end of a word; null: none.
  const Sender* at_begin_of(std::string_view text) const noexcept;
  /// The participant whose name is a phone number with exactly these digits; null: none.
  const Sender* with_digits(std::string_view digits) const;
  bool empty() const noexcept { return sorted_.empty(); }

 private:
  std::vector<const Sender*> sorted_;  // by name
  std::vector<std::pair<std::string, const Sender*>> phones_;
  std::array<bool, 256> first_ = {};
};

/// True where the characters before and at `position` both belong to words, so that no word begins
/// there.
bool inside_word(std::string_view text, std::size_t position) noexcept;

}  // namespace egregora::ingest
