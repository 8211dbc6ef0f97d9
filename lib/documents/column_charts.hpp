// Geometry of a bulletin's charts and cover: bars and cells as texts for the SVG templates. Inside lib/documents only.
#pragma once

#include <string>

#include "lib/documents/column_snapshot.hpp"
#include "lib/documents/template_data.hpp"

namespace league {

// The chart is drawn 345 units wide, the width of an article on a 375 px phone, so that its letters appear
// at the size they are given; geometry below is in those units.
inline constexpr long long kChartWidth = 345;
inline constexpr long long kRowHeight = 36;
inline constexpr std::size_t kChartNameLength = 14;
inline constexpr long long kGoalsHead = 74;

std::string number(long long value);
/// `value` of `whole` stretched to `width`, never past it; something that is there stays visible.
long long scaled(long long value, long long whole, long long width);

/// Bars of the half months, and in words what they show.
void add_halves(TemplateData& data, const ColumnSnapshot& snapshot);
/// Living, weak and hollow organisations of each township.
void add_alive(TemplateData& data, const ColumnSnapshot& snapshot);
/// Activities of each township month by month.
void add_heat(TemplateData& data, const ColumnSnapshot& snapshot);
/// One line a part of the name, broken at its first space; letters as large as the cover's square allows.
TemplateData::List cover_lines(const std::string& name);
TemplateData::List cover_bars(const ColumnSnapshot& snapshot);

}  // namespace league
