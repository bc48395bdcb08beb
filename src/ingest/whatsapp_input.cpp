// SPDX-License-Identifier: Apache-2.0
// See whatsapp_input.hpp. A message is finished when the next header is seen; until then the reader
// holds its bytes.
#include "ingest/whatsapp_input.hpp"

#include "ingest/chat_name.hpp"
#include "ingest/urls.hpp"
#include "ingest/utf8_streams.hpp"
#include "ingest/whatsapp_phrases.hpp"
#include "ingest/whatsapp_sender.hpp"

#include <egregora/core/errors.hpp>

#include <utility>

namespace egregora::ingest {

namespace {

constexpr std::string_view kSource = "whatsapp";
// WhatsApp ends a text at 65,536 characters, four bytes each at most; what goes on longer is
// another file's text.
constexpr std::size_t kMaxMessageBytes = 1U << 20;
constexpr std::int64_t kSecondsADay = 86'400;

std::vector<std::string> own_names(const TextSource& source, const InputOptions& options) {
  std::vector<std::string> names;
  if (!options.thread.empty()) names.push_back(options.thread);
  names.push_back(chat_name(source.name()));
  return names;
}

WhatsAppSurvey survey(const TextSource& source, const std::string& file,
                      const InputOptions& options) {
  auto stream = source.stream();
  stream = options.lossy ? lossy_utf8(std::move(stream)) : checked_utf8(std::move(stream), file);
  LineReader lines(std::move(stream), file);
  return survey_whatsapp(lines, file, own_names(source, options), options);
}

// A chat that is named by a telephone number is named after a person, whether that person wrote or
// not.
bool is_phone_number(const std::string& name) {
  std::vector<PiiMatch> found;
  find_phones(name, {}, found);
  return found.size() == 1 && found[0].span.end - found[0].span.begin + 2 >= name.size();
}

bool is_participant(const WhatsAppSurvey& survey) {
  for (const Sender& sender : survey.senders.all()) {
    if (sender.name == survey.chat_name) return !sender.is_group;
  }
  return is_phone_number(survey.chat_name);
}

}  // namespace

WhatsAppInput::WhatsAppInput(std::string file, std::unique_ptr<TextSource> source,
                             const InputOptions& options)
    : file_(std::move(file)),
      source_(std::move(source)),
      options_(options),
      survey_(survey(*source_, file_, options_)),
      clock_(options_.timezone),
      ids_(options_.tenant_id, kSource, author_uuid(options_.author_namespace, survey_.chat_name)),
      scrubber_(survey_.senders, options_.names) {
  summarize();
}

void WhatsAppInput::summarize() {
  summary_.thread_id = survey_.chat_name;
  summary_.other_thread_id = author_uuid(options_.author_namespace, survey_.chat_name).to_string();
  if (options_.names == NameMode::pseudonym && is_participant(survey_)) {
    std::swap(summary_.thread_id, summary_.other_thread_id);
  }
  summary_.date_order = survey_.dates.order;
  summary_.date_order_assumed = survey_.dates.assumed;
  if (survey_.dates.assumed) {
    const bool day = survey_.dates.order == DateOrder::dmy || survey_.dates.order == DateOrder::ydm;
    summary_.warnings.push_back(file_ + ": no date tells day from month; " +
                                (day ? "day" : "month") +
                                " first was assumed (--date-order says otherwise)");
  }
  if (survey_.dates.overruled) {
    summary_.warnings.push_back(file_ +
                                ": its dates contradict --date-order, which was not followed");
  }
}

std::unique_ptr<TextStream> WhatsAppInput::text() const {
  // The first pass has checked the bytes; only replacing them has to be done again.
  auto stream = source_->stream();
  return options_.lossy ? lossy_utf8(std::move(stream)) : std::move(stream);
}

InputSummary WhatsAppInput::read(MessageSink& sink) {
  LineReader lines(text(), file_);
  while (lines.next()) {
    take_line(lines, sink);
    bytes_read_.store(lines.consumed(), std::memory_order_relaxed);
  }
  if (state_ == State::in_message) finish_message(lines.held_to_end(), sink);
  if (lines.consumed() != survey_.bytes) {
    throw IngestError(file_ + ": changed while it was read; run again", {.object_name = file_});
  }
  summary_.bytes = lines.consumed();
  return summary_;
}

void WhatsAppInput::take_line(LineReader& lines, MessageSink& sink) {
  const std::string_view line = lines.trimmed();
  if (!cannot_begin_header(line, survey_.style)) {
    const Header* header = headers_.read(line);
    if (header != nullptr && header->style == survey_.style && begin_message(lines, sink, *header))
      return;
  }
  go_on(lines, sink);
}

bool WhatsAppInput::begin_message(LineReader& lines, MessageSink& sink, const Header& header) {
  if (state_ == State::in_message) finish_message(lines.held_before_line(), sink);
  const auto day = cached_day(header);
  if (!day || !header.possible_time) {
    lines.release();
    state_ = State::after_rejected;
    reject(lines, sink, "no such date or time");
    return true;
  }
  lines.hold();
  state_ = State::in_message;
  const std::string_view rest = lines.trimmed().substr(header.size);
  const SenderSplit split = split_sender(rest);
  pending_.timestamp = clock_.to_instant(*day * kSecondsADay + header.second_of_day);
  pending_.sender = split.sender.empty() ? nullptr : survey_.senders.find(split.sender);
  pending_.text_begin = header.size + (pending_.sender == nullptr ? 0 : split.text_begin);
  return true;
}

void WhatsAppInput::go_on(LineReader& lines, MessageSink& sink) {
  switch (state_) {
    case State::in_message:
      if (lines.held_size() <= kMaxMessageBytes) return;
      finish_message(lines.held_before_line(), sink);
      lines.release();
      state_ = State::overlong;
      [[fallthrough]];
    case State::overlong:
      return reject(lines, sink, "message longer than 1 MiB");
    case State::after_rejected:
      return reject(lines, sink, "continues a rejected line");
    case State::before_first:
      return reject(lines, sink, "before the first message");
  }
}

std::optional<std::int32_t> WhatsAppInput::cached_day(const Header& header) {
  if (header.date != last_date_) {
    last_date_ = header.date;
    last_day_ = day_of(header, survey_.dates.order);
  }
  return last_day_;
}

void WhatsAppInput::finish_message(std::string_view held, MessageSink& sink) {
  std::string_view raw = held.substr(std::min(pending_.text_begin, held.size()));
  if (raw.ends_with('\r')) raw.remove_suffix(1);
  const TextFeatures features = features_of(raw);
  const CleanText clean = cleaner_.clean(raw, features.marks);
  if (pending_.sender == nullptr || is_system_line(raw, clean)) {
    WhatsAppContent notice;
    notice.kind = MessageKind::system;
    notice.text = clean.text;
    return emit(clean, notice, features, true, sink);
  }
  emit(clean, classify_content(clean, features), features, false, sink);
}

bool WhatsAppInput::is_system_line(std::string_view raw_text, const CleanText& clean) const {
  const Sender& sender = *pending_.sender;
  if (sender.is_group) return true;
  if (sender.is_chat_name) return is_notice(raw_text, true);
  // "[...] Ana: <mark>Ana added Bob": iOS puts the acting participant before a notice.
  return survey_.style.bracket && clean.led_by_mark && clean.text.size() > sender.name.size() &&
         clean.text.starts_with(sender.name) && clean.text[sender.name.size()] == ' ' &&
         holds_notice_words(clean.text);
}

void WhatsAppInput::emit(const CleanText& clean, const WhatsAppContent& content,
                         const TextFeatures& features, bool is_system, MessageSink& sink) {
  SourceMessage message;
  const Sender* author = is_system ? nullptr : pending_.sender;
  message.timestamp = pending_.timestamp;
  message.kind = content.kind;
  message.media_url = content.media_url;
  message.media_type = content.media_type;
  message.edited = content.edited;
  const std::string_view exported =
      content.kind == MessageKind::media ? std::string_view() : clean.text;
  message.message_id =
      ids_.next(message.timestamp, author == nullptr ? "" : author->pseudonym(), exported);
  if (author != nullptr) {
    message.author_uuid = author->uuid;
    message.author =
        options_.names == NameMode::raw ? std::string_view(author->name) : author->pseudonym();
  }
  if (content.text) {
    message.content = scrubber_.scrub(*content.text, clean, features,
                                      is_system ? NameScope::notice : NameScope::mentions);
    message.pii = scrubber_.pii();
    message.mentions = scrubber_.mentions();
    urls_.clear();
    if (features.colon) {
      url_spans_.clear();
      find_urls(*message.content, url_spans_);
      for (const TextSpan url : url_spans_)
        urls_.push_back(message.content->substr(url.begin, url.end - url.begin));
    }
    message.urls = urls_;
  }
  ++summary_.messages;
  sink.message(message);
}

void WhatsAppInput::reject(LineReader& lines, MessageSink& sink, std::string_view reason) {
  const std::string_view raw = lines.trimmed();
  const TextFeatures features = features_of(raw);
  const CleanText clean = cleaner_.clean(raw, features.marks);
  ++summary_.rejected;
  sink.reject({.line = lines.number(),
               .reason = reason,
               .text = scrubber_.scrub(clean.text, clean, features, NameScope::everywhere)});
}

}  // namespace egregora::ingest
