// SPDX-License-Identifier: Apache-2.0
// See whatsapp_survey.hpp. The style of the first header that names a possible day is the file's
// style; whatever else looks like a header later is text that somebody pasted.
#include "ingest/whatsapp_survey.hpp"

#include "ingest/whatsapp_content.hpp"
#include "ingest/whatsapp_phrases.hpp"
#include "ingest/whatsapp_sender.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>

namespace egregora::ingest {

namespace {

bool names_a_day(const Header& header, DateOrder asked) noexcept {
  if (!header.possible_time) return false;
  const bool short_year = header.date_digits[0] <= 2 && header.date_digits[2] <= 2;
  const bool front = asked == DateOrder::ymd || asked == DateOrder::ydm;
  if (header.style.year_first || (short_year && front)) {
    return day_of(header, DateOrder::ymd) || day_of(header, DateOrder::ydm);
  }
  return day_of(header, DateOrder::dmy) || day_of(header, DateOrder::mdy);
}

class Surveyor {
 public:
  Surveyor(const std::string& file, const std::vector<std::string>& names,
           const InputOptions& options)
      : file_(file),
        names_(names),
        asked_(options.date_order),
        survey_(options.author_namespace),
        evidence_(options.date_order) {
    survey_.chat_name = names.front();
  }

  void line(std::string_view text) {
    if (found_ && cannot_begin_header(text, survey_.style)) return;
    const Header* header = headers_.read(text);
    if (header == nullptr) return;
    if (!found_ && !first(*header)) return;
    if (header->style != survey_.style || !header->possible_time) return;
    evidence_.see(*header);
    sender(text.substr(header->size));
  }

  WhatsAppSurvey finish(std::uint64_t bytes) {
    if (!found_) refuse();
    survey_.bytes = bytes;
    survey_.dates = evidence_.decide();
    for (Sender* own : own_) {
      // A chat with two others is a group; so is one whose own name only ever spoke for WhatsApp.
      own->is_group = survey_.senders.all().size() - own_.size() >= 2 || own->personal_lines == 0;
    }
    return std::move(survey_);
  }

 private:
  bool first(const Header& header) {
    if (!names_a_day(header, asked_)) {
      impossible_ = true;
      return false;
    }
    found_ = true;
    survey_.style = header.style;
    return true;
  }

  void sender(std::string_view rest) {
    const SenderSplit split = split_sender(rest);
    if (split.sender.empty()) return;
    Sender* known = survey_.senders.find(split.sender);
    if (known == nullptr) {
      if (!looks_like_name(split.sender)) return;
      if (survey_.senders.all().size() == SenderTable::kMaxSenders) refuse_senders();
      known = &survey_.senders.add(split.sender);
      known->is_chat_name = survey_.style.bracket &&
                            std::find(names_.begin(), names_.end(), known->name) != names_.end();
      if (known->is_chat_name) own_.push_back(known);
    }
    if (known->is_chat_name && !is_notice(rest.substr(split.text_begin), false))
      ++known->personal_lines;
  }

  [[noreturn]] void refuse() const {
    const std::string reason = impossible_
                                   ? "holds message headers, but none with a possible date; if the "
                                     "year comes first, say --date-order ymd"
                                   : "holds no message; is it the text of a WhatsApp chat export?";
    throw IngestError(file_ + ": " + reason, {.object_name = file_});
  }
  [[noreturn]] void refuse_senders() const {
    throw IngestError(file_ + ": names more than " + std::to_string(SenderTable::kMaxSenders) +
                          " senders; this is no WhatsApp chat",
                      {.object_name = file_});
  }

  const std::string& file_;
  const std::vector<std::string>& names_;
  DateOrder asked_;
  WhatsAppSurvey survey_;
  DateEvidence evidence_;
  HeaderReader headers_;
  std::vector<Sender*> own_;
  bool found_ = false;
  bool impossible_ = false;
};

}  // namespace

bool is_notice(std::string_view raw_text, bool strict) {
  if (holds_encryption_words(raw_text)) return true;
  TextCleaner cleaner;
  const TextFeatures features = features_of(raw_text);
  const CleanText clean = cleaner.clean(raw_text, features.marks);
  const MessageKind kind = classify_content(clean, features).kind;
  if (kind != MessageKind::text) return false;
  return strict ? clean.led_by_mark && holds_notice_words(clean.text)
                : clean.led_by_mark || holds_notice_words(clean.text);
}

WhatsAppSurvey survey_whatsapp(LineReader& lines, const std::string& file,
                               const std::vector<std::string>& names, const InputOptions& options) {
  Surveyor surveyor(file, names, options);
  while (lines.next()) surveyor.line(lines.trimmed());
  return surveyor.finish(lines.consumed());
}

}  // namespace egregora::ingest
