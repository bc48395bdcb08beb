// SPDX-License-Identifier: Apache-2.0
// What a repository of documents keeps, finds, lists and removes.
#include <egregora/database/schemas.hpp>

#include "unit/database/document_fixture.hpp"

namespace egregora {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using enum DocumentType;

using ContentRepositoryTest = DocumentTest;

std::vector<std::byte> all_bytes() {
  std::vector<std::byte> bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<std::byte>(i));
  return bytes;
}

TEST_F(ContentRepositoryTest, keeps_every_member) {
  const Document given{.id = "p-1",
                       .type = post,
                       .status = "published",
                       .content = "line\nline \"2\"",
                       .blob = all_bytes(),
                       .source_checksum = "abc",
                       .title = "Spring",
                       .slug = "spring",
                       .summary = "",
                       .date = parse_date("2025-03-20"),
                       .authors = {"ana", "bea"},
                       .tags = {"a", ""},
                       .subject_uuid = Uuid::parse("00000000-0000-0000-0000-0000000000aa"),
                       .alias = "al",
                       .avatar_url = "u",
                       .interests = {"birds"},
                       .filename = "f.md",
                       .mime_type = "text/markdown",
                       .media_type = "document",
                       .phash = "ff",
                       .window_start = parse_timestamp("2025-01-01 00:00:00.000001"),
                       .window_end = parse_timestamp("2025-01-02"),
                       .metadata = {{"mood", 3}, {"nested", {{"x", Json()}}}}};
  documents_.save(given);
  const Document found = documents_.get(post, "p-1");
  EXPECT_EQ(found.status, "published");
  EXPECT_EQ(found.content, given.content);
  EXPECT_EQ(found.blob, all_bytes());
  EXPECT_EQ(found.summary, "");
  EXPECT_EQ(found.tags, given.tags);
  EXPECT_EQ(found.metadata, given.metadata);
  EXPECT_EQ(found.created_at, parse_timestamp("2025-01-01 10:00:00"));
  EXPECT_EQ(found.updated_at, found.created_at);
  EXPECT_EQ(all_metadata(found), all_metadata(given));
  EXPECT_EQ(all_metadata(found).size(), 19U);
}

TEST_F(ContentRepositoryTest, keeps_what_has_no_value_empty) {
  documents_.save({.id = "a", .type = announcement});
  const Document found = documents_.get(announcement, "a");
  EXPECT_FALSE(found.content.has_value());
  EXPECT_FALSE(found.blob.has_value());
  EXPECT_TRUE(found.metadata.is_null());
  EXPECT_EQ(found.status, "draft");
  EXPECT_TRUE(all_metadata(found).empty());
  documents_.save({.id = "b",
                   .type = announcement,
                   .content = "",
                   .blob = std::vector<std::byte>(),
                   .metadata = Json::object()});
  const Document empty = documents_.get(announcement, "b");
  EXPECT_EQ(empty.content, "");
  EXPECT_EQ(empty.blob, std::vector<std::byte>());
  EXPECT_TRUE(empty.metadata.is_object());
}

TEST_F(ContentRepositoryTest, saving_again_replaces_all_but_the_first_time) {
  Document document = draft("p-1");
  document.tags = {"old"};
  document.metadata = {{"old", true}};
  documents_.save(document);
  for (const char* now : {"2025-01-02", "2024-01-01"}) {  // the clock may go backwards
    clock_->set(now);
    Document again = draft("p-1", "other");
    again.content.reset();
    documents_.save(again);
    const Document found = documents_.get(post, "p-1");
    EXPECT_EQ(found.created_at, parse_timestamp("2025-01-01 10:00:00"));
    EXPECT_EQ(found.updated_at, parse_timestamp(now));
    EXPECT_EQ(found.slug, "other");
    EXPECT_FALSE(found.content.has_value());
    EXPECT_THAT(found.tags, IsEmpty());
    EXPECT_TRUE(found.metadata.is_null());
  }
  EXPECT_EQ(storage_.row_count("documents"), 1);
}

// A row that the engine removes and adds again is one that it cannot keep where the disk then
// refuses the commit.
TEST_F(ContentRepositoryTest, saving_again_changes_the_row_in_place_where_its_lists_stay) {
  const auto place = [&] {
    return storage_.connection()->query("SELECT rowid FROM documents").column<std::int64_t>(0)[0];
  };
  Document document = draft("p-1");
  document.tags = {"a", "b"};
  documents_.save(document);
  documents_.save(draft("p-0"));
  documents_.remove(post, "p-0");
  const std::int64_t first = place();
  document.content = "another";
  documents_.save(document);
  EXPECT_EQ(place(), first);
  document.tags = {"a"};
  documents_.save(document);
  EXPECT_EQ(documents_.get(post, "p-1").tags, document.tags);
  EXPECT_EQ(documents_.get(post, "p-1").content, "another");
}

TEST_F(ContentRepositoryTest, what_was_got_can_be_changed_and_saved) {
  documents_.save({.id = "p", .slug = "s", .metadata = {{"title", "of metadata"}, {"k", 1}}});
  Document found = documents_.get(post, "p");
  found.title = "changed";
  found.metadata.set("k", 2);
  documents_.save(found);
  EXPECT_EQ(documents_.get(post, "p").title, "changed");
  EXPECT_EQ(documents_.get(post, "p").metadata, (Json{{"k", 2}}));
}

TEST_F(ContentRepositoryTest, metadata_goes_to_the_member_of_its_name) {
  const Json bag{{"title", "T"},
                 {"slug", "s"},
                 {"date", "2025-03-20"},
                 {"authors", Json::parse(R"(["ana"])")},
                 {"subject_uuid", "00000000-0000-0000-0000-0000000000aa"},
                 {"window_start", "2025-01-01T12:00:00+02:00"},
                 {"alias", Json()},
                 {"id", "an own key"},
                 {"content", 7}};
  documents_.save({.id = "p", .metadata = bag});
  const Document found = documents_.get(post, "s");
  EXPECT_EQ(found.title, "T");
  EXPECT_EQ(found.date, parse_date("2025-03-20"));
  EXPECT_THAT(found.authors, ElementsAre("ana"));
  EXPECT_EQ(found.window_start, parse_timestamp("2025-01-01 10:00:00"));
  EXPECT_FALSE(found.alias.has_value());
  EXPECT_EQ(found.metadata, (Json{{"id", "an own key"}, {"content", 7}}));
  EXPECT_EQ(all_metadata(found).at("title"), "T");
  EXPECT_EQ(all_metadata(found).at("window_start"), "2025-01-01 10:00:00");
  documents_.save({.id = "q", .title = "T", .metadata = all_metadata(found)});  // both say the same
  EXPECT_EQ(all_metadata(documents_.get(post, "q")), all_metadata(found));
}

TEST_F(ContentRepositoryTest, metadata_that_does_not_fit_is_refused_by_its_key) {
  const auto with = [&](const Json& metadata) {
    Document bad = draft("p-1");
    bad.metadata = metadata;
    return refused(bad);
  };
  EXPECT_THAT(with({{"title", "another"}}),
              AllOf(HasSubstr("'p-1'"), HasSubstr("'title'"), HasSubstr("leave one of them out")));
  EXPECT_THAT(with({{"summary", 7}}), HasSubstr("'summary'"));
  EXPECT_THAT(with({{"date", "2025-02-30"}}), HasSubstr("2025-02-30"));
  EXPECT_THAT(with({{"authors", "ana"}}), HasSubstr("a list of texts"));
  EXPECT_THAT(with({{"tags", Json::parse(R"(["a", 1])")}}), HasSubstr("'tags'"));
  EXPECT_THAT(with({{"subject_uuid", "ana"}}), HasSubstr("'subject_uuid'"));
  EXPECT_THAT(with(Json::array()), HasSubstr("no object"));
  EXPECT_THAT(with("text"), HasSubstr("no object"));
  EXPECT_THAT(ids(), IsEmpty());
}

TEST_F(ContentRepositoryTest, names_the_document_and_every_rule_it_breaks) {
  EXPECT_THAT(refused({.id = "p-1", .status = "done"}),
              AllOf(HasSubstr("'p-1' (post)"), HasSubstr("title"), HasSubstr("slug"),
                    HasSubstr("draft, published or archived, not 'done'")));
  EXPECT_THAT(refused({.id = "p-1", .title = "", .slug = "s"}), HasSubstr("title"));
  EXPECT_THAT(refused({.id = "u", .type = profile, .title = "T"}), HasSubstr("subject_uuid"));
  EXPECT_THAT(refused({.id = "j", .type = journal}),
              AllOf(HasSubstr("title"), HasSubstr("window_start"), HasSubstr("window_end")));
  EXPECT_THAT(refused({.id = "m", .type = media}),
              AllOf(HasSubstr("filename"), HasSubstr("media_type")));
  EXPECT_THAT(refused({.type = annotation}), HasSubstr("id is empty"));
  EXPECT_THAT(refused({.id = "a", .type = annotation, .status = ""}), HasSubstr("status"));
  EXPECT_THAT(refused({.id = "x", .type = static_cast<DocumentType>(11)}), HasSubstr("no type"));
  EXPECT_THAT(ids(), IsEmpty());
  for (const DocumentType type : {announcement, enrichment_url, enrichment_media, enrichment_image,
                                  enrichment_video, enrichment_audio, annotation}) {
    EXPECT_EQ(document_type_of(to_string(type)), type);
    documents_.save({.id = std::string(to_string(type)), .type = type, .status = "anything"});
  }
  EXPECT_FALSE(document_type_of("Post").has_value());
  EXPECT_EQ(ids().size(), 7U);
}

TEST_F(ContentRepositoryTest, refuses_what_is_no_utf8_or_no_json) {
  std::vector<Document> bad(5, draft("p-1"));
  bad[0].content = "\xFF";
  bad[1].tags = {"fine", "\xC3"};
  bad[2].id = "\xFF";
  bad[3].metadata = {{"k", "\xFF"}};
  bad[4].metadata = {{"k", std::numeric_limits<double>::infinity()}};
  for (const Document& document : bad) EXPECT_THROW(documents_.save(document), TypeError);
  EXPECT_THAT(message_of<TypeError>([&] { documents_.save(bad[0]); }),
              AllOf(HasSubstr("'p-1'"), HasSubstr("content"), HasSubstr("blob")));
  EXPECT_THAT(ids(), IsEmpty());
  EXPECT_THROW((void)documents_.get(post, "\xFF"), TypeError);
}

TEST_F(ContentRepositoryTest, finds_by_id_before_slug) {
  documents_.save(draft("a", "b"));
  documents_.save(draft("b", "c"));
  EXPECT_EQ(documents_.get(post, "b").id, "b");
  EXPECT_EQ(documents_.get(post, "c").id, "b");
  EXPECT_THAT(message_of<DocumentNotFoundError>([&] { (void)documents_.get(post, "d"); }),
              HasSubstr("no post has the id or slug 'd'"));
  EXPECT_THAT(message_of<DocumentNotFoundError>([&] { (void)documents_.get(profile, "a"); }),
              HasSubstr("there is a post of that id"));
  EXPECT_THROW((void)documents_.get(post, ""), DocumentNotFoundError);
  EXPECT_THROW((void)documents_.get(post, "A"), DocumentNotFoundError);
}

TEST_F(ContentRepositoryTest, a_slug_of_several_is_refused_naming_them) {
  for (const char* id : {"c", "a", "b"}) documents_.save(draft(id, "same"));
  documents_.save({.id = "other", .type = announcement, .slug = "same"});
  EXPECT_THAT(message_of<InvalidOperationError>([&] { (void)documents_.get(post, "same"); }),
              AllOf(HasSubstr("'same'"), HasSubstr("'a', 'b', 'c'")));
  EXPECT_EQ(documents_.get(announcement, "same").id, "other");
  for (const char* id : {"d", "e", "f"}) documents_.save(draft(id, "same"));
  EXPECT_THAT(message_of<InvalidOperationError>([&] { (void)documents_.get(post, "same"); }),
              HasSubstr("'e', ..."));
}

TEST_F(ContentRepositoryTest, an_id_belongs_to_one_type) {
  documents_.save(draft("a"));
  EXPECT_THAT(
      message_of<IntegrityError>([&] { documents_.save({.id = "a", .type = announcement}); }),
      AllOf(HasSubstr("there is a post of that id"), HasSubstr("'a'")));
  EXPECT_FALSE(documents_.remove(announcement, "a"));
  EXPECT_EQ(documents_.get(post, "a").title, "Title");
}

TEST_F(ContentRepositoryTest, lists_without_contents) {
  EXPECT_THAT(documents_.list(), IsEmpty());
  Document large = draft("b");
  large.content = "\xC3\xA4";
  large.blob = all_bytes();
  documents_.save(large);
  documents_.save({.id = "a", .type = announcement, .date = parse_date("2025-03-20")});
  const auto all = documents_.list();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].id, "a");
  EXPECT_EQ(all[0].type, announcement);
  EXPECT_EQ(all[0].date, parse_date("2025-03-20"));
  EXPECT_FALSE(all[0].content_bytes.has_value());
  EXPECT_FALSE(all[0].has_blob);
  EXPECT_EQ(all[1].slug, "slug");
  EXPECT_EQ(all[1].content_bytes, 2);
  EXPECT_TRUE(all[1].has_blob);
  EXPECT_EQ(all[1].updated_at, clock_->now());
  EXPECT_THAT(ids(post), ElementsAre("b"));
  EXPECT_THAT(ids(profile), IsEmpty());
}

TEST_F(ContentRepositoryTest, removes_what_is_there) {
  documents_.save(draft("a"));
  EXPECT_TRUE(documents_.remove(post, "a"));
  EXPECT_FALSE(documents_.remove(post, "a"));
  EXPECT_FALSE(documents_.remove(post, "slug"));
  EXPECT_THROW((void)documents_.get(post, "a"), DocumentNotFoundError);
  clock_->set("2025-01-05");
  documents_.save(draft("a"));
  EXPECT_EQ(documents_.get(post, "a").created_at, parse_timestamp("2025-01-05"));
}

TEST_F(ContentRepositoryTest, streams_whole_rows_by_id) {
  for (const char* id : {"c", "a", "b"}) documents_.save(draft(id));
  documents_.save({.id = "d", .type = announcement});
  std::vector<std::string> found;
  const auto batches = documents_.stream(post, 2);
  while (const auto batch = batches->next()) {
    EXPECT_LE(batch->num_rows(), 2);
    for (std::int64_t row = 0; row < batch->num_rows(); ++row) {
      found.emplace_back(batch->column<std::string>("id")[row]);
      EXPECT_EQ(batch->column<std::string>("content")[row], "text");
    }
  }
  EXPECT_THAT(found, ElementsAre("a", "b", "c"));
  EXPECT_EQ(documents_.stream()->next()->num_rows(), 4);
  EXPECT_THROW((void)documents_.stream({}, 0), InvalidOperationError);
}

TEST_F(ContentRepositoryTest, is_part_of_the_callers_transaction) {
  documents_.save(draft("kept"));
  const auto work = [&](Transaction& tx) {
    documents_.save(tx, draft("a"));
    documents_.save(tx, draft("a", "again"));
    EXPECT_EQ(documents_.get(tx, post, "again").id, "a");
    documents_.save(tx, draft("kept", "changed"));
    EXPECT_TRUE(documents_.remove(tx, post, "kept"));
    documents_.save(tx, draft("kept", "anew"));
    EXPECT_TRUE(documents_.remove(tx, post, "a"));
    documents_.save(tx, draft("a", "last"));
    EXPECT_THROW(documents_.save(draft("b")), InvalidOperationError);
  };
  EXPECT_THROW(storage_.transaction([&](Transaction& tx) {
    work(tx);
    throw std::runtime_error("rolled back");
  }),
               std::runtime_error);
  EXPECT_THAT(ids(), ElementsAre("kept"));
  EXPECT_EQ(documents_.get(post, "kept").slug, "slug");
  storage_.transaction(work);
  EXPECT_EQ(documents_.get(post, "a").slug, "last");
  EXPECT_EQ(documents_.get(post, "kept").slug, "anew");
  DuckDBStorageManager other = temp_storage();
  ContentRepository foreign(other);
  storage_.transaction(
      [&](Transaction& tx) { EXPECT_THROW(foreign.save(tx, draft("b")), InvalidOperationError); });
}

TEST_F(ContentRepositoryTest, takes_hostile_ids_and_texts_as_they_are) {
  const std::vector<std::string> texts = {"'; DROP TABLE documents; --",
                                          "\"",
                                          std::string("nul \0 inside", 12),
                                          "a/../b\n\t\\",
                                          "\xF0\x9F\xA6\x86",
                                          std::string(1'000'000, 'x'),
                                          "%",
                                          " "};
  for (const std::string& text : texts) {
    Document document = draft(text, "slug " + text);
    document.content = document.title = text;
    document.tags = {text, text};
    document.metadata = {{text, text}};
    documents_.save(document);
    documents_.save(document);
  }
  for (const std::string& text : texts) {
    const Document found = documents_.get(post, "slug " + text);
    EXPECT_EQ(found.id, text);
    EXPECT_EQ(found.content, text);
    EXPECT_EQ(found.tags[1], text);
    EXPECT_EQ(found.metadata.at(text), text);
    EXPECT_TRUE(documents_.remove(post, text));
  }
  EXPECT_THAT(ids(), IsEmpty());
}

TEST_F(ContentRepositoryTest, survives_closing_and_refuses_to_write_where_it_may_not) {
  Document document = draft("a");
  document.blob = all_bytes();
  documents_.save(document);
  storage_.close();
  EXPECT_THROW(documents_.save(document), ClosedError);
  EXPECT_THROW((void)documents_.get(post, "a"), ClosedError);
  EXPECT_THROW((void)documents_.list(), ClosedError);
  DuckDBStorageManager looking({.db_path = path("test.duckdb"), .read_only = true});
  ContentRepository reader(looking);
  EXPECT_EQ(reader.get(post, "a").blob, all_bytes());
  EXPECT_THROW(reader.save(document), InvalidOperationError);
  EXPECT_THROW(reader.remove(post, "a"), InvalidOperationError);
}

TEST_F(ContentRepositoryTest, is_a_repository) {
  Repository& base = documents_;
  base.save(draft("a"));
  EXPECT_EQ(base.get(post, "a").title, "Title");
  EXPECT_EQ(base.list().size(), 1U);
  EXPECT_TRUE(base.remove(post, "a"));
  ContentRepository own(StoreOptions{.db_path = path("test.duckdb"), .clock = clock_});
  own.save(draft("b"));
  EXPECT_EQ(base.list(post).size(), 1U);
}

}  // namespace
}  // namespace egregora
