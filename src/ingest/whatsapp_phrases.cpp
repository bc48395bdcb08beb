// SPDX-License-Identifier: Apache-2.0
// The table of phrases and its search. Sorted and indexed while compiling, so that it costs nothing
// to start with. Languages: en es pt de fr it nl ru uk tr id ms ar he fa ur hi mr gu bn pl cs sk sv
// nb da fi hu ro hr el ca vi th ja ko zh. Longer than 300 lines would be fine here: it is a list.
#include "ingest/whatsapp_phrases.hpp"

#include "ingest/direction_marks.hpp"
#include "ingest/fold_case.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace egregora::ingest {

namespace {

constexpr std::size_t kMaxPhrase = 127;
constexpr auto kDeleted = PhraseKind::deleted;
constexpr auto kOmitted = PhraseKind::omitted;
constexpr auto kEdited = PhraseKind::edited;
constexpr auto kAttached = PhraseKind::attached;
constexpr auto kFile = PhraseKind::file_attached;
constexpr auto kImage = MediaType::image;
constexpr auto kVideo = MediaType::video;  // WhatsApp stores a GIF as a silent MP4
constexpr auto kAudio = MediaType::audio;
constexpr auto kDocument = MediaType::document;
constexpr auto kSticker = MediaType::sticker;
constexpr auto kContact = MediaType::contact;

// All in lower case as `fold_case` makes it.
constexpr Phrase kPhrases[] = {
    // clang-format off
    // Deleted by somebody, by you, by an admin.
    {"this message was deleted", kDeleted}, {"you deleted this message", kDeleted},
    {"this message was deleted by an admin", kDeleted},
    {"you deleted this message as admin", kDeleted},
    {"se eliminó este mensaje", kDeleted}, {"eliminaste este mensaje", kDeleted},
    {"este mensaje fue eliminado", kDeleted}, {"este mensaje se eliminó", kDeleted},
    {"has eliminado este mensaje", kDeleted}, {"se ha eliminado este mensaje", kDeleted},
    {"mensaje eliminado", kDeleted},
    {"mensagem apagada", kDeleted}, {"esta mensagem foi apagada", kDeleted},
    {"essa mensagem foi apagada", kDeleted}, {"você apagou esta mensagem", kDeleted},
    {"você apagou essa mensagem", kDeleted}, {"apagou esta mensagem", kDeleted},
    {"apagaste esta mensagem", kDeleted}, {"esta mensagem foi eliminada", kDeleted},
    {"eliminou esta mensagem", kDeleted}, {"esta mensagem foi apagada pelo remetente", kDeleted},
    {"diese nachricht wurde gelöscht", kDeleted}, {"du hast diese nachricht gelöscht", kDeleted},
    {"sie haben diese nachricht gelöscht", kDeleted},
    {"ce message a été supprimé", kDeleted}, {"vous avez supprimé ce message", kDeleted},
    {"tu as supprimé ce message", kDeleted},
    {"questo messaggio è stato eliminato", kDeleted}, {"hai eliminato questo messaggio", kDeleted},
    {"dit bericht is verwijderd", kDeleted}, {"u hebt dit bericht verwijderd", kDeleted},
    {"je hebt dit bericht verwijderd", kDeleted}, {"je hebt dit bericht gewist", kDeleted},
    {"dit bericht werd verwijderd", kDeleted},
    {"данное сообщение удалено", kDeleted}, {"вы удалили данное сообщение", kDeleted},
    {"это сообщение удалено", kDeleted}, {"вы удалили это сообщение", kDeleted},
    {"это сообщение было удалено", kDeleted}, {"сообщение удалено", kDeleted},
    {"це повідомлення було видалено", kDeleted}, {"ви видалили це повідомлення", kDeleted},
    {"bu mesaj silindi", kDeleted}, {"bu mesajı sildiniz", kDeleted},
    {"pesan ini dihapus", kDeleted}, {"pesan ini telah dihapus", kDeleted},
    {"anda menghapus pesan ini", kDeleted}, {"anda telah menghapus pesan ini", kDeleted},
    {"mesej ini telah dipadam", kDeleted}, {"anda telah memadamkan mesej ini", kDeleted},
    {"تم حذف هذه الرسالة", kDeleted}, {"لقد حذفت هذه الرسالة", kDeleted},
    {"لقد حذَفت هذه الرسالة", kDeleted}, {"أنت حذفت هذه الرسالة", kDeleted},
    {"حذفت هذه الرسالة", kDeleted},
    {"הודעה זו נמחקה", kDeleted}, {"מחקת את ההודעה הזו", kDeleted}, {"מחקת הודעה זו", kDeleted},
    {"این پیام حذف شد", kDeleted}, {"این پیام حذف شده است", kDeleted},
    {"شما این پیام را حذف کردید", kDeleted}, {"یہ پیغام حذف کیا گیا", kDeleted},
    {"یہ میسج حذف کر دیا گیا ہے", kDeleted}, {"آپ نے یہ میسج حذف کر دیا ہے", kDeleted},
    {"यह मैसेज डिलीट कर दिया गया है", kDeleted}, {"यह मैसेज डिलीट किया गया", kDeleted},
    {"आपने यह मैसेज डिलीट किया", kDeleted}, {"यह संदेश मिटाया गया", kDeleted},
    {"आपने यह संदेश मिटाया", kDeleted}, {"यह संदेश हटा दिया गया", kDeleted},
    {"आपने यह संदेश हटा दिया", kDeleted}, {"हा मेसेज हटवण्यात आला", kDeleted},
    {"तुम्ही हा मेसेज हटवला", kDeleted}, {"આ મેસેજ ડિલીટ કરાયો", kDeleted},
    {"તમે આ મેસેજ ડિલીટ કર્યો", kDeleted}, {"এই মেসেজটি বাদ দেওয়া হয়েছে", kDeleted},
    {"আপনি এই মেসেজটি বাদ দিয়েছেন", kDeleted},
    {"ta wiadomość została usunięta", kDeleted}, {"usunięto tę wiadomość", kDeleted},
    {"usunięto wiadomość", kDeleted}, {"usunąłeś(-ęłaś) tę wiadomość", kDeleted},
    {"usunąłeś(aś) tę wiadomość", kDeleted}, {"usunąłeś tę wiadomość", kDeleted},
    {"usunęłaś tę wiadomość", kDeleted},
    {"tato zpráva byla smazána", kDeleted}, {"tuto zprávu jste smazal/a", kDeleted},
    {"tato zpráva byla odstraněna", kDeleted}, {"tuto zprávu jste odstranil/a", kDeleted}, {"táto správa bola odstránená", kDeleted},
    {"túto správu ste odstránili", kDeleted},
    {"det här meddelandet raderades", kDeleted}, {"du raderade det här meddelandet", kDeleted},
    {"detta meddelande raderades", kDeleted}, {"du raderade detta meddelande", kDeleted},
    {"denne meldingen ble slettet", kDeleted}, {"du slettet denne meldingen", kDeleted},
    {"denne besked er blevet slettet", kDeleted}, {"denne besked blev slettet", kDeleted},
    {"du har slettet denne besked", kDeleted}, {"du slettede denne besked", kDeleted},
    {"tämä viesti poistettiin", kDeleted}, {"poistit tämän viestin", kDeleted},
    {"ez az üzenet törlésre került", kDeleted}, {"törölted ezt az üzenetet", kDeleted},
    {"ezt az üzenetet törölted", kDeleted},
    {"acest mesaj a fost șters", kDeleted}, {"ați șters acest mesaj", kDeleted},
    {"ova je poruka izbrisana", kDeleted}, {"izbrisali ste ovu poruku", kDeleted},
    {"αυτό το μήνυμα διαγράφηκε", kDeleted}, {"διαγράψατε αυτό το μήνυμα", kDeleted},
    {"aquest missatge s'ha suprimit", kDeleted}, {"has suprimit aquest missatge", kDeleted},
    {"tin nhắn này đã bị xóa", kDeleted}, {"bạn đã xóa tin nhắn này", kDeleted},
    {"ข้อความนี้ถูกลบแล้ว", kDeleted}, {"ข้อความนี้ถูกลบ", kDeleted}, {"คุณลบข้อความนี้", kDeleted},
    {"このメッセージは削除されました", kDeleted}, {"このメッセージを削除しました", kDeleted},
    {"이 메시지는 삭제되었습니다", kDeleted}, {"삭제한 메시지입니다", kDeleted},
    {"이 메시지를 삭제했습니다", kDeleted},
    {"此訊息已刪除", kDeleted}, {"您已刪除此訊息", kDeleted}, {"这条消息已被删除", kDeleted},
    {"您已删除这条消息", kDeleted}, {"此消息已删除", kDeleted}, {"此消息已被删除", kDeleted},
    {"你已删除此消息", kDeleted}, {"您已删除此消息", kDeleted}, {"你已刪除此訊息", kDeleted},

    // Left out by Android: one phrase for all kinds of media.
    {"media omitted", kOmitted}, {"multimedia omitido", kOmitted}, {"archivo omitido", kOmitted},
    {"media omitido", kOmitted}, {"se omitió el archivo multimedia", kOmitted},
    {"mídia oculta", kOmitted}, {"mídia omitida", kOmitted}, {"arquivo de mídia oculto", kOmitted},
    {"ficheiro não revelado", kOmitted}, {"ficheiros não revelados", kOmitted},
    {"multimédia não revelado", kOmitted}, {"multimédia omitida", kOmitted},
    {"medien ausgeschlossen", kOmitted}, {"medien weggelassen", kOmitted},
    {"médias omis", kOmitted}, {"fichier omis", kOmitted}, {"média omis", kOmitted},
    {"media omessi", kOmitted}, {"media omesso", kOmitted}, {"media weggelaten", kOmitted},
    {"без медиафайлов", kOmitted}, {"файл пропущен", kOmitted}, {"медіа пропущено", kOmitted},
    {"медіафайл пропущено", kOmitted}, {"medya dahil edilmedi", kOmitted},
    {"medya atlanmış", kOmitted}, {"media tidak disertakan", kOmitted},
    {"media dikecualikan", kOmitted}, {"media disingkirkan", kOmitted},
    {"تم استبعاد الوسائط", kOmitted}, {"الوسائط غير مضمّنة", kOmitted}, {"המדיה לא נכללה", kOmitted},
    {"מדיה הושמטה", kOmitted}, {"המדיה הושמטה", kOmitted}, {"מדיה לא נכללה", kOmitted},
    {"رسانه حذف شد", kOmitted}, {"میڈیا چھوڑ دیا گیا", kOmitted}, {"میڈیا ہٹا دیا گیا", kOmitted},
    {"मीडिया के बिना", kOmitted}, {"मीडिया छोड़ा गया", kOmitted}, {"मीडिया हटाया गया", kOmitted},
    {"मीडिया शामिल नहीं है", kOmitted}, {"मीडिया को छोड़ दिया गया", kOmitted},
    {"मीडिया वगळण्यात आला", kOmitted}, {"मीडिया वगळले", kOmitted}, {"મિડિયા છોડી મૂકાયું", kOmitted},
    {"મીડિયા અવગણાયું", kOmitted}, {"মিডিয়া বাদ দেওয়া হয়েছে", kOmitted},
    {"pominięto multimedia", kOmitted}, {"pliki pominięto", kOmitted},
    {"média vynechány", kOmitted}, {"média vynechána", kOmitted}, {"médiá vynechané", kOmitted},
    {"media har utelämnats", kOmitted}, {"media utelämnat", kOmitted}, {"media utelatt", kOmitted},
    {"uten vedlegg", kOmitted}, {"medier udeladt", kOmitted}, {"mediefil udeladt", kOmitted},
    {"media jätettiin pois", kOmitted}, {"media jätetty pois", kOmitted},
    {"média elhagyva", kOmitted}, {"hiányzó médiafájl", kOmitted},
    {"conținut media omis", kOmitted}, {"medijski zapis izostavljen", kOmitted},
    {"αρχείο παραλήφθηκε", kOmitted}, {"εξαίρεση πολυμέσων", kOmitted}, {"без файл", kOmitted},
    {"fitxers multimèdia omesos", kOmitted}, {"mitjans omesos", kOmitted},
    {"bỏ qua tệp phương tiện", kOmitted}, {"bỏ qua media", kOmitted},
    {"ไฟล์สื่อถูกลบ", kOmitted}, {"สื่อถูกลบ", kOmitted}, {"メディアなし", kOmitted},
    {"メディアは含まれていません", kOmitted}, {"미디어 파일 제외됨", kOmitted},
    {"미디어 파일을 생략한 대화내용", kOmitted}, {"忽略多媒體檔", kOmitted}, {"省略多媒体文件", kOmitted},
    {"media weggelaat", kOmitted}, {"media u hoq", kOmitted}, {"медији су изостављени", kOmitted},
    {"view once message omitted", kOmitted}, {"view once voice message omitted", kOmitted, kAudio},
    {"voice message omitted", kOmitted, kAudio}, {"video note omitted", kOmitted, kVideo},
    {"video message omitted", kOmitted, kVideo}, {"photo omitted", kOmitted, kImage},

    // Left out by iOS: one phrase for each kind.
    {"image omitted", kOmitted, kImage}, {"video omitted", kOmitted, kVideo},
    {"audio omitted", kOmitted, kAudio}, {"sticker omitted", kOmitted, kSticker},
    {"gif omitted", kOmitted, kVideo}, {"document omitted", kOmitted, kDocument},
    {"contact card omitted", kOmitted, kContact}, {"contact omitted", kOmitted, kContact},
    {"imagen omitida", kOmitted, kImage}, {"video omitido", kOmitted, kVideo},
    {"vídeo omitido", kOmitted, kVideo}, {"audio omitido", kOmitted, kAudio},
    {"sticker omitido", kOmitted, kSticker}, {"gif omitido", kOmitted, kVideo},
    {"gif omitida", kOmitted, kVideo}, {"documento omitido", kOmitted, kDocument},
    {"tarjeta de contacto omitida", kOmitted, kContact},
    {"imagem não revelada", kOmitted, kImage}, {"imagem ocultada", kOmitted, kImage},
    {"imagem oculta", kOmitted, kImage}, {"imagem omitida", kOmitted, kImage},
    {"vídeo não revelado", kOmitted, kVideo}, {"vídeo ocultado", kOmitted, kVideo},
    {"ficheiro de áudio não revelado", kOmitted, kAudio}, {"áudio não revelado", kOmitted, kAudio},
    {"áudio ocultado", kOmitted, kAudio}, {"áudio omitido", kOmitted, kAudio},
    {"sticker não revelado", kOmitted, kSticker}, {"figurinha omitida", kOmitted, kSticker},
    {"figurinha ocultada", kOmitted, kSticker}, {"gif não revelada", kOmitted, kVideo},
    {"gif não revelado", kOmitted, kVideo}, {"gif ocultado", kOmitted, kVideo},
    {"documento não revelado", kOmitted, kDocument}, {"documento ocultado", kOmitted, kDocument},
    {"contacto não revelado", kOmitted, kContact}, {"cartão do contato omitido", kOmitted, kContact},
    {"bild weggelassen", kOmitted, kImage}, {"video weggelassen", kOmitted, kVideo},
    {"audio weggelassen", kOmitted, kAudio}, {"sticker weggelassen", kOmitted, kSticker},
    {"gif weggelassen", kOmitted, kVideo}, {"gif ausgeschlossen", kOmitted, kVideo},
    {"dokument weggelassen", kOmitted, kDocument}, {"kontaktkarte ausgelassen", kOmitted, kContact},
    {"kontaktkarte weggelassen", kOmitted, kContact},
    {"image absente", kOmitted, kImage}, {"image omise", kOmitted, kImage},
    {"vidéo absente", kOmitted, kVideo}, {"vidéo omise", kOmitted, kVideo},
    {"audio omis", kOmitted, kAudio}, {"audio absent", kOmitted, kAudio},
    {"sticker omis", kOmitted, kSticker}, {"gif retiré", kOmitted, kVideo},
    {"gif omis", kOmitted, kVideo}, {"document manquant", kOmitted, kDocument},
    {"document omis", kOmitted, kDocument}, {"fiche contact manquante", kOmitted, kContact},
    {"immagine omessa", kOmitted, kImage}, {"video omesso", kOmitted, kVideo},
    {"audio omesso", kOmitted, kAudio}, {"sticker non incluso", kOmitted, kSticker},
    {"sticker omesso", kOmitted, kSticker}, {"gif esclusa", kOmitted, kVideo},
    {"gif omessa", kOmitted, kVideo}, {"documento omesso", kOmitted, kDocument},
    {"scheda contatto omessa", kOmitted, kContact},
    {"afbeelding weggelaten", kOmitted, kImage}, {"video weggelaten", kOmitted, kVideo},
    {"audio weggelaten", kOmitted, kAudio}, {"sticker weggelaten", kOmitted, kSticker},
    {"gif weggelaten", kOmitted, kVideo}, {"document weggelaten", kOmitted, kDocument},
    {"visitekaartje weggelaten", kOmitted, kContact}, {"contactkaart weggelaten", kOmitted, kContact},
    {"изображение отсутствует", kOmitted, kImage}, {"видео отсутствует", kOmitted, kVideo},
    {"аудиофайл отсутствует", kOmitted, kAudio}, {"аудио отсутствует", kOmitted, kAudio},
    {"стикер не добавлен", kOmitted, kSticker}, {"стикер отсутствует", kOmitted, kSticker},
    {"gif отсутствует", kOmitted, kVideo}, {"документ отсутствует", kOmitted, kDocument},
    {"карточка контакта отсутствует", kOmitted, kContact},
    {"зображення відсутнє", kOmitted, kImage}, {"відео відсутнє", kOmitted, kVideo},
    {"аудіо відсутнє", kOmitted, kAudio}, {"наклейку не додано", kOmitted, kSticker},
    {"gif-анімацію пропущено", kOmitted, kVideo}, {"документ пропущено", kOmitted, kDocument},
    {"картка контакту відсутня", kOmitted, kContact},
    {"görüntü dahil edilmedi", kOmitted, kImage}, {"resim dahil edilmedi", kOmitted, kImage},
    {"video dahil edilmedi", kOmitted, kVideo}, {"ses dahil edilmedi", kOmitted, kAudio},
    {"çıkartma dahil edilmedi", kOmitted, kSticker}, {"gif dahil edilmedi", kOmitted, kVideo},
    {"belge dahil edilmedi", kOmitted, kDocument}, {"kişi kartı dahil edilmedi", kOmitted, kContact},
    {"gambar tidak disertakan", kOmitted, kImage}, {"video tidak disertakan", kOmitted, kVideo},
    {"audio tidak disertakan", kOmitted, kAudio}, {"stiker tidak disertakan", kOmitted, kSticker},
    {"gif tidak disertakan", kOmitted, kVideo}, {"dokumen tidak disertakan", kOmitted, kDocument},
    {"kartu kontak tidak disertakan", kOmitted, kContact},
    {"لم يتم إدراج الصورة", kOmitted, kImage}, {"لم يتم إدراج الفيديوهات", kOmitted, kVideo},
    {"لم يتم إدراج الفيديو", kOmitted, kVideo}, {"لم يتم إدراج المقاطع الصوتية", kOmitted, kAudio},
    {"لم يتم إدراج المقطع الصوتي", kOmitted, kAudio}, {"تم حذف الملصقات", kOmitted, kSticker},
    {"لم يتم إدراج الملصق", kOmitted, kSticker}, {"لم يتم إدراج صورة gif", kOmitted, kVideo},
    {"لم يتم إدراج المستند", kOmitted, kDocument}, {"لم يتم إدراج بطاقة جهة اتصال", kOmitted, kContact},
    {"تم استبعاد الصورة", kOmitted, kImage}, {"تم استبعاد الفيديو", kOmitted, kVideo},
    {"تم استبعاد الملصق", kOmitted, kSticker}, {"تم استبعاد المستند", kOmitted, kDocument},
    {"התמונה הושמטה", kOmitted, kImage}, {"סרטון הווידאו הושמט", kOmitted, kVideo},
    {"קטע קול הושמט", kOmitted, kAudio}, {"סטיקר הושמט", kOmitted, kSticker},
    {"gif הושמט", kOmitted, kVideo}, {"מסמך הושמט", kOmitted, kDocument},
    {"כרטיס איש קשר הושמט", kOmitted, kContact},
    {"तस्वीर छोड़ी गई", kOmitted, kImage}, {"इमेज हटाई गई", kOmitted, kImage},
    {"इमेज छोड़ी गई", kOmitted, kImage}, {"फ़ोटो हटाई गई", kOmitted, kImage},
    {"फ़ोटो छोड़ी गई", kOmitted, kImage}, {"वीडियो छोड़ा गया", kOmitted, kVideo},
    {"वीडियो हटाया गया", kOmitted, kVideo}, {"ऑडियो हटाई गयी", kOmitted, kAudio},
    {"ऑडियो छोड़ा गया", kOmitted, kAudio}, {"ऑडियो हटाया गया", kOmitted, kAudio},
    {"स्टिकर छोड़ा गया", kOmitted, kSticker}, {"स्टिकर हटाया गया", kOmitted, kSticker},
    {"gif छोड़ा गया", kOmitted, kVideo}, {"डॉक्यूमेंट छोड़ा गया", kOmitted, kDocument},
    {"दस्तावेज़ छोड़ा गया", kOmitted, kDocument}, {"कॉन्टैक्ट कार्ड छोड़ा गया", kOmitted, kContact},
    {"इमेज वगळली", kOmitted, kImage}, {"व्हिडीओ वगळला", kOmitted, kVideo},
    {"ऑडिओ वगळला", kOmitted, kAudio}, {"स्टिकर वगळले", kOmitted, kSticker},
    {"gif वगळले", kOmitted, kVideo}, {"डॉक्युमेंट वगळले", kOmitted, kDocument},
    {"obraz pominięty", kOmitted, kImage}, {"pominięto obraz", kOmitted, kImage},
    {"pominięto grafikę", kOmitted, kImage}, {"pominięto zdjęcie", kOmitted, kImage},
    {"wideo pominięte", kOmitted, kVideo}, {"pominięto wideo", kOmitted, kVideo},
    {"pominięto film", kOmitted, kVideo}, {"audio pominięte", kOmitted, kAudio},
    {"pominięto dźwięk", kOmitted, kAudio}, {"pominięto audio", kOmitted, kAudio},
    {"pominięto plik dźwiękowy", kOmitted, kAudio}, {"pominięto naklejkę", kOmitted, kSticker},
    {"naklejka pominięta", kOmitted, kSticker}, {"plik gif pominięty", kOmitted, kVideo},
    {"pominięto gif", kOmitted, kVideo}, {"dokument pominięty", kOmitted, kDocument},
    {"pominięto dokument", kOmitted, kDocument}, {"pominięta wizytówka kontaktu", kOmitted, kContact},
    {"pominięto kartę kontaktu", kOmitted, kContact},
    {"obrázek vynechán", kOmitted, kImage}, {"video vynecháno", kOmitted, kVideo},
    {"zvukový soubor vynechán", kOmitted, kAudio}, {"nálepka vynechána", kOmitted, kSticker},
    {"gif vynechán", kOmitted, kVideo}, {"dokument vynechán", kOmitted, kDocument},
    {"vizitka vynechána", kOmitted, kContact},
    {"bild utesluten", kOmitted, kImage}, {"video utesluten", kOmitted, kVideo},
    {"ljud utelslutet", kOmitted, kAudio}, {"ljud uteslutet", kOmitted, kAudio},
    {"sticker utesluten", kOmitted, kSticker}, {"gif utesluten", kOmitted, kVideo},
    {"dokument uteslutet", kOmitted, kDocument}, {"kontaktkort uteslutet", kOmitted, kContact},
    {"bilde ikke inkludert", kOmitted, kImage}, {"video utelatt", kOmitted, kVideo},
    {"lyd utelatt", kOmitted, kAudio}, {"klistremerke utelatt", kOmitted, kSticker},
    {"gif utelatt", kOmitted, kVideo}, {"utelatt dokument", kOmitted, kDocument},
    {"billede udeladt", kOmitted, kImage}, {"video udeladt", kOmitted, kVideo},
    {"lyd udeladt", kOmitted, kAudio}, {"klistermærke udeladt", kOmitted, kSticker},
    {"gif udeladt", kOmitted, kVideo}, {"dokument udeladt", kOmitted, kDocument},
    {"ei kuvaa", kOmitted, kImage}, {"videota ei sisällytetä", kOmitted, kVideo},
    {"äänitiedostoa ei sisällytetä", kOmitted, kAudio}, {"tarraa ei sisällytetty", kOmitted, kSticker},
    {"dokumenttia ei sisällytetä", kOmitted, kDocument},
    {"kép küldése sikertelen", kOmitted, kImage}, {"videó kihagyva", kOmitted, kVideo},
    {"hang kihagyása", kOmitted, kAudio}, {"matrica kihagyva", kOmitted, kSticker},
    {"dokumentum kihagyva", kOmitted, kDocument},
    {"imagine omisă", kOmitted, kImage}, {"clip video omis", kOmitted, kVideo},
    {"fără audio", kOmitted, kAudio}, {"slika izostavljena", kOmitted, kImage},
    {"video izostavljen", kOmitted, kVideo}, {"zvuk izostavljen", kOmitted, kAudio},
    {"εικόνα παραλείφθηκε", kOmitted, kImage}, {"βίντεο παραλείφθηκε", kOmitted, kVideo},
    {"ήχος παραλείφθηκε", kOmitted, kAudio}, {"έγγραφο παραλείφθηκε", kOmitted, kDocument},
    {"imatge omesa", kOmitted, kImage}, {"vídeo omès", kOmitted, kVideo},
    {"àudio omès", kOmitted, kAudio}, {"adhesiu omès", kOmitted, kSticker},
    {"document omès", kOmitted, kDocument},
    {"đã bỏ qua hình ảnh", kOmitted, kImage}, {"đã bỏ video", kOmitted, kVideo},
    {"bỏ qua tệp âm thanh", kOmitted, kAudio}, {"đã bỏ sticker", kOmitted, kSticker},
    {"ไม่มีรูปภาพ", kOmitted, kImage}, {"วิดีโอถูกลบ", kOmitted, kVideo}, {"ไม่มีไฟล์เสียง", kOmitted, kAudio},
    {"画像は含まれていません", kOmitted, kImage}, {"画像は省略されました", kOmitted, kImage},
    {"ビデオは含まれていません", kOmitted, kVideo}, {"音声は含まれていません", kOmitted, kAudio},
    {"スタンプは含まれていません", kOmitted, kSticker}, {"gifは含まれていません", kOmitted, kVideo},
    {"ドキュメントは含まれていません", kOmitted, kDocument},
    {"이미지 생략됨", kOmitted, kImage}, {"비디오 생략됨", kOmitted, kVideo}, {"오디오 생략됨", kOmitted, kAudio},
    {"스티커 제외됨", kOmitted, kSticker}, {"문서 생략됨", kOmitted, kDocument},
    {"圖片已略去", kOmitted, kImage}, {"圖像已省略", kOmitted, kImage}, {"圖片已省略", kOmitted, kImage},
    {"照片已忽略", kOmitted, kImage}, {"影片已略去", kOmitted, kVideo}, {"影片已省略", kOmitted, kVideo},
    {"视频已忽略", kOmitted, kVideo}, {"音訊已略去", kOmitted, kAudio}, {"音訊已省略", kOmitted, kAudio},
    {"音频已忽略", kOmitted, kAudio}, {"貼圖已略去", kOmitted, kSticker}, {"贴图已省略", kOmitted, kSticker},
    {"文件已略去", kOmitted, kDocument}, {"文档已省略", kOmitted, kDocument},
    {"聯絡人卡片已略去", kOmitted, kContact}, {"聯絡人卡片已省略", kOmitted, kContact}, {"联系人卡片已忽略", kOmitted, kContact},
    {"bỏ qua thẻ liên lạc", kOmitted, kContact}, {"رابطہ کارڈ نظر انداز", kOmitted, kContact},
    {"บัตรรายชื่อที่ละเว้น", kOmitted, kContact}, {"karta kontaktu vynechaná", kOmitted, kContact},
    {"carte de vizită contact omisă", kOmitted, kContact}, {"kontaktkort sløyfet", kOmitted, kContact},
    {"kad kenalan tidak dimasukkan", kOmitted, kContact}, {"संपर्क कार्ड वगळले", kOmitted, kContact},
    {"연락처 카드 생략됨", kOmitted, kContact}, {"連絡先カードを省略", kOmitted, kContact},
    {"névjegykártya kihagyva", kOmitted, kContact}, {"posjetnica izostavljena", kOmitted, kContact},
    {"સંપર્કનું કાર્ડ પડતું મૂકાયું", kOmitted, kContact},
    {"yhteystietokortti jätettiin pois", kOmitted, kContact}, {"برگ مخاطب حذف شد", kOmitted, kContact},
    {"kontaktkort udeladt", kOmitted, kContact}, {"targeta de contacte omesa", kOmitted, kContact},
    {"η κάρτα επαφής παραλήφθηκε", kOmitted, kContact},
    {"পরিচিতির কার্ড বাদ দেওয়া হয়েছে", kOmitted, kContact},
    {"παράληψη gif", kOmitted, kVideo}, {"জিআইএফ বাদ দেওয়া হয়েছে", kOmitted, kVideo},
    {"gif 已略去", kOmitted, kVideo}, {"gif 圖片已被省略", kOmitted, kVideo}, {"gif 动态图已被忽略", kOmitted, kVideo},
    {"đã bỏ qua ảnh gif", kOmitted, kVideo}, {"gif  نظرانداز", kOmitted, kVideo},
    {"gif نظرانداز", kOmitted, kVideo}, {"ละเว้น gif", kOmitted, kVideo}, {"gif vynechaný", kOmitted, kVideo},
    {"gif tidak dimasukkan", kOmitted, kVideo}, {"gif 생략됨", kOmitted, kVideo},
    {"gif fájl kihagyása", kOmitted, kVideo}, {"gif izostavljen", kOmitted, kVideo},
    {"gif પડતી મૂકાઈ", kOmitted, kVideo}, {"gif-animaatio jätetty pois", kOmitted, kVideo},
    {"gif حذف شد", kOmitted, kVideo}, {"gif omès", kOmitted, kVideo}, {"video vynechané", kOmitted, kVideo},
    {"video tidak dimasukkan", kOmitted, kVideo}, {"ভিডিও বাদ দেওয়া হয়েছে", kOmitted, kVideo},
    {"ویڈیو نظرانداز", kOmitted, kVideo}, {"ویدیو حذف شد", kOmitted, kVideo},
    {"વિડિયો પડતી મુકાઈ", kOmitted, kVideo},
    {"obrázok vynechaný", kOmitted, kImage}, {"imej tidak dimasukkan", kOmitted, kImage},
    {"تصویر نکال دی گئی ہے", kOmitted, kImage}, {"تصویر حذف شد", kOmitted, kImage},
    {"છબી પડતી મૂકાઈ", kOmitted, kImage}, {"ইমেজ বাদ দেওয়া হয়েছে", kOmitted, kImage},
    {"zvuk vynechaný", kOmitted, kAudio}, {"audio tidak dimasukkan", kOmitted, kAudio},
    {"অডিও বাদ দেওয়া হয়েছে", kOmitted, kAudio}, {"آڈیو نظرانداز", kOmitted, kAudio},
    {"صدا حذف شد", kOmitted, kAudio}, {"ઓડિયો ફાઇલ શામેલ કરી નથી", kOmitted, kAudio},
    {"αυτοκόλλητο παραλήφθηκε", kOmitted, kSticker}, {"স্টিকার বাদ দেওয়া হয়েছে", kOmitted, kSticker},
    {"貼圖已忽略", kOmitted, kSticker}, {"اسٹیکر نظرانداز", kOmitted, kSticker},
    {"ไม่มีสติกเกอร์", kOmitted, kSticker}, {"nálepka vynechaná", kOmitted, kSticker},
    {"pelekat tidak disertakan", kOmitted, kSticker}, {"naljepnica izostavljena", kOmitted, kSticker},
    {"સ્ટીકર પડતું મુકાયું", kOmitted, kSticker}, {"استیکر حذف شد", kOmitted, kSticker},
    {"ডকুমেন্ট বাদ দেওয়া হয়েছে", kOmitted, kDocument}, {"文件已忽略", kOmitted, kDocument},
    {"đã bỏ qua tài liệu", kOmitted, kDocument}, {"دستاویز نظرانداز", kOmitted, kDocument},
    {"ละเว้นเอกสาร", kOmitted, kDocument}, {"dokument vynechaný", kOmitted, kDocument},
    {"dokumen tidak dimasukkan", kOmitted, kDocument}, {"dokument izostavljen", kOmitted, kDocument},
    {"ડોક્યુમેન્ટ સામેલ કર્યું નહિ", kOmitted, kDocument}, {"سند حذف شد", kOmitted, kDocument},

    // After the text of an edited message.
    {"this message was edited", kEdited}, {"edited", kEdited}, {"message edited", kEdited},
    {"se editó este mensaje", kEdited}, {"este mensaje fue editado", kEdited}, {"mensaje editado", kEdited},
    {"mensagem editada", kEdited}, {"esta mensagem foi editada", kEdited}, {"essa mensagem foi editada", kEdited},
    {"diese nachricht wurde bearbeitet", kEdited}, {"ce message a été modifié", kEdited},
    {"questo messaggio è stato modificato", kEdited}, {"dit bericht is bewerkt", kEdited},
    {"dit bericht werd bewerkt", kEdited}, {"сообщение изменено", kEdited}, {"данное сообщение изменено", kEdited},
    {"это сообщение изменено", kEdited}, {"это сообщение было изменено", kEdited},
    {"это сообщение отредактировано", kEdited}, {"сообщение отредактировано", kEdited},
    {"це повідомлення було змінено", kEdited}, {"це повідомлення відредаговано", kEdited},
    {"bu mesaj düzenlendi", kEdited}, {"bu mesajı düzenlediniz", kEdited}, {"pesan ini diedit", kEdited},
    {"pesan ini telah diedit", kEdited}, {"mesej ini telah diedit", kEdited},
    {"تم تعديل هذه الرسالة", kEdited}, {"تم تحرير هذه الرسالة", kEdited}, {"הודעה זו נערכה", kEdited},
    {"ההודעה נערכה", kEdited}, {"این پیام ویرایش شد", kEdited}, {"یہ میسج ایڈٹ کیا گیا", kEdited},
    {"इस मैसेज में बदलाव किया गया", kEdited}, {"यह मैसेज एडिट किया गया", kEdited},
    {"यह मैसेज एडिट किया गया था", kEdited}, {"यह मैसेज एडिट किया गया है", kEdited},
    {"यह संदेश संपादित किया गया", kEdited}, {"इस मैसेज को एडिट किया गया", kEdited},
    {"ta wiadomość została zmieniona", kEdited}, {"ta wiadomość była edytowana", kEdited},
    {"ta wiadomość została edytowana", kEdited}, {"wiadomość edytowana", kEdited},
    {"tato zpráva byla upravena", kEdited}, {"táto správa bola upravená", kEdited},
    {"det här meddelandet redigerades", kEdited}, {"denne meldingen ble redigert", kEdited},
    {"denne besked blev redigeret", kEdited}, {"tätä viestiä muokattiin", kEdited},
    {"ezt az üzenetet szerkesztették", kEdited}, {"acest mesaj a fost editat", kEdited},
    {"ova je poruka uređena", kEdited}, {"αυτό το μήνυμα τροποποιήθηκε", kEdited},
    {"aquest missatge s'ha editat", kEdited}, {"tin nhắn này đã được chỉnh sửa", kEdited},
    {"ข้อความนี้ถูกแก้ไขแล้ว", kEdited}, {"このメッセージは編集されました", kEdited},
    {"이 메시지는 수정되었습니다", kEdited}, {"此訊息已編輯", kEdited}, {"此消息已编辑", kEdited},
    {"这条消息已编辑", kEdited},

    // Before the file's name, in <>.
    {"attached", kAttached}, {"attachment", kAttached}, {"adjunto", kAttached}, {"archivo adjunto", kAttached},
    {"anexado", kAttached}, {"anexo", kAttached}, {"anhang", kAttached}, {"angehängt", kAttached},
    {"pièce jointe", kAttached}, {"fichier joint", kAttached}, {"allegato", kAttached}, {"bijgevoegd", kAttached},
    {"bijlage", kAttached}, {"прикреплено", kAttached}, {"вложение", kAttached}, {"додано", kAttached},
    {"eklendi", kAttached}, {"ekli", kAttached}, {"terlampir", kAttached}, {"lampiran", kAttached},
    {"dilampir", kAttached}, {"المُرفق", kAttached}, {"المرفق", kAttached}, {"مرفق", kAttached},
    {"מצורף", kAttached}, {"پیوست", kAttached}, {"پیوستہ", kAttached}, {"अटैच किया गया", kAttached},
    {"संलग्न", kAttached}, {"अटैचमेंट", kAttached}, {"संलग्न केले", kAttached}, {"જોડાયેલ", kAttached},
    {"załączono", kAttached}, {"załącznik", kAttached}, {"załączony", kAttached}, {"załączony plik", kAttached},
    {"příloha", kAttached}, {"príloha", kAttached}, {"bifogat", kAttached}, {"vedlagt", kAttached},
    {"vedhæftet", kAttached}, {"liite", kAttached}, {"csatolva", kAttached}, {"atașare", kAttached},
    {"priloženo", kAttached}, {"επισυνάφθηκε", kAttached}, {"adjunt", kAttached}, {"đính kèm", kAttached},
    {"แนบ", kAttached}, {"添付ファイル", kAttached}, {"첨부됨", kAttached}, {"첨부파일", kAttached}, {"附件", kAttached},

    // After the file's name, in ().
    {"file attached", kFile}, {"archivo adjunto", kFile}, {"archivo adjuntado", kFile},
    {"arquivo anexado", kFile}, {"ficheiro anexado", kFile}, {"datei angehängt", kFile},
    {"dateianhang", kFile}, {"fichier joint", kFile}, {"file allegato", kFile}, {"allegato", kFile},
    {"bestand bijgevoegd", kFile}, {"файл добавлен", kFile}, {"файл прикреплён", kFile},
    {"файл додано", kFile}, {"dosya ekli", kFile}, {"dosya eklendi", kFile}, {"file terlampir", kFile},
    {"fail dilampirkan", kFile}, {"الملف مرفق", kFile}, {"ملف مرفق", kFile}, {"تم إرفاق ملف", kFile},
    {"קובץ מצורף", kFile}, {"הקובץ צורף", kFile}, {"پیوست شد", kFile}, {"پیوستہ فائل", kFile},
    {"फ़ाइल अटैच की गई", kFile}, {"फाइल अटैच कर दी गई है", kFile}, {"फ़ाइल अटैच की गई है", kFile},
    {"फ़ाइल संलग्न है", kFile}, {"फाइल संलग्न", kFile}, {"फ़ाइल संलग्न", kFile}, {"ફાઇલ જોડાયેલ", kFile},
    {"ফাইল সংযুক্ত হয়েছে", kFile}, {"załączony plik", kFile}, {"plik załączony", kFile},
    {"plik w załączniku", kFile}, {"soubor byl přiložen", kFile}, {"súbor pripojený", kFile},
    {"bifogad fil", kFile}, {"vedlagt fil", kFile}, {"fil vedhæftet", kFile}, {"liitetiedosto", kFile},
    {"fájl csatolva", kFile}, {"fișier atașat", kFile}, {"datoteka u privitku", kFile},
    {"priložena datoteka", kFile}, {"συνημμένο αρχείο", kFile}, {"arxiu adjunt", kFile},
    {"прикачен файл", kFile}, {"tệp đính kèm", kFile}, {"ไฟล์ที่แนบ", kFile}, {"添付ファイル有り", kFile},
    {"添付ファイル", kFile}, {"파일 첨부됨", kFile}, {"附件檔案", kFile}, {"文件附件", kFile},
    // clang-format on
};

constexpr std::size_t kCount = std::size(kPhrases);

constexpr bool before(const Phrase& a, const Phrase& b) noexcept {
  if (a.kind != b.kind) return a.kind < b.kind;
  if (a.text.size() != b.text.size()) return a.text.size() < b.text.size();
  return a.text < b.text;
}

constexpr std::array<Phrase, kCount> sorted_phrases() {
  std::array<Phrase, kCount> sorted{};
  std::copy(std::begin(kPhrases), std::end(kPhrases), sorted.begin());
  std::sort(sorted.begin(), sorted.end(), before);
  return sorted;
}

constexpr std::array<Phrase, kCount> kSorted = sorted_phrases();

// A small fingerprint: length, first letter without case (everything beyond ASCII counts as one),
// last byte. Of ordinary texts about one in a hundred shares its fingerprint with a phrase.
constexpr std::size_t kFingerprints = 8192;
constexpr std::size_t fingerprint(std::string_view text) noexcept {
  auto first = static_cast<unsigned char>(text.front());
  if (first >= 0x80) first = 0x80;
  if (first >= 'A' && first <= 'Z') first = static_cast<unsigned char>(first + 0x20);
  auto last = static_cast<unsigned char>(text.back());
  if (last >= 'A' && last <= 'Z') last = static_cast<unsigned char>(last + 0x20);
  return (text.size() * 613 + first * 31U + last * 7U) % kFingerprints;
}

constexpr std::array<bool, kFingerprints> whole_texts() {
  std::array<bool, kFingerprints> index{};
  for (const Phrase& phrase : kSorted) {
    if (phrase.kind == kDeleted || phrase.kind == kOmitted) index[fingerprint(phrase.text)] = true;
  }
  return index;
}

constexpr auto kWholeTexts = whole_texts();

}  // namespace

std::string_view bare_phrase(std::string_view text) noexcept {
  const auto drop = [&text](std::string_view tail) {
    if (!text.ends_with(tail)) return false;
    text.remove_suffix(tail.size());
    return true;
  };
  while (!text.empty() && (text.front() == '<' || text.front() == ' ')) text.remove_prefix(1);
  for (;;) {
    if (drop(">") || drop(" ") || drop(".") || drop("。") || drop("।") || drop("۔")) continue;
    return text;
  }
}

bool may_be_phrase(std::string_view text) noexcept {
  if (text.empty() || text.size() > kMaxPhrase + 8) return false;
  const std::string_view bare = bare_phrase(text);
  return !bare.empty() && bare.size() <= kMaxPhrase && kWholeTexts[fingerprint(bare)];
}

const Phrase* find_phrase(PhraseKind kind, std::string_view text) noexcept {
  const std::string_view bare = bare_phrase(text);
  if (bare.empty() || bare.size() > kMaxPhrase) return nullptr;
  std::array<char, kMaxPhrase> folded{};
  fold_case(bare, folded.data());
  const Phrase wanted{{folded.data(), bare.size()}, kind, {}};
  const auto found = std::lower_bound(kSorted.begin(), kSorted.end(), wanted, before);
  return found != kSorted.end() && !before(wanted, *found) ? &*found : nullptr;
}

}  // namespace egregora::ingest
