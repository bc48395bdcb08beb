// SPDX-License-Identifier: Apache-2.0
// What every home of documents can do, wherever it keeps them.
#pragma once

#include <egregora/database/document.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace egregora {

/// Thread safety: as the implementation says.
class Repository {
 public:
  virtual ~Repository();

  /// Stores the document, over the one that has its id.
  virtual void save(const Document& document) = 0;
  /// The whole document of that type and id, else the one of that type and slug.
  /// Throws: DocumentNotFoundError; InvalidOperationError naming the ids where several have it.
  virtual Document get(DocumentType type, std::string_view id_or_slug) const = 0;
  /// All documents, or those of a type, by id.
  virtual std::vector<DocumentSummary> list(std::optional<DocumentType> type = {}) const = 0;
  /// False where there is no document of that type and id.
  virtual bool remove(DocumentType type, std::string_view id) = 0;

 protected:
  Repository() = default;
  Repository(const Repository&) = default;
  Repository& operator=(const Repository&) = default;
};

}  // namespace egregora
