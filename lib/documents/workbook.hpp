// One .xlsx workbook: the few parts of it that cells need. Inside lib/documents only; table_files.hpp is the way in.
#pragma once

#include "lib/documents/archive.hpp"
#include "lib/documents/table_files.hpp"

namespace league {

/// Whether the archive is a workbook rather than a zip of files.
bool is_workbook(const Archive& archive);

/// Gives out the rows of every sheet that is no chart. Throws FileRefused: what archive.hpp and xml_records.hpp name,
/// and sheet.not_xlsx, sheet.macros, sheet.external, sheet.too_many_rows, sheet.too_many_columns, sheet.cell_too_long,
/// sheet.too_many_strings, sheet.too_many_sheets, sheet.not_text.
void read_workbook(const Archive& archive, const SheetLimits& limits, TableSink& sink);

}  // namespace league
