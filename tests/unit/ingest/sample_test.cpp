// SPDX-License-Identifier: Apache-2.0
// Samples are compared by digest, because benchmarks and bug reports rely on equal bytes on every
// machine: a change of the golden values here is a change of everybody's samples. The bundled
// export is one of them.
#include <egregora/ingest/sample.hpp>

#include <egregora/core/errors.hpp>
#include <egregora/core/uuid.hpp>
#include <egregora/ingest/whatsapp_adapter.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

namespace egregora {
namespace {

using ::testing::HasSubstr;

constexpr const char* kBundledZip =
    EGREGORA_SOURCE_DIR "/examples/data/WhatsApp Chat with Book Club.zip";
const SampleOptions kBundled = {.messages = 500};

std::string sample_text(const SampleOptions& options) {
  std::ostringstream out;
  write_sample(out, options);
  return std::move(out).str();
}

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint32_t value = 0;
  for (std::size_t i = width; i > 0; --i) {
    value = (value << 8) | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return value;
}

struct ZipEntry {
  std::string name;
  std::uint32_t crc = 0;
  std::uint32_t size = 0;
};

/// The central directory, which holds what identifies the unpacked bytes: packed ones depend on the
/// zlib in use.
std::vector<ZipEntry> zip_entries(const std::string& zip) {
  std::vector<ZipEntry> entries;
  const std::string_view end_mark("PK\x05\x06", 4);
  const std::size_t end = zip.rfind(end_mark);
  if (end == std::string::npos) return entries;
  std::size_t at = number_at(zip, end + 16, 4);
  for (std::uint32_t left = number_at(zip, end + 10, 2); left > 0; --left) {
    const std::size_t name_size = number_at(zip, at + 28, 2);
    entries.push_back(
        {zip.substr(at + 46, name_size), number_at(zip, at + 16, 4), number_at(zip, at + 24, 4)});
    at += 46 + name_size + number_at(zip, at + 30, 2) + number_at(zip, at + 32, 2);
  }
  return entries;
}

class Sample : public ::testing::Test {
 protected:
  Sample() { std::filesystem::create_directories(folder_); }
  ~Sample() override { std::filesystem::remove_all(folder_); }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("egregora_sample_" + std::to_string(::getpid()));
};

TEST_F(Sample, has_golden_bytes) {
  const auto digest = [](const SampleOptions& options) {
    return uuid5(kNamespaceOid, sample_text(options)).to_string();
  };
  EXPECT_EQ(digest({.messages = 5000}), "268e958b-413e-5b6a-b0f6-e08e3c425adc");
  EXPECT_EQ(digest({.messages = 5000, .seed = 7, .participants = 40, .locale = "ar-ios"}),
            "cb87cf1d-b21f-5e47-b98b-a82302a0a5ad");
}

TEST_F(Sample, depends_on_every_option) {
  const SampleOptions base = {.messages = 200};
  std::set<std::string> texts = {sample_text(base), sample_text({.messages = 201}),
                                 sample_text({.messages = 200, .seed = 2}),
                                 sample_text({.messages = 200, .participants = 3}),
                                 sample_text({.messages = 200, .locale = "de-DE"})};
  EXPECT_EQ(texts.size(), 5u);
  EXPECT_EQ(sample_text(base), sample_text(base));
}

TEST_F(Sample, text_files_hold_what_a_stream_gets) {
  const auto path = folder_ / "chat.txt";
  write_sample(path, kBundled);
  EXPECT_EQ(file_bytes(path), sample_text(kBundled));
}

TEST_F(Sample, zips_are_laid_out_as_each_client_does) {
  write_sample(folder_ / "android.zip", {.messages = 500});
  write_sample(folder_ / "ios.zip", {.messages = 500, .locale = "en-GB-ios"});
  const auto android = zip_entries(file_bytes(folder_ / "android.zip"));
  const auto ios = zip_entries(file_bytes(folder_ / "ios.zip"));
  ASSERT_EQ(android.size(), 4u);
  ASSERT_EQ(ios.size(), 4u);
  EXPECT_EQ(android[0].name, "WhatsApp Chat with Book Club.txt");
  EXPECT_EQ(ios[0].name, "_chat.txt");
  const std::string text = sample_text({.messages = 500});
  for (std::size_t i = 1; i < 4; ++i) EXPECT_THAT(text, HasSubstr(android[i].name));
}

TEST_F(Sample, zips_hold_the_bytes_of_the_text) {
  write_sample(folder_ / "chat.zip", {.messages = 3000});
  const auto entries = zip_entries(file_bytes(folder_ / "chat.zip"));
  const std::string text = sample_text({.messages = 3000});
  ASSERT_FALSE(entries.empty());
  EXPECT_EQ(entries[0].size, text.size());
  EXPECT_EQ(entries[0].crc, crc32(text));
}

TEST_F(Sample, equal_options_give_equal_zips) {
  write_sample(folder_ / "a.zip", kBundled);
  write_sample(folder_ / "b.zip", kBundled);
  EXPECT_EQ(file_bytes(folder_ / "a.zip"), file_bytes(folder_ / "b.zip"));
}

TEST_F(Sample, the_bundled_export_is_what_the_generator_writes) {
  const auto bundled = zip_entries(file_bytes(kBundledZip));
  write_sample(folder_ / "again.zip", kBundled);
  const auto again = zip_entries(file_bytes(folder_ / "again.zip"));
  ASSERT_EQ(bundled.size(), again.size());
  ASSERT_EQ(bundled.size(), 4u);
  EXPECT_EQ(bundled[0].crc, crc32(sample_text(kBundled)));
  for (std::size_t i = 0; i < bundled.size(); ++i) {
    EXPECT_EQ(bundled[i].name, again[i].name);
    EXPECT_EQ(bundled[i].crc, again[i].crc);
  }
}

TEST_F(Sample, a_long_chat_stays_within_four_years) {
  std::ostringstream out;
  write_sample(out, {.messages = 300'000, .participants = 2});
  const std::string text = std::move(out).str();
  const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
  EXPECT_THAT(text.substr(last, 10), ::testing::MatchesRegex("../../202[3-6]"));
}

TEST_F(Sample, names_the_option_out_of_range) {
  const auto message_of = [](const SampleOptions& options) -> std::string {
    try {
      sample_text(options);
    } catch (const InvalidOperationError& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_THAT(message_of({.messages = 0}), HasSubstr("messages"));
  EXPECT_THAT(message_of({.participants = 0}), HasSubstr("participants"));
  EXPECT_THAT(message_of({.locale = "en-GX"}), HasSubstr("did you mean 'en-GB'"));
  EXPECT_NE(message_of({.messages = 1, .participants = 1}), "");
}

TEST_F(Sample, refuses_other_files_and_leaves_none_behind) {
  EXPECT_THROW(write_sample(folder_ / "chat.rar", {}), InvalidOperationError);
  EXPECT_THROW(write_sample(folder_ / "chat.txt", {.messages = 0}), InvalidOperationError);
  EXPECT_THROW(write_sample(folder_ / "chat.zip", {.locale = "xx"}), InvalidOperationError);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
  EXPECT_THROW(write_sample(folder_ / "missing" / "chat.txt", {}), IngestError);
  EXPECT_THROW(write_sample(folder_ / "missing" / "chat.zip", {}), IngestError);
}

class CountingSink final : public MessageSink {
 public:
  void message(const SourceMessage& message) override {
    ++messages;
    kinds.insert(message.kind);
    if (message.author) authors.insert(std::string(*message.author));
  }
  void reject(const RejectedLine& line) override { rejected.emplace_back(line.text); }

  std::int64_t messages = 0;
  std::set<MessageKind> kinds;
  std::set<std::string> authors;
  std::vector<std::string> rejected;
};

TEST_F(Sample, every_locale_is_read_back_whole) {
  for (const std::string& locale : sample_locales()) {
    SCOPED_TRACE(locale);
    const auto path = folder_ / "WhatsApp Chat with Book Club.txt";
    write_sample(path, {.messages = 2000, .seed = 3, .locale = locale});
    CountingSink sink;
    WhatsAppAdapter().open(path, {.names = NameMode::raw})->read(sink);
    EXPECT_EQ(sink.messages, 2000);
    EXPECT_THAT(sink.rejected, ::testing::IsEmpty());
    EXPECT_EQ(sink.authors.size(), 8u);
    EXPECT_EQ(sink.kinds, (std::set{MessageKind::text, MessageKind::media, MessageKind::system,
                                    MessageKind::deleted}));
  }
}

}  // namespace
}  // namespace egregora
