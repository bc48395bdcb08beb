// SPDX-License-Identifier: Apache-2.0
// WhatsApp's words around a chat's name in file names, by language. Mail programs replace blanks by
// underscores, so one stands for the other in the words (never in the name).
#include "ingest/chat_name.hpp"

#include "ingest/senders.hpp"

#include <array>

namespace egregora::ingest {

namespace {

constexpr std::array<std::string_view, 30> kPrefixes = {
    "WhatsApp Chat with ",       "WhatsApp Chat - ",
    "WhatsApp-Chat - ",          "WhatsApp Chat mit ",
    "WhatsApp-Chat mit ",        "WhatsApp-chat met ",
    "WhatsApp Chat met ",        "WhatsApp-chatt med ",
    "WhatsApp-chat med ",        "WhatsApp Chat ",
    "Chat de WhatsApp con ",     "Chat de WhatsApp amb ",
    "Xat de WhatsApp amb ",      "Chat WhatsApp con ",
    "Chat WhatsApp dengan ",     "Chat WhatsApp s uživatelem ",
    "Chat WhatsApp cu ",         "Conversa do WhatsApp com ",
    "Conversa no WhatsApp com ", "Conversa WhatsApp com ",
    "Discussion WhatsApp avec ", "Conversation WhatsApp avec ",
    "Czat WhatsApp z ",          "Чат WhatsApp с контактом ",
    "Чат WhatsApp с ",           "Чат WhatsApp із ",
    "محادثة واتساب مع ",         "دردشة واتساب مع ",
    "צ'אט WhatsApp עם ",         "Obrolan WhatsApp dengan "};

constexpr std::array<std::string_view, 4> kSuffixes = {
    " ile WhatsApp Sohbeti", " के साथ WhatsApp चैट", "とのWhatsAppのトーク", "님과의 WhatsApp 대화"};

bool same_word_char(char in_file, char in_table) {
  if (in_table == ' ') return in_file == ' ' || in_file == '_';
  if (in_file >= 'A' && in_file <= 'Z') in_file = static_cast<char>(in_file - 'A' + 'a');
  if (in_table >= 'A' && in_table <= 'Z') in_table = static_cast<char>(in_table - 'A' + 'a');
  return in_file == in_table;
}

bool same_words(std::string_view file, std::string_view words) {
  if (file.size() != words.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!same_word_char(file[i], words[i])) return false;
  }
  return true;
}

std::size_t prefix_size(std::string_view name) {
  for (const std::string_view prefix : kPrefixes) {
    if (name.size() > prefix.size() && same_words(name.substr(0, prefix.size()), prefix))
      return prefix.size();
  }
  return 0;
}

std::size_t suffix_size(std::string_view name) {
  for (const std::string_view suffix : kSuffixes) {
    if (name.size() > suffix.size() &&
        same_words(name.substr(name.size() - suffix.size()), suffix)) {
      return suffix.size();
    }
  }
  return 0;
}

std::string_view without_extension(std::string_view name) {
  if (name.size() <= 4) return name;
  const std::string_view tail = name.substr(name.size() - 4);
  return same_words(tail, ".txt") || same_words(tail, ".zip") ? name.substr(0, name.size() - 4)
                                                              : name;
}

}  // namespace

bool has_chat_prefix(std::string_view file_name) {
  const std::string clean = without_marks(file_name);
  const std::string_view stem = without_extension(clean);
  return prefix_size(stem) != 0 || suffix_size(stem) != 0;
}

std::string chat_name(std::string_view file_name) {
  const std::string clean = without_marks(file_name);
  std::string_view stem = without_extension(clean);
  const std::string_view whole = stem;
  if (const std::size_t prefix = prefix_size(stem)) {
    stem.remove_prefix(prefix);
  } else if (const std::size_t suffix = suffix_size(stem)) {
    stem.remove_suffix(suffix);
  }
  while (!stem.empty() && stem.front() == ' ') stem.remove_prefix(1);
  while (!stem.empty() && stem.back() == ' ') stem.remove_suffix(1);
  return std::string(stem.empty() ? whole : stem);
}

}  // namespace egregora::ingest
