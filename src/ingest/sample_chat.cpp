// SPDX-License-Identifier: Apache-2.0
// Who speaks when, and which kind of message comes next. What they say is in sample_body.cpp.
#include "ingest/sample_chat.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>

#include "ingest/sample_phrases.hpp"

#include <algorithm>

namespace egregora {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kHourMs = 3'600'000;
// 2023-01-14: its day is no month, so that one message is enough to tell the order of day and
// month.
constexpr std::int64_t kFirstDay = 19'371;
// A quiet club's day, and the days that any number of messages is spread over at most (rather less
// than four years).
constexpr std::int64_t kMessagesADay = 14;
constexpr std::int64_t kLongestDays = 1200;
// Beyond this, the names alone would take memory; no group of WhatsApp's comes near.
constexpr int kMostParticipants = 100'000;

const SampleHeader& find_header(const std::string& locale) {
  const auto headers = sample_headers();
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const SampleHeader& header) {
    return header.locale == locale;
  });
  if (found == headers.end()) {
    const std::vector<std::string> known = sample_locales();
    std::string all;
    for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
    throw InvalidOperationError("no sample for the locale '" + locale + "'" +
                                did_you_mean(locale, known) + "; known: " + all);
  }
  return *found;
}

const SampleOptions& checked(const SampleOptions& options) {
  if (options.messages < 1) {
    throw InvalidOperationError("messages of a sample must be at least 1; given: " +
                                std::to_string(options.messages));
  }
  if (options.participants < 1 || options.participants > kMostParticipants) {
    throw InvalidOperationError("participants of a sample must be from 1 to 100000; given: " +
                                std::to_string(options.participants));
  }
  return options;
}

std::vector<std::string> make_members(int count) {
  const auto names = sample_names();
  std::vector<std::string> members;
  members.reserve(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    std::string name(names[i % names.size()]);
    if (i >= names.size()) name += " " + std::to_string(i / names.size() + 1);
    members.push_back(std::move(name));
  }
  return members;
}

}  // namespace

SampleChat::SampleChat(const SampleOptions& options)
    : form_(&find_header(checked(options).locale)),
      markers_(&sample_markers(form_->language)),
      header_(*form_),
      random_(options.seed),
      members_(make_members(options.participants)),
      wanted_(options.messages),
      time_ms_(kFirstDay * kDayMs + 18 * kHourMs),
      crowding_(std::max<std::int64_t>(1, options.messages / (kLongestDays * kMessagesADay))) {}

bool SampleChat::append_next(std::string& out) {
  if (written_ == wanted_) return false;
  attachment_.clear();
  advance_clock();
  const SampleTime now{time_ms_ / kDayMs, time_ms_ % kDayMs / 1000};
  const bool opening =
      written_ < std::min<std::int64_t>(static_cast<std::int64_t>(members_.size()) + 1, 12);
  if (opening || random_.chance(4)) {
    header_.append(out, now);
    append_system(out);
  } else {
    choose_author();
    const std::size_t start = out.size();
    header_.append(out, now);
    out.append(members_[author_]).append(": ");
    append_body(out);
    // iOS puts a mark of direction before the line of an attachment too.
    if (form_->ios && !attachment_.empty()) out.insert(start, "\u200E");
  }
  out += form_->ios ? "\r\n" : "\n";
  ++written_;
  return true;
}

void SampleChat::advance_clock() {
  if (written_ == 0) return;
  if (burst_left_ > 0) {
    --burst_left_;
    // Most answers come within a minute, some take ten.
    const std::int64_t gap =
        random_.chance(850) ? random_.between(2'000, 70'000) : random_.between(70'000, 600'000);
    time_ms_ += gap / crowding_;
  } else {
    burst_left_ = random_.between(2, 24);
    topic_ = static_cast<std::size_t>(random_.below(sample_books().size()));
    const bool days_off = random_.chance(120);
    const std::int64_t gap = days_off ? random_.between(kDayMs, 5 * kDayMs - kHourMs)
                                      : random_.between(2 * kHourMs, 30 * kHourMs);
    time_ms_ += gap / crowding_;
  }
  if (crowding_ == 1) sleep_until_morning();
}

void SampleChat::sleep_until_morning() {
  const std::int64_t of_day = time_ms_ % kDayMs;
  const std::int64_t morning = 7 * kHourMs;
  if (of_day >= morning || random_.chance(30)) return;
  time_ms_ += morning - of_day + random_.between(0, 13 * kHourMs);
}

void SampleChat::choose_author() {
  // Squaring makes a few members talk a lot and many a little; the one who just spoke often goes
  // on.
  if (random_.chance(250)) return;
  const std::uint64_t uniform = random_.below(1 << 16);
  author_ = static_cast<std::size_t>(((uniform * uniform) >> 16) * members_.size() >> 16);
}

void SampleChat::append_system(std::string& out) {
  if (form_->ios) out.append(kSampleGroup).append(": \u200E");
  if (written_ == 0) {
    out += markers_->encrypted;
  } else if (written_ == 1) {
    author_ = 0;
    append_system_text(out, markers_->created_group);
  } else if (written_ <= static_cast<std::int64_t>(members_.size())) {
    author_ = static_cast<std::size_t>(written_ - 1);
    append_system_text(out, markers_->added);
  } else {
    author_ = static_cast<std::size_t>(random_.below(members_.size()));
    const std::string_view patterns[] = {markers_->renamed, markers_->left, markers_->added};
    append_system_text(out, patterns[random_.below(3)]);
  }
}

void SampleChat::append_system_text(std::string& out, std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool slot = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    if (!slot) {
      out += pattern[i];
      continue;
    }
    // {a} acts, on {b}: while the group is set up, its founder adds the others.
    const char name = pattern[i + 1];
    const bool founder = name == 'a' && written_ <= static_cast<std::int64_t>(members_.size());
    if (name == 'g')
      out += kSampleGroup;
    else
      out += name == 'a' && !founder ? members_[(author_ + 1) % members_.size()]
                                     : members_[founder ? 0 : author_];
    i += 2;
  }
}

}  // namespace egregora
