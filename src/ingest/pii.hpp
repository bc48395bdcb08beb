// SPDX-License-Identifier: Apache-2.0
// Personal data that is recognised by its shape: e-mail addresses and telephone numbers. The rules
// are exact and documented where they are written; a date, a price or an order number is none of
// them.
#pragma once

#include "ingest/clean_text.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace egregora::ingest {

/// As written in `metadata.pii`.
inline constexpr std::string_view kPiiEmail = "email";
inline constexpr std::string_view kPiiPhone = "phone";

struct PiiMatch {
  TextSpan span = {};
  std::string_view kind = {};  ///< kPiiEmail or kPiiPhone
};

/// Appends e-mail addresses: local part of letters, digits and ._%+-, '@', dot-separated labels,
/// and a last label of two or more letters.
void find_emails(std::string_view text, std::vector<PiiMatch>& found);

/// Appends telephone numbers; see phone_numbers.cpp for the rule. Inside `urls` only those of wa.me
/// and phone= count.
void find_phones(std::string_view text, std::span<const TextSpan> urls,
                 std::vector<PiiMatch>& found);

}  // namespace egregora::ingest
