// SPDX-License-Identifier: Apache-2.0
// Several exports of one chat, in any order, come to the same messages.
#include <egregora/expr/functions.hpp>
#include <egregora/expr/operators.hpp>
#include <egregora/ingest/import_messages.hpp>
#include <egregora/ingest/pipeline.hpp>

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <set>

#include "unit/ingest/ingest_fixture.hpp"
#include "unit/ingest/message_table.hpp"
#include "unit/ingest/random_chat.hpp"

namespace egregora::ingest_test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kChat = "WhatsApp Chat with Book Club.txt";
constexpr const char* kAna = "WhatsApp Chat with Ana.txt";

struct Ingested {
  std::int64_t messages = 0;
  std::int64_t inserted = 0;
  std::int64_t duplicates = 0;
  friend bool operator==(const Ingested&, const Ingested&) = default;
};
std::ostream& operator<<(std::ostream& out, const Ingested& counts) {
  return out << counts.messages << " read, " << counts.inserted << " new, " << counts.duplicates
             << " known";
}

RunResult run(DuckDBStorageManager& storage, std::vector<std::filesystem::path> exports,
              const InputOptions& input = {}) {
  return run_pipeline(storage,
                      {.exports = std::move(exports), .input = input, .no_checkpoints = true});
}
Ingested ingest(DuckDBStorageManager& storage, const std::filesystem::path& file,
                const InputOptions& input = {}) {
  const RunInput read = run(storage, {file}, input).inputs.at(0);
  return {read.messages, read.inserted, read.duplicates};
}

/// The messages alone, into a table that was emptied: a database each time would take most of the
/// time of the properties.
class MessagesOnly {
 public:
  void clear() { storage_.delete_rows("messages", literal(true)); }
  ImportedMessages import(const std::filesystem::path& file, NameMode names) {
    const auto input = WhatsAppAdapter().open(file, {.names = names});
    return storage_.transaction([&](Transaction& tx) { return import_messages(tx, *input, {}); },
                                {.attempts = 1});
  }
  DuckDBStorageManager& storage() { return table_.storage(); }

 private:
  MessageTable table_;
  DuckDBStorageManager& storage_ = table_.storage();
};

/// The ids of a file's messages, as the adapter gives them.
std::set<Uuid> ids_in(const Reading& reading) {
  std::set<Uuid> ids;
  for (const KeptMessage& message : reading.messages) ids.insert(message.message_id);
  return ids;
}

struct Stored {
  std::vector<Uuid> ids;  ///< in order of time, seq and id
  std::vector<std::int64_t> seqs;
  std::vector<std::string> threads;
};
Stored stored(DuckDBStorageManager& storage) {
  Stored result;
  const DataFrame frame =
      storage.read_table("messages").order_by({"timestamp", "seq", "message_id"}).execute();
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    result.ids.push_back(frame.column<Uuid>("message_id")[row]);
    result.seqs.push_back(frame.column<std::int64_t>("seq")[row]);
    result.threads.emplace_back(frame.column<std::string>("thread_id")[row]);
  }
  return result;
}
/// The ids, of which none may be there twice.
std::set<Uuid> ids(DuckDBStorageManager& storage) {
  const Stored all = stored(storage);
  const std::set<Uuid> unique(all.ids.begin(), all.ids.end());
  EXPECT_EQ(unique.size(), all.ids.size()) << "an id is there twice";
  return unique;
}

class Convergence : public IngestFixture {
 protected:
  std::filesystem::path chat(const std::string& folder, std::string_view text,
                             const char* name = kChat) {
    return write(folder + "/" + name, text);
  }
  std::string day(int day, const std::string& sender, const std::string& text) {
    return fmt::format("{:02}/05/2024, 08:00 - {}: {}\n", day, sender, text);
  }
  DuckDBStorageManager storage_ = temp_storage();
};

TEST_F(Convergence, the_same_file_again_inserts_nothing) {
  const auto file = chat("a", day(13, "Ana", "one") + day(14, "Bob", "two") + day(15, "Ana", "3"));
  EXPECT_EQ(ingest(storage_, file), (Ingested{3, 3, 0}));
  const Stored before = stored(storage_);
  EXPECT_EQ(ingest(storage_, file), (Ingested{3, 0, 3}));
  EXPECT_EQ(stored(storage_).ids, before.ids);
  EXPECT_EQ(stored(storage_).seqs, before.seqs);
}

TEST_F(Convergence, a_longer_export_inserts_what_is_new) {
  const std::string first = day(13, "Ana", "one") + day(14, "Bob", "two");
  EXPECT_EQ(ingest(storage_, chat("a", first)), (Ingested{2, 2, 0}));
  EXPECT_EQ(ingest(storage_, chat("b", first + day(15, "Ana", "three"))), (Ingested{3, 1, 2}));
  EXPECT_THAT(stored(storage_).seqs, ElementsAre(0, 1, 2));
}

TEST_F(Convergence, an_export_that_begins_earlier_inserts_what_is_new) {
  const std::string late = day(15, "Ana", "three") + day(16, "Bob", "four");
  ingest(storage_, chat("a", late));
  EXPECT_EQ(ingest(storage_, chat("b", day(13, "Ana", "one") + day(14, "Bob", "two") + late)),
            (Ingested{4, 2, 2}));
  EXPECT_THAT(stored(storage_).seqs, ElementsAre(2, 3, 0, 1));  // the order of import
}

TEST_F(Convergence, equal_messages_of_one_minute_are_counted) {
  const std::string three = day(13, "Ana", "ok") + day(13, "Ana", "ok") + day(13, "Ana", "ok");
  EXPECT_EQ(ingest(storage_, chat("a", three)), (Ingested{3, 3, 0}));
  EXPECT_EQ(ingest(storage_, chat("b", three)), (Ingested{3, 0, 3}));
  EXPECT_EQ(ingest(storage_, chat("c", three + day(13, "Ana", "ok"))), (Ingested{4, 1, 3}));
  EXPECT_EQ(ingest(storage_, chat("d", day(13, "Ana", "ok"))), (Ingested{1, 0, 1}));
}

TEST_F(Convergence, with_and_without_media) {
  const std::string around = day(13, "Ana", "look");
  const auto with = chat("a", around + day(14, "Ana", "IMG-20240514-WA0001.jpg (file attached)"));
  const auto without = chat("b", around + day(14, "Ana", "<Media omitted>"));
  EXPECT_EQ(ingest(storage_, with), (Ingested{2, 2, 0}));
  EXPECT_EQ(ingest(storage_, without), (Ingested{2, 0, 2}));
}

TEST_F(Convergence, text_and_zip) {
  const std::string text = day(13, "Ana", "one") + day(14, "Bob", "two");
  const auto zip = write_zip("WhatsApp Chat with Book Club.zip",
                             {{"WhatsApp Chat with Book Club.txt", text}, {"a.jpg", "image"}});
  EXPECT_EQ(ingest(storage_, zip), (Ingested{2, 2, 0}));
  EXPECT_EQ(ingest(storage_, chat("a", text)), (Ingested{2, 0, 2}));
}

TEST_F(Convergence, names_raw_and_pseudonyms) {
  const auto file =
      chat("a", day(13, "Ana", "mail me: a@b.org") + day(14, "Bob", "@Ana +34 600 100 200"));
  EXPECT_EQ(ingest(storage_, file), (Ingested{2, 2, 0}));
  EXPECT_EQ(ingest(storage_, file, {.names = NameMode::raw}), (Ingested{2, 0, 2}));
}

TEST_F(Convergence, a_chat_named_after_a_participant_stays_one_thread) {
  const std::string text = day(13, "Ana", "one") + day(14, "Bob", "two");
  const auto file = chat("a", text, kAna);
  EXPECT_EQ(ingest(storage_, file), (Ingested{2, 2, 0}));
  EXPECT_EQ(ingest(storage_, file, {.names = NameMode::raw}), (Ingested{2, 0, 2}));
  const auto longer = chat("b", text + day(15, "Ana", "three"), kAna);
  EXPECT_EQ(ingest(storage_, longer, {.names = NameMode::raw}), (Ingested{3, 1, 2}));
  EXPECT_EQ(ids(storage_).size(), 3u);
  const Stored all = stored(storage_);
  EXPECT_THAT(all.threads, ::testing::Each(all.threads.front()));
  EXPECT_THAT(all.seqs, ElementsAre(0, 1, 2));
}

TEST_F(Convergence, a_participant_who_turns_up_later_splits_no_thread) {
  EXPECT_EQ(ingest(storage_, chat("a", day(13, "Bob", "one"), kAna)), (Ingested{1, 1, 0}));
  EXPECT_EQ(ingest(storage_, chat("b", day(13, "Bob", "one") + day(14, "Ana", "two"), kAna)),
            (Ingested{2, 1, 1}));
  EXPECT_EQ(ids(storage_).size(), 2u);
  const Stored all = stored(storage_);
  EXPECT_THAT(all.threads, ::testing::Each(all.threads.front()));
  EXPECT_EQ(ingest(storage_, chat("c", day(13, "Bob", "one"), kAna)), (Ingested{1, 0, 1}));
}

TEST_F(Convergence, ids_are_equal_in_two_databases) {
  const auto file =
      chat("a", day(13, "Ana", "one") + day(14, "Bob", "two") + day(14, "Bob", "two"));
  ingest(storage_, file);
  DuckDBStorageManager other = temp_storage();
  ingest(other, file, {.names = NameMode::raw});
  EXPECT_EQ(stored(storage_).ids, stored(other).ids);
}

TEST_F(Convergence, tenants_and_threads_have_ids_of_their_own) {
  const auto file = chat("a", day(13, "Ana", "one"));
  ingest(storage_, file);
  EXPECT_EQ(ingest(storage_, file, {.tenant_id = "other"}), (Ingested{1, 1, 0}));
  EXPECT_EQ(ingest(storage_, file, {.thread = "Second"}), (Ingested{1, 1, 0}));
  EXPECT_EQ(ids(storage_).size(), 3u);
}

TEST_F(Convergence, several_exports_in_one_run) {
  const std::string one = day(13, "Ana", "one");
  const std::string two = day(14, "Bob", "two");
  const std::string three = day(15, "Ana", "three");
  const auto result = run(storage_, {chat("a", one + two), chat("b", two + three),
                                     chat("c", one, "WhatsApp Chat with Cooking.txt")});
  ASSERT_THAT(result.inputs, SizeIs(3));
  EXPECT_EQ(result.inputs[0].inserted, 2);
  EXPECT_EQ(result.inputs[1].inserted, 1);
  EXPECT_EQ(result.inputs[1].duplicates, 1);
  EXPECT_EQ(result.inputs[2].inserted, 1);
  EXPECT_EQ(ids(storage_).size(), 4u);
  EXPECT_EQ(result.windows.created, 2);
  const auto threads = storage_.read_table("messages")
                           .group_by({"thread_id"})
                           .agg(Named{"first", col("seq").min()}, Named{"last", col("seq").max()})
                           .order_by({"thread_id"})
                           .execute();
  EXPECT_EQ(threads.num_rows(), 2);
  EXPECT_EQ(threads.column<std::string>("thread_id")[0], "Book Club");
  EXPECT_EQ(threads.column<std::int64_t>("last")[0], 2);
  EXPECT_EQ(threads.column<std::int64_t>("first")[1], 0);
}

TEST_F(Convergence, the_same_export_twice_in_one_run) {
  const auto file = chat("a", day(13, "Ana", "one") + day(14, "Bob", "two"));
  const auto result = run(storage_, {file, file});
  EXPECT_EQ(result.inputs[0].inserted, 2);
  EXPECT_EQ(result.inputs[1].inserted, 0);
  EXPECT_EQ(ids(storage_).size(), 2u);
}

TEST_F(Convergence, any_parts_and_the_whole_in_any_order) {
  MessagesOnly actual;
  EXPECT_TRUE(rc::check([&] {
    const RandomChat whole = RandomChat::make();
    const auto parts = *rc::gen::inRange(0, 4);
    std::vector<std::filesystem::path> files = {
        chat("whole", whole.text(*rc::gen::arbitrary<bool>()))};
    for (int part = 0; part < parts; ++part) {
      const auto first = *rc::gen::inRange<std::size_t>(0, whole.lines.size());
      const auto last = *rc::gen::inRange<std::size_t>(first + 1, whole.lines.size() + 1);
      const std::string text = whole.text(first, last, *rc::gen::arbitrary<bool>());
      const auto at = files.begin() + *rc::gen::inRange<std::ptrdiff_t>(
                                          0, static_cast<std::ptrdiff_t>(files.size()) + 1);
      files.insert(at, chat(std::to_string(part), text));
    }
    actual.clear();
    std::int64_t inserted = 0;
    for (const auto& file : files) {
      inserted +=
          actual.import(file, *rc::gen::element(NameMode::raw, NameMode::pseudonym)).inserted;
    }
    RC_ASSERT(ids(actual.storage()) == ids_in(read(folder_ / "whole" / kChat)));
    RC_ASSERT(inserted == static_cast<std::int64_t>(whole.lines.size()));
  }));
}

TEST_F(Convergence, parts_that_cover_the_whole_come_to_the_whole) {
  MessagesOnly actual;
  EXPECT_TRUE(rc::check([&] {
    const RandomChat whole = RandomChat::make();
    const std::size_t size = whole.lines.size();
    // Cut between minutes: of equal messages in one minute, nobody can tell which ones a part
    // holds.
    const std::size_t border = whole.start_of_minute(*rc::gen::inRange<std::size_t>(1, size + 1));
    const std::size_t first_end = border == 0 ? size : border;
    const std::size_t second_begin =
        whole.start_of_minute(*rc::gen::inRange<std::size_t>(0, first_end));
    std::vector<std::filesystem::path> files = {
        chat("first", whole.text(0, first_end, true)),
        chat("second", whole.text(second_begin, size, false))};
    if (*rc::gen::arbitrary<bool>()) std::swap(files[0], files[1]);
    actual.clear();
    actual.import(files[0], NameMode::pseudonym);
    const ImportedMessages second = actual.import(files[1], NameMode::raw);
    RC_ASSERT(ids(actual.storage()) == ids_in(read(chat("whole", whole.text()))));
    RC_ASSERT(second.duplicates == static_cast<std::int64_t>(first_end - second_begin));
    std::set<std::int64_t> seqs;
    for (const std::int64_t seq : stored(actual.storage()).seqs) seqs.insert(seq);
    RC_ASSERT(seqs.size() == size);
    RC_ASSERT(*seqs.begin() == 0);
    RC_ASSERT(*seqs.rbegin() == static_cast<std::int64_t>(size) - 1);
  }));
}

}  // namespace
}  // namespace egregora::ingest_test
