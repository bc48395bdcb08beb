// SPDX-License-Identifier: Apache-2.0
// Any text through the WhatsApp reader: it must end in messages or in one IngestError, account for
// every line, and give the same ids whether names are kept or replaced. The first byte chooses
// options.
#include <egregora/core/errors.hpp>
#include <egregora/ingest/whatsapp_adapter.hpp>

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace {

class LineSink final : public egregora::MessageSink {
 public:
  void message(const egregora::SourceMessage& message) override {
    ids.push_back(message.message_id);
    if (message.kind == egregora::MessageKind::system && message.author) std::abort();
    if (message.kind == egregora::MessageKind::deleted && message.content) std::abort();
  }
  void reject(const egregora::RejectedLine& line) override {
    if (line.line <= last_) std::abort();
    last_ = line.line;
  }
  std::vector<egregora::Uuid> ids;

 private:
  std::int64_t last_ = 0;
};

std::vector<egregora::Uuid> read(const std::filesystem::path& path, egregora::InputOptions options,
                                 egregora::NameMode names) {
  options.names = names;
  LineSink sink;
  egregora::WhatsAppAdapter().open(path, options)->read(sink);
  return sink.ids;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  egregora::InputOptions options;
  options.lossy = (data[0] & 1) != 0;
  options.date_order = static_cast<egregora::DateOrder>((data[0] >> 1) % 5);
  options.timezone = (data[0] & 0x10) != 0 ? "America/Sao_Paulo" : "UTC";
  // An anonymous file: no name to clean up, nothing on disk.
  static const int file = memfd_create("egregora-fuzz", 0);
  if (ftruncate(file, 0) != 0 || pwrite(file, data + 1, size - 1, 0) < 0) return 0;
  const std::filesystem::path path = "/proc/self/fd/" + std::to_string(file);
  try {
    const auto hidden = read(path, options, egregora::NameMode::pseudonym);
    if (hidden != read(path, options, egregora::NameMode::raw)) std::abort();
  } catch (const egregora::IngestError&) {
  }
  return 0;
}
