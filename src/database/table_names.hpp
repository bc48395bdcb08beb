// SPDX-License-Identifier: Apache-2.0
// What a table may be called, and the names that are ours. Checked before anything is touched,
// because a name becomes a file's name too.
#pragma once

#include <string>
#include <string_view>

namespace egregora::detail {

/// Of tables that users neither see nor touch: manifest, history, stages.
inline constexpr std::string_view kInternalPrefix = "_egregora_";
/// Of a replacement while it is being made. Left over after a crash, dropped at the next writable
/// open.
inline constexpr std::string_view kStageTable = "_egregora_stage";
/// Of temporary tables on one connection.
inline constexpr std::string_view kTemporaryPrefix = "_egregora_temp_";
/// Of what Table::cache() keeps.
inline constexpr std::string_view kCachePrefix = "_egregora_cache_";
inline constexpr std::string_view kManifestTable = "_egregora_manifest";
inline constexpr std::string_view kMetaTable = "_egregora_meta";
inline constexpr std::string_view kMigrationsTable = "_egregora_migrations";

/// Throws: InvalidTableNameError unless `name` is [A-Za-z_][A-Za-z0-9_]*, at most 128 bytes, and
/// not internal.
void check_table_name(std::string_view name);
/// Letter case aside.
bool is_internal_name(std::string_view name);
bool is_temporary_name(std::string_view name);
bool is_cache_name(std::string_view name);
/// Of the tables that schemas.hpp declares: never without a checkpoint. `conversations` is not
/// among them.
bool is_managed_name(std::string_view name);

}  // namespace egregora::detail
