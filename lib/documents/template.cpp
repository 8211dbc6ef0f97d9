#include "lib/documents/template.hpp"

#include <fstream>
#include <iterator>
#include <kainjow/mustache.hpp>

namespace league {

namespace mustache = kainjow::mustache;

namespace {

Problem broken(const std::string& name, const std::string& why) {
    return std::move(Problem(ProblemCode::internal, "template_broken").with_details(name + ": " + why));
}

/// Kinds of tags that would undo the strictness: unescaped values, includes, other delimiters.
void refuse_forbidden_tags(const std::string& name, const std::string& text) {
    for (auto at = text.find("{{"); at != std::string::npos; at = text.find("{{", at + 2)) {
        const auto kind = text.find_first_not_of(" \t\r\n\v\f", at + 2);
        if (kind == std::string::npos) continue;
        if (std::string_view("{&>=").find(text[kind]) != std::string_view::npos)
            throw broken(name, "a tag of a kind that is not used here: " + text.substr(at, 20));
    }
}

std::string escape_xml(const std::string& text) {
    std::string kept;
    kept.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        // Control characters cannot be written in XML 1.0, not even as entities.
        if (byte >= 0x20 || c == '\t' || c == '\n' || c == '\r') kept.push_back(c);
    }
    return mustache::html_escape(kept);
}

mustache::data to_mustache(const TemplateData& data) {
    if (const auto* text = std::get_if<std::string>(&data.value())) {
        // An empty text counts as "no" in a section and prints as nothing, which is what `false` does.
        return text->empty() ? mustache::data(false) : mustache::data(*text);
    }
    if (const auto* yes = std::get_if<bool>(&data.value())) return mustache::data(*yes);
    if (const auto* list = std::get_if<TemplateData::List>(&data.value())) {
        mustache::list out;
        out.reserve(list->size());
        for (const auto& element : *list) out.push_back(to_mustache(element));
        return mustache::data(out);
    }
    mustache::object out;
    for (const auto& [name, value] : std::get<TemplateData::Object>(data.value()))
        out.emplace(name, to_mustache(value));
    return mustache::data(out);
}

/// Looks a name up from the innermost section outwards, and stops when nobody has it.
class StrictContext final : public mustache::basic_context<std::string> {
public:
    StrictContext(const std::string& name_of_template, const mustache::data& root) : template_(name_of_template) {
        stack_.push_back(&root);
    }

    void push(const mustache::data* data) override { stack_.push_back(data); }
    void pop() override { stack_.pop_back(); }

    const mustache::data* get(const std::string& name) const override {
        if (name == ".") return stack_.back();
        for (auto level = stack_.rbegin(); level != stack_.rend(); ++level)
            if (const auto* found = (*level)->get(name)) return found;
        throw Problem(ProblemCode::internal, "template_name_missing")
            .with_details(template_ + ": nothing is called '" + name + "'");
    }
    const mustache::data* get_partial(const std::string&) const override { return nullptr; }

private:
    const std::string& template_;
    std::vector<const mustache::data*> stack_;
};

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw broken(path.string(), "cannot be read");
    return text;
}

}  // namespace

TemplateData::TemplateData(const Values& values) {
    Object object;
    for (const auto& [name, text] : values) object.emplace(name, TemplateData(text));
    value_ = std::move(object);
}

TemplateData& TemplateData::set(std::string name, TemplateData value) {
    std::get<Object>(value_).insert_or_assign(std::move(name), std::move(value));
    return *this;
}

struct Template::Parsed {
    mustache::mustache mustache;
};

Template::Template(std::string name, const std::string& text, Escape escape) : name_(std::move(name)) {
    refuse_forbidden_tags(name_, text);
    parsed_ = std::make_unique<Parsed>(Parsed{mustache::mustache(text)});
    if (!parsed_->mustache.is_valid()) throw broken(name_, parsed_->mustache.error_message());
    if (escape == Escape::xml)
        parsed_->mustache.set_custom_escape(escape_xml);
    else
        parsed_->mustache.set_custom_escape([](const std::string& value) { return value; });
}

Template::~Template() = default;
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;

std::string Template::render(const TemplateData& data) const {
    const auto root = to_mustache(data);
    StrictContext context(name_, root);
    // The library's render is not const because includes and lambdas may record an error in it. Neither can
    // occur here, so threads share one parsed template.
    return parsed_->mustache.render(context);
}

TemplateFolder::TemplateFolder(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const auto kind = entry.path().extension();
        const bool is_xml = kind == ".html" || kind == ".svg" || kind == ".xml";
        if (!is_xml && kind != ".txt") continue;
        auto name = entry.path().lexically_relative(folder).generic_string();
        Template parsed(name, read_file(entry.path()), is_xml ? Escape::xml : Escape::none);
        templates_.emplace(std::move(name), std::move(parsed));
    }
}

std::string TemplateFolder::render(std::string_view name, const TemplateData& data) const {
    const auto found = templates_.find(name);
    if (found == templates_.end())
        throw Problem(ProblemCode::internal, "template_missing").with_details(std::string(name));
    return found->second.render(data);
}

void TemplateFolder::check(const std::vector<std::string>& names) const {
    std::string missing;
    for (const auto& name : names)
        if (!has(name)) missing += (missing.empty() ? "" : ", ") + name;
    if (!missing.empty()) throw Problem(ProblemCode::internal, "template_missing").with_details(missing);
}

}  // namespace league
