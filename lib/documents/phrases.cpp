#include "lib/documents/phrases.hpp"

#include <optional>
#include <sstream>

// A file that is "[" and nothing else breaks an assertion of toml++ 3.3 that it asks again as an ordinary error.
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

#include "lib/base/text.hpp"

namespace league {

namespace {

Problem broken(const std::string& where, const std::string& why) {
    return std::move(Problem(ProblemCode::internal, "template_broken").with_details(where + ": " + why));
}

Problem missing(const std::string& what) {
    return std::move(Problem(ProblemCode::internal, "phrase_missing").with_details(what));
}

std::string full_name(std::string_view section, std::string_view key) {
    return std::string(section) + "#" + std::string(key);
}

}  // namespace

struct Phrases::Reader {
    const std::string& section_name;
    Section& section;

    void read(const toml::table& table, const std::string& prefix) {
        for (const auto& [name, node] : table) {
            const std::string key = prefix + std::string(name.str());
            const std::string where = full_name(section_name, key);
            if (const auto* text = node.as_string())
                section.texts.emplace(key, Template(where, text->get(), Escape::none));
            else if (const auto* inner = node.as_table())
                read(*inner, key + ".");
            else if (const auto* array = node.as_array())
                section.lists.emplace(key, read_list(*array, where));
            else
                throw broken(where, "neither a text nor a list of texts");
        }
    }

    static std::vector<std::string> read_list(const toml::array& array, const std::string& where) {
        std::vector<std::string> list;
        for (const auto& element : array) {
            const auto* text = element.as_string();
            if (text == nullptr) throw broken(where, "a list may hold texts only");
            list.push_back(text->get());
        }
        return list;
    }
};

Phrases::Phrases(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().extension() != ".toml") continue;
        auto name = entry.path().lexically_relative(folder).replace_extension().generic_string();
        try {
            const auto file = toml::parse_file(entry.path().string());
            Section section;
            Reader{name, section}.read(file, "");
            sections_.emplace(std::move(name), std::move(section));
        } catch (const toml::parse_error& error) {
            std::ostringstream where;
            where << entry.path().string() << ", line " << error.source().begin.line;
            throw broken(where.str(), std::string(error.description()));
        }
    }
}

const Phrases::Section* Phrases::find(std::string_view section) const {
    const auto found = sections_.find(section);
    return found == sections_.end() ? nullptr : &found->second;
}

std::string Phrases::text(std::string_view section, std::string_view key, const Values& values) const {
    return text_with(section, key, TemplateData(values));
}

std::string Phrases::text_with(std::string_view section, std::string_view key, const TemplateData& data) const {
    if (const auto* in = find(section))
        if (const auto found = in->texts.find(key); found != in->texts.end()) return found->second.render(data);
    throw missing(full_name(section, key));
}

const std::vector<std::string>& Phrases::list(std::string_view section, std::string_view key) const {
    if (const auto* in = find(section))
        if (const auto found = in->lists.find(key); found != in->lists.end()) return found->second;
    throw missing(full_name(section, key));
}

bool Phrases::has(std::string_view section, std::string_view key) const {
    const auto* in = find(section);
    return in != nullptr && in->texts.contains(key);
}

std::vector<std::string> Phrases::keys(std::string_view section) const {
    std::vector<std::string> names;
    if (const auto* in = find(section))
        for (const auto& [name, text] : in->texts) names.push_back(name);
    return names;
}

void Phrases::check(const std::vector<PhraseKey>& needed) const {
    std::string absent;
    for (const auto& [section, key] : needed) {
        const auto* in = find(section);
        if (in != nullptr && (in->texts.contains(key) || in->lists.contains(key))) continue;
        absent += (absent.empty() ? "" : ", ") + full_name(section, key);
    }
    if (!absent.empty()) throw missing(absent);
}

std::string Phrases::explain(const Problem& problem, const Values& extra) const {
    Values values = problem.values();
    values.insert(extra.begin(), extra.end());
    if (has("problems", problem.key())) {
        try {
            return text("problems", problem.key(), values);
        } catch (const Problem&) {
            // A sentence that cannot be filled must not hide the refusal itself; the code's sentence serves.
        }
    }
    return text("problems", to_string(problem.code()), values);
}

std::optional<std::string> Phrases::name_in_row(const std::string& field) const {
    std::string key = "field_name";
    std::string number;
    for (const std::string& part : text::split(field, '.')) {
        if (!part.empty() && part.find_first_not_of("0123456789") == std::string::npos) {
            if (number.empty() && part.size() < 9) number = std::to_string(std::stol(part) + 1);
        } else {
            key += (key == "field_name" ? '.' : '_') + part;
        }
    }
    if (number.empty() || !has("problems", key)) return std::nullopt;
    return text("problems", key, {{"number", number}});
}

std::string Phrases::name_of_field(const std::string& field) const {
    if (auto name = name_in_row(field)) return *std::move(name);
    for (std::string path = field;;) {
        if (has("problems", "field_name." + path)) return text("problems", "field_name." + path);
        const std::size_t dot = path.rfind('.');
        if (dot == std::string::npos) break;
        path.resize(dot);  // "photos.1" is one of "photos"
    }
    return has("problems", "field_name.unnamed") ? text("problems", "field_name.unnamed") : field;
}

std::string Phrases::explain(const FieldError& error) const {
    Values values = error.values;
    values.try_emplace("name", name_of_field(error.field));
    const std::string own = "field." + error.key;
    return text("problems", has("problems", own) ? own : error.key, values);
}

}  // namespace league
