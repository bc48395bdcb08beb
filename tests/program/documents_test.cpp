// `egregora documents`: put, get, list, rm.
#include "program/program_runner.hpp"

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
namespace fs = std::filesystem;

class Documents : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write_file(path("spring.md"), "# Spring\n\xC3\xA4 \"quoted\"");
    succeeds({"documents", "put", "post", "p-1", "spring.md", "--title", "Spring", "--slug",
              "spring", "--metadata", R"({"mood": 3, "authors": ["ana"]})"});
  }
  json got(const std::string& name, const std::string& type = "post") const {
    return succeeds({"documents", "get", type, name, "--json"}).json();
  }
};

TEST_F(Documents, are_put_and_got) {
  const json found = got("spring");
  EXPECT_EQ(found["id"], "p-1");
  EXPECT_EQ(found["status"], "draft");
  EXPECT_EQ(found["title"], "Spring");
  EXPECT_EQ(found["authors"], json::array({"ana"}));
  EXPECT_EQ(succeeds({"documents", "get", "post", "p-1", "--content"}).out,
            "# Spring\n\xC3\xA4 \"quoted\"");
  EXPECT_THAT(succeeds({"documents", "get", "post", "p-1"}).out, HasSubstr("Spring"));
  const json listed = succeeds({"documents", "list", "--json"}).json();
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0]["type"], "post");
  EXPECT_EQ(listed[0]["content_bytes"], 20);
  EXPECT_EQ(listed[0]["has_blob"], false);
  EXPECT_FALSE(listed[0].contains("content"));
  EXPECT_THAT(succeeds({"documents", "list", "--type", "profile", "--json"}).json(), IsEmpty());
}

TEST_F(Documents, keep_what_is_not_put_again) {
  const json before = got("p-1");
  succeeds({"documents", "put", "post", "p-1", "--status", "published", "--title", "Later",
            "--metadata", R"({"more": [1], "authors": null, "mood": 4})"});
  const json after = got("p-1");
  EXPECT_EQ(after["status"], "published");
  EXPECT_EQ(after["title"], "Later");
  EXPECT_EQ(after["slug"], "spring");
  EXPECT_EQ(after["content"], before["content"]);
  EXPECT_EQ(after["created_at"], before["created_at"]);
  EXPECT_THAT(after["authors"], IsEmpty());
  EXPECT_THAT(after["extensions"].dump(), HasSubstr("more"));
  EXPECT_THAT(after["extensions"].dump(), Not(HasSubstr("3")));
}

TEST_F(Documents, keep_bytes_as_bytes) {
  const std::string bytes("\x00\xFF\x89PNG\r\n", 8);
  write_file(path("a.png"), bytes);
  fails({"documents", "put", "media", "m-1", "a.png"}, 1, {"filename", "media_type"});
  const std::vector<std::string> put = {"documents",
                                        "put",
                                        "media",
                                        "m-1",
                                        "a.png",
                                        "--metadata",
                                        R"({"filename": "a.png", "media_type": "image"})"};
  fails(put, 1, {"m-1", "content is no UTF-8"});
  std::vector<std::string> binary = put;
  binary.push_back("--blob");
  succeeds(binary);
  EXPECT_EQ(succeeds({"documents", "get", "media", "m-1", "--blob"}).out, bytes);
  fails({"documents", "get", "media", "m-1", "--content"}, 1, {"no content"});
}

TEST_F(Documents, are_removed_once) {
  fails({"documents", "rm", "profile", "p-1"}, 1, {"no profile has this id"});
  succeeds({"documents", "rm", "post", "p-1"});
  fails({"documents", "rm", "post", "p-1"}, 1, {"p-1", "no post has this id"});
  fails({"documents", "get", "post", "p-1"}, 1, {"no post has the id or slug 'p-1'"});
}

TEST_F(Documents, that_break_a_rule_are_refused_whole) {
  fails({"documents", "put", "post", "p-2"}, 1, {"'p-2' (post)", "title", "slug"});
  fails({"documents", "put", "post", "p-1", "--status", "done"}, 1,
        {"draft, published or archived"});
  fails({"documents", "put", "profile", "p-1", "--title", "T", "--metadata",
         R"({"subject_uuid": "00000000-0000-0000-0000-0000000000aa"})"},
        1, {"there is a post of that id"});
  fails({"documents", "put", "post", "p-1", "none.md"}, 1, {"none.md", "cannot be read"});
  fails({"documents", "put", "post", "p-1", "."}, 1, {"this is a folder"});
  fails({"documents", "put", "post", "p-1", "--metadata", "[1]"}, 2, {"--metadata"});
  fails({"documents", "put", "post", "p-1", "--metadata", "{"}, 2, {"--metadata"});
  fails({"documents", "put", "letter", "p-1"}, 2, {"letter"});
  fails({"documents", "get", "post", "p-1", "--content", "--blob"}, 2, {"--content"});
  fails({"documents", "list", "--type", "letter"}, 2, {"letter"});
  EXPECT_EQ(got("p-1")["status"], "draft");
}

TEST_F(Documents, of_no_database_are_an_error_that_creates_none) {
  fails({"documents", "list", "--db", "none.duckdb"}, 1, {"no such database"});
  fails({"documents", "rm", "post", "p-1", "--db", "none.duckdb"}, 1, {"no such database"});
  fails({"documents", "put", "post", "p-1", "--db", "none.duckdb"}, 1, {"title"});
  EXPECT_FALSE(fs::exists(path("none.duckdb")));
  succeeds({"documents", "put", "annotation", "a-1", "--db", "new.duckdb"});
  EXPECT_EQ(succeeds({"documents", "list", "--json", "--db", "new.duckdb"}).json().size(), 1U);
}

}  // namespace
}  // namespace egregora::program_tests
