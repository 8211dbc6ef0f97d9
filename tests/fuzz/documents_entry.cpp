#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/documents/article_lint.hpp"
#include "lib/documents/pictures.hpp"
#include "lib/documents/template.hpp"
#include "tests/fuzz/entries.hpp"

namespace league::fuzz {

void picture(std::string_view bytes) {
    const PictureLimits limits;
    const auto type = sniff(bytes);
    const auto size = declared_size(bytes);
    if (size) ensure(type.has_value() && size->width > 0 && size->height > 0);
    try {
        const PictureType checked = PictureMaker(limits).check(bytes);
        ensure(checked == type && size && size->width * size->height <= limits.max_pixels);
    } catch (const Problem& problem) {
        ensure(problem.code() == ProblemCode::invalid_input && problem.errors().size() == 1);
    }
}

void article(std::string_view bytes) {
    const std::string picture = "https://mmbiz.qpic.cn/a";
    const auto findings = lint_article({bytes, bytes, bytes, bytes, {picture}});
    for (const ArticleFinding& finding : findings) {
        ensure(finding.at <= bytes.size() && !to_string(finding).empty());
    }
    // What passes has no way left to run anything or to fetch from elsewhere.
    const auto clean = lint_article({"t", "", "d", bytes, {picture}});
    if (clean.empty()) {
        ensure(text::is_valid_utf8(bytes));
        for (const std::string_view word : {"<script", "<iframe", "<style", "<!--", "<svg"}) {
            ensure(bytes.find(word) == std::string_view::npos);
        }
    }
    without_line_breaks(std::string(bytes));
}

void template_text(std::string_view bytes) {
    try {
        const Template parsed("given", std::string(bytes), Escape::xml);
        const auto tags_with = [&](const char* value) {
            TemplateData row;
            row.set("a", value);
            TemplateData data;
            data.set("a", value).set("yes", true).set("no", false).set("list", TemplateData::List{row});
            const std::string rendered = parsed.render(data);
            return std::count(rendered.begin(), rendered.end(), '<') +
                   std::count(rendered.begin(), rendered.end(), '"');
        };
        // Whatever a template says, a value adds no markup to it.
        ensure(tags_with("<x y=\"z\">&") == tags_with("words"));
    } catch (const Problem& problem) {
        ensure(problem.key() == "template_broken" || problem.key() == "template_name_missing");
    }
}

}  // namespace league::fuzz
