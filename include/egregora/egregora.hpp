// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <egregora/core/errors.hpp>
#include <egregora/core/json.hpp>
#include <egregora/core/logging.hpp>
#include <egregora/core/text_distance.hpp>
#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>
#include <egregora/data/column_data.hpp>
#include <egregora/data/column_view.hpp>
#include <egregora/data/data_frame.hpp>
#include <egregora/data/data_type.hpp>
#include <egregora/data/row.hpp>
#include <egregora/data/scalar.hpp>
#include <egregora/data/schema.hpp>
#include <egregora/data/table_writer.hpp>
#include <egregora/data/write_text.hpp>
#include <egregora/expr/columns.hpp>
#include <egregora/expr/expr.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/operators.hpp>
#include <egregora/expr/source.hpp>
#include <egregora/expr/sql_types.hpp>
#include <egregora/expr/table.hpp>
#include <egregora/expr/typed_table.hpp>
#include <egregora/expr/value.hpp>
