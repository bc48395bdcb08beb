// SPDX-License-Identifier: Apache-2.0
// The tables of sample_locale.hpp.
#include "ingest/sample_locale.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <iterator>

namespace egregora {
namespace {

using Order = SampleDateOrder;

// clang-format off
constexpr SampleHeader kHeaders[] = {
    {.locale = "ar", .language = "ar", .padded_date = false, .padded_hour = false, .between = "، ", .am = " ص", .pm = " م", .arabic_digits = true},
    {.locale = "ar-ios", .language = "ar", .padded_date = false, .padded_hour = false, .between = "، ", .am = " ص", .pm = " م", .ios = true, .arabic_digits = true},
    {.locale = "de-DE", .language = "de", .separator = '.', .four_digit_year = false},
    {.locale = "de-DE-ios", .language = "de", .separator = '.', .four_digit_year = false, .ios = true},
    {.locale = "en-GB", .language = "en"},
    {.locale = "en-GB-ios", .language = "en", .ios = true},
    {.locale = "en-IN", .language = "en", .four_digit_year = false, .padded_hour = false, .am = "\u202Fam", .pm = "\u202Fpm"},
    {.locale = "en-US", .language = "en", .order = Order::mdy, .four_digit_year = false, .padded_date = false, .padded_hour = false, .am = "\u202FAM", .pm = "\u202FPM"},
    {.locale = "en-US-ios", .language = "en", .order = Order::mdy, .four_digit_year = false, .padded_date = false, .padded_hour = false, .am = "\u202FAM", .pm = "\u202FPM", .ios = true},
    {.locale = "es-ES", .language = "es", .four_digit_year = false, .padded_date = false, .padded_hour = false},
    {.locale = "es-ES-ios", .language = "es", .four_digit_year = false, .padded_date = false, .padded_hour = false, .ios = true},
    {.locale = "es-MX", .language = "es", .padded_hour = false, .am = " a.\u00A0m.", .pm = " p.\u00A0m."},
    {.locale = "fr-FR", .language = "fr", .between = " "},
    {.locale = "fr-FR-ios", .language = "fr", .between = " ", .ios = true},
    {.locale = "hi-IN", .language = "hi", .four_digit_year = false, .padded_date = false, .padded_hour = false, .am = " am", .pm = " pm"},
    {.locale = "it-IT", .language = "it", .four_digit_year = false},
    {.locale = "it-IT-ios", .language = "it", .four_digit_year = false, .ios = true},
    {.locale = "ja-JP", .language = "ja", .order = Order::ymd, .between = " "},
    {.locale = "ja-JP-ios", .language = "ja", .order = Order::ymd, .padded_hour = false, .between = " ", .ios = true},
    {.locale = "nl-NL", .language = "nl", .separator = '-', .between = " "},
    {.locale = "nl-NL-ios", .language = "nl", .separator = '-', .between = " ", .ios = true},
    {.locale = "pl-PL", .language = "pl", .separator = '.', .padded_date = false},
    {.locale = "pl-PL-ios", .language = "pl", .separator = '.', .padded_date = false, .ios = true},
    {.locale = "pt-BR", .language = "pt", .between = " "},
    {.locale = "pt-BR-ios", .language = "pt", .four_digit_year = false, .ios = true},
    {.locale = "ru-RU", .language = "ru", .separator = '.'},
    {.locale = "ru-RU-ios", .language = "ru", .separator = '.', .ios = true},
    {.locale = "sv-SE", .language = "sv", .order = Order::ymd, .separator = '-', .between = " "},
    {.locale = "sv-SE-ios", .language = "sv", .order = Order::ymd, .separator = '-', .between = " ", .ios = true},
    {.locale = "tr-TR", .language = "tr", .separator = '.', .padded_date = false, .between = " "},
    {.locale = "tr-TR-ios", .language = "tr", .separator = '.', .padded_date = false, .between = " ", .ios = true},
    {.locale = "zh-TW", .language = "zh", .order = Order::ymd, .padded_date = false, .padded_hour = false, .between = " ", .am = "上午", .pm = "下午", .period_first = true},
};

constexpr SampleMarkers kMarkers[] = {
    {.language = "en", .omitted = "<Media omitted>", .attached = "(file attached)", .ios_attached_before = "<attached: ",
     .ios_image_omitted = "image omitted", .ios_audio_omitted = "audio omitted",
     .deleted = "This message was deleted", .edited = "<This message was edited>",
     .encrypted = "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them. Learn more.",
     .created_group = "{a} created group \"{g}\"", .added = "{a} added {b}", .left = "{a} left",
     .renamed = "{a} changed the group description"},
    {.language = "de", .omitted = "<Medien ausgeschlossen>", .attached = "(Datei angehängt)", .ios_attached_before = "<Anhang: ",
     .ios_image_omitted = "Bild weggelassen", .ios_audio_omitted = "Audio weggelassen",
     .deleted = "Diese Nachricht wurde gelöscht.", .edited = "<Diese Nachricht wurde bearbeitet.>",
     .encrypted = "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand außerhalb dieses Chats kann sie lesen oder anhören, nicht einmal WhatsApp.",
     .created_group = "{a} hat die Gruppe „{g}“ erstellt.", .added = "{a} hat {b} hinzugefügt.", .left = "{a} hat die Gruppe verlassen.",
     .renamed = "{a} hat die Gruppenbeschreibung geändert."},
    {.language = "es", .omitted = "<Multimedia omitido>", .attached = "(archivo adjunto)", .ios_attached_before = "<adjunto: ",
     .ios_image_omitted = "imagen omitida", .ios_audio_omitted = "audio omitido",
     .deleted = "Se eliminó este mensaje.", .edited = "<Se editó este mensaje.>",
     .encrypted = "Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie fuera de este chat, ni siquiera WhatsApp, puede leerlos ni escucharlos.",
     .created_group = "{a} creó el grupo \"{g}\"", .added = "{a} añadió a {b}", .left = "{a} salió del grupo",
     .renamed = "{a} cambió la descripción del grupo"},
    {.language = "fr", .omitted = "<Médias omis>", .attached = "(fichier joint)", .ios_attached_before = "<pièce jointe : ",
     .ios_image_omitted = "image absente", .ios_audio_omitted = "audio omis",
     .deleted = "Ce message a été supprimé", .edited = "<Ce message a été modifié>",
     .encrypted = "Les messages et les appels sont chiffrés de bout en bout. Aucun tiers, pas même WhatsApp, ne peut les lire ou les écouter.",
     .created_group = "{a} a créé le groupe « {g} »", .added = "{a} a ajouté {b}", .left = "{a} est parti·e",
     .renamed = "{a} a modifié la description du groupe"},
    {.language = "it", .omitted = "<Media omessi>", .attached = "(file allegato)", .ios_attached_before = "<allegato: ",
     .ios_image_omitted = "immagine omessa", .ios_audio_omitted = "audio omesso",
     .deleted = "Questo messaggio è stato eliminato", .edited = "<Questo messaggio è stato modificato>",
     .encrypted = "I messaggi e le chiamate sono crittografati end-to-end. Nessuno al di fuori di questa chat, nemmeno WhatsApp, può leggerne o ascoltarne il contenuto.",
     .created_group = "{a} ha creato il gruppo \"{g}\"", .added = "{a} ha aggiunto {b}", .left = "{a} ha abbandonato",
     .renamed = "{a} ha modificato la descrizione del gruppo"},
    {.language = "nl", .omitted = "<Media weggelaten>", .attached = "(bestand bijgevoegd)", .ios_attached_before = "<bijgevoegd: ",
     .ios_image_omitted = "afbeelding weggelaten", .ios_audio_omitted = "audio weggelaten",
     .deleted = "Dit bericht is verwijderd", .edited = "<Dit bericht is bewerkt>",
     .encrypted = "Berichten en gesprekken worden end-to-end versleuteld. Niemand buiten deze chat kan ze lezen of beluisteren, zelfs WhatsApp niet.",
     .created_group = "{a} heeft de groep \"{g}\" gemaakt", .added = "{a} heeft {b} toegevoegd", .left = "{a} heeft de groep verlaten",
     .renamed = "{a} heeft de groepsbeschrijving gewijzigd"},
    {.language = "pt", .omitted = "<Mídia oculta>", .attached = "(arquivo anexado)", .ios_attached_before = "<anexado: ",
     .ios_image_omitted = "imagem ocultada", .ios_audio_omitted = "áudio ocultado",
     .deleted = "Mensagem apagada", .edited = "<Mensagem editada>",
     .encrypted = "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta e ficam somente entre você e os participantes desta conversa.",
     .created_group = "{a} criou o grupo \"{g}\"", .added = "{a} adicionou {b}", .left = "{a} saiu",
     .renamed = "{a} mudou a descrição do grupo"},
    {.language = "ru", .omitted = "<Без медиафайлов>", .attached = "(файл добавлен)", .ios_attached_before = "<прикреплено: ",
     .ios_image_omitted = "изображение отсутствует", .ios_audio_omitted = "аудиофайл отсутствует",
     .deleted = "Данное сообщение удалено", .edited = "<Сообщение изменено>",
     .encrypted = "Сообщения и звонки защищены сквозным шифрованием. Третьи лица, включая WhatsApp, не могут прочитать ваши сообщения или прослушать звонки.",
     .created_group = "{a} создал(-а) группу «{g}»", .added = "{a} добавил(-а) {b}", .left = "{a} покинул(-а) группу",
     .renamed = "{a} изменил(-а) описание группы"},
    {.language = "tr", .omitted = "<Medya dahil edilmedi>", .attached = "(dosya ekli)", .ios_attached_before = "<eklendi: ",
     .ios_image_omitted = "görüntü dahil edilmedi", .ios_audio_omitted = "ses dahil edilmedi",
     .deleted = "Bu mesaj silindi", .edited = "<Bu mesaj düzenlendi>",
     .encrypted = "Mesajlar ve aramalar uçtan uca şifrelidir. WhatsApp da dahil olmak üzere bu sohbetin dışında bulunan hiç kimse mesaj ve aramalarınızı okuyamaz ve dinleyemez.",
     .created_group = "{a} \"{g}\" grubunu oluşturdu", .added = "{a}, {b} kişisini ekledi", .left = "{a} ayrıldı",
     .renamed = "{a} grup açıklamasını değiştirdi"},
    {.language = "ar", .omitted = "<تم استبعاد الوسائط>", .attached = "(الملف مرفق)", .ios_attached_before = "<المُرفق: ",
     .ios_image_omitted = "لم يتم إدراج الصورة", .ios_audio_omitted = "لم يتم إدراج المقاطع الصوتية",
     .deleted = "تم حذف هذه الرسالة", .edited = "<تم تعديل هذه الرسالة>",
     .encrypted = "الرسائل والمكالمات مشفرة تمامًا بين الطرفين، بحيث لا يستطيع أحد خارج هذه الدردشة، ولا حتى شركة واتساب نفسها، قراءتها أو الاستماع إليها.",
     .created_group = "أنشأ {a} المجموعة \"{g}\"", .added = "أضاف {a} {b}", .left = "غادر {a}",
     .renamed = "غيّر {a} وصف المجموعة"},
    {.language = "hi", .omitted = "<मीडिया के बिना>", .attached = "(फाइल अटैच कर दी गई है)", .ios_attached_before = "<अटैच किया गया: ",
     .ios_image_omitted = "फ़ोटो हटाई गई", .ios_audio_omitted = "ऑडियो हटाई गयी",
     .deleted = "यह मैसेज डिलीट कर दिया गया है", .edited = {},
     .encrypted = "मैसेजेस और कॉल्स एंड-टू-एंड एन्क्रिप्टेड हैं. इस चैट में शामिल लोगों के अलावा कोई भी इन्हें पढ़ या सुन नहीं सकता, WhatsApp भी नहीं.",
     .created_group = "{a} ने ग्रुप \"{g}\" बनाया", .added = "{a} ने {b} को जोड़ा", .left = "{a} ने ग्रुप छोड़ दिया",
     .renamed = "{a} ने ग्रुप का डिस्क्रिप्शन बदला"},
    {.language = "pl", .omitted = "<pominięto multimedia>", .attached = "(załączony plik)", .ios_attached_before = "<załączono: ",
     .ios_image_omitted = "obraz pominięty", .ios_audio_omitted = "audio pominięte",
     .deleted = "Ta wiadomość została usunięta", .edited = "<Ta wiadomość została edytowana>",
     .encrypted = "Wiadomości i połączenia są w pełni zaszyfrowane. Nikt spoza czatu, nawet WhatsApp, nie może ich odczytać ani odsłuchać.",
     .created_group = "{a} utworzył(a) grupę „{g}”", .added = "{a} dodał(a) {b}", .left = "{a} opuścił(a) grupę",
     .renamed = "{a} zmienił(a) opis grupy"},
    {.language = "sv", .omitted = "<media utelämnat>", .attached = "(bifogad fil)", .ios_attached_before = "<bifogat: ",
     .ios_image_omitted = "bild utesluten", .ios_audio_omitted = "ljud utelslutet",
     .deleted = "Det här meddelandet raderades", .edited = {},
     .encrypted = "Meddelanden och samtal är komplett krypterade. Ingen utanför denna chatt, inte ens WhatsApp, kan läsa dem eller lyssna på dem.",
     .created_group = "{a} skapade gruppen \"{g}\"", .added = "{a} lade till {b}", .left = "{a} lämnade",
     .renamed = "{a} ändrade gruppbeskrivningen"},
    {.language = "ja", .omitted = "<メディアなし>", .attached = "(添付ファイル有り)", .ios_attached_before = "<添付ファイル: ",
     .ios_image_omitted = "画像は含まれていません", .ios_audio_omitted = "音声は含まれていません",
     .deleted = "このメッセージは削除されました", .edited = {},
     .encrypted = "メッセージと通話はエンドツーエンド暗号化されています。チャットの参加者以外は、たとえWhatsAppでも読んだり聞いたりすることはできません。",
     .created_group = "{a}さんがグループ「{g}」を作成しました", .added = "{a}さんが{b}さんを追加しました", .left = "{a}さんが退出しました",
     .renamed = "{a}さんがグループの説明を変更しました"},
    {.language = "zh", .omitted = "<忽略多媒體檔>", .attached = "(附件檔案)", .ios_attached_before = "<附件: ",
     .ios_image_omitted = "圖像已省略", .ios_audio_omitted = "音訊已省略",
     .deleted = "此訊息已刪除。", .edited = {},
     .encrypted = "訊息和通話經端對端加密。對話以外的任何人 (即使是 WhatsApp) 均無法查看或聆聽那些內容。",
     .created_group = "{a}建立了「{g}」群組", .added = "{a}新增了{b}", .left = "{a}已退出",
     .renamed = "{a}變更了群組說明"},
};
// clang-format on

}  // namespace

std::span<const SampleHeader> sample_headers() { return kHeaders; }

const SampleMarkers& sample_markers(std::string_view language) {
  const auto found =
      std::find_if(std::begin(kMarkers), std::end(kMarkers),
                   [&](const SampleMarkers& markers) { return markers.language == language; });
  EGREGORA_CHECK(found != std::end(kMarkers), "a sample locale names a language without markers");
  return *found;
}

}  // namespace egregora
