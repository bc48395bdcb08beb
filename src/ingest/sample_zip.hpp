// SPDX-License-Identifier: Apache-2.0
// A sample export as the zip that WhatsApp's clients make: the text and, beside it, a few tiny
// media files.
#pragma once

#include <egregora/ingest/sample.hpp>

#include <filesystem>

namespace egregora {

/// Writes the zip; the text is generated while it is compressed, so that memory does not grow with
/// it. Throws: InvalidOperationError for an option out of range; IngestError where the file cannot
/// be written.
void write_sample_zip(const std::filesystem::path& path, const SampleOptions& options);

}  // namespace egregora
