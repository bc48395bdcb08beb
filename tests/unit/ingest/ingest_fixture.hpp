// SPDX-License-Identifier: Apache-2.0
// What the ingest tests share: a folder of their own for input files, zips made on the spot, and a
// sink that keeps what it is handed (the views of a message live only during the call).
#pragma once

#include <egregora/core/errors.hpp>
#include <egregora/ingest/whatsapp_adapter.hpp>

#include <gtest/gtest.h>

#include <unistd.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace egregora::ingest_test {

/// A message that owns its parts.
struct KeptMessage {
  Uuid message_id;
  std::string timestamp;
  MessageKind kind = MessageKind::text;
  std::optional<std::string> author;
  std::optional<Uuid> author_uuid;
  std::optional<std::string> content;
  std::optional<std::string> media_url;
  std::optional<MediaType> media_type;
  std::vector<Uuid> mentions;
  std::vector<std::string> urls;
  std::vector<std::string> pii;
  bool edited = false;
};

struct KeptReject {
  std::int64_t line = 0;
  std::string reason;
  std::string text;
};

class KeepingSink final : public MessageSink {
 public:
  void message(const SourceMessage& m) override {
    KeptMessage kept;
    kept.message_id = m.message_id;
    kept.timestamp = format_timestamp(m.timestamp);
    kept.kind = m.kind;
    if (m.author) kept.author = std::string(*m.author);
    kept.author_uuid = m.author_uuid;
    if (m.content) kept.content = std::string(*m.content);
    if (m.media_url) kept.media_url = std::string(*m.media_url);
    kept.media_type = m.media_type;
    kept.mentions.assign(m.mentions.begin(), m.mentions.end());
    for (const std::string_view url : m.urls) kept.urls.emplace_back(url);
    for (const std::string_view pii : m.pii) kept.pii.emplace_back(pii);
    kept.edited = m.edited;
    messages.push_back(std::move(kept));
  }
  void reject(const RejectedLine& line) override {
    rejects.push_back({line.line, std::string(line.reason), std::string(line.text)});
  }

  std::vector<KeptMessage> messages;
  std::vector<KeptReject> rejects;
};

/// What one input gave.
struct Reading {
  InputSummary before;
  InputSummary after;
  std::vector<KeptMessage> messages;
  std::vector<KeptReject> rejects;
};

class IngestFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(::testing::TempDir()) /
              (std::string("ingest_") + info->test_suite_name() + "_" + info->name() +
               std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path write(const std::string& name, std::string_view content) {
    const auto path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  /// Writes a zip of the named members; an empty password leaves it open.
  std::filesystem::path write_zip(const std::string& name,
                                  const std::vector<std::pair<std::string, std::string>>& members,
                                  const std::string& password = {}) {
    const auto path = folder_ / name;
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    for (const auto& [member, content] : members) {
      zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
      const zip_int64_t at = zip_file_add(archive, member.c_str(), source, ZIP_FL_ENC_UTF_8);
      if (!password.empty()) {
        zip_file_set_encryption(archive, static_cast<zip_uint64_t>(at), ZIP_EM_AES_256,
                                password.c_str());
      }
    }
    EXPECT_EQ(zip_close(archive), 0);
    return path;
  }

  static Reading read(const std::filesystem::path& path, const InputOptions& options = {}) {
    Reading reading;
    const auto input = WhatsAppAdapter().open(path, options);
    reading.before = input->summary();
    KeepingSink sink;
    reading.after = input->read(sink);
    reading.messages = std::move(sink.messages);
    reading.rejects = std::move(sink.rejects);
    return reading;
  }
  Reading read_text(std::string_view content, const InputOptions& options = {}) {
    return read(write("WhatsApp Chat with Book Club.txt", content), options);
  }

  /// The sentence that opening and reading `path` fails with; empty where it does not.
  static std::string error_of(const std::filesystem::path& path, const InputOptions& options = {}) {
    try {
      read(path, options);
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  }

  std::filesystem::path folder_;
};

}  // namespace egregora::ingest_test
