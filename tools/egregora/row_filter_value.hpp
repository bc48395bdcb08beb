// SPDX-License-Identifier: Apache-2.0
// Values of a row filter, read as what the column beside them holds.
#pragma once

#include <egregora/data/scalar.hpp>

#include "tools/egregora/row_filter_lexer.hpp"

namespace egregora::program {

/// The value of `token` for comparing with a column of `type`. Throws: FilterError with the remedy.
Scalar filter_value(const FilterToken& token, const DataType& type);

}  // namespace egregora::program
