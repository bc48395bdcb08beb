// SPDX-License-Identifier: Apache-2.0
// Golden name-based ids (they are stored in databases, so they may never change) and the forms of a
// UUID's text.
#include <egregora/core/uuid.hpp>

#include <egregora/core/errors.hpp>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <set>
#include <thread>
#include <unordered_set>
#include <vector>

namespace egregora {
namespace {

TEST(Uuid, name_based_ids_have_their_golden_values) {
  EXPECT_EQ(uuid5(kNamespaceOid, "whatsapp:Franklin").to_string(),
            "506f0d3a-8071-58c4-bcdc-219793debe13");
  EXPECT_EQ(uuid5(kNamespaceOid, "whatsapp:Eurico Max").to_string(),
            "829fe77e-66c6-5656-a735-b15d1ed7816b");
  // Appendix B of RFC 9562: the name "www.example.com" in the namespace of DNS names.
  const Uuid dns = Uuid::parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  EXPECT_EQ(uuid5(dns, "www.example.com").to_string(), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST(Uuid, a_long_name_gives_the_same_id_by_either_path) {
  const std::string name(100'000, 'x');
  EXPECT_EQ(uuid5(kNamespaceOid, name).to_string(), "eca5855f-b47d-5a78-baa6-de4090ab1997");
  EXPECT_EQ(uuid5(kNamespaceOid, "").to_string(), "0a68eb57-c88a-5f34-9e9d-27f85e68af4f");
}

TEST(Uuid, name_based_ids_are_equal_on_every_thread) {
  const Uuid expected = uuid5(kNamespaceOid, "name");
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 1000; ++n) ASSERT_EQ(uuid5(kNamespaceOid, "name"), expected);
    });
  }
}

TEST(Uuid, random_ids_differ_and_say_their_version) {
  std::set<Uuid> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = random_ids()->next().to_string();
    EXPECT_EQ(text[14], '4');
    EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos);
    seen.insert(Uuid::parse(text));
  }
  EXPECT_EQ(seen.size(), 1000u);
}

TEST(Uuid, a_forked_process_gives_other_ids) {
  static_cast<void>(uuid4());  // what is in stock now, the child inherits
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const std::string id = uuid4().to_string();
    ::_exit(::write(ends[1], id.data(), id.size()) == static_cast<ssize_t>(id.size()) ? 0 : 1);
  }
  std::string theirs(36, ' ');
  EXPECT_EQ(::read(ends[0], theirs.data(), theirs.size()), 36);
  EXPECT_EQ(::waitpid(child, nullptr, 0), child);
  std::set<std::string> ours;
  while (ours.size() < 1000) ours.insert(uuid4().to_string());
  EXPECT_FALSE(ours.contains(theirs));
  EXPECT_TRUE(Uuid::try_parse(theirs).has_value());
  for (const int end : ends) ::close(end);
}

TEST(Uuid, reads_either_letter_case) {
  EXPECT_EQ(Uuid::parse("506F0D3A-8071-58C4-BCDC-219793DEBE13"),
            uuid5(kNamespaceOid, "whatsapp:Franklin"));
}

TEST(Uuid, refuses_every_other_form) {
  for (const char* text :
       {"", "506f0d3a", "506f0d3a807158c4bcdc219793debe13", "{506f0d3a-8071-58c4-bcdc-219793debe1}",
        "506f0d3a-8071-58c4-bcdc-219793debe1g", "506f0d3a-8071-58c4-bcdc-219793debe133",
        "506f0d3a08071-58c4-bcdc-219793debe13"}) {
    EXPECT_FALSE(Uuid::try_parse(text)) << text;
    EXPECT_THROW(Uuid::parse(text), TypeError) << text;
  }
}

TEST(Uuid, the_default_is_nil_and_the_least) {
  EXPECT_TRUE(Uuid{}.is_nil());
  EXPECT_LT(Uuid{}, kNamespaceOid);
  EXPECT_EQ(Uuid{}.to_string(), "00000000-0000-0000-0000-000000000000");
}

TEST(Uuid, hashes_tell_similar_ids_apart) {
  std::unordered_set<std::size_t> hashes;
  for (std::uint8_t i = 0; i < 16; ++i) {
    std::array<std::uint8_t, 16> bytes{};
    bytes[i] = 1;
    hashes.insert(std::hash<Uuid>{}(Uuid(bytes)));
  }
  EXPECT_EQ(hashes.size(), 16u);
}

}  // namespace
}  // namespace egregora
