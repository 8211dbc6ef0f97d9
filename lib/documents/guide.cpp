#include "lib/documents/guide.hpp"

#include <charconv>

#include "lib/base/text.hpp"
#include "lib/documents/article_lint.hpp"

namespace league {

namespace {

constexpr const char* kSection = "guide";
constexpr const char* kArticle = "articles/guide.html";
constexpr std::size_t kMessageBytes = 2048;

std::optional<std::size_t> as_number(std::string_view text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

Guide::Guide(const Phrases& phrases) : phrases_(phrases), names_(phrases.list(kSection, "chapters")) {
    std::vector<PhraseKey> needed{{kSection, "contents"}, {kSection, "line"}, {kSection, "next"}};
    for (const auto& name : names_)
        for (const auto* part : {".title", ".text", ".keywords"}) needed.push_back({kSection, name + part});
    phrases_.check(needed);
    for (std::size_t number = 1; number <= size(); ++number)
        if (chapter(number)->size() > kMessageBytes)
            throw Problem(ProblemCode::internal, "guide_chapter_too_long").with_details(names_[number - 1]);
}

std::string Guide::contents() const {
    std::string list;
    for (std::size_t number = 1; number <= size(); ++number) {
        const auto title = phrases_.text(kSection, names_[number - 1] + ".title");
        if (!list.empty()) list += '\n';
        list += phrases_.text(kSection, "line", {{"number", std::to_string(number)}, {"title", title}});
    }
    return phrases_.text(kSection, "contents", {{"list", list}});
}

std::optional<std::string> Guide::chapter(std::size_t number) const {
    if (number < 1 || number > size()) return std::nullopt;
    const auto& name = names_[number - 1];
    auto text = phrases_.text(kSection, name + ".title") + "\n\n" + phrases_.text(kSection, name + ".text");
    if (number < size())
        text += "\n\n" + phrases_.text(kSection, "next",
                                       {{"number", std::to_string(number + 1)},
                                        {"title", phrases_.text(kSection, names_[number] + ".title")}});
    return text;
}

std::vector<Guide::Chapter> Guide::chapters() const {
    std::vector<Chapter> all;
    for (const auto& name : names_)
        all.push_back({phrases_.text(kSection, name + ".title"), phrases_.text(kSection, name + ".text")});
    return all;
}

std::optional<std::size_t> Guide::find(std::string_view words) const {
    const auto wanted = text::trim(text::to_half_width(words));
    if (wanted.empty()) return std::nullopt;
    if (const auto number = as_number(wanted)) {
        if (*number >= 1 && *number <= size()) return number;
        return std::nullopt;
    }
    // The longest keyword wins: "行业联建" is more than "联建".
    std::optional<std::size_t> best;
    std::size_t longest = 0;
    for (std::size_t index = 0; index < size(); ++index)
        for (const auto& keyword : phrases_.list(kSection, names_[index] + ".keywords"))
            if (keyword.size() > longest && wanted.find(keyword) != std::string::npos) {
                longest = keyword.size();
                best = index + 1;
            }
    return best;
}

std::string Guide::article(const TemplateFolder& templates, const std::string& county) const {
    TemplateData::List chapters;
    for (std::size_t index = 0; index < size(); ++index) {
        TemplateData::List paragraphs;
        for (const auto& line : text::split(phrases_.text(kSection, names_[index] + ".text"), '\n'))
            if (!text::trim(line).empty()) paragraphs.push_back(Values{{"text", line}});
        TemplateData chapter(Values{{"title", phrases_.text(kSection, names_[index] + ".title")}});
        chapter.set("paragraphs", std::move(paragraphs));
        chapters.push_back(std::move(chapter));
    }
    TemplateData data(Values{{"county", county}});
    data.set("chapters", std::move(chapters));
    return without_line_breaks(templates.render(kArticle, data));
}

}  // namespace league
