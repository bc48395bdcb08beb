// SPDX-License-Identifier: Apache-2.0
// Documents are few and large beside messages: each is looked up by its key and written by itself.
#include <egregora/core/errors.hpp>
#include <egregora/database/content_repository.hpp>
#include <egregora/database/streaming.hpp>
#include <egregora/expr/functions.hpp>

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "database/document_check.hpp"
#include "database/document_metadata.hpp"
#include "database/document_rows.hpp"
#include "database/store_handle.hpp"
#include "database/transaction_state.hpp"

namespace egregora {

using detail::documents_table;
using detail::Session;
using detail::TransactionState;
using schemas::Documents;

Repository::~Repository() = default;

struct ContentRepository::State {
  detail::StoreHandle store;
};

namespace {
constexpr std::int64_t kNamed = 5;  // of documents with one slug: more would not fit one line

Document checked(const Document& document) {
  Document made = detail::with_keys_in_members(document);
  detail::check_document(made);
  return made;
}

/// What has an id.
struct Stored {
  DocumentType type;
  Timestamp created_at;
  std::map<std::string, Scalar> lists;
};

std::optional<Stored> stored(Session& session, const std::string& id) {
  const auto documents = documents_table();
  const DataFrame found =
      session.query(documents.filter(documents.id == id)
                        .select("doc_type", "created_at", "authors", "tags", "interests"));
  if (found.num_rows() == 0) return std::nullopt;
  const auto type = document_type_of(found.column<std::string>(0)[0]);
  if (!type) throw InternalError(fmt::format("document '{}' is of no type we know", id));
  Stored made{*type, found.column<Timestamp>(1)[0], {}};
  for (const char* list : {"authors", "tags", "interests"}) {
    made.lists.emplace(list, found.value(0, list));
  }
  return made;
}

/// Lists that stay as they are are left out: to change one, the engine removes the row and adds it
/// again, and where the disk then refuses the commit, DuckDB 1.5.6 ends the process.
UpdateRow update_of(const TableName& table, const Stored& before,
                    const std::vector<std::string>& columns, const std::vector<Scalar>& row) {
  UpdateRow update{table, {}, {}, {"id"}, {row.front()}};
  for (std::size_t at = 1; at < columns.size(); ++at) {
    const auto list = before.lists.find(columns[at]);
    if (list != before.lists.end() && list->second == row[at]) continue;
    update.columns.push_back(columns[at]);
    update.values.push_back(row[at]);
  }
  return update;
}

void write(TransactionState& state, Document document, Timestamp now) {
  Session& session = state.session();
  const auto before = stored(session, document.id);
  if (before && before->type != document.type) {
    throw IntegrityError(
        fmt::format("there is a {} of that id, and ids are unique among all types: '{}'",
                    to_string(before->type), document.id),
        {.object_name = document.id});
  }
  document.created_at = before ? before->created_at : now;
  document.updated_at = now;
  static const std::vector<std::string> columns = Documents::schema().names();
  const TableName table = session.durable(Documents::table_name);
  std::vector<Scalar> row = detail::document_row(document);
  state.touch(Documents::table_name);
  if (!before) {
    session.run_often(InsertRows{table, columns, {std::move(row)}});
    return;
  }
  session.run_often(update_of(table, *before, columns, row));
}

[[noreturn]] void throw_not_found(Session& session, DocumentType type, const std::string& name) {
  const auto other = stored(session, name);
  throw DocumentNotFoundError(
      fmt::format("no {} has the id or slug '{}'{}", to_string(type), name,
                  other ? fmt::format("; there is a {} of that id", to_string(other->type)) : ""),
      {.object_name = name});
}

[[noreturn]] void throw_ambiguous(DocumentType type, const std::string& slug,
                                  const DataFrame& found) {
  std::string ids;
  for (std::int64_t row = 0; row < std::min(found.num_rows(), kNamed); ++row) {
    ids += fmt::format("{}'{}'", row == 0 ? "" : ", ", found.column<std::string>("id")[row]);
  }
  if (found.num_rows() > kNamed) ids += ", ...";
  throw InvalidOperationError(fmt::format("several documents of type {} have the slug '{}'; ask by "
                                          "the id of one: {}",
                                          to_string(type), slug, ids),
                              {.object_name = slug});
}

Document find(Session& session, DocumentType type, const std::string& name) {
  const auto all = documents_table();
  const auto documents = all.filter(all.doc_type == std::string(to_string(type)));
  const DataFrame by_id = session.query(documents.filter(documents.id == name));
  if (by_id.num_rows() == 1) return detail::document_of(by_id.rows().at(0));
  const auto of_slug = documents.filter(documents.slug == name);
  const DataFrame ids =
      session.query(of_slug.select("id").order_by("id").limit(kNamed + 1));  // without contents
  if (ids.num_rows() == 0) throw_not_found(session, type, name);
  if (ids.num_rows() > 1) throw_ambiguous(type, name, ids);
  return detail::document_of(session.query(of_slug).rows().at(0));
}

bool erase(TransactionState& state, DocumentType type, const std::string& id) {
  Session& session = state.session();
  const auto before = stored(session, id);
  if (!before || before->type != type) return false;
  state.touch(Documents::table_name);
  return session.run_often(Delete{session.durable(Documents::table_name), Documents::schema(),
                                  col("id") == literal(id)}) > 0;
}

TypedTable<Documents> of_type(const TypedTable<Documents>& documents,
                              std::optional<DocumentType> type) {
  if (!type) return documents;
  return documents.filter(documents.doc_type == std::string(to_string(*type)));
}
}  // namespace

ContentRepository::ContentRepository(DuckDBStorageManager& storage, const StoreTools& tools)
    : state_(std::make_unique<State>(State{{storage, tools}})) {
  state_->store.require_tables<Documents>();
}

ContentRepository::ContentRepository(const StoreOptions& options)
    : state_(std::make_unique<State>(State{detail::StoreHandle(options)})) {
  state_->store.require_tables<Documents>();
}

ContentRepository::~ContentRepository() = default;

void ContentRepository::save(const Document& document) {
  const auto core = state_->store.core_for_writing();
  const Document made = checked(document);
  const Timestamp now = state_->store.clock().now();
  detail::run_transaction(*core, [&](TransactionState& state) { write(state, made, now); });
}

void ContentRepository::save(Transaction& tx, const Document& document) {
  TransactionState& state = state_->store.joined(tx);
  write(state, checked(document), state_->store.clock().now());
}

Document ContentRepository::get(DocumentType type, std::string_view id_or_slug) const {
  const auto core = state_->store.core();
  detail::CallSession session(*core);
  const TransactionScope scope(session->connection());  // both questions of one state
  return find(*session, type, std::string(id_or_slug));
}

Document ContentRepository::get(Transaction& tx, DocumentType type,
                                std::string_view id_or_slug) const {
  return find(state_->store.joined(tx).session(), type, std::string(id_or_slug));
}

std::vector<DocumentSummary> ContentRepository::list(std::optional<DocumentType> type) const {
  const auto core = state_->store.core();
  const Table wanted = detail::summary_columns(of_type(documents_table(), type)).order_by("id");
  const DataFrame found = detail::CallSession(*core)->query(wanted);
  std::vector<DocumentSummary> all;
  all.reserve(static_cast<std::size_t>(found.num_rows()));
  for (const Row& row : found.rows()) all.push_back(detail::summary_of(row));
  return all;
}

std::unique_ptr<TableStream> ContentRepository::stream(std::optional<DocumentType> type,
                                                       std::int64_t batch_size) const {
  const auto core = state_->store.core();
  detail::CallSession session(*core);
  const auto documents = core->read(*session, Documents::table_name).as<Documents>();
  return egregora::stream(in_declared_order(of_type(documents, type)), batch_size);
}

bool ContentRepository::remove(DocumentType type, std::string_view id) {
  const auto core = state_->store.core_for_writing();
  bool removed = false;
  detail::run_transaction(
      *core, [&](TransactionState& state) { removed = erase(state, type, std::string(id)); });
  return removed;
}

bool ContentRepository::remove(Transaction& tx, DocumentType type, std::string_view id) {
  return erase(state_->store.joined(tx), type, std::string(id));
}

}  // namespace egregora
