// SPDX-License-Identifier: Apache-2.0
// Words that mark WhatsApp's own notices ("Ana changed the subject to ..."). They are looked for in
// two places only: in what stands before the first colon of a line, once a distinct candidate for a
// sender, and in lines that an iOS export puts under the chat's own name. So a few too many do no
// harm in ordinary texts.
#include "ingest/whatsapp_phrases.hpp"

#include "ingest/fold_case.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace egregora::ingest {

namespace {

// In lower case as `fold_case` makes it.
constexpr std::string_view kNoticeWords[] = {
    // clang-format off
    // en
    " changed the ", " changed this ", " changed their ", " changed from ", " created group", " created the group",
    " created this ", " created community", " added ", " removed ", " joined using ", " joined from ", " joined via ",
    " left the group", " was added", " were added", " was removed", " pinned a message", " turned on ", " turned off ",
    " updated the message timer", "security code ", " is a contact", "you're now an admin",
    " now an admin", " no longer an admin", " requested to join", " reset this group", " set this group",
    " changed to +", " started a call", " started a video call", 
    "this group has over", "this chat is with", "disappearing messages", "you created ", " deleted this group",
    // es
    " cambió el ", " cambió la ", " cambiaste el ", " cambió los ", " cambió su ", " creó el grupo", " creó este ",
    " añadió a ", " agregó a ", " te añadió", " eliminó a ", " sacó a ", " salió del grupo", " se unió ",
    "código de seguridad", " cambiaste la ", " creaste el grupo",
    // pt
    " mudou o ", " mudou a ", " mudou para ", " alterou o ", " alterou a ", " criou o grupo", " criou este ", " criou a ",
    " adicionou ", " removeu ", " saiu do grupo", " entrou usando ", " entrou através ", " entrou no grupo",
    "código de segurança", " atualizou a duração",
    // de
    " hat den betreff", " hat die gruppe", " hat das gruppen", " hat die gruppen", " hat dich ", " hat diese gruppe",
    " hinzugefügt", " entfernt", " beigetreten", " verlassen", "sicherheitsnummer",
    " geändert", " hat den namen",
    // fr
    " a changé ", " a modifié ", " a créé ", " a ajouté ", " a retiré ", " a supprimé ", " a rejoint ", " a quitté ",
    "code de sécurité", " avez changé ", " avez créé ",
    // it
    " ha cambiato ", " ha modificato ", " ha creato ", " ha aggiunto ", " ha rimosso ", " ha abbandonato ", " si è unito",
    "codice di sicurezza",
    // nl
    " heeft het ", " heeft de ", " heeft je ", " toegevoegd", " verwijderd", " neemt nu deel", " heeft deze groep",
    "beveiligingscode", " gewijzigd",
    // ru, uk
    " изменил", " сменил", " создал", " добавил", " удалил", " вышел", " вышла", " присоединил", " покинул",
    "код безопасности", " змінив", " змінила", " створив", " додав", " додала",
    
    // tr
    " değiştirdi", " grubunu oluşturdu", " grubu oluşturdu", " ekledi", " çıkardı", " gruptan ayrıldı", " katıldı",
    "güvenlik kodu",
    // id, ms
    " mengubah ", " membuat grup", " menambahkan ", " mengeluarkan ", " keluar dari grup", " bergabung menggunakan",
    "kode keamanan", " menukar ", " mencipta kumpulan",
    // ar, he, fa, ur
    "قام بتغيير", "غيّر ", "غيَّر ", "بتغيير ", "أنشأ ", "قام بإنشاء", "أضاف ", "تمت إضافة", "أزال ", "غادر ", "انضم ",
    "رمز الأمان", "שינה את", "שינתה את", "יצר את", "יצרה את", "הוסיף את",
    "הוסיפה את", "קוד האבטחה", "تغییر داد", 
    // hi, mr, gu, bn
    "ने ग्रुप", "ने विषय", "ने समूह", "बदल दिया", "बदला", "बनाया", "को जोड़ा", "को हटाया", "छोड़ दिया", "शामिल हुए",
    "सुरक्षा कोड", 
    // pl, cs, sk
    " zmienił", " zmieniła", " utworzył", " utworzyła", " dodał", " dodała", " usunął", " usunęła", " opuścił", " dołączył",
    "kod zabezpieczeń", " změnil", " vytvořil", " přidal",
    " zmenil", " pridal",
    // sv, nb, da, fi, hu, ro, el, ca, vi
    " ändrade ", " skapade ", " lade till ", " endret ", " opprettet ", " la til ", " ændrede ", " oprettede ", " tilføjede ",
    " vaihtoi ", " loi ryhmän", " lisäsi ", " módosította ", " létrehozta ",
    " hozzáadta ", " a schimbat ", " a creat ", " a adăugat ", " άλλαξε ", " δημιούργησε ", " πρόσθεσε ", " ha canviat ",
    " ha creat ", " ha afegit ", " đã thay đổi ", " đã tạo ", " đã thêm ",
    // th, ja, ko, zh
    "เปลี่ยน", "ได้เพิ่ม", "を変更しました", "を作成しました", "を追加しました", "변경했습니다",
    "만들었습니다", "추가했습니다", "更改了", "變更了", "已更改", "建立了", "创建了", "新增了", "添加了", 
    "安全碼", "安全代码",
    // clang-format on
};

// The notice that opens every chat.
constexpr std::string_view kEncryptionWords[] = {
    // clang-format off
    "end-to-end encrypt", "cifrados de extremo a extremo", "criptografia de ponta a ponta", "encriptadas ponto a ponto", "ende-zu-ende-verschlüsselt", "chiffrés de bout en bout", "crittografati end-to-end", "crittografia end-to-end", 
    "end-to-end versleuteld", "защищены сквозным шифрованием", "наскрізним шифруванням", 
    "uçtan uca şifreli", "terenkripsi secara end-to-end", "مشفرة تمامًا", 
    "مشفّرة", "مشفرة بين الطرفين", "מוצפנות מקצה", "رمزگذاری", "एन्क्रिप्टेड", "এনক্রিপ্টেড", "są szyfrowane", "w pełni zaszyfrowane", "szyfrowane end-to-end", "koncovým šifrováním", "end-to-end-krypter", "salataan täysin", "เข้ารหัส", "エンドツーエンド暗号化", "종단간 암호화", "종단 간 암호화", 
    "端對端加密", "端到端加密"
    // clang-format on
};

constexpr std::size_t kLooked = 512;  // a notice says what it is early

bool holds_one_of(std::string_view text, std::span<const std::string_view> words) noexcept {
  std::array<char, kLooked> folded{};
  const std::string_view head = text.substr(0, kLooked);
  fold_case(head, folded.data());
  const std::string_view lowered(folded.data(), head.size());
  return std::any_of(words.begin(), words.end(), [&](std::string_view each) {
    return lowered.find(each) != std::string_view::npos;
  });
}

}  // namespace

bool holds_encryption_words(std::string_view text) noexcept {
  return holds_one_of(text, kEncryptionWords);
}

bool holds_notice_words(std::string_view text) noexcept {
  return holds_one_of(text, kNoticeWords) || holds_encryption_words(text);
}

}  // namespace egregora::ingest
