// SPDX-License-Identifier: Apache-2.0
// What the documents do not describe yet: of each link and file the first message, less what is
// named by an enrichment.
#include <egregora/core/errors.hpp>
#include <egregora/database/message_repository.hpp>
#include <egregora/expr/functions.hpp>

#include <fmt/format.h>

#include "database/message_state.hpp"
#include "database/message_words.hpp"
#include "database/transaction_state.hpp"

namespace egregora {

namespace {
using Documents = schemas::Documents;

std::int64_t checked(std::int64_t max) {
  if (max >= 0) return max;
  throw InvalidOperationError(fmt::format("a limit is not negative: {}", max));
}

/// Absent in a database that is only looked at and never had documents.
std::optional<Table> documents_of(const detail::StoreHandle& store) {
  const auto core = store.core();
  detail::CallSession session(*core);
  if (!session->schema_of(session->resolve(Documents::table_name))) return std::nullopt;
  return core->read(*session, Documents::table_name);
}

/// The first row of each name that no enrichment has. `uses` has the columns of Messages' order.
DataFrame open_ones(const Table& uses, const std::optional<Table>& enriched, std::int64_t max) {
  Table first = uses.order_by({"timestamp", "seq", "message_id"}).distinct({"name"});
  if (enriched) first = first.join(*enriched, "name", {.how = JoinKind::anti});
  return first.order_by({"timestamp", "name"}).limit(max).execute();
}
}  // namespace

std::vector<UrlCandidate> MessageRepository::get_url_enrichment_candidates(std::int64_t max) const {
  checked(max);
  const auto messages = state_->messages();
  const Expr urls = messages.metadata.expr()["urls"];
  const Table uses =
      messages.filter(urls.length() > 0)
          .select("message_id", "timestamp", "seq", "author_uuid", Named{"name", urls.unnest()});
  auto enriched = documents_of(state_->store);
  if (enriched) {
    enriched = enriched->filter((*enriched)["doc_type"] == "enrichment_url")
                   .select(Named{"name", (*enriched)["extensions"]["url"].as_string()});
  }
  const DataFrame found = open_ones(uses, enriched, max);
  std::vector<UrlCandidate> candidates;
  for (const Row& row : found.rows()) {
    candidates.push_back({.url = std::string(*row.get<std::string>("name")),
                          .message_id = row[messages.message_id],
                          .timestamp = row[messages.timestamp],
                          .author_uuid = row.get(messages.author_uuid)});
  }
  return candidates;
}

std::vector<MediaCandidate> MessageRepository::get_media_enrichment_candidates(
    std::int64_t max) const {
  checked(max);
  const auto messages = state_->messages();
  const Table uses = messages.filter(messages.media_url.notnull(), messages.media_url != "")
                         .select("message_id", "timestamp", "seq", "author_uuid", "media_type",
                                 Named{"name", messages.media_url});
  auto enriched = documents_of(state_->store);
  if (enriched) {
    enriched = enriched
                   ->filter((*enriched)["doc_type"].isin({"enrichment_media", "enrichment_image",
                                                          "enrichment_video", "enrichment_audio"}))
                   .select(Named{"name", (*enriched)["filename"]});
  }
  const DataFrame found = open_ones(uses, enriched, max);
  std::vector<MediaCandidate> candidates;
  for (const Row& row : found.rows()) {
    const auto type = row.get(messages.media_type);
    candidates.push_back(
        {.media_url = std::string(*row.get<std::string>("name")),
         .media_type = type ? std::optional(detail::stored_media_type(*type)) : std::nullopt,
         .message_id = row[messages.message_id],
         .timestamp = row[messages.timestamp],
         .author_uuid = row.get(messages.author_uuid)});
  }
  return candidates;
}

}  // namespace egregora
