// SPDX-License-Identifier: Apache-2.0
// The whole corpus through the parser: each header form in each language with each form of media,
// every message compared with what the corpus knows about it. 100 % is required; the counts are
// printed.
#include <egregora/ingest/whatsapp_adapter.hpp>

#include "support/chat_corpus.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <string>

namespace egregora {
namespace {

using corpus::ChatFile;
using corpus::ExpectedMessage;

/// One message as the parser handed it over, kept.
struct ReadMessage {
  ExpectedMessage message;
  Uuid id;
  std::optional<Uuid> author_uuid;
};

class KeepingSink final : public MessageSink {
 public:
  void message(const SourceMessage& m) override {
    ReadMessage kept = {.message = {.timestamp = m.timestamp,
                                    .kind = m.kind,
                                    .media_type = m.media_type,
                                    .edited = m.edited},
                        .id = m.message_id,
                        .author_uuid = m.author_uuid};
    if (m.author) kept.message.author = *m.author;
    if (m.content) kept.message.content = *m.content;
    if (m.media_url) kept.message.media_url = *m.media_url;
    messages.push_back(std::move(kept));
  }
  void reject(const RejectedLine& line) override {
    rejects.push_back({.line = line.line, .text = std::string(line.text)});
  }

  std::vector<ReadMessage> messages;
  std::vector<corpus::ExpectedReject> rejects;
};

std::string shown(const std::optional<std::string>& value) {
  return value ? "'" + *value + "'" : "NULL";
}

std::string shown(const ExpectedMessage& m) {
  std::ostringstream out;
  out << format_timestamp(m.timestamp) << " " << to_string(m.kind) << " author " << shown(m.author)
      << " content " << shown(m.content) << " media " << shown(m.media_url) << " type "
      << (m.media_type ? to_string(*m.media_type) : "NULL") << (m.edited ? " edited" : "");
  return out.str();
}

bool equal(const ExpectedMessage& truth, const ExpectedMessage& read) {
  return truth.timestamp == read.timestamp && truth.kind == read.kind &&
         truth.author == read.author && truth.content == read.content &&
         truth.media_url == read.media_url && truth.edited == read.edited &&
         (!truth.media_type_known || truth.media_type == read.media_type);
}

class Corpus : public ::testing::Test {
 protected:
  Corpus() { std::filesystem::create_directories(folder_); }
  ~Corpus() override {
    std::filesystem::remove_all(folder_);
    if (differences_ > kShown)
      std::cout << "... and " << differences_ - kShown << " differences more\n";
  }

  void write(const ChatFile& file) {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << file.text;
  }

  /// Reads what was written last.
  KeepingSink read(const ChatFile& file, NameMode names, InputSummary* summary = nullptr) {
    InputOptions options;
    options.timezone = file.timezone;
    options.date_order = file.date_order;
    options.names = names;
    KeepingSink sink;
    const InputSummary read = WhatsAppAdapter().open(path_, options)->read(sink);
    if (summary != nullptr) *summary = read;
    return sink;
  }

  void differ(const ChatFile& file, const std::string& what) {
    if (++differences_ <= kShown)
      ADD_FAILURE() << file.label << "\n" << what;
    else if (differences_ == kShown + 1)
      ADD_FAILURE() << "more differences are not shown";
  }

  void compare_raw(const ChatFile& file, const KeepingSink& sink) {
    if (sink.messages.size() != file.messages.size()) {
      differ(file, "messages: wanted " + std::to_string(file.messages.size()) + ", read " +
                       std::to_string(sink.messages.size()));
    }
    std::set<Uuid> ids;
    for (std::size_t i = 0; i < std::min(sink.messages.size(), file.messages.size()); ++i) {
      ++compared_;
      const ExpectedMessage& truth = file.messages[i];
      if (!equal(truth, sink.messages[i].message)) {
        differ(file, "line " + std::to_string(truth.line) + "\nwanted " + shown(truth) +
                         "\nread   " + shown(sink.messages[i].message));
      }
      if (!ids.insert(sink.messages[i].id).second)
        differ(file, "an id twice: line " + std::to_string(truth.line));
    }
    compare_rejects(file, sink, true);
  }

  void compare_rejects(const ChatFile& file, const KeepingSink& sink, bool texts) {
    bool same = sink.rejects.size() == file.rejects.size();
    for (std::size_t i = 0; same && i < file.rejects.size(); ++i) {
      same = sink.rejects[i].line == file.rejects[i].line &&
             (!texts || sink.rejects[i].text == file.rejects[i].text);
    }
    if (!same)
      differ(file, "rejected lines: wanted " + std::to_string(file.rejects.size()) + ", read " +
                       std::to_string(sink.rejects.size()));
  }

  /// With pseudonyms, all but names and texts is as with names; the ids are equal.
  void compare_pseudonyms(const ChatFile& file, const KeepingSink& raw, const KeepingSink& sink) {
    if (sink.messages.size() != raw.messages.size())
      return differ(file, "another number of messages with pseudonyms");
    for (std::size_t i = 0; i < std::min(file.messages.size(), sink.messages.size()); ++i) {
      compare_pseudonym(file, file.messages[i], raw.messages[i], sink.messages[i]);
    }
    compare_rejects(file, sink, false);
  }

  void compare_pseudonym(const ChatFile& file, const ExpectedMessage& truth, const ReadMessage& raw,
                         const ReadMessage& read) {
    std::optional<Uuid> uuid;
    if (truth.author) uuid = uuid5(kNamespaceOid, "whatsapp:" + *truth.author);
    ExpectedMessage wanted = truth;
    wanted.content = read.message.content;
    wanted.author = std::nullopt;
    if (uuid) wanted.author = uuid->to_string();
    const std::string where = "line " + std::to_string(truth.line) + " with pseudonyms: ";
    if (raw.id != read.id) differ(file, where + "another id than with names");
    if (uuid != read.author_uuid || uuid != raw.author_uuid) differ(file, where + "author_uuid");
    if (!equal(wanted, read.message))
      differ(file, where + "\nwanted " + shown(wanted) + "\nread   " + shown(read.message));
    if (truth.content.has_value() != read.message.content.has_value())
      differ(file, where + "content came or went");
    const bool leaked = !truth.hidden_name.empty() && read.message.content &&
                        read.message.content->find(truth.hidden_name) != std::string::npos;
    if (leaked) differ(file, where + "a name is left in " + shown(read.message.content));
  }

  static constexpr std::int64_t kShown = 20;
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("egregora_corpus_" + std::to_string(::getpid()));
  const std::filesystem::path path_ = folder_ / corpus::kChatFileName;
  std::int64_t compared_ = 0;
  std::int64_t differences_ = 0;
};

TEST_F(Corpus, every_header_form_in_every_language) {
  std::uint64_t files = 0;
  for (const corpus::HeaderForm& form : corpus::all_header_forms()) {
    for (const corpus::Language& language : corpus::languages()) {
      const ChatFile file = corpus::make_chat(form, language, ++files);
      try {
        write(file);
        const KeepingSink raw = read(file, NameMode::raw);
        compare_raw(file, raw);
        compare_pseudonyms(file, raw, read(file, NameMode::pseudonym));
      } catch (const std::exception& error) {
        differ(file, std::string("refused: ") + error.what());
      }
    }
  }
  std::cout << "corpus: " << corpus::all_header_forms().size() << " header forms x "
            << corpus::languages().size() << " languages = " << files << " files, " << compared_
            << " messages compared, " << differences_ << " differences\n";
  EXPECT_EQ(corpus::all_header_forms().size(), 96u);
}

TEST_F(Corpus, files_larger_than_any_buffer) {
  std::uint64_t seed = 1000;
  for (const bool brackets : {false, true}) {
    for (const corpus::Language& language : corpus::languages()) {
      if (language.code != "en" && language.code != "ar" && language.code != "ja") continue;
      const ChatFile file =
          corpus::make_chat({.seconds = brackets, .brackets = brackets}, language, ++seed, 100);
      write(file);
      const KeepingSink raw = read(file, NameMode::raw);
      compare_raw(file, raw);
      compare_pseudonyms(file, raw, read(file, NameMode::pseudonym));
    }
  }
}

TEST_F(Corpus, halves_of_the_day_in_every_spelling) {
  const std::vector<corpus::DayPeriod> spellings = {
      {"AM", "PM"},
      {"Am", "Pm"},
      {"am", "pm"},
      {"a.m.", "p.m."},
      {"A.M.", "P.M."},
      {"a. m.", "p. m."},
      {"a m", "p m"},
      {"π.μ.", "μ.μ."},
      {"de.", "du."},
      {"SA", "CH"},
      {"ap.", "ip."},
      {"ق.ظ.", "ب.ظ."},
      {"ص", "م"},
      {"ÖÖ", "ÖS"},
      {"fm", "em"},
      {"dop.", "odp."},
      {"ДП", "ПП"},
      {"дп", "пп"},
      {"לפנה״צ", "אחה״צ"},
      {"पूर्वाह्न", "अपराह्न"},
      {"ก่อนเที่ยง", "หลังเที่ยง"},
      {.am = "上午", .pm = "下午", .before_time = true},
      {.am = "오전 ", .pm = "오후 ", .before_time = true},
      {.am = "午前", .pm = "午後", .before_time = true, .from_zero = true}};
  for (const corpus::DayPeriod& period : spellings) {
    for (const bool brackets : {false, true}) {
      const ChatFile file = corpus::make_plain_chat(
          {.twelve_hours = true, .seconds = true, .brackets = brackets}, {{2024, 5, 20}}, period);
      write(file);
      try {
        compare_raw(file, read(file, NameMode::raw));
      } catch (const std::exception& error) {
        differ(file, std::string("refused: ") + error.what());
      }
    }
  }
}

TEST_F(Corpus, a_chat_named_after_a_participant) {
  const ChatFile file = corpus::make_chat_named_after_participant("Book Club");
  write(file);
  InputSummary summary;
  const KeepingSink raw = read(file, NameMode::raw, &summary);
  compare_raw(file, raw);
  EXPECT_EQ(summary.thread_id, "Book Club");
  compare_pseudonyms(file, raw, read(file, NameMode::pseudonym, &summary));
  EXPECT_EQ(summary.thread_id, uuid5(kNamespaceOid, "whatsapp:Book Club").to_string());
}

TEST_F(Corpus, the_order_of_day_and_month_follows_from_the_sequence) {
  // 5 January, 2 March, 1 April: only as day-month do these run forward; read month first they
  // would go back.
  const std::vector<corpus::PlainDay> days = {
      {2024, 1, 5}, {2024, 1, 9}, {2024, 2, 3}, {2024, 3, 2}, {2024, 4, 1}};
  for (const DateOrder order : {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd, DateOrder::ydm}) {
    const ChatFile file = corpus::make_plain_chat({.order = order}, days);
    InputSummary summary;
    write(file);
    compare_raw(file, read(file, NameMode::raw, &summary));
    EXPECT_EQ(summary.date_order, order) << file.label;
    EXPECT_FALSE(summary.date_order_assumed) << file.label;
  }
}

TEST_F(Corpus, where_nothing_decides_the_option_does_and_else_the_day_comes_first) {
  const std::vector<corpus::PlainDay> days = {{2024, 4, 4}, {2024, 5, 5}};
  ChatFile file = corpus::make_plain_chat({.order = DateOrder::dmy}, days);
  InputSummary summary;
  write(file);
  compare_raw(file, read(file, NameMode::raw, &summary));
  EXPECT_EQ(summary.date_order, DateOrder::dmy);
  EXPECT_TRUE(summary.date_order_assumed);
  file.date_order = DateOrder::mdy;
  compare_raw(file, read(file, NameMode::raw, &summary));
  EXPECT_EQ(summary.date_order, DateOrder::mdy);
  EXPECT_FALSE(summary.date_order_assumed);
}

}  // namespace
}  // namespace egregora
