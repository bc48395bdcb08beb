// SPDX-License-Identifier: Apache-2.0
// The public door of the WhatsApp reader. How a call goes on: text_source finds the text,
// whatsapp_survey makes the first pass, whatsapp_input the second.
#include <egregora/ingest/whatsapp_adapter.hpp>

#include "ingest/text_source.hpp"
#include "ingest/whatsapp_input.hpp"

namespace egregora {

std::string_view WhatsAppAdapter::source() const noexcept { return "whatsapp"; }

std::unique_ptr<OpenInput> WhatsAppAdapter::open(const std::filesystem::path& path,
                                                 const InputOptions& options) const {
  const ingest::UnpackLimits limits{.bytes = options.max_unpacked_bytes,
                                    .ratio = options.max_compression_ratio,
                                    .members = options.max_archive_members};
  return std::make_unique<ingest::WhatsAppInput>(path.string(),
                                                 ingest::open_text_source(path, limits), options);
}

}  // namespace egregora
