// SPDX-License-Identifier: Apache-2.0
// A repository of documents on a file, with a clock that tests set.
#pragma once

#include <egregora/database/content_repository.hpp>

#include "support/known_tools.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {

class DocumentTest : public StorageTest {
 protected:
  static Document draft(std::string id, std::string slug = "slug") {
    return {.id = std::move(id), .content = "text", .title = "Title", .slug = std::move(slug)};
  }
  std::vector<std::string> ids(std::optional<DocumentType> type = {}) const {
    std::vector<std::string> found;
    for (const DocumentSummary& each : documents_.list(type)) found.push_back(each.id);
    return found;
  }
  std::string refused(const Document& bad) {
    return message_of<InvalidOperationError>([&] { documents_.save(bad); });
  }

  std::shared_ptr<testing::SettableClock> clock_ =
      std::make_shared<testing::SettableClock>("2025-01-01 10:00:00");
  DuckDBStorageManager storage_{on_file()};
  ContentRepository documents_{storage_, {.clock = clock_}};
};

}  // namespace egregora
