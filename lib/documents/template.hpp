// Texts with {{names}} in them, parsed once and filled many times. Sections: {{#name}}...{{/name}} appears for
// each element of a list, or once for a text that is not empty and for yes; {{^name}} is its opposite.
//
// Strict where the template library is not: a name that the data does not have stops the rendering instead
// of leaving a hole, and a template cannot switch escaping off, include others or change its delimiters.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/documents/template_data.hpp"

namespace league {

/// What is done to a value before it is put into the text.
enum class Escape {
    none,  ///< replies and notices: plain text
    xml,   ///< HTML, SVG and other XML: & < > " ' become entities, characters that XML forbids are dropped
};

class Template {
public:
    /// Throws Problem internal ("template_broken") that names `name` when the text does not parse.
    Template(std::string name, const std::string& text, Escape escape);
    ~Template();
    Template(Template&&) noexcept;
    Template& operator=(Template&&) noexcept;

    /// Throws Problem internal ("template_name_missing") when the template asks for what `data` does not
    /// have. May be called from any thread at the same time.
    std::string render(const TemplateData& data) const;

    const std::string& name() const { return name_; }

private:
    struct Parsed;
    std::string name_;
    std::unique_ptr<Parsed> parsed_;
};

/// Every file template below a folder: *.html, *.svg, *.xml with XML escaping, *.txt with none. A template is
/// named by its path from there ("charts/townships_bar.svg").
class TemplateFolder {
public:
    /// Reads and parses all; throws Problem internal ("template_broken") at the first that does not parse.
    explicit TemplateFolder(const std::filesystem::path& folder);

    /// Throws Problem internal ("template_missing", "template_name_missing"). Any thread.
    std::string render(std::string_view name, const TemplateData& data) const;
    bool has(std::string_view name) const { return templates_.contains(name); }
    /// For the start of a program: throws Problem internal ("template_missing") naming every absent file.
    void check(const std::vector<std::string>& names) const;

private:
    std::map<std::string, Template, std::less<>> templates_;
};

}  // namespace league
