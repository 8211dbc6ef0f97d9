#include "lib/app/nms_words.hpp"

namespace league {
namespace {

std::vector<NmsWords::Column> columns(const Phrases& phrases, const std::string& table,
                                      std::initializer_list<const char*> names) {
    std::vector<NmsWords::Column> found;
    for (const char* name : names) found.push_back({name, phrases.list("import", table + "." + name)});
    return found;
}

}  // namespace

NmsWords load_nms_words(const Phrases& phrases) {
    NmsWords words;
    words.organisations = columns(phrases, "organisations",
                                  {"code", "name", "short_name", "parent", "category", "industry", "secretary",
                                   "identity", "phone", "members", "mark"});
    words.members = columns(phrases, "members", {"name", "identity", "branch", "parent", "mark"});
    words.totals = phrases.list("import", "words.totals");
    words.list_titles = phrases.list("import", "words.list_titles");
    words.openings = phrases.list("import", "words.openings");
    words.endings = phrases.list("import", "words.endings");
    words.committees = phrases.list("import", "words.committees");
    for (const std::string& pair : phrases.list("import", "words.same")) {
        const std::size_t arrow = pair.find('>');
        if (arrow == std::string::npos) {
            throw Problem(ProblemCode::internal, "template_broken")
                .with_details("import.toml: words.same needs from>to");
        }
        words.same.emplace_back(pair.substr(0, arrow), pair.substr(arrow + 1));
    }
    return words;
}

FieldError field_error(const SheetFault& fault) {
    FieldError error{fault.file, fault.key, fault.values};
    const std::string line = fault.line > 0 ? std::to_string(fault.line) : "";
    if (!line.empty()) error.field += "!" + fault.column + line;
    error.values["file"] = fault.file;
    error.values["sheet"] = fault.sheet;
    error.values["line"] = line;
    error.values["column"] = fault.column;
    return error;
}

}  // namespace league
