// SPDX-License-Identifier: Apache-2.0
// The full name of a table, as statements and engines use it.
#pragma once

#include <string>

namespace egregora {

/// catalog.schema.name. Empty parts are left out: then it is the connection's current one.
struct TableName {
  std::string catalog = {};
  std::string schema = {};
  std::string name = {};
  friend bool operator==(const TableName&, const TableName&) = default;
};

}  // namespace egregora
