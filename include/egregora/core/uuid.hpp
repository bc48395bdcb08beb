// SPDX-License-Identifier: Apache-2.0
// UUIDs (RFC 4122): random ones for things that happen, name-based ones for things that must
// converge.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace egregora {

/// Sixteen bytes in network order. A value: trivially copyable, totally ordered by its bytes.
class Uuid {
 public:
  constexpr Uuid() = default;  ///< the nil UUID
  constexpr explicit Uuid(const std::array<std::uint8_t, 16>& bytes) : bytes_(bytes) {}

  /// Reads the 36-character form, either letter case. Throws: TypeError that names the text.
  static Uuid parse(std::string_view text);
  /// Like `parse`, but absent instead of an error.
  static std::optional<Uuid> try_parse(std::string_view text) noexcept;

  constexpr const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }
  constexpr bool is_nil() const noexcept { return bytes_ == std::array<std::uint8_t, 16>{}; }
  /// Lower-case 36-character form.
  std::string to_string() const;

  friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

/// Namespace of RFC 4122 for object identifiers: 6ba7b812-9dad-11d1-80b4-00c04fd430c8.
extern const Uuid kNamespaceOid;

/// A random UUID (version 4) from the operating system's generator. Thread safety: any thread.
Uuid uuid4();
/// The name-based UUID (version 5, SHA-1) of `name` in `name_space` (RFC 4122, section 4.3).
/// Thread safety: any thread; each keeps a digest context of its own, which makes many calls cheap.
Uuid uuid5(const Uuid& name_space, std::string_view name);

/// Where new ids come from; stores take one so that tests know them beforehand.
/// Thread safety: implementations must be callable from any thread.
class IdSource {
 public:
  virtual ~IdSource();
  virtual Uuid next() const = 0;
};

/// Random ids (`uuid4`). The returned object lives as long as the process.
std::shared_ptr<const IdSource> random_ids();

}  // namespace egregora

template <>
struct std::hash<egregora::Uuid> {
  std::size_t operator()(const egregora::Uuid& value) const noexcept;
};
