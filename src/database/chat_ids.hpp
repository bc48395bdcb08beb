// SPDX-License-Identifier: Apache-2.0
// The ids of a chat's messages, made of what a message is, so that whoever stores it again, from
// another export or another program, finds it there.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace egregora::detail {

/// message_id = uuid5(chat, timestamp US author_uuid US text US n), where chat =
/// uuid5(NAMESPACE_OID, tenant US source US thread), US is the byte 0x1F, timestamp the
/// microseconds since 1970 in decimal, author_uuid empty for a system line, n the number of the
/// message among its equals, from 1. `thread` is the author_uuid of the chat's name, so that it
/// does not matter whether the chat is named after a participant. A message that has an id of its
/// source's own: uuid5(chat, "key" US id). A message without one, but with a file: uuid5(chat,
/// "file" US timestamp US author_uuid US bytes of the file's name US that name US text).
class ChatIds {
 public:
  ChatIds(std::string_view tenant, std::string_view source, const Uuid& thread);

  /// Of the first among equals. `author`: text of the author_uuid, empty for none.
  Uuid first(Timestamp timestamp, std::string_view author, std::string_view text);
  /// Of the `number`-th among the equals of what first() was asked for last.
  Uuid numbered(std::uint32_t number);
  Uuid keyed(std::string_view source_key) const;
  /// With a file; `text` is what was sent along.
  Uuid with_file(Timestamp timestamp, std::string_view author, std::string_view file,
                 std::string_view text) const;

 private:
  Uuid chat_;
  std::string name_;
  Timestamp last_timestamp_ = Timestamp::min();
  std::size_t timestamp_size_ = 0;  // of its text, at the begin of name_
  std::size_t without_number_ = 0;
};

}  // namespace egregora::detail
