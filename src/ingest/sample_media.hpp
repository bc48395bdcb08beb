// SPDX-License-Identifier: Apache-2.0
// Tiny, whole media files for sample zips: a grey pixel, a contact card, a page of text. Built here
// instead of kept as binary data, so that one can read what they are.
#pragma once

#include "ingest/sample_chat.hpp"

#include <string>

namespace egregora {

/// Whether a zip of a sample holds a file of this kind; the others are named in the text only, as
/// expired media are.
bool has_sample_media(SampleMediaKind kind);
/// The file's bytes. Requires: has_sample_media(kind).
std::string sample_media_bytes(SampleMediaKind kind);

}  // namespace egregora
