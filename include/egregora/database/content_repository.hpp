// SPDX-License-Identifier: Apache-2.0
// Documents in the table `documents`: posts, profiles, enrichments, media.
#pragma once

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/repository.hpp>
#include <egregora/database/store_options.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace egregora {

/// Every change is one transaction, durable when the call returns. The calls that take a
/// Transaction are part of it.
/// Every call throws: ClosedError once the manager is closed; InvalidOperationError for a call
/// without Transaction inside a transaction of its thread.
/// Thread safety: any thread. Lifetime: on a manager, ClosedError once that is closed.
///
/// @code
///   ContentRepository documents{storage};
///   documents.save({.id = "p-1", .title = "Spring", .slug = "spring", .metadata = {{"mood", 3}}});
///   std::cout << documents.get(DocumentType::post, "spring").metadata.at("mood");
/// @endcode
class ContentRepository final : public Repository {
 public:
  /// Creates its table where it is missing. Throws: SchemaMismatchError where it is there with
  /// other columns.
  explicit ContentRepository(DuckDBStorageManager& storage, const StoreTools& tools = {});
  explicit ContentRepository(const StoreOptions& options);
  ~ContentRepository() override;
  ContentRepository(const ContentRepository&) = delete;
  ContentRepository& operator=(const ContentRepository&) = delete;

  /// Every member is stored as it is given: one without a value is empty afterwards, whatever was
  /// there. `created_at` stays that of the first time. Throws, and changes nothing:
  /// InvalidOperationError naming the document and every rule that it breaks (see Document),
  /// metadata that is no object, or a key of it that says something else than its member; TypeError
  /// for a text that is no UTF-8; IntegrityError where a document of another type has the id.
  void save(const Document& document) override;
  void save(Transaction& tx, const Document& document);

  Document get(DocumentType type, std::string_view id_or_slug) const override;
  Document get(Transaction& tx, DocumentType type, std::string_view id_or_slug) const;
  std::vector<DocumentSummary> list(std::optional<DocumentType> type = {}) const override;
  /// Rows of `documents`, whole, by id, at most `batch_size` (>= 1) at a time; see streaming.hpp.
  std::unique_ptr<TableStream> stream(std::optional<DocumentType> type = {},
                                      std::int64_t batch_size = 1'024) const;

  bool remove(DocumentType type, std::string_view id) override;
  bool remove(Transaction& tx, DocumentType type, std::string_view id);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace egregora
