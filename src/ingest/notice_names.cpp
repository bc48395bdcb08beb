// SPDX-License-Identifier: Apache-2.0
// See notice_names.hpp. A template is literal text with `{}` for a name (or several, "Ana, Bruno
// and Carla") and `*` for anything else. The first that fits the whole notice counts, so longer
// ones stand before shorter ones.
#include "ingest/notice_names.hpp"

#include <algorithm>
#include <array>
#include <bitset>

namespace egregora::ingest {

namespace {

constexpr std::size_t kMaxNotice = 4000;
constexpr int kMaxSteps = 200;           // of one template: text that resembles it everywhere
constexpr std::size_t kMaxNames = 1000;  // bytes of one placeholder: a list of people may be long

constexpr std::string_view kTemplates[] = {
    // clang-format off
    // en
    "{} added {} to the group*", "{} added {}", "{} removed {}", "{} was added", "{} were added", "{} was removed",
    "{} created group *", "{} created the group *", "{} created this group*", "{} created community *", "{} left",
    "{} left the group", "{} joined using this group's invite link", "{} joined using *", "{} joined from the community",
    "{} joined", "{} changed to {}", "{} changed the *", "{} changed this *", "{} changed their phone number*",
    "{} changed group *", "{} changed from {} to {}", "{} pinned a message", "{} turned on *", "{} turned off *",
    "{} updated the message timer*", "{} requested to join*", "{} reset this *", "{} is now an admin",
    "{} is a contact", "{} started a *", "{} deleted this *", "{} set *", "Your security code with {} changed*",
    "{} invited *", "{} ended *",
    // de
    "{} hat die Gruppe verlassen", "{} hat die Gruppe *", "{} hat die Gruppen*", "{} hat den *", "{} hat das *",
    "{} hat diese *", "{} hat dich *", "{} hat {} hinzugefügt", "{} hat {} entfernt", "{} wurde hinzugefügt",
    "{} wurde entfernt", "{} ist der Gruppe *", "{} ist dieser Gruppe *", "{} ist *beigetreten*",
    "{} hat sich *", "Deine Sicherheitsnummer für {} *", "Die Sicherheitsnummer von {} *", "{} hat eine *",
    // es
    "{} creó el grupo *", "{} creó este grupo*", "{} añadió a {}", "{} agregó a {}", "{} te añadió", "{} eliminó a {}",
    "{} sacó a {}", "{} salió del grupo", "{} salió", "{} cambió el *", "{} cambió la *", "{} cambió los *",
    "{} cambió su *", "{} cambió a {}", "{} se unió *", "Se añadió a {}", "Cambió tu código de seguridad con {}*",
    "{} fijó *", "{} activó *", "{} desactivó *", "{} actualizó *",
    // fr
    "{} a créé le groupe *", "{} a créé ce groupe*", "{} a ajouté {}", "{} a retiré {}", "{} a supprimé {}",
    "{} a changé *", "{} a modifié *", "{} est parti", "{} est partie", "{} est parti(e)", "{} a quitté*",
    "{} a rejoint *", "{} a été ajouté*", "{} a épinglé *", "{} a activé *", "{} a désactivé *",
    "Votre code de sécurité avec {} a changé*",
    // it
    "{} ha creato il gruppo *", "{} ha creato *", "{} ha aggiunto {}", "{} ha rimosso {}", "{} ha abbandonato*",
    "{} ha modificato *", "{} ha cambiato *", "{} si è unito *", "{} si è unita *", "{} ha fissato *",
    "{} ha attivato *", "{} ha disattivato *", "Il tuo codice di sicurezza con {} è cambiato*",
    // pt
    "{} criou o grupo *", "{} criou este *", "{} criou a *", "{} adicionou {}", "{} removeu {}", "{} saiu do grupo",
    "{} saiu", "{} mudou o *", "{} mudou a *", "{} mudou para {}", "{} mudou de {} para {}", "{} mudou *",
    "{} alterou *", "{} entrou *", "{} foi adicionado*", "{} fixou *", "{} ativou *", "{} desativou *",
    "{} atualizou *", "{} agora é *", "Seu código de segurança com {} mudou*",
    "O seu código de segurança partilhado com {} mudou*",
    // nl
    "{} heeft de groep verlaten", "{} heeft de groep *", "{} heeft de groeps*", "{} heeft het *", "{} heeft deze *",
    "{} heeft je *", "{} heeft {} toegevoegd", "{} heeft {} verwijderd", "{} is toegevoegd", "{} neemt nu deel *",
    "{} is toegetreden *", "{} heeft een *", "Je beveiligingscode met {} *", "Uw beveiligingscode voor {} *",
    // sv, nb, da
    "{} lade till {}", "{} tog bort {}", "{} lämnade*", "{} skapade *", "{} ändrade *", "{} gick med *",
    "{} la til {}", "{} fjernet {}", "{} forlot*", "{} opprettet *", "{} endret *", "{} ble med *",
    "{} tilføjede {}", "{} fjernede {}", "{} forlod*", "{} oprettede *", "{} ændrede *",
    // ru, uk
    "{} создал(-а) *", "{} создал(а) *", "{} создал *", "{} создала *", "{} добавил(-а) {}", "{} добавил(а) {}",
    "{} добавил {}", "{} добавила {}", "{} удалил(-а) {}", "{} удалил(а) {}", "{} удалил {}", "{} удалила {}",
    "{} покинул(-а) *", "{} покинул*", "{} вышел*", "{} вышла*", "{} изменил(-а) *", "{} изменил(а) *", "{} изменил *",
    "{} изменила *", "{} сменил*", "{} присоединил*", "Ваш код безопасности с контактом {} изменился*",
    "{} змінює *", "{} змінив *", "{} змінила *", "{} створив *", "{} створила *", "{} створює *", "{} додає {}",
    "{} додав {}", "{} додала {}", "{} видаляє {}", "{} виходить*", "{} вийшов*", "{} вийшла*", "{} приєд*",
    // pl, cs, sk
    "{} opuścił(a) *", "{} opuścił *", "{} opuściła *", "{} utworzył(a) *", "{} utworzył *", "{} utworzyła *",
    "{} dodał(a) {}", "{} dodał {}", "{} dodała {}", "{} usunął(-ęła) {}", "{} usunął {}", "{} usunęła {}",
    "{} zmienił(a) *", "{} zmienił *", "{} zmieniła *", "{} dołączył*",
    "Uživatel {} změnil *", "Uživatel {} vytvořil *", "Uživatel {} přidal uživatele {}", "Uživatel {} přidal {}",
    "Uživatel {} opustil *", "{} změnil*", "{} vytvořil*", "{} přidal*", "{} opustil*",
    // tr
    "{}, {} kişisini ekledi", "{}, {} kişisini çıkardı", "{} kişisi eklendi", "{} ayrıldı", "{} gruptan ayrıldı",
    "{} bu grubun *", "{}, grup *", "{} grup *", "{} \"*\" grubunu oluşturdu", "{} *grubunu oluşturdu", "{} katıldı",
    "{} ile aranızdaki güvenlik kodu *", "{} sizi ekledi", "{}, bu *",
    // id, ms
    "{} mengubah *", "{} membuat grup *", "{} menambahkan {}", "{} mengeluarkan {}", "{} keluar dari grup", "{} keluar",
    "{} bergabung *", "Kode keamanan Anda dengan {} *", "{} menukar *", "{} menambah {}",
    // ar, fa, he
    "غادر {}", "غادرت {}", "{} غادر*", "قام {} بتغيير *", "قام {} بإنشاء *", "قام {} بإضافة {}", "قام {} بإزالة {}",
    "غيّر {} *", "أنشأ {} *", "أضاف {} {}", "أزال {} {}", "انضم {} *", "تمت إضافة {}", "{} أضاف {}", "{} أنشأ *", "{} غيّر *",
    "تغيّر رمز أمانك المُستخدَم مع {}*", "{} گروه را ترک کرد", "{} نام *",
    "שם הקבוצה שונה על ידי {} מ-*", "{} שינה את *", "{} שינתה את *", "{} יצר את *", "{} יצרה את *", "{} יצר/ה *",
    "{} הוסיף את {}", "{} הוסיפה את {}", "{} הוסיף/ה את {}", "{} הסיר את {}", "{} עזב*", "{} יצא*", "{} הצטרף*",
    // hi, mr
    "{} ने ग्रुप *", "{} ने {} को जोड़ा*", "{} ने {} को हटाया*", "{} ने {} को ऐड *", "{} ने *", "{} ग्रुप से *", "{} शामिल *",
    "{} यांनी *",
    // ja, ko, zh, th, vi
    "{}さんが{}さんを追加しました", "{}さんがグループ*", "{}さんが退出しました", "{}さんが*", "{}が{}を追加しました", "{}が退出しました", "{}が*しました",
    "{}님이 {}님을 추가했습니다", "{}님이 {}님을 초대했습니다", "{}님이 *", "{}님께서 *",
    "{}將群組名稱*", "{}将群组名称*", "{} 將群組名稱*", "{} 将群组名称*", "{}建立了*", "{}创建了*", "{}新增了{}", "{}添加了{}", "{}已退出*",
    "{}退出了*", "{}離開了*", "{}离开了*", "{}已離開*", "{}更改了*", "{}變更了*", "{}已更改*", "{}加入了*", "{} 离开", "{}离开", "{}離開",
    "{} ออกจากกลุ่ม*", "{} ได้เพิ่ม {}", "{} đã thêm {}", "{} đã rời*", "{} đã thay đổi *", "{} đã tạo *",
    // fi, hu, ro, hr, el, ca
    "{} lisäsi {}", "{} poistui*", "{} loi ryhmän *", "{} vaihtoi *", "{} hozzáadta {}", "{} kilépett*", "{} létrehozta *",
    "{} módosította *", "{} a adăugat {}", "{} a ieșit*", "{} a creat *", "{} a schimbat *", "{} a părăsit*",
    "{} je dodao/la {}", "{} je napustio*", "{} πρόσθεσε {}", "{} αποχώρησε*", "{} άλλαξε *", "{} δημιούργησε *",
    "{} ha afegit {}", "{} ha sortit*", "{} ha canviat *", "{} ha creat *",
    // clang-format on
};

// Three bytes of each template's longest literal. A notice without them is not its; most of the
// table is passed over by one look at a bit each.
constexpr std::size_t kTrigrams = 4096;
constexpr std::size_t trigram(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) {
    return std::size_t{static_cast<unsigned char>(text[at + i])};
  };
  return (byte(0) * 289 + byte(1) * 17 + byte(2)) % kTrigrams;
}

constexpr std::array<std::size_t, std::size(kTemplates)> probes() {
  std::array<std::size_t, std::size(kTemplates)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::string_view longest;
    std::size_t begin = 0;
    const std::string_view text = kTemplates[i];
    while (begin < text.size()) {
      const std::size_t end = std::min(text.find_first_of("{*", begin), text.size());
      if (end - begin > longest.size()) longest = text.substr(begin, end - begin);
      begin = end + (end < text.size() && text[end] == '{' ? 2 : 1);
    }
    // A shorter literal is no probe; the compiler refuses it here.
    all[i] = longest.size() >= 3 ? trigram(longest, longest.size() - 3) : throw "literal too short";
  }
  return all;
}

constexpr auto kProbes = probes();

std::bitset<kTrigrams> trigrams_of(std::string_view text) noexcept {
  std::bitset<kTrigrams> seen;
  for (std::size_t at = 0; at + 3 <= text.size(); ++at) seen.set(trigram(text, at));
  return seen;
}

// Who acts in a notice without being named.
constexpr std::string_view kNobody[] = {"You",
                                        "you",
                                        "Você",
                                        "você",
                                        "Tú",
                                        "tú",
                                        "Du",
                                        "du",
                                        "Vous",
                                        "vous",
                                        "Tu",
                                        "Hai",
                                        "Je",
                                        "U",
                                        "Вы",
                                        "вы",
                                        "Ви",
                                        "Siz",
                                        "Anda",
                                        "Ty",
                                        "Ви",
                                        "आपने",
                                        "आप",
                                        "あなた",
                                        "您",
                                        "你",
                                        "אתה",
                                        "את",
                                        "أنت",
                                        "شما",
                                        "ท่าน",
                                        "คุณ",
                                        "Sa",
                                        "Group creator",
                                        "A participant",
                                        "An admin",
                                        "Someone",
                                        "Admin",
                                        "This group",
                                        "WhatsApp",
                                        "Messages and calls",
                                        "This chat"};

bool is_somebody(std::string_view name) noexcept {
  if (name.empty() || name.size() > kMaxNames || name.find('\n') != std::string_view::npos)
    return false;
  return std::find(std::begin(kNobody), std::end(kNobody), name) == std::end(kNobody);
}

class Matcher {
 public:
  Matcher(std::string_view text, std::vector<TextSpan>& spans) : text_(text), spans_(spans) {}

  bool fits(std::string_view pattern, std::size_t at) {
    if (++steps_ > kMaxSteps) return false;
    if (pattern.empty()) return at == text_.size();
    if (pattern.front() == '*') return fits_anything(pattern.substr(1), at);
    if (pattern.starts_with("{}")) return fits_name(pattern.substr(2), at);
    const std::string_view literal = leading_literal(pattern);
    if (!text_.substr(at).starts_with(literal)) return false;
    return fits(pattern.substr(literal.size()), at + literal.size());
  }

 private:
  static std::string_view leading_literal(std::string_view pattern) noexcept {
    return pattern.substr(0, std::min(pattern.find_first_of("{*"), pattern.size()));
  }

  bool fits_anything(std::string_view after, std::size_t at) {
    const std::string_view literal = leading_literal(after);
    if (literal.empty()) return after.empty();
    const std::size_t found = text_.find(literal, at);
    return found != std::string_view::npos &&
           fits(after.substr(literal.size()), found + literal.size());
  }

  bool fits_name(std::string_view after, std::size_t at) {
    const std::string_view literal = leading_literal(after);
    if (literal.empty()) {
      if (!after.empty() || at >= text_.size()) return false;
      spans_.push_back({at, text_.size()});
      return true;
    }
    const std::size_t known = spans_.size();
    // A name may hold the words after it; the shortest reading that fits counts.
    for (std::size_t found = text_.find(literal, at + 1); found != std::string_view::npos;
         found = text_.find(literal, found + 1)) {
      spans_.push_back({at, found});
      if (fits(after.substr(literal.size()), found + literal.size())) return true;
      spans_.resize(known);
    }
    return false;
  }

  std::string_view text_;
  std::vector<TextSpan>& spans_;
  int steps_ = 0;
};

// "Ana, Bruno and Carla" is three people.
void append_people(std::string_view text, TextSpan span, std::vector<TextSpan>& names) {
  static constexpr std::string_view kBetween[] = {", ",   " and ", " y ",  " e ",   " et ", " und ",
                                                  " en ", " и ",   " ve ", " dan ", " و",   "، ",
                                                  " i ",  " a ",   "、",   " och ", " og "};
  std::size_t begin = span.begin;
  std::size_t at = begin;
  const auto take = [&](std::size_t end) {
    if (is_somebody(text.substr(begin, end - begin))) names.push_back({begin, end});
  };
  while (at < span.end) {
    const std::string_view rest = text.substr(at, span.end - at);
    const auto found =
        std::find_if(std::begin(kBetween), std::end(kBetween),
                     [rest](std::string_view each) { return rest.starts_with(each); });
    if (found == std::end(kBetween) || at == begin) {
      ++at;
      continue;
    }
    take(at);
    begin = at = at + found->size();
  }
  if (begin < span.end) take(span.end);
}

}  // namespace

void find_notice_names(std::string_view text, std::vector<TextSpan>& names) {
  std::string_view notice = text;
  while (notice.ends_with('.') || notice.ends_with(' ')) notice.remove_suffix(1);
  if (notice.ends_with("。")) notice.remove_suffix(3);
  if (notice.size() > kMaxNotice) return;
  const auto seen = trigrams_of(notice);
  std::vector<TextSpan> spans;
  for (std::size_t i = 0; i < std::size(kTemplates); ++i) {
    spans.clear();
    if (!seen[kProbes[i]] || !Matcher(notice, spans).fits(kTemplates[i], 0)) continue;
    for (const TextSpan span : spans) append_people(text, span, names);
    return;
  }
}

}  // namespace egregora::ingest
