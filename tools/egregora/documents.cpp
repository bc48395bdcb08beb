// SPDX-License-Identifier: Apache-2.0
// `egregora documents list`, `get`, `put` and `rm`: posts, profiles, enrichments, media.
#include <egregora/database/content_repository.hpp>
#include <egregora/database/schemas.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/failure.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

using schemas::Documents;

struct Name {
  std::string type = {};
  std::string id = {};
};

struct ListOptions {
  std::optional<std::string> type = {};
  OutputOptions output = {};
};

struct GetOptions {
  Name name = {};
  bool content = false;
  bool blob = false;
  OutputOptions output = {};
};

struct PutOptions {
  Name name = {};
  std::optional<std::string> file = {};
  bool blob = false;
  std::optional<std::string> title = {};
  std::optional<std::string> slug = {};
  std::optional<std::string> status = {};
  std::optional<std::string> metadata = {};
};

std::vector<std::string> type_words() {
  std::vector<std::string> words;
  for (int type = 0; type <= static_cast<int>(DocumentType::annotation); ++type)
    words.emplace_back(to_string(static_cast<DocumentType>(type)));
  return words;
}

/// Of a word that the command line has checked.
DocumentType type_of(const std::string& word) { return document_type_of(word).value(); }

TypedTable<Documents> rows_of(DuckDBStorageManager& storage, const Name& name) {
  const auto documents = storage.read_table<Documents>();
  return documents.filter(documents.id == name.id, documents.doc_type == name.type);
}

DataFrame frame(const std::vector<DocumentSummary>& documents, bool whole) {
  std::vector<Field> fields = {
      {"id", DataType::string()},     {"type", DataType::string()},
      {"status", DataType::string()}, {"title", DataType::string()},
      {"slug", DataType::string()},   {"updated_at", DataType::timestamp_tz()}};
  if (whole) {
    fields.insert(fields.end(), {{"filename", DataType::string()},
                                 {"date", DataType::date()},
                                 {"content_bytes", DataType::int64()},
                                 {"has_blob", DataType::boolean()},
                                 {"created_at", DataType::timestamp_tz()}});
  }
  std::vector<std::vector<Scalar>> rows;
  for (const DocumentSummary& each : documents) {
    std::vector<Scalar> row = {each.id,     std::string(to_string(each.type)),
                               each.status, each.title,
                               each.slug,   each.updated_at};
    if (whole) {
      row.insert(row.end(),
                 {each.filename, each.date, each.content_bytes, each.has_blob, each.created_at});
    }
    rows.push_back(std::move(row));
  }
  return frame_of(Schema(std::move(fields)), rows);
}

int list(Session& session, const ListOptions& options) {
  const auto storage = session.open_to_read();
  const auto type = options.type ? std::optional(type_of(*options.type)) : std::nullopt;
  const auto documents = ContentRepository(*storage).list(type);
  write_rows(session, frame(documents, options.output.row_format() != RowFormat::table),
             options.output);
  return 0;
}

/// The bytes as they are: whoever asked for them alone sends them somewhere.
int write_alone(Session& session, const Document& document, bool blob) {
  if (blob ? !document.blob : !document.content)
    throw Failure(document.id, std::string("this document has no ") + (blob ? "blob" : "content"));
  if (!blob) {
    session.out << *document.content;
  } else {
    session.out.write(reinterpret_cast<const char*>(document.blob->data()),
                      static_cast<std::streamsize>(document.blob->size()));
  }
  return 0;
}

int get(Session& session, const GetOptions& options) {
  const auto storage = session.open_to_read();
  const Document document =
      ContentRepository(*storage).get(type_of(options.name.type), options.name.id);
  if (options.content || options.blob) return write_alone(session, document, options.blob);
  const Name name{options.name.type, document.id};  // it may have been found by its slug
  write_record(session, rows_of(*storage, name).execute(), options.output.row_format());
  return 0;
}

std::string read_whole(const std::string& file) {
  if (file == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  std::ifstream input(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(input), {}};
  if (!input.is_open() || input.bad()) throw Failure(file, "it cannot be read");
  return bytes;
}

/// What is there under the name, or nothing yet.
Document known(DuckDBStorageManager& storage, const ContentRepository& repository,
               const Name& name) {
  const DocumentType type = type_of(name.type);
  if (rows_of(storage, name).count().execute() > 0) return repository.get(type, name.id);
  Document fresh;
  fresh.id = name.id;
  fresh.type = type;
  return fresh;
}

/// Keys that have members of their own go there when the document is saved.
Json keys_of(const Document& before, const PutOptions& options, const Json& given) {
  Json keys = all_metadata(before);
  for (const std::string& key : given.keys()) keys.set(key, given.at(key));
  if (options.title) keys.set("title", *options.title);
  if (options.slug) keys.set("slug", *options.slug);
  return keys;
}

Json given_metadata(const PutOptions& options) {
  if (!options.metadata) return Json::object();
  try {
    Json given = Json::parse(*options.metadata);
    if (given.is_object()) return given;
  } catch (const std::exception& error) {
    throw UsageError("--metadata", error.what());
  }
  throw UsageError("--metadata", "this is no JSON object such as {\"mood\": 3}");
}

int put(Session& session, const PutOptions& options) {
  const Json given = given_metadata(options);  // before anything is opened
  const auto bytes = options.file ? std::optional(read_whole(*options.file)) : std::nullopt;
  const auto storage = session.open_or_create();
  ContentRepository repository(*storage);
  const Document before = known(*storage, repository, options.name);
  Document document;
  document.id = before.id;
  document.type = before.type;
  document.status = options.status.value_or(before.status);
  document.content = before.content;
  document.blob = before.blob;
  document.metadata = keys_of(before, options, given);
  if (bytes && options.blob) {
    const auto* begin = reinterpret_cast<const std::byte*>(bytes->data());
    document.blob = std::vector<std::byte>(begin, begin + bytes->size());
  } else if (bytes) {
    document.content = *bytes;
  }
  repository.save(document);
  storage->close();
  session.say(options.name.id + ": saved");
  return 0;
}

int remove(Session& session, const Name& name) {
  const auto storage = session.open_to_write();
  if (!ContentRepository(*storage).remove(type_of(name.type), name.id))
    throw Failure(name.id, "no " + name.type + " has this id");
  storage->close();
  session.say(name.id + ": removed");
  return 0;
}

void add_name(CLI::App& command, Name& name, const std::string& what) {
  command.add_option("type", name.type, "post, profile, journal, media, ...")
      ->required()
      ->check(CLI::IsMember(type_words()))
      ->type_name("TYPE");
  command.add_option("id", name.id, what)->required()->type_name("ID");
}

void add_list(CLI::App& documents, CommandLine& line) {
  CLI::App& command = add_command(documents, {"list", "List documents by id, without contents",
                                              "egregora documents list --type post"});
  auto options = std::make_shared<ListOptions>();
  command.add_option("--type", options->type, "Only of this type")
      ->check(CLI::IsMember(type_words()))
      ->type_name("TYPE");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return list(session, *options); });
}

void add_get(CLI::App& documents, CommandLine& line) {
  CLI::App& command = add_command(
      documents, {"get", "Show everything about one document, or write its content alone",
                  "egregora documents get post spring --content > spring.md"});
  auto options = std::make_shared<GetOptions>();
  add_name(command, options->name, "The document's id, or its slug");
  CLI::Option* content =
      command.add_flag("--content", options->content, "Write the content alone, as it is");
  command.add_flag("--blob", options->blob, "Write the blob alone, byte by byte")
      ->excludes(content);
  add_format_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return get(session, *options); });
}

void add_put(CLI::App& documents, CommandLine& line) {
  CLI::App& command = add_command(
      documents, {"put", "Save a document; of one that is there, what is not given stays",
                  "egregora documents put post p-1 spring.md --title Spring --slug spring"});
  auto options = std::make_shared<PutOptions>();
  add_name(command, options->name, "The document's id");
  command.add_option("file", options->file, "Its content; - reads standard input")
      ->type_name("FILE");
  command.add_flag("--blob", options->blob, "The file is no text: keep it byte by byte");
  command.add_option("--title", options->title, "Its title")->type_name("TEXT");
  command.add_option("--slug", options->slug, "Its slug")->type_name("TEXT");
  command.add_option("--status", options->status, "draft, published, archived, ...")
      ->type_name("WORD");
  command
      .add_option("--metadata", options->metadata,
                  "A JSON object of further keys, columns of 'documents' or your own")
      ->type_name("JSON");
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return put(session, *options); });
}

void add_remove(CLI::App& documents, CommandLine& line) {
  CLI::App& command =
      add_command(documents, {"rm", "Remove a document", "egregora documents rm post p-1"});
  auto name = std::make_shared<Name>();
  add_name(command, *name, "The document's id");
  add_database_options(command, line.options);
  set_action(command, line, [name](Session& session) { return remove(session, *name); });
}

}  // namespace

void add_documents(CLI::App& program, CommandLine& line) {
  CLI::App& documents =
      add_command(program, {"documents", "Keep posts, profiles, enrichments and media",
                            "egregora documents list --type post"});
  documents.require_subcommand(1);
  add_list(documents, line);
  add_get(documents, line);
  add_put(documents, line);
  add_remove(documents, line);
}

}  // namespace egregora::program
