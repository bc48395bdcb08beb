// SPDX-License-Identifier: Apache-2.0
// See text_scrubber.hpp. All finds are made on the original text and replaced in one go, so that
// nothing is found in what another find put there. E-mails go before names (a name may be part of
// an address), whole names in notices before known ones (which may be part of them), names before
// telephone numbers (which may be names).
#include "ingest/text_scrubber.hpp"

#include "ingest/notice_names.hpp"
#include "ingest/urls.hpp"

#include <algorithm>

namespace egregora::ingest {

namespace {

// The shortest telephone number that is recognised.
constexpr std::uint32_t kLeastPhoneDigits = 8;
// More people than any group has; without an end a hostile text would take quadratic time.
constexpr std::size_t kMaxMentions = 5'000;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

}  // namespace

TextScrubber::TextScrubber(const SenderTable& table, NameMode mode)
    : table_(&table), finder_(table), mode_(mode) {}

bool TextScrubber::taken(TextSpan span) const noexcept {
  const auto settled = replacements_.begin() + static_cast<std::ptrdiff_t>(settled_);
  const auto next = std::upper_bound(
      replacements_.begin(), settled, span.begin,
      [](std::size_t position, const Replacement& each) { return position < each.span.end; });
  if (next != settled && next->span.begin < span.end) return true;
  return settled != replacements_.end() && replacements_.back().span.end > span.begin;
}

// Each step finds from left to right, so that looking back over it needs its last find only.
void TextScrubber::take(const Replacement& each) {
  if (each.span.end > each.span.begin && !taken(each.span)) replacements_.push_back(each);
}

void TextScrubber::settle() {
  const auto before = [](const Replacement& a, const Replacement& b) {
    return a.span.begin < b.span.begin;
  };
  std::inplace_merge(replacements_.begin(),
                     replacements_.begin() + static_cast<std::ptrdiff_t>(settled_),
                     replacements_.end(), before);
  settled_ = replacements_.size();
}

TextScrubber::Replacement TextScrubber::mention_at(std::string_view text, std::size_t at,
                                                   const CleanText& clean) const {
  if (clean.mentions != nullptr) {
    const auto offset = static_cast<std::size_t>(text.data() - clean.text.data());
    const auto found = std::lower_bound(
        clean.mentions->begin(), clean.mentions->end(), offset + at,
        [](const TextSpan& name, std::size_t position) { return name.begin < position; });
    if (found != clean.mentions->end() && found->begin == offset + at &&
        found->end <= offset + text.size()) {
      const TextSpan here{at, found->end - offset};
      const std::string_view name = text.substr(here.begin, here.end - here.begin);
      return {here, {}, author_uuid(table_->name_space(), name), true};
    }
  }
  if (const Sender* sender = finder_.at_begin_of(text.substr(at))) {
    return {{at, at + sender->name.size()}, {}, sender->uuid, true};
  }
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end - at < 7 || end - at > 15) return {};
  if (const Sender* sender = finder_.with_digits(text.substr(at, end - at))) {
    return {{at, end}, {}, sender->uuid, true};
  }
  // A mentioned number is a number whatever its shape.
  return {{at, end}, kPiiPhone, {}, false};
}

void TextScrubber::find_mentions(std::string_view text, const CleanText& clean) {
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at + 1 < text.size() && !taken({at, at + 1})) take(mention_at(text, at + 1, clean));
  }
}

void TextScrubber::find_emails_in(std::string_view text) {
  matches_.clear();
  find_emails(text, matches_);
  for (const PiiMatch& match : matches_) take({match.span, match.kind, {}, false});
}

void TextScrubber::find_names(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (inside_word(text, at) || (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
    const Sender* sender = finder_.at_begin_of(text.substr(at));
    if (sender == nullptr) continue;
    const TextSpan span{at, at + sender->name.size()};
    if (taken(span)) continue;
    take({span, {}, sender->uuid, false});
    at = span.end - 1;
  }
}

void TextScrubber::find_silent_names(std::string_view text) {
  silent_.clear();
  find_notice_names(text, silent_);
  for (const TextSpan span : silent_) {
    const std::string_view name = text.substr(span.begin, span.end - span.begin);
    // A number is found as one, unless it is a participant's name.
    matches_.clear();
    find_phones(name, {}, matches_);
    if (matches_.empty()) take({span, {}, author_uuid(table_->name_space(), name), false});
  }
}

void TextScrubber::find_pii(std::string_view text, const TextFeatures& features) {
  matches_.clear();
  urls_.clear();
  if (features.digits < kLeastPhoneDigits) return;
  if (features.colon) find_urls(text, urls_);
  find_phones(text, urls_, matches_);
  for (const PiiMatch& match : matches_) take({match.span, match.kind, {}, false});
}

void TextScrubber::note(const Replacement& each) {
  if (!each.kind.empty()) {
    pii_.push_back(each.kind);
  } else if (each.mention && mentions_.size() < kMaxMentions &&
             std::find(mentions_.begin(), mentions_.end(), each.uuid) == mentions_.end()) {
    mentions_.push_back(each.uuid);
  }
}

std::string_view TextScrubber::rewrite(std::string_view text) {
  for (const Replacement& each : replacements_) note(each);
  if (mode_ == NameMode::raw) return text;
  buffer_.clear();
  std::size_t copied = 0;
  for (const Replacement& each : replacements_) {
    buffer_.append(text, copied, each.span.begin - copied);
    if (each.kind.empty()) {
      buffer_ += each.uuid.to_string();
    } else {
      buffer_.append("[").append(each.kind).append("]");
    }
    copied = each.span.end;
  }
  buffer_.append(text, copied);
  return buffer_;
}

std::string_view TextScrubber::scrub(std::string_view text, const CleanText& clean,
                                     const TextFeatures& features, NameScope scope) {
  pii_.clear();
  mentions_.clear();
  if (!features.at_sign && features.digits < kLeastPhoneDigits && scope == NameScope::mentions)
    return text;
  replacements_.clear();
  settled_ = 0;
  if (features.at_sign) {
    find_emails_in(text);
    settle();
    find_mentions(text, clean);
    settle();
  }
  if (scope == NameScope::notice) {
    find_silent_names(text);
    settle();
  }
  if (scope != NameScope::mentions && !finder_.empty()) {
    find_names(text);
    settle();
  }
  find_pii(text, features);
  settle();
  return replacements_.empty() ? text : rewrite(text);
}

}  // namespace egregora::ingest
