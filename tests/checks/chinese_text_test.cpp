// Every sentence a person reads stands in templates/, so that an office can change it without a programmer.
// Code has keys only. tests/checks/chinese_allowed.txt names the few readers that must know Chinese words.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "tests/checks/source_tree.hpp"

using namespace league::checks;

namespace {

// Han characters and full-width marks in UTF-8: U+3000 to U+9FFF and U+FF00 to U+FFEF.
bool has_chinese(const std::string& line) {
    for (std::size_t i = 0; i + 2 < line.size(); ++i) {
        const auto first = static_cast<unsigned char>(line[i]);
        const auto second = static_cast<unsigned char>(line[i + 1]);
        if (first >= 0xE3 && first <= 0xE9) return true;
        if (first == 0xEF && second >= 0xBC && second <= 0xBF) return true;
    }
    return false;
}

// A comma, semicolon, exclamation or question mark of Latin text beside a Han character. Colons are left out: they
// stand in what people type to a program.
bool has_narrow_mark(const std::string& line) {
    const auto han_begins_at = [&](std::size_t i) {
        const auto first = i < line.size() ? static_cast<unsigned char>(line[i]) : 0;
        return first >= 0xE4 && first <= 0xE9;
    };
    for (std::size_t i = line.find_first_of(",;!?"); i != std::string::npos; i = line.find_first_of(",;!?", i + 1)) {
        if (han_begins_at(i + 1) || (i >= 3 && han_begins_at(i - 3))) return true;
    }
    return false;
}

std::map<std::string, std::string> allowed_files() {
    std::map<std::string, std::string> allowed;
    for (const SourceFile& list : files_in({"tests/checks/chinese_allowed.txt"})) {
        for (const std::string& line : lines_of(list.text)) {
            if (line.empty() || line.starts_with("#")) continue;
            const std::size_t space = line.find(' ');
            const std::size_t reason = line.find_first_not_of(' ', space);
            allowed[line.substr(0, space)] = reason == std::string::npos ? "" : line.substr(reason);
        }
    }
    return allowed;
}

}  // namespace

TEST_CASE("no program carries a Chinese sentence of its own") {
    const auto allowed = allowed_files();
    std::vector<std::string> findings;
    for (const SourceFile& file : program_sources()) {
        const bool is_allowed = std::any_of(allowed.begin(), allowed.end(), [&](const auto& entry) {
            const std::string& path = entry.first;
            return path == file.path || (path.ends_with("/") && file.path.starts_with(path));
        });
        if (is_allowed) continue;
        const auto lines = lines_of(without_comments(file.text));
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (has_chinese(lines[i])) findings.push_back(place(file, i) + " belongs into templates/: " + lines[i]);
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("each exception from the rule on Chinese text exists and gives its reason") {
    for (const auto& [path, reason] : allowed_files()) {
        INFO(path);
        CHECK(std::filesystem::exists(project_root() / path));
        CHECK(reason.size() > 20);
    }
}

TEST_CASE("Chinese sentences carry the marks of Chinese text") {
    std::vector<std::string> findings;
    for (const SourceFile& file : files_in({"templates"}, {".toml"})) {
        const auto lines = lines_of(file.text);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!lines[i].starts_with("#") && has_narrow_mark(lines[i]))
                findings.push_back(place(file, i) + ": " + lines[i]);
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
    CHECK(has_narrow_mark("没填对,请改"));
    CHECK(has_narrow_mark("{{name}},请改"));
    CHECK_FALSE(has_narrow_mark("[\"记录\", \"进度\"]，请改 a,b"));
}

TEST_CASE("Chinese characters are told from other letters") {
    CHECK(has_chinese("\"今天\""));
    CHECK(has_chinese("'\xEF\xBC\x8C'"));  // a full-width comma
    CHECK(has_chinese("。x"));
    CHECK_FALSE(has_chinese("plain, with “quotes” – and é"));
}
