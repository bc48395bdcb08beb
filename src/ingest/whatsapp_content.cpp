// SPDX-License-Identifier: Apache-2.0
// See whatsapp_content.hpp. Known phrases decide; where a direction mark shows that WhatsApp wrote
// the words, the shape alone is enough, so that languages missing from the tables still keep their
// files' names.
#include "ingest/whatsapp_content.hpp"

#include "ingest/whatsapp_phrases.hpp"

namespace egregora::ingest {

namespace {

constexpr std::string_view kBullet =
    " \xE2\x80\xA2 ";  // between a document's name and its number of pages
// A marker stands at either end of a caption; more brackets than this are a program's text.
constexpr int kMaxBrackets = 32;
constexpr std::string_view kCommand = "/egregora";

std::string_view trim_blanks(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return text;
}

WhatsAppContent media(std::optional<MediaType> type) noexcept {
  WhatsAppContent content;
  content.kind = MessageKind::media;
  content.media_type = type;
  return content;
}

WhatsAppContent media_file(std::string_view file) noexcept {
  WhatsAppContent content = media(media_type_of(file));
  content.media_url = file;
  return content;
}

void set_caption(WhatsAppContent& content, std::string_view caption) noexcept {
  if (!caption.empty()) content.text = caption;
}

// "IMG-20240101-WA0001.jpg": written by WhatsApp whatever the words after it mean.
bool named_by_whatsapp(std::string_view file) noexcept {
  return file.size() > 8 && file[3] == '-' && file.find("-WA") != std::string_view::npos;
}

// Android, with media: "FILE (file attached)", the caption on the lines below.
std::optional<WhatsAppContent> attached_in_front(const CleanText& clean,
                                                 std::string_view text) noexcept {
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, line_end);
  if (!line.ends_with(')')) return std::nullopt;
  const std::size_t open = line.rfind(" (");
  if (open == std::string_view::npos) return std::nullopt;
  const std::string_view file = line.substr(0, open);
  const std::string_view words = line.substr(open + 2, line.size() - open - 3);
  if (!looks_like_file(file)) return std::nullopt;
  if (find_phrase(PhraseKind::file_attached, words) == nullptr &&
      !(clean.led_by_mark && named_by_whatsapp(file))) {
    return std::nullopt;
  }
  WhatsAppContent content = media_file(file);
  if (line_end < text.size()) set_caption(content, text.substr(line_end + 1));
  return content;
}

// Android, without media: "<Media omitted>", the caption on the lines below.
std::optional<WhatsAppContent> omitted_in_front(std::string_view text) noexcept {
  const std::size_t line_end = text.find('\n');
  if (line_end == std::string_view::npos || text.front() != '<') return std::nullopt;
  const std::string_view line = text.substr(0, line_end);
  if (!line.ends_with('>')) return std::nullopt;
  const Phrase* phrase = find_phrase(PhraseKind::omitted, line);
  if (phrase == nullptr) return std::nullopt;
  WhatsAppContent content = media(phrase->type);
  set_caption(content, text.substr(line_end + 1));
  return content;
}

// "Report.pdf" or "Report.pdf • 3 pages": what iOS writes in front of a document's marker.
std::string_view document_title(std::string_view before) noexcept {
  const std::string_view name = before.substr(0, std::min(before.find(kBullet), before.size()));
  return looks_like_file(name) ? name : std::string_view();
}

// iOS, with media: "<attached: FILE>" alone or after the caption.
std::optional<WhatsAppContent> attached_in_brackets(const CleanText& clean,
                                                    std::string_view text) noexcept {
  int left = kMaxBrackets;
  for (std::size_t open = text.find('<'); open != std::string_view::npos && left > 0;
       open = text.find('<', open + 1), --left) {
    const std::size_t close = text.find('>', open);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view inner = text.substr(open + 1, close - open - 1);
    std::size_t colon = inner.find(':');
    std::size_t colon_size = 1;
    if (colon == std::string_view::npos) {
      colon = inner.find("\xEF\xBC\x9A");  // full-width
      colon_size = 3;
    }
    if (colon == std::string_view::npos) continue;
    const std::string_view file = trim_blanks(inner.substr(colon + colon_size));
    const std::string_view words = trim_blanks(inner.substr(0, colon));
    const bool written_by_whatsapp =
        clean.last_mark == open && looks_like_file(file) && words.size() <= 60;
    if (file.empty() ||
        (find_phrase(PhraseKind::attached, words) == nullptr && !written_by_whatsapp))
      continue;
    WhatsAppContent content = media_file(file);
    const std::string_view before = trim_blanks(text.substr(0, open));
    const std::string_view after = trim_blanks(text.substr(close + 1));
    const std::string_view title = document_title(before);
    const bool titled = !title.empty() && (title.size() < before.size() || file.ends_with(title));
    set_caption(content, titled || before.empty() ? after : before);
    return content;
  }
  return std::nullopt;
}

// iOS, without media: the caption, then a direction mark, then "image omitted".
std::optional<WhatsAppContent> omitted_at_end(const CleanText& clean,
                                              std::string_view text) noexcept {
  std::size_t begin = clean.last_mark;
  const std::size_t bullet = text.find(kBullet);
  const bool titled = bullet != std::string_view::npos && looks_like_file(text.substr(0, bullet));
  if (begin == CleanText::kNone || begin == 0 || begin >= text.size()) {
    if (!titled) return std::nullopt;
    // Without the mark: the words after "• 3 pages ".
    begin = text.find(' ', bullet + kBullet.size());
    if (begin != std::string_view::npos) begin = text.find(' ', begin + 1);
    if (begin == std::string_view::npos) return std::nullopt;
  }
  const Phrase* phrase = find_phrase(PhraseKind::omitted, text.substr(begin));
  if (phrase == nullptr) return std::nullopt;
  WhatsAppContent content = media(phrase->type);
  const std::string_view before = trim_blanks(text.substr(0, begin));
  const std::string_view title = document_title(before);
  if (phrase->type == MediaType::document && !title.empty()) {
    content.media_url = title;
  } else {
    set_caption(content, before);
  }
  return content;
}

// Takes " <This message was edited>" off the end.
bool strip_edited(std::string_view& text) noexcept {
  const std::size_t open = text.rfind('<');
  if (open == std::string_view::npos ||
      find_phrase(PhraseKind::edited, text.substr(open)) == nullptr)
    return false;
  text = text.substr(0, open);
  if (text.ends_with(' ') || text.ends_with('\n')) text.remove_suffix(1);
  return true;
}

std::optional<WhatsAppContent> whole_phrase(std::string_view text) noexcept {
  if (!may_be_phrase(text)) return std::nullopt;
  if (find_phrase(PhraseKind::deleted, text) != nullptr) {
    WhatsAppContent content;
    content.kind = MessageKind::deleted;
    return content;
  }
  const Phrase* phrase = find_phrase(PhraseKind::omitted, text);
  if (phrase == nullptr) return std::nullopt;
  return media(phrase->type);
}

std::optional<WhatsAppContent> find_media(const CleanText& clean, std::string_view text) noexcept {
  if (auto content = attached_in_front(clean, text)) return content;
  if (auto content = omitted_in_front(text)) return content;
  if (auto content = attached_in_brackets(clean, text)) return content;
  return omitted_at_end(clean, text);
}

}  // namespace

WhatsAppContent classify_content(const CleanText& clean, const TextFeatures& features) noexcept {
  std::string_view text = clean.text;
  const bool edited = text.ends_with('>') && strip_edited(text);
  WhatsAppContent content;
  if (text.starts_with(kCommand)) {
    content.kind = MessageKind::command;
    content.text = text;
  } else if (auto phrase = whole_phrase(text)) {
    content = *phrase;
  } else if (auto found =
                 features.markup || features.marks ? find_media(clean, text) : std::nullopt) {
    content = *found;
  } else {
    content.text = text;
  }
  content.edited = edited;
  return content;
}

}  // namespace egregora::ingest
