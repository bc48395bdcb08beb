// SPDX-License-Identifier: Apache-2.0
// A table drawn over several batches: the first one decides the layout.
#include <egregora/data/table_writer.hpp>
#include <optional>
#include <ostream>
#include <utility>

#include "data/table_drawing.hpp"

namespace egregora {
namespace {

DataFrame without_rows(const Schema& schema) {
  std::vector<std::shared_ptr<const ColumnData>> columns;
  for (const Field& field : schema) columns.push_back(ColumnBuilder(field.type).finish());
  return DataFrame(schema, std::move(columns));
}

}  // namespace

struct TableWriter::State {
  std::ostream& out;
  Schema schema;
  TableWriterOptions options;
  std::optional<detail::TableLayout> layout = {};
  std::int64_t rows = 0;

  void begin(const DataFrame& first) {
    layout.emplace(first, first.num_rows(), options.max_width, options.types);
    std::string head;
    layout->append_head(head);
    out << head;
  }
};

TableWriter::TableWriter(std::ostream& out, Schema schema, const TableWriterOptions& options)
    : state_(new State{out, std::move(schema), options}) {}

TableWriter::~TableWriter() = default;

void TableWriter::write(const DataFrame& batch) {
  if (state_->schema.empty()) return;
  if (!state_->layout) state_->begin(batch);
  std::string lines;
  state_->layout->append_rows(lines, batch, batch.num_rows());
  state_->out << lines;
  state_->rows += batch.num_rows();
}

void TableWriter::finish() {
  if (state_->schema.empty()) {
    state_->out << "no columns\n";
    return;
  }
  if (!state_->layout) state_->begin(without_rows(state_->schema));
  std::string foot;
  state_->layout->append_foot(foot);
  state_->out << foot << state_->layout->summary(state_->rows, state_->rows);
}

}  // namespace egregora
