// SPDX-License-Identifier: Apache-2.0
// The files of sample_media.hpp.
#include "ingest/sample_media.hpp"

#include "core/check.hpp"

#include <string_view>

namespace egregora {
namespace {

using namespace std::string_view_literals;

/// A baseline JPEG of one grey pixel.
std::string grey_pixel() {
  std::string out;
  out += "\xFF\xD8"sv;              // start of image
  out += "\xFF\xDB\x00\x43\x00"sv;  // quantisation table 0: all ones
  out.append(64, '\x01');
  out += "\xFF\xC0\x00\x0B\x08\x00\x01\x00\x01\x01\x01\x11\x00"sv;  // frame: 8 bits, 1 x 1, one
                                                                    // component
  for (const char table : {'\x00', '\x10'}) {  // Huffman tables: one code, "0", meaning 0
    out += "\xFF\xC4\x00\x14"sv;
    out += table;
    out += '\x01';
    out.append(16, '\x00');
  }
  out += "\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00"sv;  // scan
  out += '\x3F';        // no difference, end of block, filled up with ones
  out += "\xFF\xD9"sv;  // end of image
  return out;
}

std::string contact_card() {
  return "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Corner Bookshop;;;\r\nFN:Corner Bookshop\r\n"
         "TEL;type=WORK:+44 7700 900123\r\nEND:VCARD\r\n";
}

/// A PDF of one page with one line; its table of contents counts bytes, so the parts are measured
/// while they are added.
std::string reading_list() {
  constexpr std::string_view kLine = "BT /F1 24 Tf 72 720 Td (Reading list) Tj ET";
  const std::string objects[] = {
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
      "/Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length " + std::to_string(kLine.size()) + " >>\nstream\n" + std::string(kLine) +
          "\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
  std::string out = "%PDF-1.4\n";
  std::string table = "xref\n0 6\n0000000000 65535 f \n";
  int number = 0;
  for (const std::string& object : objects) {
    const std::string offset = std::to_string(out.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    out += std::to_string(++number) + " 0 obj\n" + object + "\nendobj\n";
  }
  const std::string start = std::to_string(out.size());
  return out + table + "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n";
}

}  // namespace

bool has_sample_media(SampleMediaKind kind) {
  return kind == SampleMediaKind::image || kind == SampleMediaKind::contact ||
         kind == SampleMediaKind::document;
}

std::string sample_media_bytes(SampleMediaKind kind) {
  EGREGORA_CHECK(has_sample_media(kind), "no sample file of this kind");
  if (kind == SampleMediaKind::image) return grey_pixel();
  return kind == SampleMediaKind::contact ? contact_card() : reading_list();
}

}  // namespace egregora
