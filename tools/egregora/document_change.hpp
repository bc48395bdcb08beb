// SPDX-License-Identifier: Apache-2.0
// What `egregora documents put` makes of a document: what is given changes, the rest stays.
#pragma once

#include <egregora/database/content_repository.hpp>
#include <egregora/database/schemas.hpp>

#include <optional>
#include <string>

namespace egregora::program {

/// A document as the command line names it; the type's word is known to be one.
struct DocumentName {
  std::string type = {};
  std::string id = {};
};

/// Its row, if any.
TypedTable<schemas::Documents> row_of(DuckDBStorageManager& storage, const DocumentName& name);

struct DocumentChanges {
  DocumentName name = {};
  std::optional<std::string> file = {};
  bool blob = false;
  std::optional<std::string> title = {};
  std::optional<std::string> slug = {};
  std::optional<std::string> status = {};
  std::optional<std::string> metadata = {};
};

/// Lifetime: the options must outlive it.
class DocumentChange {
 public:
  /// Reads the file. Throws: UsageError for metadata that is no JSON object; Failure.
  explicit DocumentChange(const DocumentChanges& options);
  void save(DuckDBStorageManager& storage) const;

 private:
  Document changed(const Document& before) const;

  const DocumentChanges& options_;
  Json metadata_;
  std::optional<std::string> bytes_;
};

}  // namespace egregora::program
