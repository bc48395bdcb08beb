// SPDX-License-Identifier: Apache-2.0
// What a file's name tells about the file.
#include "ingest/whatsapp_content.hpp"

#include "ingest/fold_case.hpp"

#include <array>

namespace egregora::ingest {

namespace {

struct Extension {
  std::string_view text;
  MediaType type;
};

constexpr Extension kExtensions[] = {
    {"jpg", MediaType::image},  {"jpeg", MediaType::image},  {"png", MediaType::image},
    {"heic", MediaType::image}, {"heif", MediaType::image},  {"gif", MediaType::image},
    {"bmp", MediaType::image},  {"webp", MediaType::image},  {"tiff", MediaType::image},
    {"mp4", MediaType::video},  {"mov", MediaType::video},   {"3gp", MediaType::video},
    {"mkv", MediaType::video},  {"avi", MediaType::video},   {"webm", MediaType::video},
    {"m4v", MediaType::video},  {"opus", MediaType::audio},  {"ogg", MediaType::audio},
    {"oga", MediaType::audio},  {"m4a", MediaType::audio},   {"mp3", MediaType::audio},
    {"aac", MediaType::audio},  {"amr", MediaType::audio},   {"wav", MediaType::audio},
    {"flac", MediaType::audio}, {"vcf", MediaType::contact}, {"was", MediaType::sticker}};

}  // namespace

bool looks_like_file(std::string_view name) noexcept {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view extension = name.substr(dot + 1);
  if (extension.empty() || extension.size() > 5) return false;
  for (const char c : extension) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && (c < '0' || c > '9')) return false;
  }
  return name.find('\n') == std::string_view::npos;
}

MediaType media_type_of(std::string_view file_name) noexcept {
  const std::size_t dot = file_name.rfind('.');
  const std::string_view extension = dot == std::string_view::npos ? "" : file_name.substr(dot + 1);
  std::array<char, 8> folded{};
  if (extension.size() > folded.size()) return MediaType::document;
  fold_case(extension, folded.data());
  const std::string_view lowered(folded.data(), extension.size());
  if (lowered == "webp" && (file_name.find("STK-") != std::string_view::npos ||
                            file_name.find("STICKER") != std::string_view::npos)) {
    return MediaType::sticker;
  }
  for (const Extension& each : kExtensions) {
    if (each.text == lowered) return each.type;
  }
  return MediaType::document;
}

}  // namespace egregora::ingest
