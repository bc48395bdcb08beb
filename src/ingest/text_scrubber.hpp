// SPDX-License-Identifier: Apache-2.0
// Makes a text fit to be kept: participants' names become pseudonyms, e-mail addresses become
// "[email]" and telephone numbers "[phone]". With `--names raw` it only finds them. What was found
// is told in either case.
#pragma once

#include "ingest/clean_text.hpp"
#include "ingest/pii.hpp"
#include "ingest/senders.hpp"
#include "ingest/text_features.hpp"

#include <egregora/ingest/input_adapter.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::ingest {

/// Where participants' names are looked for: after '@' only, or anywhere, or also where a notice's
/// words tell of one.
enum class NameScope { mentions, everywhere, notice };

class TextScrubber {
 public:
  /// Lifetime: `table` must outlive this; names that it gets later are not found.
  TextScrubber(const SenderTable& table, NameMode mode);

  /// Scrubs `text`, a part of `clean.text`. The result views the input or a buffer of this object
  /// until the next call.
  std::string_view scrub(std::string_view text, const CleanText& clean,
                         const TextFeatures& features, NameScope scope);
  /// Of the last text: one entry a match, in order.
  std::span<const std::string_view> pii() const noexcept { return pii_; }
  /// Of the last text: each mentioned participant once, in order.
  std::span<const Uuid> mentions() const noexcept { return mentions_; }

 private:
  struct Replacement {
    TextSpan span = {};
    std::string_view kind = {};  // of PII; empty: a name
    Uuid uuid = {};
    bool mention = false;
  };
  void find_emails_in(std::string_view text);
  void find_mentions(std::string_view text, const CleanText& clean);
  Replacement mention_at(std::string_view text, std::size_t at, const CleanText& clean) const;
  void find_names(std::string_view text);
  void find_silent_names(std::string_view text);
  void find_pii(std::string_view text, const TextFeatures& features);
  bool taken(TextSpan span) const noexcept;
  void take(const Replacement& each);
  void settle();
  std::string_view rewrite(std::string_view text);
  void note(const Replacement& each);

  const SenderTable* table_;
  NameFinder finder_;
  NameMode mode_;
  // In the order of the text, from all steps so far up to `settled_`, from the current step behind
  // it.
  std::vector<Replacement> replacements_;
  std::size_t settled_ = 0;
  std::vector<PiiMatch> matches_;
  std::vector<TextSpan> urls_;
  std::vector<TextSpan> silent_;
  std::vector<std::string_view> pii_;
  std::vector<Uuid> mentions_;
  std::string buffer_;
};

}  // namespace egregora::ingest
