// SPDX-License-Identifier: Apache-2.0
// Any bytes as an archive: refused with an IngestError, or read within the limits. Small limits, so
// that bombs show.
#include <egregora/core/errors.hpp>
#include <egregora/ingest/whatsapp_adapter.hpp>

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

constexpr std::uint64_t kLimit = 4U << 20;

class NullSink final : public egregora::MessageSink {
 public:
  void message(const egregora::SourceMessage&) override {}
  void reject(const egregora::RejectedLine&) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const int file = memfd_create("egregora-fuzz", 0);
  if (ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) < 0) return 0;
  egregora::InputOptions options;
  options.max_unpacked_bytes = kLimit;
  options.max_archive_members = 100;
  try {
    NullSink sink;
    const auto summary = egregora::WhatsAppAdapter()
                             .open("/proc/self/fd/" + std::to_string(file), options)
                             ->read(sink);
    if (size > 1 && data[0] == 'P' && data[1] == 'K' && summary.bytes > kLimit) std::abort();
  } catch (const egregora::IngestError&) {
  }
  return 0;
}
