// SPDX-License-Identifier: Apache-2.0
// How fast the WhatsApp reader is on its own: messages per CPU second of both passes over a
// generated file, next to a bare scan of the same file's lines, which is the least that any reader
// can do. Usage: ingest_parser [messages] [file to keep]
#include <egregora/ingest/whatsapp_adapter.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace {

using egregora::MessageSink;
using egregora::RejectedLine;
using egregora::SourceMessage;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::int64_t peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

constexpr const char* kWords[] = {"tomorrow", "we",     "could", "meet",     "at",   "the",
                                  "library",  "and",    "talk",  "about",    "that", "book",
                                  "which",    "nobody", "has",   "finished", "yet",  "ok"};
constexpr const char* kPeople[] = {"Ana Silva", "Bruno", "Carla Souza",  "Dmitri",
                                   "Elif",      "Farid", "Gustavo Lima", "Hannah"};

// One text: mostly words, now and then what makes a reader work.
std::string text_of(std::mt19937& random) {
  const auto kind = static_cast<std::uint32_t>(random() % 100);
  if (kind < 4) return "<Media omitted>";
  if (kind < 5) return "This message was deleted";
  if (kind < 7) return "see https://example.org/articles/" + std::to_string(random() % 10000);
  if (kind < 9)
    return std::string("@") + kPeople[random() % std::size(kPeople)] + " what do you think?";
  std::string text;
  const auto words = static_cast<std::uint32_t>(3 + random() % 14);
  for (std::uint32_t i = 0; i < words; ++i) {
    if (i > 0) text += i == 8 && kind > 95 ? '\n' : ' ';
    text += kWords[random() % std::size(kWords)];
  }
  if (kind == 50) text += " call +55 11 98765-4321";
  if (kind == 51) text += " write to ana.silva@example.org";
  return text;
}

void generate(const std::filesystem::path& path, std::int64_t messages) {
  std::mt19937 random(7);
  std::ofstream out(path, std::ios::binary);
  std::time_t now = 1'577'836'800;
  std::string chunk;
  for (std::int64_t i = 0; i < messages; ++i) {
    now += random() % 60;
    const std::tm* local = std::gmtime(&now);
    char header[64];
    std::strftime(header, sizeof header, "%d/%m/%Y, %H:%M - ", local);
    chunk.append(header).append(kPeople[random() % std::size(kPeople)]).append(": ");
    chunk.append(text_of(random)).append("\n");
    if (chunk.size() > 1U << 20) {
      out << chunk;
      chunk.clear();
    }
  }
  out << chunk;
}

class CountingSink final : public MessageSink {
 public:
  void message(const SourceMessage& message) override {
    ++messages_;
    bytes_ += message.content ? message.content->size() : 0;
  }
  void reject(const RejectedLine&) override { ++rejected_; }
  std::int64_t messages() const { return messages_; }

 private:
  std::int64_t messages_ = 0;
  std::int64_t rejected_ = 0;
  std::uint64_t bytes_ = 0;
};

std::int64_t scan_lines(const std::filesystem::path& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  std::vector<char> buffer(256U << 10);
  std::int64_t lines = 0;
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file)) {
    const char* at = buffer.data();
    const char* const end = at + got;
    while (const void* found = std::memchr(at, '\n', static_cast<std::size_t>(end - at))) {
      at = static_cast<const char*>(found) + 1;
      ++lines;
    }
  }
  std::fclose(file);
  return lines;
}

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t messages = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
  const std::filesystem::path path =
      argc > 2 ? argv[2]
               : std::filesystem::temp_directory_path() / "egregora-bench-ingest-parser.txt";
  if (!std::filesystem::exists(path)) generate(path, messages);
  const double bytes = static_cast<double>(std::filesystem::file_size(path));
  double scan = 1e9;
  double first_pass = 1e9;
  double both = 1e9;
  std::int64_t lines = 0;
  std::int64_t read = 0;
  const std::int64_t peak_before = peak_kib();
  for (int round = 0; round < 5; ++round) {
    const double begin = cpu_seconds();
    lines = scan_lines(path);
    const double scanned = cpu_seconds();
    auto input = egregora::WhatsAppAdapter().open(path, {});
    const double opened = cpu_seconds();
    CountingSink sink;
    input->read(sink);
    const double done = cpu_seconds();
    read = sink.messages();
    scan = std::min(scan, scanned - begin);
    first_pass = std::min(first_pass, opened - scanned);
    both = std::min(both, done - scanned);
  }
  const auto count = static_cast<double>(read);
  std::printf("messages %" PRId64 ", lines %" PRId64 ", %.1f MB\n", read, lines, bytes / 1e6);
  std::printf("line scan     %.3f CPU s, %.2f M lines/s\n", scan,
              static_cast<double>(lines) / scan / 1e6);
  std::printf("first pass    %.3f CPU s\n", first_pass);
  std::printf("both passes   %.3f CPU s, %.2f M messages/s, %.0f MB/s\n", both, count / both / 1e6,
              bytes / both / 1e6);
  std::printf("both passes cost %.1f line scans\n", both / scan);
  std::printf("memory: +%.1f MiB over the start of the measurement\n",
              static_cast<double>(peak_kib() - peak_before) / 1024.0);
  if (argc <= 2) std::filesystem::remove(path);
}
