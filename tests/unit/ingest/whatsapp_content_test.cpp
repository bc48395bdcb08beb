// SPDX-License-Identifier: Apache-2.0
// Kinds of texts: media in a dozen languages, deleted, edited, commands, and what must stay text.
#include "ingest/whatsapp_content.hpp"

#include <gtest/gtest.h>

#include <string>

namespace egregora::ingest {
namespace {

struct Result {
  MessageKind kind;
  std::optional<std::string> text;
  std::optional<std::string> media_url;
  std::optional<MediaType> type;
  bool edited;
};

Result classify(std::string_view raw) {
  TextCleaner cleaner;
  const TextFeatures features = features_of(raw);
  const CleanText clean = cleaner.clean(raw, features.marks);
  const WhatsAppContent content = classify_content(clean, features);
  Result result{content.kind, {}, {}, content.media_type, content.edited};
  if (content.text) result.text = std::string(*content.text);
  if (content.media_url) result.media_url = std::string(*content.media_url);
  return result;
}

TEST(WhatsAppContent, knows_omitted_media) {
  for (const char* text : {"<Media omitted>",
                           "<Multimedia omitido>",
                           "<Mídia oculta>",
                           "<Arquivo de mídia oculto>",
                           "<Ficheiro não revelado>",
                           "<Medien ausgeschlossen>",
                           "<Médias omis>",
                           "<Media omessi>",
                           "<Media weggelaten>",
                           "<Без медиафайлов>",
                           "<Medya dahil edilmedi>",
                           "<Media tidak disertakan>",
                           "<تم استبعاد الوسائط>",
                           "<मीडिया के बिना>",
                           "<Pominięto multimedia>",
                           "<media omitted>",
                           "\u200Eimage omitted",
                           "image omitted",
                           "Bild weggelassen",
                           "imagen omitida",
                           "imagem ocultada",
                           "image absente",
                           "immagine omessa",
                           "afbeelding weggelaten",
                           "изображение отсутствует",
                           "görüntü dahil edilmedi",
                           "gambar tidak disertakan",
                           "لم يتم إدراج الصورة",
                           "फ़ोटो छोड़ी गई",
                           "pominięto obraz",
                           "\u200E<video omitted>",
                           "Çıkartma dahil edilmedi",
                           "圖像已省略"}) {
    const Result result = classify(text);
    EXPECT_EQ(result.kind, MessageKind::media) << text;
    EXPECT_FALSE(result.text) << text;
    EXPECT_FALSE(result.media_url) << text;
  }
  EXPECT_EQ(classify("video omitted").type, MediaType::video);
  EXPECT_EQ(classify("Contact card omitted").type, MediaType::contact);
  EXPECT_EQ(classify("<Media omitted>").type, std::nullopt);
}

TEST(WhatsAppContent, keeps_captions_of_omitted_media) {
  EXPECT_EQ(classify("<Media omitted>\nour cat").text, "our cat");
  EXPECT_EQ(classify("<Media omitted>\nour cat").kind, MessageKind::media);
  const Result ios = classify("our cat \u200Eimage omitted");
  EXPECT_EQ(ios.kind, MessageKind::media);
  EXPECT_EQ(ios.text, "our cat");
  EXPECT_EQ(ios.type, MediaType::image);
}

TEST(WhatsAppContent, knows_attached_files) {
  for (const char* words : {"file attached", "archivo adjunto", "arquivo anexado",
                            "ficheiro anexado", "Datei angehängt", "fichier joint", "file allegato",
                            "bestand bijgevoegd", "файл добавлен", "dosya ekli", "file terlampir",
                            "الملف مرفق", "फ़ाइल अटैच की गई", "plik załączony", "załączony plik"}) {
    const Result result = classify(std::string("IMG-20240131-WA0001.jpg (") + words + ")\nour cat");
    EXPECT_EQ(result.kind, MessageKind::media) << words;
    EXPECT_EQ(result.media_url, "IMG-20240131-WA0001.jpg") << words;
    EXPECT_EQ(result.text, "our cat") << words;
    EXPECT_EQ(result.type, MediaType::image) << words;
  }
  for (const char* word :
       {"attached", "adjunto", "anexado", "Anhang", "pièce jointe ", "allegato", "bijgevoegd",
        "прикреплено", "eklendi", "terlampir", "مرفق", "संलग्न", "załączono"}) {
    const Result result =
        classify(std::string("\u200E<") + word + ": 00000012-AUDIO-2024-01-31-10-00-00.opus>");
    EXPECT_EQ(result.kind, MessageKind::media) << word;
    EXPECT_EQ(result.media_url, "00000012-AUDIO-2024-01-31-10-00-00.opus") << word;
    EXPECT_FALSE(result.text) << word;
    EXPECT_EQ(result.type, MediaType::audio) << word;
  }
}

TEST(WhatsAppContent, reads_files_with_blanks_and_captions_around_them) {
  const Result named = classify("Q1 budget (final).docx (file attached)");
  EXPECT_EQ(named.media_url, "Q1 budget (final).docx");
  EXPECT_EQ(named.type, MediaType::document);
  EXPECT_EQ(classify("our cat \u200E<attached: 00000012-PHOTO.jpg>").text, "our cat");
  const Result titled = classify("Report.pdf \u2022 3 pages \u200E<attached: 00000012-Report.pdf>");
  EXPECT_EQ(titled.media_url, "00000012-Report.pdf");
  EXPECT_FALSE(titled.text);
  const Result omitted = classify("Report.pdf \u2022 3 pages \u200Edocument omitted");
  EXPECT_EQ(omitted.media_url, "Report.pdf");
  EXPECT_FALSE(omitted.text);
  EXPECT_EQ(classify("Ana.vcf (file attached)").type, MediaType::contact);
  EXPECT_EQ(classify("STK-20240131-WA0001.webp (file attached)").type, MediaType::sticker);
}

TEST(WhatsAppContent, trusts_the_shape_where_a_mark_leads) {
  EXPECT_EQ(classify("\u200EIMG-20240131-WA0001.jpg (unknown words)").media_url,
            "IMG-20240131-WA0001.jpg");
  EXPECT_EQ(classify("IMG-20240131-WA0001.jpg (unknown words)").kind, MessageKind::text);
  EXPECT_EQ(classify("\u200E<unknown: 00000012-PHOTO.jpg>").media_url, "00000012-PHOTO.jpg");
}

TEST(WhatsAppContent, knows_deleted_messages) {
  for (const char* text : {"This message was deleted",
                           "This message was deleted.",
                           "You deleted this message",
                           "\u200EYou deleted this message.",
                           "Se eliminó este mensaje.",
                           "Eliminaste este mensaje.",
                           "Mensagem apagada",
                           "Esta mensagem foi apagada",
                           "Você apagou esta mensagem",
                           "Diese Nachricht wurde gelöscht.",
                           "Du hast diese Nachricht gelöscht.",
                           "Ce message a été supprimé",
                           "Questo messaggio è stato eliminato.",
                           "Hai eliminato questo messaggio.",
                           "Dit bericht is verwijderd",
                           "Данное сообщение удалено",
                           "Bu mesaj silindi",
                           "Pesan ini telah dihapus",
                           "تم حذف هذه الرسالة",
                           "यह मैसेज डिलीट किया गया",
                           "Ta wiadomość została usunięta"}) {
    const Result result = classify(text);
    EXPECT_EQ(result.kind, MessageKind::deleted) << text;
    EXPECT_FALSE(result.text) << text;
  }
}

TEST(WhatsAppContent, strips_the_mark_of_editing) {
  for (const char* marker :
       {"<This message was edited>", "<Se editó este mensaje.>", "<Mensagem editada>",
        "<Diese Nachricht wurde bearbeitet>", "<Ce message a été modifié>",
        "<Dit bericht is bewerkt>", "<Questo messaggio è stato modificato>",
        "<Ta wiadomość została zmieniona>"}) {
    const Result result = classify(std::string("fixed text \u200E") + marker);
    EXPECT_TRUE(result.edited) << marker;
    EXPECT_EQ(result.text, "fixed text") << marker;
  }
  const Result media = classify("IMG-1.jpg (file attached)\nour cat <This message was edited>");
  EXPECT_TRUE(media.edited);
  EXPECT_EQ(media.text, "our cat");
  EXPECT_EQ(media.media_url, "IMG-1.jpg");
}

TEST(WhatsAppContent, leaves_what_people_write_alone) {
  for (const char* text :
       {"", "hi", "I love <3 and 4>2", "the file (file attached)", "see report.pdf (attached)",
        "I said: image omitted", "This message was deleted by mistake, sorry", "<edited>text",
        "<b>bold: yes</b>", "a > b", "(smile)", "POLL:\nWhere?\nOPTION: home (2 votes)",
        "location: https://maps.google.com/?q=1.5,2.5", "[10:11, 05/01/2024] X: hi", "null",
        "quote: <someone: something>"}) {
    const Result result = classify(text);
    EXPECT_EQ(result.kind, MessageKind::text) << text;
    EXPECT_EQ(result.text, text) << text;
    EXPECT_FALSE(result.edited);
  }
}

TEST(WhatsAppContent, knows_commands) {
  EXPECT_EQ(classify("/egregora help").kind, MessageKind::command);
  EXPECT_EQ(classify("\u200E/egregora help").text, "/egregora help");
  EXPECT_EQ(classify("say /egregora").kind, MessageKind::text);
}

}  // namespace
}  // namespace egregora::ingest
