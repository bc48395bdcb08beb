// SPDX-License-Identifier: Apache-2.0
// The drafts of chat_messages.hpp. Each function is one family; the truth is written beside the
// bytes it is about.
#include "support/chat_messages.hpp"

#include <utility>

namespace egregora::corpus {
namespace {

using Lines = std::vector<std::string>;
constexpr const char* kMark = "\u200E";

Draft text(Lines lines, std::string content) {
  return {.lines = std::move(lines),
          .truth = {.kind = MessageKind::text, .content = std::move(content)}};
}

Draft media(Lines lines, std::optional<std::string> caption, std::optional<std::string> name,
            std::optional<MediaType> type) {
  return {.lines = std::move(lines),
          .truth = {.kind = MessageKind::media,
                    .content = std::move(caption),
                    .media_url = std::move(name),
                    .media_type = type,
                    .media_type_known = type.has_value()}};
}

void add_texts(std::vector<Draft>& out, const Language& language) {
  const std::string hello(language.hello);
  const std::string omitted(language.omitted.front());
  out.push_back(text({hello}, hello));
  out.push_back(text({hello}, hello));  // twice the same: the ids must differ
  out.push_back(text({"note: " + hello + " - and: more"}, "note: " + hello + " - and: more"));
  out.push_back(text({hello, "", "second: part", "12"}, hello + "\n\nsecond: part\n12"));
  out.push_back(text({hello, "the end is empty", ""}, hello + "\nthe end is empty\n"));
  out.push_back(
      text({"10:30 - 11:00: gym", "5/1 - dinner: yes"}, "10:30 - 11:00: gym\n5/1 - dinner: yes"));
  out.push_back(text({"👩‍👩‍👧‍👦🇧🇷 e\u0301 ¡ñ! ‰ \\ \" ' <b>"},
                     "👩‍👩‍👧‍👦🇧🇷 e\u0301 ¡ñ! ‰ \\ \" ' <b>"));
  out.push_back(text({""}, ""));
  out.push_back(text({kMark}, ""));
  out.push_back(text({"  indented \t and\u00A0odd\u202Fspaces\u2028 "},
                     "  indented \t and\u00A0odd\u202Fspaces\u2028 "));
  out.push_back(text({"left\u200E right\u200F \u202Aa\u202C \u2067b\u2069"}, "left right a b"));
  out.push_back(text({"mail ana@example.org or +44 7700 900456, https://www.example.org/a?b=c:d#e"},
                     "mail ana@example.org or +44 7700 900456, https://www.example.org/a?b=c:d#e"));
  out.push_back(text({omitted + " is what I got"}, omitted + " is what I got"));
  out.push_back(text({"they wrote " + std::string(language.deleted.front()) + ", why?"},
                     "they wrote " + std::string(language.deleted.front()) + ", why?"));
  out.push_back(text({std::string(kMark) + "POLL:", std::string(kMark) + "What next?",
                      std::string(kMark) + "OPTION: tea (2 votes)"},
                     "POLL:\nWhat next?\nOPTION: tea (2 votes)"));
  Draft mention = text({"@\u2068Ana Lima\u2069 " + hello}, "@Ana Lima " + hello);
  mention.truth.hidden_name = "Ana Lima";
  out.push_back(std::move(mention));
  Draft command = text({"/egregora skip this"}, "/egregora skip this");
  command.truth.kind = MessageKind::command;
  out.push_back(std::move(command));
}

/// What somebody pasted from elsewhere: headers, but of the other style than this file's.
void add_pasted_headers(std::vector<Draft>& out, bool brackets) {
  const Lines lines = brackets ? Lines{"look:", "05/01/2024, 10:11 - Ana Lima: pasted",
                                       "1/5/24, 9:12 PM - Bob: too"}
                               : Lines{"look:", "[10:11, 05/01/2024] Ana Lima: pasted",
                                       "[05/01/2024, 10:11:12] Bob: too"};
  out.push_back(text(lines, lines[0] + "\n" + lines[1] + "\n" + lines[2]));
}

void add_edited(std::vector<Draft>& out, const Language& language) {
  const std::string hello(language.hello);
  for (const std::string_view marker : language.edited) {
    const std::string plain = " " + std::string(marker);
    const std::string marked = " " + std::string(kMark) + std::string(marker);
    out.push_back(text({hello + plain}, hello));
    out.push_back(text({hello + marked}, hello));
    out.push_back(text({hello, "more" + marked}, hello + "\nmore"));
    out.push_back(
        media({"IMG-20240105-WA0009.jpg (" + std::string(language.attached) + ")", hello + plain},
              hello, "IMG-20240105-WA0009.jpg", MediaType::image));
    for (std::size_t i = out.size() - 4; i < out.size(); ++i) out[i].truth.edited = true;
  }
}

void add_deleted(std::vector<Draft>& out, const Language& language, Dice& dice) {
  for (const std::string_view marker : language.deleted) {
    std::string line = dice.chance(50) ? kMark : "";
    line += marker;
    const bool may_stop = marker.back() >= 'a' && marker.back() <= 'z' && language.code != "id";
    if (may_stop && dice.chance(50)) line += '.';
    Draft draft = {.lines = {line}, .truth = {.kind = MessageKind::deleted}};
    out.push_back(std::move(draft));
  }
}

void add_android_media(std::vector<Draft>& out, const Language& language, Dice& dice) {
  const std::string hello(language.hello);
  for (const std::string_view marker : language.omitted) {
    out.push_back(media({std::string(marker)}, std::nullopt, std::nullopt, std::nullopt));
    out.push_back(
        media({std::string(marker), hello, "two"}, hello + "\ntwo", std::nullopt, std::nullopt));
  }
  const std::pair<const char*, MediaType> files[] = {
      {"IMG-20240105-WA0001.jpg", MediaType::image},
      {"VID-20240105-WA0002.mp4", MediaType::video},
      {"PTT-20240105-WA0003.opus", MediaType::audio},
      {"STK-20240105-WA0004.webp", MediaType::sticker},
      {"minutes of May (final).pdf", MediaType::document},
      {"Dr Who.vcf", MediaType::contact}};
  for (const auto& [name, type] : files) {
    const std::string line = (dice.chance(50) ? kMark : "") + std::string(name) + " (" +
                             std::string(language.attached) + ")";
    out.push_back(media({line}, std::nullopt, name, type));
  }
  out.push_back(media(
      {std::string(kMark) + "IMG-20240106-WA0001.jpg (" + std::string(language.attached) + ")",
       hello, "", "end"},
      hello + "\n\nend", "IMG-20240106-WA0001.jpg", MediaType::image));
}

void add_ios_media(std::vector<Draft>& out, const Language& language) {
  const std::string hello(language.hello);
  const std::optional<MediaType> types[kMedia] = {
      MediaType::image, MediaType::video,   MediaType::audio,   MediaType::sticker,
      std::nullopt,     MediaType::contact, MediaType::document};
  for (std::size_t i = 0; i < kMedia; ++i) {
    out.push_back(media({kMark + std::string(language.ios_omitted[i])}, std::nullopt, std::nullopt,
                        types[i]));
  }
  const std::string image(language.ios_omitted[0]);
  out.push_back(media({hello + " " + kMark + image}, hello, std::nullopt, MediaType::image));
  const auto attached = [&](const std::string& name) {
    return kMark + ("<" + std::string(language.ios_attached) + ": " + name + ">");
  };
  const std::pair<const char*, MediaType> files[] = {
      {"00000012-PHOTO-2024-01-05-10-11-12.jpg", MediaType::image},
      {"00000013-VIDEO-2024-01-05-10-11-12.mp4", MediaType::video},
      {"00000014-AUDIO-2024-01-05-10-11-12.opus", MediaType::audio},
      {"00000015-STICKER-2024-01-05-10-11-12.webp", MediaType::sticker},
      {"00000016-minutes of May.pdf", MediaType::document},
      {"00000017-Dr Who.vcf", MediaType::contact}};
  for (const auto& [name, type] : files)
    out.push_back(media({attached(name)}, std::nullopt, name, type));
  out.push_back(media({hello + " " + attached("00000018-PHOTO-2024-01-05-10-11-12.jpg")}, hello,
                      "00000018-PHOTO-2024-01-05-10-11-12.jpg", MediaType::image));
  out.push_back(media({hello, "second " + attached("00000019-PHOTO-2024-01-05-10-11-12.jpg")},
                      hello + "\nsecond", "00000019-PHOTO-2024-01-05-10-11-12.jpg",
                      MediaType::image));
}

/// iOS describes a document before its marker; the description is no caption.
void add_ios_documents(std::vector<Draft>& out, const Language& language) {
  const std::string described =
      "Reading list.pdf • " + std::string(kMark) + "3 " + std::string(language.pages) + " " + kMark;
  const std::string omitted(language.ios_omitted[static_cast<std::size_t>(Medium::document)]);
  out.push_back(
      media({described + omitted}, std::nullopt, "Reading list.pdf", MediaType::document));
  const std::string attached(language.ios_attached);
  out.push_back(media({described + "<" + attached + ": 00000020-Reading list.pdf>"}, std::nullopt,
                      "00000020-Reading list.pdf", MediaType::document));
}

/// What the clients of late write with a capital letter.
void add_capitalised(std::vector<Draft>& out, const Language& language) {
  if (language.code != "en") return;
  out.push_back(
      media({std::string(kMark) + "Image omitted"}, std::nullopt, std::nullopt, MediaType::image));
  out.push_back(media({std::string(kMark) + "Sticker omitted"}, std::nullopt, std::nullopt,
                      MediaType::sticker));
}

std::string filled(std::string_view notice, const Sender& a, const Sender& b) {
  std::string out(notice);
  for (const auto& [slot, name] : {std::pair{"{a}", &a}, std::pair{"{b}", &b}}) {
    for (std::size_t at = out.find(slot); at != std::string::npos; at = out.find(slot))
      out.replace(at, 3, name->plain);
  }
  return out;
}

void add_notices(std::vector<Draft>& out, const Language& language, bool brackets, Dice& dice) {
  const std::vector<Sender>& people = senders(brackets);
  std::vector<std::string_view> notices = language.notices;
  notices.insert(notices.end(), language.colon_notices.begin(), language.colon_notices.end());
  for (const std::string_view notice : notices) {
    const Sender& a = dice.pick(people);
    const std::string content = filled(notice, a, dice.pick(people));
    Draft draft = {.lines = {(dice.chance(50) ? kMark : "") + content},
                   .truth = {.kind = MessageKind::system, .content = content}};
    if (notice.find("{a}") != std::string_view::npos) draft.truth.hidden_name = a.plain;
    out.push_back(draft);
    if (!brackets) continue;
    draft.sender = {.written = "Book Club", .plain = ""};
    draft.lines = {kMark + content};
    out.push_back(std::move(draft));
  }
}

}  // namespace

const std::vector<Sender>& senders(bool brackets) {
  static const std::vector<Sender> dash = {{"Ana Lima", "Ana Lima"},
                                           {"José Álvarez", "José Álvarez"},
                                           {"Анна К.", "Анна К."},
                                           {"李雷", "李雷"},
                                           {"\u202A+44 7700 900123\u202C", "+44 7700 900123"},
                                           {"Jean - Work", "Jean - Work"},
                                           {"Eva \"Eve\" Smith", "Eva \"Eve\" Smith"},
                                           {"Dr. Müller (Klinik)", "Dr. Müller (Klinik)"},
                                           {"👩‍🚀 Zoë", "👩‍🚀 Zoë"},
                                           {"O'Neil", "O'Neil"},
                                           {"\u200Fمحمد", "محمد"}};
  static const std::vector<Sender> bracket = [] {
    std::vector<Sender> more = dash;
    more.push_back({"~\u202FSam", "~\u202FSam"});
    return more;
  }();
  return brackets ? bracket : dash;
}

std::vector<Draft> drafts(const Language& language, bool brackets, Dice& dice) {
  std::vector<Draft> out;
  add_texts(out, language);
  add_pasted_headers(out, brackets);
  add_edited(out, language);
  add_deleted(out, language, dice);
  add_android_media(out, language, dice);
  add_ios_media(out, language);
  add_ios_documents(out, language);
  add_capitalised(out, language);
  // In turn, not by chance: a name can be replaced in a system line only where its owner has
  // written something.
  const std::vector<Sender>& people = senders(brackets);
  const std::size_t first = dice.roll(people.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i].sender = people[(first + i) % people.size()];
  add_notices(out, language, brackets, dice);
  for (std::size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[dice.roll(i)]);
  return out;
}

}  // namespace egregora::corpus
