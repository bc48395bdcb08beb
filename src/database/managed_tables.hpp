// SPDX-License-Identifier: Apache-2.0
// The tables that the library keeps, as a list for whatever concerns each of them.
#pragma once

#include <egregora/database/schemas.hpp>

namespace egregora::detail {

template <class... Schemas>
struct SchemaList {
  /// Calls `f.operator()<S>()` with each schema struct, in order.
  template <class F>
  static void for_each(F&& f) {
    (f.template operator()<Schemas>(), ...);
  }
};

/// What a chat export becomes.
using CoreTables = SchemaList<schemas::Messages, schemas::Windows, schemas::WindowMessages,
                              schemas::Runs, schemas::Rejects>;
/// What the stores keep beside that.
using StoreTables =
    SchemaList<schemas::EloRatings, schemas::ComparisonHistory, schemas::Lineage,
               schemas::RunEvents, schemas::RunTables, schemas::Tasks, schemas::TaskHistory,
               schemas::TaskErrors, schemas::Documents, schemas::Annotations>;

template <class F>
void for_each_managed_table(F&& f) {
  CoreTables::for_each(f);
  StoreTables::for_each(f);
}

}  // namespace egregora::detail
