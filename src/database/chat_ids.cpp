// SPDX-License-Identifier: Apache-2.0
#include "database/chat_ids.hpp"

#include <charconv>

namespace egregora::detail {

namespace {
constexpr char kSeparator = '\x1F';

void append_number(std::string& to, std::int64_t value) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  to.append(digits, static_cast<std::size_t>(end - digits));
}
}  // namespace

ChatIds::ChatIds(std::string_view tenant, std::string_view source, const Uuid& thread) {
  std::string name(tenant);
  name.append(1, kSeparator).append(source).append(1, kSeparator).append(thread.to_string());
  chat_ = uuid5(kNamespaceOid, name);
}

Uuid ChatIds::first(Timestamp timestamp, std::string_view author, std::string_view text) {
  if (timestamp != last_timestamp_) {
    last_timestamp_ = timestamp;
    name_.clear();
    append_number(name_, timestamp.time_since_epoch().count());
    name_ += kSeparator;
    timestamp_size_ = name_.size();
  }
  name_.resize(timestamp_size_);
  name_.append(author).append(1, kSeparator).append(text).append(1, kSeparator);
  without_number_ = name_.size();
  name_ += '1';
  return uuid5(chat_, name_);
}

Uuid ChatIds::numbered(std::uint32_t number) {
  name_.resize(without_number_);
  append_number(name_, number);
  return uuid5(chat_, name_);
}

Uuid ChatIds::keyed(std::string_view source_key) const {
  return uuid5(chat_, std::string("key").append(1, kSeparator).append(source_key));
}

Uuid ChatIds::with_file(Timestamp timestamp, std::string_view author, std::string_view file,
                        std::string_view text) const {
  std::string name = "file";
  append_number(name.append(1, kSeparator), timestamp.time_since_epoch().count());
  name.append(1, kSeparator).append(author).append(1, kSeparator);
  append_number(name, static_cast<std::int64_t>(file.size()));  // either may hold the separator
  name.append(1, kSeparator).append(file).append(1, kSeparator).append(text);
  return uuid5(chat_, name);
}

}  // namespace egregora::detail
