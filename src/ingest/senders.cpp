// SPDX-License-Identifier: Apache-2.0
// See senders.hpp.
#include "ingest/senders.hpp"

#include "ingest/direction_marks.hpp"

#include "database/pseudonym.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>
#include <cstring>

namespace egregora::ingest {

namespace {

std::string digits_of_phone(std::string_view name) {
  std::string digits;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c >= '0' && c <= '9') {
      digits += c;
      continue;
    }
    if (c == '+' || c == '-' || c == '(' || c == ')' || c == '.' || c == '~') continue;
    const std::size_t blank = blank_length(name.data() + i, name.data() + name.size());
    if (blank == 0) return {};
    i += blank - 1;
  }
  return digits.size() >= 7 ? digits : std::string();
}

// Letters of scripts that write words with blanks between them. Others (Chinese, Thai ...) have no
// word ends to test.
bool is_letter(std::string_view text, std::size_t at) noexcept {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
  }
  if (byte >= 0xC3 && byte <= 0xDF) return true;  // Latin with accents to N'Ko: alphabets
  return byte == 0xE0;                            // Indic scripts and Thai
}

std::size_t previous_character(std::string_view text, std::size_t position) noexcept {
  std::size_t at = position - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

bool has_substance(std::string_view name) noexcept {
  return std::any_of(name.begin(), name.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') ||
           ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
  });
}

}  // namespace

Uuid author_uuid(const Uuid& name_space, std::string_view name) {
  return egregora::detail::pseudonym_of(name_space, "whatsapp", name);
}

std::string without_marks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    if (const std::size_t mark = mark_length(at, end)) {
      at += mark;
    } else {
      out += *at++;
    }
  }
  return out;
}

bool inside_word(std::string_view text, std::size_t position) noexcept {
  if (position == 0 || position >= text.size()) return false;
  return is_letter(text, position) && is_letter(text, previous_character(text, position));
}

SenderTable::SenderTable(const Uuid& name_space) : name_space_(name_space), slots_(256) {}

// First and last eight bytes and the length: names differ there, and a general hash costs five
// times as much.
std::uint32_t SenderTable::hash_of(std::string_view raw) noexcept {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  const std::size_t size = std::min<std::size_t>(raw.size(), 8);
  std::memcpy(&head, raw.data(), size);
  std::memcpy(&tail, raw.data() + raw.size() - size, size);
  const std::uint64_t mixed =
      (head ^ (tail * 0x9E3779B97F4A7C15ULL) ^ raw.size()) * 0xD6E8FEB86659FD93ULL;
  return static_cast<std::uint32_t>(mixed >> 32);
}

Sender* SenderTable::find(std::string_view raw) noexcept {
  if (!raw_.empty() && raw_[last_] == raw) return &senders_[last_];
  const std::uint32_t hash = hash_of(raw);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].index != 0; at = (at + 1) & mask) {
    if (slots_[at].hash != hash || raw_[slots_[at].index - 1] != raw) continue;
    last_ = slots_[at].index - 1;
    return &senders_[last_];
  }
  return nullptr;
}

Sender& SenderTable::add(std::string_view raw) {
  if (senders_.size() == kMaxSenders) {
    throw IngestError("more than 20000 different senders; this is no WhatsApp chat");
  }
  Sender sender;
  sender.name = without_marks(raw);
  sender.uuid = author_uuid(name_space_, sender.name);
  const std::string text = sender.uuid.to_string();
  std::copy_n(text.begin(), sender.text.size(), sender.text.begin());
  senders_.push_back(std::move(sender));
  raw_.emplace_back(raw);
  if (senders_.size() * 2 > slots_.size()) {
    grow();
  } else {
    const std::uint32_t hash = hash_of(raw);
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].index != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {hash, static_cast<std::uint32_t>(senders_.size())};
  }
  return senders_.back();
}

void SenderTable::grow() {
  slots_.assign(slots_.size() * 2, {});
  for (std::size_t i = 0; i < raw_.size(); ++i) {
    const std::uint32_t hash = hash_of(raw_[i]);
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].index != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {hash, static_cast<std::uint32_t>(i + 1)};
  }
}

NameFinder::NameFinder(const SenderTable& table) {
  for (const Sender& sender : table.all()) {
    if (sender.is_group || !has_substance(sender.name)) continue;
    sorted_.push_back(&sender);
    first_[static_cast<unsigned char>(sender.name.front())] = true;
    std::string digits = digits_of_phone(sender.name);
    if (!digits.empty()) phones_.emplace_back(std::move(digits), &sender);
  }
  const auto by_name = [](const Sender* a, const Sender* b) { return a->name < b->name; };
  std::sort(sorted_.begin(), sorted_.end(), by_name);
  std::sort(phones_.begin(), phones_.end());
}

const Sender* NameFinder::at_begin_of(std::string_view text) const noexcept {
  if (text.empty() || !first_[static_cast<unsigned char>(text.front())]) return nullptr;
  // The candidates that agree with the text so far are neighbours; each character narrows them.
  auto low = sorted_.begin();
  auto high = sorted_.end();
  const Sender* best = nullptr;
  for (std::size_t depth = 0; depth < text.size() && low != high; ++depth) {
    const auto byte_at = [depth](const Sender* s) {
      return s->name.size() > depth ? static_cast<int>(static_cast<unsigned char>(s->name[depth]))
                                    : -1;
    };
    const int wanted = static_cast<unsigned char>(text[depth]);
    low = std::lower_bound(low, high, wanted,
                           [&](const Sender* s, int value) { return byte_at(s) < value; });
    high = std::upper_bound(low, high, wanted,
                            [&](int value, const Sender* s) { return value < byte_at(s); });
    if (low != high && (*low)->name.size() == depth + 1 && !inside_word(text, depth + 1))
      best = *low;
  }
  return best;
}

const Sender* NameFinder::with_digits(std::string_view digits) const {
  const auto found =
      std::lower_bound(phones_.begin(), phones_.end(), digits,
                       [](const auto& each, std::string_view value) { return each.first < value; });
  return found != phones_.end() && found->first == digits ? found->second : nullptr;
}

}  // namespace egregora::ingest
