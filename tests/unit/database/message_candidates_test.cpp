// SPDX-License-Identifier: Apache-2.0
// Which links and files wait for an enrichment.
#include <egregora/database/content_repository.hpp>

#include "unit/database/message_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MessageCandidates : public MessageTest {
 protected:
  static NewMessage linking(std::string_view when, std::vector<std::string> urls) {
    NewMessage message = said("ana", when, "look at " + urls.front());
    message.urls = std::move(urls);
    return message;
  }
  static NewMessage showing(std::string_view when, std::string file,
                            std::optional<MediaType> type = MediaType::image) {
    NewMessage message = said("ana", when, "look");
    message.kind = MessageKind::media;
    message.media_url = std::move(file);
    message.media_type = type;
    return message;
  }
  std::vector<std::string> urls(std::int64_t max = 100) {
    std::vector<std::string> found;
    for (const UrlCandidate& each : repo_.get_url_enrichment_candidates(max)) {
      found.push_back(each.url + " " + format_timestamp(each.timestamp).substr(8, 2));
    }
    return found;
  }
  std::vector<std::string> files(std::int64_t max = 100) {
    std::vector<std::string> found;
    for (const MediaCandidate& each : repo_.get_media_enrichment_candidates(max)) {
      found.push_back(each.media_url + " " + format_timestamp(each.timestamp).substr(8, 2));
    }
    return found;
  }
  void enrich(DocumentType type, const Json& metadata) {
    ContentRepository documents(storage_);
    documents.save({.id = "d " + std::to_string(++documents_), .type = type, .metadata = metadata});
  }
  void enrich_url(const std::string& url) { enrich(DocumentType::enrichment_url, {{"url", url}}); }
  int documents_ = 0;
};

TEST_F(MessageCandidates, of_no_messages_are_none) {
  EXPECT_THAT(urls(), IsEmpty());
  EXPECT_THAT(files(), IsEmpty());
  repo_.insert_messages({said("ana", "2025-01-01", "https://only-in-the-text.example")});
  EXPECT_THAT(urls(), IsEmpty());
}

TEST_F(MessageCandidates, are_each_links_first_by_time_then_name) {
  repo_.insert_messages({linking("2025-01-03", {"u:c", "u:a"}), linking("2025-01-02", {"u:c"}),
                         linking("2025-01-03", {"u:b", "u:a", "u:a"}),
                         linking("2025-01-04", {"u:c"})});
  EXPECT_THAT(urls(), ElementsAre("u:c 02", "u:a 03", "u:b 03"));
  EXPECT_THAT(urls(2), ElementsAre("u:c 02", "u:a 03"));
  EXPECT_THAT(urls(0), IsEmpty());
  EXPECT_THROW((void)repo_.get_url_enrichment_candidates(-1), InvalidOperationError);
}

TEST_F(MessageCandidates, say_who_said_it_first) {
  NewMessage system = linking("2025-01-01", {"u:s"});
  system.author.reset();
  NewMessage first = linking("2025-01-02", {"u:a"});
  first.message_id = Uuid::parse("00000000-0000-0000-0000-0000000000aa");
  NewMessage second = first;  // at the same time, but behind it in the thread
  second.message_id = Uuid::parse("00000000-0000-0000-0000-000000000011");
  repo_.insert_messages({system, first, second});
  const auto found = repo_.get_url_enrichment_candidates(10);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_FALSE(found[0].author_uuid.has_value());
  EXPECT_EQ(found[1].message_id, first.message_id);
  EXPECT_EQ(found[1].author_uuid, uuid5(kNamespaceOid, "whatsapp:ana"));
}

TEST_F(MessageCandidates, leave_out_links_that_are_described) {
  repo_.insert_messages({linking("2025-01-01", {"u:a", "u:b", "u:'c\""})});
  enrich_url("u:a");
  enrich_url("u:a");
  enrich_url("u:other");
  enrich(DocumentType::enrichment_url, {{"title", "one without an url"}});
  enrich(DocumentType::announcement, {{"url", "u:b"}});
  EXPECT_THAT(urls(), ElementsAre("u:'c\" 01", "u:b 01"));
  EXPECT_THAT(urls(1), ElementsAre("u:'c\" 01"));
  enrich_url("u:'c\"");
  EXPECT_THAT(urls(), ElementsAre("u:b 01"));
}

TEST_F(MessageCandidates, of_files_are_the_same_by_name) {
  repo_.insert_messages({showing("2025-01-02", "b.jpg"), showing("2025-01-02", "a.mp4", {}),
                         showing("2025-01-01", "c.pdf", MediaType::document),
                         showing("2025-01-03", "a.mp4"), showing("2025-01-04", "d.opus")});
  const auto found = repo_.get_media_enrichment_candidates(2);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].media_url, "c.pdf");
  EXPECT_EQ(found[0].media_type, MediaType::document);
  EXPECT_EQ(found[1].media_url, "a.mp4");
  EXPECT_FALSE(found[1].media_type.has_value());
  EXPECT_EQ(found[1].timestamp, parse_timestamp("2025-01-02"));
  enrich(DocumentType::enrichment_image, {{"filename", "b.jpg"}});
  enrich(DocumentType::enrichment_media, {{"filename", "c.pdf"}});
  enrich(DocumentType::enrichment_audio, {{"filename", "d.opus"}});
  enrich(DocumentType::enrichment_url, {{"filename", "a.mp4"}});
  EXPECT_THAT(files(), ElementsAre("a.mp4 02"));
  enrich(DocumentType::enrichment_video, {{"filename", "a.mp4"}});
  EXPECT_THAT(files(), IsEmpty());
  EXPECT_THROW((void)repo_.get_media_enrichment_candidates(-1), InvalidOperationError);
}

TEST_F(MessageCandidates, of_a_database_that_never_had_documents) {
  repo_.insert_messages({linking("2025-01-01", {"u:a"}), showing("2025-01-02", "b.jpg")});
  storage_.drop_table("documents");
  storage_.close();
  DuckDBStorageManager looking({.db_path = path("test.duckdb"), .read_only = true});
  MessageRepository repo(looking);
  EXPECT_EQ(repo.get_url_enrichment_candidates(9).size(), 1U);
  EXPECT_EQ(repo.get_media_enrichment_candidates(9).size(), 1U);
}

}  // namespace
}  // namespace egregora
