// SPDX-License-Identifier: Apache-2.0
// Threads that save and read the same documents through two repositories on one file. What must
// hold: whoever reads sees a document as one thread saved it, whole, and the first time stays.
#include <gtest/gtest.h>

#include <egregora/database/content_repository.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {

constexpr int kThreads = 6;
constexpr int kSaves = 40;
constexpr int kDocuments = 4;

/// Every part of it says the same.
Document made_by(int thread, int number) {
  const std::string mark = std::to_string(thread) + "." + std::to_string(number);
  return {.id = "document " + std::to_string(number % kDocuments),
          .content = std::string(2000, static_cast<char>('a' + thread)) + mark,
          .title = mark,
          .slug = mark,
          .tags = {mark},
          .metadata = {{"mark", mark}}};
}

bool is_whole(const Document& found) {
  const std::string& mark = *found.title;
  return found.slug == mark && found.tags == std::vector{mark} &&
         found.metadata.at("mark") == mark && found.content->ends_with(mark);
}

TEST(DocumentThreads, a_document_is_always_one_that_was_saved) {
  const testing::TemporaryFolder folder;
  DuckDBStorageManager storage{{.db_path = folder / "documents.duckdb"}};
  ContentRepository first{storage};
  ContentRepository own{StoreOptions{.db_path = folder / "documents.duckdb"}};
  for (int i = 0; i < kDocuments; ++i) first.save(made_by(0, i));
  const auto created = first.get(DocumentType::post, "document 0").created_at;
  std::atomic<int> torn = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      ContentRepository& repository = thread % 2 == 0 ? first : own;
      threads.emplace_back([&, thread] {
        for (int i = 0; i < kSaves; ++i) {
          const Document document = made_by(thread, i);
          repository.save(document);
          torn += is_whole(repository.get(DocumentType::post, document.id)) ? 0 : 1;
        }
      });
    }
  }
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(first.list().size(), static_cast<std::size_t>(kDocuments));
  EXPECT_EQ(first.get(DocumentType::post, "document 0").created_at, created);
}

}  // namespace
}  // namespace egregora
