// SPDX-License-Identifier: Apache-2.0
#include "sql/dialect_traits.hpp"

#include <egregora/core/errors.hpp>

namespace egregora::detail {

namespace {
constexpr DialectTraits kDuckDb{.qualify = true,
                                .semi_anti_join = true,
                                .try_cast = true,
                                .file_scan = true,
                                .distinct_in_window = true,
                                .create_or_replace_table = true,
                                .compare_json = true,
                                .numbered_parameters = false};
constexpr DialectTraits kPostgreSql{.qualify = false,
                                    .semi_anti_join = false,
                                    .try_cast = false,
                                    .file_scan = false,
                                    .distinct_in_window = false,
                                    .create_or_replace_table = false,
                                    .compare_json = false,
                                    .numbered_parameters = true};
}  // namespace

const DialectTraits& traits_of(const Dialect& dialect) noexcept {
  return dialect.id() == Dialect::Id::duckdb ? kDuckDb : kPostgreSql;
}

void throw_unsupported(std::string_view operation, const Dialect& dialect,
                       std::string_view reason) {
  std::string message(dialect.name());
  message.append(" cannot say this exactly: ").append(operation);
  if (!reason.empty()) message.append("; ").append(reason);
  throw UnsupportedOperationError(std::move(message), {.object_name = std::string(operation)});
}

}  // namespace egregora::detail
