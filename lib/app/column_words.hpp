// From frozen figures to what ColumnWriter shows: names and dates in words out of templates/column.toml.
//
//     std::vector<Bulletin> issues = ReadColumns(database).published("");
//     html = writer.page(to_column(phrases, issues[0]), column_links(issues, 1));
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lib/documents/column_article.hpp"
#include "lib/domain/bulletin.hpp"
#include "lib/domain/progress.hpp"

namespace league {

/// What a kind is called, from the template: the name of the column.
std::string column_name(const Phrases& phrases, BulletinKind kind = BulletinKind::progress_column);
/// Our own page of a bulletin that followers can read: "/column/7", "/column/newsletter/3".
std::string bulletin_path(const Bulletin& bulletin);
ColumnSnapshot to_column(const Phrases& phrases, const Bulletin& bulletin);
ColumnPictures to_column(const BulletinPictures& pictures);
/// Links to our own page of each bulletin, those from index `first` on.
std::vector<ColumnLink> column_links(const std::vector<Bulletin>& bulletins, std::size_t first);
/// Figures of this moment.
ColumnNow to_column_now(const Phrases& phrases, const Progress& progress);
/// For the start of a program.
void check_column_words(const Phrases& phrases);

}  // namespace league
