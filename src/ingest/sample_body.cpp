// SPDX-License-Identifier: Apache-2.0
// What the sample's members say and send: the half of SampleChat that writes what comes after the
// author.
#include "ingest/sample_chat.hpp"
#include "ingest/sample_phrases.hpp"

#include <array>

namespace egregora {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

struct MediaNaming {
  std::string_view android_prefix;
  std::string_view ios_word;
  std::string_view extension;
};

constexpr std::array<MediaNaming, 5> kNaming = {{{"IMG", "PHOTO", ".jpg"},
                                                 {"PTT", "AUDIO", ".opus"},
                                                 {"DOC", "", ".pdf"},
                                                 {"", "", ".vcf"},
                                                 {"STK", "STICKER", ".webp"}}};

void append_padded(std::string& out, std::int64_t value, std::size_t digits) {
  const std::string text = std::to_string(value);
  if (text.size() < digits) out.append(digits - text.size(), '0');
  out += text;
}

}  // namespace

void SampleChat::append_body(std::string& out) {
  const std::uint64_t kind = random_.below(1000);
  if (kind < 820) return append_text(out);
  if (kind < 870) return append_list(out);
  if (kind < 940) return append_media(out);
  if (kind < 960) return append_link(out);
  if (kind < 980) return append_mention(out);
  if (kind < 983) return append_contact_data(out);
  if (kind < 985) return append_poll(out);
  if (form_->ios) out += "\u200E";
  out += markers_->deleted;
}

void SampleChat::append_text(std::string& out) {
  if (random_.chance(300)) {
    out += random_.pick(sample_replies());
    return;
  }
  const bool two = random_.chance(180);
  append_sentence(out, two ? ". " : "");
  if (two) append_sentence(out, "");
  if (markers_->edited.empty() || !random_.chance(20)) return;
  out += form_->ios ? " \u200E" : " ";
  out += markers_->edited;
}

void SampleChat::append_sentence(std::string& out, std::string_view stop) {
  const std::string_view sentence = random_.pick(sample_sentences());
  const bool question = sentence.back() == '?';
  if (!question && random_.chance(350)) out += random_.pick(sample_openers());
  append_filled(out, sentence);
  if (question) {
    if (!stop.empty()) out += ' ';
    return;
  }
  out += stop.empty() ? random_.pick(sample_endings()) : stop;
}

void SampleChat::append_list(std::string& out) {
  append_filled(out, random_.pick(sample_list_heads()));
  const std::int64_t items = random_.between(1, 5);
  for (std::int64_t i = 0; i < items; ++i) {
    out += '\n';
    append_filled(out, random_.pick(sample_list_items()));
  }
  // The last line is never empty: editors and mail programs like to take such lines away.
  out += "\n";
  out += random_.pick(sample_replies());
}

void SampleChat::append_media(std::string& out) {
  constexpr std::array<SampleMediaKind, 10> kinds = {
      SampleMediaKind::image,  SampleMediaKind::image,   SampleMediaKind::image,
      SampleMediaKind::image,  SampleMediaKind::audio,   SampleMediaKind::audio,
      SampleMediaKind::audio,  SampleMediaKind::sticker, SampleMediaKind::document,
      SampleMediaKind::contact};
  const SampleMediaKind kind = random_.pick(kinds);
  // iOS writes another sentence for each kind of omitted medium; two of them are enough here.
  const bool can_omit =
      !form_->ios || kind == SampleMediaKind::image || kind == SampleMediaKind::audio;
  if (can_omit && random_.chance(500)) return append_omitted(out, kind);
  append_attached(out, kind);
}

void SampleChat::append_omitted(std::string& out, SampleMediaKind kind) {
  if (!form_->ios) {
    out += markers_->omitted;
    return;
  }
  out += "\u200E";
  out += kind == SampleMediaKind::image ? markers_->ios_image_omitted : markers_->ios_audio_omitted;
}

void SampleChat::append_attached(std::string& out, SampleMediaKind kind) {
  append_file_name(attachment_, kind);
  attachment_kind_ = kind;
  const bool captioned = kind == SampleMediaKind::image && random_.chance(300);
  if (form_->ios) {
    if (captioned) append_filled(out, random_.pick(sample_captions()));
    if (captioned) out += ' ';
    out.append("\u200E").append(markers_->ios_attached_before).append(attachment_).append(">");
    return;
  }
  out.append("\u200E").append(attachment_).append(" ").append(markers_->attached);
  if (!captioned) return;
  out += '\n';
  append_filled(out, random_.pick(sample_captions()));
}

void SampleChat::append_file_name(std::string& out, SampleMediaKind kind) {
  const MediaNaming& naming = kNaming[static_cast<std::size_t>(kind)];
  const SampleTime now{time_ms_ / kDayMs, time_ms_ % kDayMs / 1000};
  if (now.days != files_day_) files_today_ = 0;
  files_day_ = now.days;
  const bool named_by_hand =
      naming.android_prefix.empty() || (form_->ios && naming.ios_word.empty());
  if (form_->ios) {
    append_padded(out, written_ + 1, 8);
    out += '-';
  }
  if (named_by_hand) {
    out += kind == SampleMediaKind::contact ? "Corner Bookshop" : "Reading list";
    out += naming.extension;
    return;
  }
  if (form_->ios) {
    out.append(naming.ios_word).append("-");
    header_.append_file_time(out, now);
  } else {
    out.append(naming.android_prefix).append("-");
    header_.append_compact_date(out, now);
    out += "-WA";
    append_padded(out, files_today_++, 4);
  }
  out += naming.extension;
}

void SampleChat::append_mention(std::string& out) {
  // The name stands between U+2068 and U+2069, as current clients write it.
  out += "@\u2068";
  out += random_.pick(members_);
  out += "\u2069 ";
  append_filled(out, random_.pick(sample_sentences()));
}

void SampleChat::append_link(std::string& out) {
  if (random_.chance(500)) {
    append_filled(out, random_.pick(sample_sentences()));
    out += ' ';
  }
  out += "https://www.example.org/";
  append_filled(out, random_.pick(sample_link_paths()));
}

void SampleChat::append_contact_data(std::string& out) {
  // Hosts and numbers that are reserved for examples and fiction.
  if (random_.chance(500)) {
    out += "write to books";
    out += std::to_string(random_.below(100));
    out += "@example.org please";
    return;
  }
  out += "call me: +44 7700 900";
  append_padded(out, random_.between(0, 999), 3);
}

void SampleChat::append_poll(std::string& out) {
  const std::string_view mark = form_->ios ? "\u200E" : "";
  out.append(mark).append("POLL:\n").append(mark).append("What next?");
  for (int i = 0; i < 3; ++i) {
    out.append("\n").append(mark).append("OPTION: ").append(random_.pick(sample_books()).title);
    out.append(" (").append(std::to_string(random_.below(6))).append(" votes)");
  }
}

void SampleChat::append_filled(std::string& out, std::string_view pattern) {
  while (!pattern.empty()) {
    const std::size_t brace = pattern.find('{');
    out.append(pattern.substr(0, brace));
    if (brace == std::string_view::npos) return;
    append_slot(out, pattern[brace + 1]);
    pattern.remove_prefix(brace + 3);
  }
}

void SampleChat::append_slot(std::string& out, char slot) {
  const SampleBook& book = sample_books()[topic_];
  switch (slot) {
    case 'b':
      out += book.title;
      return;
    case 'w':
      out += book.author;
      return;
    case 'p':
      out += random_.pick(members_);
      return;
    case 'd':
      out += random_.pick(sample_days());
      return;
    case 'l':
      out += random_.pick(sample_places());
      return;
    case 'n':
      out += std::to_string(random_.between(2, 640));
      return;
    case 'c':
      out += std::to_string(random_.between(2, 60));
      return;
    case 'k':
      out += std::to_string(random_.between(3, 99));
      return;
    default:
      break;
  }
  out += std::to_string(random_.between(6, 10));
  out += random_.chance(500) ? ":00" : ":30";
}

}  // namespace egregora
