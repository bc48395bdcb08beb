// SPDX-License-Identifier: Apache-2.0
// The chat member of a zip, found by name and unpacked in the reader's buffer only. An archive is
// taken for hostile until it proves harmless: member count, paths, encryption, size and ratio are
// checked, the last two while reading.
#include "ingest/chat_name.hpp"
#include "ingest/text_source.hpp"

#include <egregora/core/errors.hpp>

#include <zip.h>

#include <algorithm>
#include <vector>

namespace egregora::ingest {

namespace {

// Below this a high ratio is no bomb: a short chat of one repeated line compresses better than 100
// to 1.
constexpr std::uint64_t kRatioFreeBytes = 1U << 20;

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& reason) {
  throw IngestError(path.string() + ": " + reason, {.object_name = path.string()});
}

struct ArchiveCloser {
  void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};
struct MemberCloser {
  void operator()(zip_file_t* member) const noexcept { zip_fclose(member); }
};
using Archive = std::unique_ptr<zip_t, ArchiveCloser>;
using Member = std::unique_ptr<zip_file_t, MemberCloser>;

struct ChatMember {
  std::filesystem::path archive;
  std::string name;
  zip_uint64_t index = 0;
  std::uint64_t size = 0;
  std::uint64_t packed = 0;
};

Archive open_archive(const std::filesystem::path& path) {
  int code = 0;
  Archive archive(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (archive) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string why = zip_error_strerror(&error);
  zip_error_fini(&error);
  refuse(path, "the zip is damaged or truncated (" + why + "); export or download it again");
}

class MemberStream final : public TextStream {
 public:
  MemberStream(const ChatMember& chat, const UnpackLimits& limits)
      : chat_(chat), limits_(limits), archive_(open_archive(chat.archive)) {
    member_.reset(zip_fopen_index(archive_.get(), chat_.index, 0));
    if (!member_) fail(zip_error_strerror(zip_get_error(archive_.get())));
  }
  std::size_t read(char* into, std::size_t capacity) override {
    const zip_int64_t got = zip_fread(member_.get(), into, capacity);
    if (got < 0) fail(zip_error_strerror(zip_file_get_error(member_.get())));
    unpacked_ += static_cast<std::uint64_t>(got);
    check_limits();
    return static_cast<std::size_t>(got);
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    refuse(chat_.archive,
           "cannot unpack " + chat_.name + " (" + why + "); export or download the zip again");
  }
  void check_limits() const {
    if (unpacked_ > limits_.bytes) {
      refuse(chat_.archive, chat_.name + " unpacks to more than the limit of " +
                                std::to_string(limits_.bytes) +
                                " bytes; unpack the chat's text yourself and name the .txt");
    }
    if (unpacked_ > kRatioFreeBytes &&
        unpacked_ / limits_.ratio > std::max<std::uint64_t>(chat_.packed, 1)) {
      refuse(chat_.archive, chat_.name + " is packed more than " + std::to_string(limits_.ratio) +
                                " to 1, as archive bombs are; unpack it yourself if you trust it");
    }
  }

  ChatMember chat_;
  UnpackLimits limits_;
  Archive archive_;
  Member member_;
  std::uint64_t unpacked_ = 0;
};

class ZipSource final : public TextSource {
 public:
  ZipSource(ChatMember chat, const UnpackLimits& limits)
      : chat_(std::move(chat)), limits_(limits) {}
  std::unique_ptr<TextStream> stream() const override {
    return std::make_unique<MemberStream>(chat_, limits_);
  }
  std::uint64_t size() const noexcept override { return chat_.size; }
  std::string name() const override {
    // A member named by WhatsApp survives the renaming of its archive, and so do the ids made from
    // it.
    const std::string member = std::filesystem::path(chat_.name).filename().string();
    return has_chat_prefix(member) ? member : chat_.archive.filename().string();
  }

 private:
  ChatMember chat_;
  UnpackLimits limits_;
};

bool escapes(std::string_view name) {
  if (name.starts_with('/') || name.starts_with('\\')) return true;
  if (name.size() >= 2 && name[1] == ':') return true;
  std::size_t begin = 0;
  while (begin <= name.size()) {
    const std::size_t end = std::min(name.find_first_of("/\\", begin), name.size());
    if (name.substr(begin, end - begin) == "..") return true;
    begin = end + 1;
  }
  return false;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

struct Candidates {
  std::vector<ChatMember> chats;   // named as WhatsApp names a chat
  std::vector<ChatMember> others;  // any other .txt
  bool nested = false;
};

void classify(const zip_stat_t& info, const std::filesystem::path& path, Candidates& found) {
  const std::string_view full(info.name);
  const std::size_t slash = full.find_last_of('/');
  const std::string_view base = slash == std::string_view::npos ? full : full.substr(slash + 1);
  // macOS adds a shadow of every member; it holds no text.
  if (full.starts_with("__MACOSX/") || base.starts_with("._") || base.empty()) return;
  const std::string lowered = lower_ascii(base);
  found.nested = found.nested || lowered.ends_with(".zip");
  if (!lowered.ends_with(".txt")) return;
  ChatMember member{path, std::string(full), info.index, info.size, info.comp_size};
  const bool chat = lowered == "_chat.txt" || has_chat_prefix(base);
  (chat ? found.chats : found.others).push_back(std::move(member));
}

Candidates list_candidates(zip_t* archive, const std::filesystem::path& path,
                           const UnpackLimits& limits) {
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  if (count > static_cast<zip_int64_t>(limits.members)) {
    refuse(path, "holds " + std::to_string(count) + " members, more than the limit of " +
                     std::to_string(limits.members) + "; export the chat without media");
  }
  Candidates found;
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t info;
    if (zip_stat_index(archive, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS, &info) != 0) {
      refuse(path, "the zip is damaged; export or download it again");
    }
    if (escapes(info.name)) {
      refuse(path, "holds a member whose path leads out of the archive (" + std::string(info.name) +
                       "); this is no WhatsApp export");
    }
    classify(info, path, found);
  }
  return found;
}

ChatMember choose(const std::filesystem::path& path, Candidates found) {
  auto& pool = found.chats.empty() ? found.others : found.chats;
  if (pool.size() > 1) {
    refuse(path, "holds more than one chat (" + pool[0].name + ", " + pool[1].name +
                     "); unpack it and name one .txt at a time");
  }
  if (pool.empty() && found.nested)
    refuse(path, "holds another zip but no chat; unpack it and name the inner zip");
  if (pool.empty())
    refuse(path, "holds no chat text (_chat.txt or WhatsApp Chat ....txt); is it a chat export?");
  return std::move(pool.front());
}

}  // namespace

std::unique_ptr<TextSource> open_zip_source(const std::filesystem::path& path,
                                            const UnpackLimits& limits) {
  const Archive archive = open_archive(path);
  ChatMember chat = choose(path, list_candidates(archive.get(), path, limits));
  zip_stat_t info;
  if (zip_stat_index(archive.get(), chat.index, 0, &info) != 0) {
    refuse(path, "the zip is damaged; export or download it again");
  }
  if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && info.encryption_method != ZIP_EM_NONE) {
    refuse(path, "is encrypted; unpack it with its password and name the .txt");
  }
  if (chat.size == 0) refuse(path, chat.name + " is empty; export the chat again");
  return std::make_unique<ZipSource>(std::move(chat), limits);
}

}  // namespace egregora::ingest
