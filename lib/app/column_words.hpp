// From frozen figures to what ColumnWriter shows: names and dates in words out of templates/column.toml.
//
//     std::vector<Bulletin> issues = ReadColumns(database).published("");
//     html = issues.empty() ? writer.empty_page(column_name(phrases))
//                           : writer.page(to_column(phrases, issues[0]), column_links(issues, 1));
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lib/documents/column_article.hpp"
#include "lib/domain/bulletin.hpp"

namespace league {

/// Name of the column, from the template.
std::string column_name(const Phrases& phrases);
ColumnSnapshot to_column(const Phrases& phrases, const BulletinSnapshot& snapshot, int issue);
inline ColumnSnapshot to_column(const Phrases& phrases, const Bulletin& bulletin) {
    return to_column(phrases, bulletin.snapshot, bulletin.issue);
}
/// Links to our own page of each issue ("/column/7"), those from index `first` on.
std::vector<ColumnLink> column_links(const std::vector<Bulletin>& bulletins, std::size_t first);
/// For the start of a program.
void check_column_words(const Phrases& phrases);

}  // namespace league
