// SPDX-License-Identifier: Apache-2.0
// Everything, for programs, examples and the contract. Code that cares for its compile time
// includes what it uses.
#pragma once

#include <egregora/core/errors.hpp>
#include <egregora/core/json.hpp>
#include <egregora/core/logging.hpp>
#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>
#include <egregora/data/data_frame.hpp>
#include <egregora/data/write_text.hpp>
#include <egregora/database/content_repository.hpp>
#include <egregora/database/database_url.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/elo_store.hpp>
#include <egregora/database/exceptions.hpp>
#include <egregora/database/init.hpp>
#include <egregora/database/message_repository.hpp>
#include <egregora/database/migrations.hpp>
#include <egregora/database/protocols.hpp>
#include <egregora/database/rebuild.hpp>
#include <egregora/database/run_store.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/database/streaming.hpp>
#include <egregora/database/task_store.hpp>
#include <egregora/database/timezone.hpp>
#include <egregora/database/validate_rows.hpp>
#include <egregora/database/views.hpp>
#include <egregora/database/worker.hpp>
#include <egregora/database/write_frame.hpp>
#include <egregora/engine/engine.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/table.hpp>
#include <egregora/expr/typed_table.hpp>
#include <egregora/ingest/input_adapter.hpp>
#include <egregora/ingest/sample.hpp>
#include <egregora/ingest/whatsapp_adapter.hpp>
#include <egregora/sql/statements.hpp>
#include <egregora/sql/to_sql.hpp>
