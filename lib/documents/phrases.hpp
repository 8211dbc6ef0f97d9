// Every sentence that a person reads in a chat, a notice or an error: templates/**/*.toml, loaded once.
//
// A file is a section, named by its path without the ending: templates/problems.toml is "problems",
// templates/replies/log.toml is "replies/log". Inside it a key is a TOML key, tables joined by dots:
//
//     saved = "已记录:{{title}}。"          text("replies/log", "saved", {{"title", title}})
//     [field]
//     required = "这一项要填。"             text("problems", "field.required")
//     words = ["记录", "记活动"]            list("replies/log", "words")
//
// {{#note}}备注:{{note}}{{/note}} appears only when `note` is not empty. Nothing is escaped: for HTML and
// SVG see template.hpp. Reading is safe from any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/documents/template.hpp"

namespace league {

/// One phrase that code relies on; each talk or sender lists its own for Phrases::check.
struct PhraseKey {
    std::string section;
    std::string key;
};

class Phrases {
public:
    /// Reads every *.toml below `folder`. Throws Problem internal ("template_broken") naming file and key when
    /// one does not parse or holds anything but texts, lists of texts and tables of them.
    explicit Phrases(const std::filesystem::path& folder);

    /// The sentence filled in. Throws Problem internal: "phrase_missing" when there is no such key,
    /// "template_name_missing" when the sentence asks for a name that `values` does not have. Values that
    /// the sentence does not ask for are fine.
    std::string text(std::string_view section, std::string_view key, const Values& values = {}) const;
    /// The same with lists and yes/no inside.
    std::string text_with(std::string_view section, std::string_view key, const TemplateData& data) const;
    /// A list of plain texts in the file's order, e.g. the words that start a conversation.
    const std::vector<std::string>& list(std::string_view section, std::string_view key) const;

    bool has(std::string_view section, std::string_view key) const;
    /// The texts (not lists) of a section, sorted.
    std::vector<std::string> keys(std::string_view section) const;

    /// For the start of a program: throws Problem internal ("phrase_missing") naming every absent key at once.
    /// Lists count as present too.
    void check(const std::vector<PhraseKey>& needed) const;

    /// What a person reads about a refusal: the sentence of its key in "problems", or when that one is absent
    /// or cannot be filled, the sentence of its code. `extra` adds names such as request_id.
    std::string explain(const Problem& problem, const Values& extra = {}) const;
    /// The same for one wrong field: "field.<key>" of "problems", else "<key>" itself. {{name}} is what people call the
    /// field: the value "name" of the error, else field_name.* of "problems" ("photos" also names "photos.1"; what
    /// stands in a row, "fields.0.label", is named by field_name.fields_label with the row's {{number}}, counted from
    /// 1).
    std::string explain(const FieldError& error) const;

private:
    struct Section {
        std::map<std::string, Template, std::less<>> texts;
        std::map<std::string, std::vector<std::string>, std::less<>> lists;
    };
    struct Reader;

    const Section* find(std::string_view section) const;
    std::string name_of_field(const std::string& field) const;
    std::optional<std::string> name_in_row(const std::string& field) const;

    std::map<std::string, Section, std::less<>> sections_;
};

}  // namespace league
