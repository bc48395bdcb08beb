// SPDX-License-Identifier: Apache-2.0
// UUID text forms and the two ways to make one. Digest and randomness are OpenSSL's; ingest
// computes several name-based ids a message, so the digest context and the fetched algorithm are
// kept instead of looked up.
#include <egregora/core/uuid.hpp>

#include <egregora/core/errors.hpp>

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>

#include <atomic>
#include <cstring>

namespace egregora {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

constexpr bool is_hyphen_position(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Uuid with_version(std::array<std::uint8_t, 16> bytes, std::uint8_t version) {
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | (version << 4));
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);  // the variant of RFC 4122
  return Uuid(bytes);
}

/// SHA-1 with everything that costs kept between calls: fetching the algorithm alone is dearer than
/// the digest.
class Sha1 {
 public:
  Sha1() : algorithm_(EVP_MD_fetch(nullptr, "SHA1", nullptr)), context_(EVP_MD_CTX_new()) {
    if (algorithm_ == nullptr || context_ == nullptr ||
        EVP_DigestInit_ex2(context_, algorithm_, nullptr) != 1) {
      release();
      throw InternalError("OpenSSL offers no SHA-1, which name-based ids need");
    }
  }
  ~Sha1() { release(); }
  Sha1(const Sha1&) = delete;
  Sha1& operator=(const Sha1&) = delete;

  std::array<std::uint8_t, 20> digest(const std::array<std::uint8_t, 16>& prefix,
                                      std::string_view text) {
    std::array<std::uint8_t, 20> out{};
    const bool done = EVP_DigestInit_ex2(context_, nullptr, nullptr) == 1 && update(prefix, text) &&
                      EVP_DigestFinal_ex(context_, out.data(), nullptr) == 1;
    if (!done) throw InternalError("OpenSSL failed to compute a SHA-1 digest");
    return out;
  }

 private:
  // One call instead of two where the name fits: each costs a fixed 20 ns or so, whatever its
  // length.
  bool update(const std::array<std::uint8_t, 16>& prefix, std::string_view text) {
    std::array<std::uint8_t, 512> joined;
    if (text.size() > joined.size() - prefix.size()) {
      return EVP_DigestUpdate(context_, prefix.data(), prefix.size()) == 1 &&
             EVP_DigestUpdate(context_, text.data(), text.size()) == 1;
    }
    std::memcpy(joined.data(), prefix.data(), prefix.size());
    if (!text.empty()) std::memcpy(joined.data() + prefix.size(), text.data(), text.size());
    return EVP_DigestUpdate(context_, joined.data(), prefix.size() + text.size()) == 1;
  }
  void release() noexcept {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(algorithm_);
  }

  EVP_MD* algorithm_;
  EVP_MD_CTX* context_;
};

// A child process begins with what its parent has in memory: it must not give the ids that the
// parent gives.
std::atomic<unsigned> forks = 0;

/// Random bytes in stock: OpenSSL takes a third of a microsecond a call, however few it gives.
class RandomStock {
 public:
  std::array<std::uint8_t, 16> take() {
    const unsigned now = forks.load(std::memory_order_relaxed);
    if (left_ == 0 || now != forks_) refill(now);
    std::array<std::uint8_t, 16> bytes;
    left_ -= bytes.size();
    std::memcpy(bytes.data(), stock_.data() + left_, bytes.size());
    return bytes;
  }

 private:
  void refill(unsigned now) {
    static const int registered = ::pthread_atfork(nullptr, nullptr, [] { ++forks; });
    if (registered != 0 || RAND_bytes(stock_.data(), static_cast<int>(stock_.size())) != 1) {
      throw InternalError("the operating system gave no random numbers");
    }
    left_ = stock_.size();
    forks_ = now;
  }

  std::array<std::uint8_t, 2048> stock_;
  std::size_t left_ = 0;
  unsigned forks_ = 0;
};

class RandomIds final : public IdSource {
 public:
  Uuid next() const override { return uuid4(); }
};

}  // namespace

constinit const Uuid kNamespaceOid{std::array<std::uint8_t, 16>{0x6b, 0xa7, 0xb8, 0x12, 0x9d, 0xad,
                                                                0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0,
                                                                0x4f, 0xd4, 0x30, 0xc8}};

std::optional<Uuid> Uuid::try_parse(std::string_view text) noexcept {
  if (text.size() != 36) return std::nullopt;
  std::array<std::uint8_t, 16> bytes{};
  std::size_t digit = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_hyphen_position(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) return std::nullopt;
    bytes[digit / 2] = static_cast<std::uint8_t>((bytes[digit / 2] << 4) | value);
    ++digit;
  }
  return Uuid(bytes);
}

Uuid Uuid::parse(std::string_view text) {
  if (auto uuid = try_parse(text)) return *uuid;
  throw TypeError("not a UUID (expected 8-4-4-4-12 hexadecimal digits): '" + std::string(text) +
                  "'");
}

std::string Uuid::to_string() const {
  std::string out(36, '-');
  std::size_t position = 0;
  for (const std::uint8_t byte : bytes_) {
    if (is_hyphen_position(position)) ++position;
    out[position++] = kHexDigits[byte >> 4];
    out[position++] = kHexDigits[byte & 0x0F];
  }
  return out;
}

Uuid uuid4() {
  thread_local RandomStock stock;
  return with_version(stock.take(), 4);
}

Uuid uuid5(const Uuid& name_space, std::string_view name) {
  thread_local Sha1 sha1;
  const auto digest = sha1.digest(name_space.bytes(), name);
  std::array<std::uint8_t, 16> bytes{};
  std::memcpy(bytes.data(), digest.data(), bytes.size());
  return with_version(bytes, 5);
}

IdSource::~IdSource() = default;

std::shared_ptr<const IdSource> random_ids() {
  static const auto ids = std::make_shared<const RandomIds>();
  return ids;
}

}  // namespace egregora

std::size_t std::hash<egregora::Uuid>::operator()(const egregora::Uuid& value) const noexcept {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  std::memcpy(&high, value.bytes().data(), sizeof high);
  std::memcpy(&low, value.bytes().data() + sizeof high, sizeof low);
  // Ids are digests or random already; mixing only guards against hand-written ones that differ in
  // one byte.
  return static_cast<std::size_t>((high ^ (low * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL);
}
