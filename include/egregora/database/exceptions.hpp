// SPDX-License-Identifier: Apache-2.0
// The errors of the database layer, under the name that the seeds give their module.
// All of them are defined in core/errors.hpp.
#pragma once

#include <egregora/core/errors.hpp>
