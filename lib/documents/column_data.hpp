// What the templates of a bulletin are filled with: figures as texts, geometry of charts. Inside lib/documents only.
#pragma once

#include <string>

#include "lib/documents/column_article.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/documents/template_data.hpp"

namespace league {

/// Name of the phrases of a kind: "articles/newsletter".
std::string phrases_of(BulletinKind kind);
/// Everything but the addresses of pictures.
TemplateData column_data(const Phrases& phrases, const ColumnSnapshot& snapshot);
/// The figures of this moment, under names of their own ("now_rows").
void add_now(TemplateData& data, const Phrases& phrases, const std::optional<ColumnNow>& now);
/// For the start of a program.
void check_column_phrases(const Phrases& phrases);

}  // namespace league
