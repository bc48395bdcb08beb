// SPDX-License-Identifier: Apache-2.0
// Synthetic WhatsApp exports, deterministic by seed: for the demo, for benchmarks, and for bug
// reports that must not hold a private chat.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace egregora {

struct SampleOptions {
  std::int64_t messages = 1000;  ///< >= 1
  std::uint64_t seed = 1;
  int participants = 8;          ///< >= 1
  std::string locale = "en-GB";  ///< decides header form and marker language; see `sample_locales`
};

/// The locales that `write_sample` knows, sorted.
std::vector<std::string> sample_locales();

/// Writes one export as text. Equal options give equal bytes on every machine.
/// Throws: InvalidOperationError that names the option out of range.
void write_sample(std::ostream& out, const SampleOptions& options);
/// Writes `.txt` or `.zip` by the path's extension; a zip is named and laid out as WhatsApp does.
/// Throws: InvalidOperationError for another extension; IngestError where the file cannot be
/// written.
void write_sample(const std::filesystem::path& path, const SampleOptions& options);

}  // namespace egregora
