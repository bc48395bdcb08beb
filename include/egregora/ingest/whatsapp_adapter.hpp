// SPDX-License-Identifier: Apache-2.0
// WhatsApp chat exports: `.txt`, or `.zip` with the text and the media beside it.
#pragma once

#include <egregora/ingest/input_adapter.hpp>

namespace egregora {

/// Reads every header form that WhatsApp's clients write (96 of them), in any of their languages.
/// At most two streaming passes over the text, flat memory. Media are listed, never read.
/// Thread safety: stateless.
class WhatsAppAdapter final : public InputAdapter {
 public:
  std::string_view source() const noexcept override;
  std::unique_ptr<OpenInput> open(const std::filesystem::path& path,
                                  const InputOptions& options) const override;
};

}  // namespace egregora
