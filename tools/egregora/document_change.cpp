// SPDX-License-Identifier: Apache-2.0
#include "tools/egregora/document_change.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "tools/egregora/failure.hpp"

namespace egregora::program {

using schemas::Documents;

namespace {
std::string read_whole(const std::string& file) {
  if (file == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  if (std::filesystem::is_directory(file)) throw Failure(file, "this is a folder");
  std::ifstream input(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(input), {}};
  if (!input.is_open() || input.bad()) throw Failure(file, "it cannot be read");
  return bytes;
}

/// What is there under the name, or nothing yet.
Document known(DuckDBStorageManager& storage, const ContentRepository& repository,
               const DocumentName& name) {
  const DocumentType type = document_type_of(name.type).value();
  if (row_of(storage, name).count().execute() > 0) return repository.get(type, name.id);
  Document fresh;
  fresh.id = name.id;
  fresh.type = type;
  return fresh;
}

/// Keys that have members of their own go there when the document is saved.
Json keys_of(const Document& before, const DocumentChanges& options, const Json& given) {
  Json keys = all_metadata(before);
  for (const std::string& key : given.keys()) keys.set(key, given.at(key));
  if (options.title) keys.set("title", *options.title);
  if (options.slug) keys.set("slug", *options.slug);
  return keys;
}

Json given_metadata(const DocumentChanges& options) {
  if (!options.metadata) return Json::object();
  try {
    Json given = Json::parse(*options.metadata);
    if (given.is_object()) return given;
  } catch (const std::exception& error) {
    throw UsageError("--metadata", error.what());
  }
  throw UsageError("--metadata", "this is no JSON object such as {\"mood\": 3}");
}
}  // namespace

TypedTable<Documents> row_of(DuckDBStorageManager& storage, const DocumentName& name) {
  const auto documents = storage.read_table<Documents>();
  return documents.filter(documents.id == name.id, documents.doc_type == name.type);
}

DocumentChange::DocumentChange(const DocumentChanges& options)
    : options_(options),
      metadata_(given_metadata(options)),
      bytes_(options.file ? std::optional(read_whole(*options.file)) : std::nullopt) {}

void DocumentChange::save(DuckDBStorageManager& storage) const {
  ContentRepository repository(storage);
  repository.save(changed(known(storage, repository, options_.name)));
}

Document DocumentChange::changed(const Document& before) const {
  Document document;
  document.id = before.id;
  document.type = before.type;
  document.status = options_.status.value_or(before.status);
  document.content = before.content;
  document.blob = before.blob;
  document.metadata = keys_of(before, options_, metadata_);
  if (bytes_ && options_.blob) {
    const auto* begin = reinterpret_cast<const std::byte*>(bytes_->data());
    document.blob = std::vector<std::byte>(begin, begin + bytes_->size());
  } else if (bytes_) {
    document.content = *bytes_;
  }
  return document;
}

}  // namespace egregora::program
