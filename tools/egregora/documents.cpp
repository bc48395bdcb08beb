// SPDX-License-Identifier: Apache-2.0
// `egregora documents list`, `get`, `put` and `rm`: posts, profiles, enrichments, media.
#include <egregora/database/content_repository.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/document_change.hpp"
#include "tools/egregora/failure.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct ListOptions {
  std::optional<std::string> type = {};
  OutputOptions output = {};
};

struct GetOptions {
  DocumentName name = {};
  bool content = false;
  bool blob = false;
  OutputOptions output = {};
};

/// Of a word that the command line has checked.
DocumentType type_of(const std::string& word) { return document_type_of(word).value(); }

std::vector<std::string> type_words() {
  std::vector<std::string> words;
  for (int type = 0; type <= static_cast<int>(DocumentType::annotation); ++type)
    words.emplace_back(to_string(static_cast<DocumentType>(type)));
  return words;
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
  const DocumentName name{options.name.type, document.id};  // it may have been found by its slug
  write_record(session, row_of(*storage, name).execute(), options.output.row_format());
  return 0;
}

int put(Session& session, const DocumentChanges& options) {
  const DocumentChange change(options);  // before anything is opened
  if (!std::filesystem::exists(session.db_path())) {
    DuckDBStorageManager trial;  // a document that is refused creates no database
    change.save(trial);
  }
  const auto storage = session.open_or_create();
  change.save(*storage);
  storage->close();
  session.say(options.name.id + ": saved");
  return 0;
}

int remove(Session& session, const DocumentName& name) {
  const auto storage = session.open_to_write();
  if (!ContentRepository(*storage).remove(type_of(name.type), name.id))
    throw Failure(name.id, "no " + name.type + " has this id");
  storage->close();
  session.say(name.id + ": removed");
  return 0;
}

void add_name(CLI::App& command, DocumentName& name, const std::string& what) {
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
  auto options = std::make_shared<DocumentChanges>();
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
  auto name = std::make_shared<DocumentName>();
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
