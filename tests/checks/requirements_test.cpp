// docs/requirements.md says of each requirement where it lives and which test tells when it breaks. Here it is held to
// that: what the table names is there under that name. Whether the test would fail, only people can judge.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "tests/checks/source_tree.hpp"

using namespace league::checks;

namespace {

namespace fs = std::filesystem;

struct Row {
    std::string number;  // "R54"
    std::vector<std::string> cells;
    std::string at;

    const std::string& lives() const { return cells[3]; }
    const std::string& tests() const { return cells[4]; }
    bool is_later() const { return lives().starts_with("later: "); }
};

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::size_t from = 1;
    for (std::size_t bar = line.find('|', from); bar != std::string::npos; bar = line.find('|', from)) {
        const std::string cell = line.substr(from, bar - from);
        const std::size_t first = cell.find_first_not_of(' ');
        cells.push_back(first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
        from = bar + 1;
    }
    return cells;
}

std::vector<Row> rows() {
    static const std::regex kRow("^\\| (R[0-9]+) \\|");
    std::vector<Row> found;
    for (const SourceFile& paper : files_in({"docs/requirements.md"})) {
        const auto lines = lines_of(paper.text);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::smatch match;
            if (std::regex_search(lines[i], match, kRow))
                found.push_back({match[1].str(), cells_of(lines[i]), place(paper, i)});
        }
    }
    return found;
}

std::vector<std::string> all_matches(const std::string& text, const std::regex& pattern) {
    std::vector<std::string> found;
    for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern); it != std::sregex_iterator(); ++it)
        found.push_back((*it)[1].str());
    return found;
}

std::vector<std::string> between_backticks(const std::string& cell) {
    return all_matches(cell, std::regex("`([^`]*)`"));
}

std::vector<std::string> quoted(const std::string& text) {
    return all_matches(text, std::regex("\"([^\"\\n]+)\""));
}

/// Titles as a table quotes them. A case of the phone's own tests is told with what it is about: "describe it".
std::set<std::string> titles_of_tests() {
    static const std::regex kCpp("(?:TEST_CASE|SCENARIO)\\(\\s*\"([^\"]+)\"");
    static const std::regex kScript("\\b(describe|it|test|story)\\(\\s*(['\"])(.+?)\\2");
    std::set<std::string> titles;
    for (const SourceFile& file : files_in({"tests"}, {".cpp"})) {
        for (const std::string& title : all_matches(without_comments(file.text), kCpp)) titles.insert(title);
    }
    for (const SourceFile& file : files_in({"tests", "miniprogram/tests"}, {".ts", ".mjs"})) {
        std::string subject;
        for (auto it = std::sregex_iterator(file.text.begin(), file.text.end(), kScript); it != std::sregex_iterator();
             ++it) {
            const std::string title = (*it)[3].str();
            if ((*it)[1] == "describe")
                subject = title;
            else
                titles.insert((*it)[1] == "it" ? subject + " " + title : title);
        }
    }
    return titles;
}

/// "GET /api/v1/units" of the document about the API.
std::set<std::string> routes() {
    std::set<std::string> found;
    for (const SourceFile& file : files_in({"server/resources/openapi.json"})) {
        const nlohmann::json document = nlohmann::json::parse(file.text);
        for (const auto& [path, methods] : document.at("paths").items()) {
            for (const auto& [method, operation] : methods.items()) {
                std::string name = method;
                std::transform(name.begin(), name.end(), name.begin(),
                               [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
                found.insert(name + " " + path);
            }
        }
    }
    return found;
}

std::set<std::string> literals_in(const std::string& place, const std::string& ending) {
    std::set<std::string> found;
    for (const SourceFile& file : files_in({place}, {ending})) {
        for (const std::string& literal : quoted(file.text)) found.insert(literal);
    }
    return found;
}

/// Names of things of which the table may speak, each with how it is known.
class Known {
public:
    bool has(const std::string& name) const {
        if (name.find(" /") != std::string::npos) return routes_.count(name) > 0;
        if (name.starts_with("leaguectl ")) return is_command(name.substr(name.find(' ') + 1));
        if (name.find('/') != std::string::npos) return fs::exists(project_root() / name);
        return chat_words_.count(name) > 0;
    }

private:
    bool is_command(const std::string& words) const {
        const std::size_t space = words.find(' ');
        return commands_.count(words.substr(0, space)) > 0 &&
               (space == std::string::npos || commands_.count(words.substr(space + 1)) > 0);
    }

    std::set<std::string> routes_ = routes();
    std::set<std::string> commands_ = literals_in("tools/leaguectl", ".cpp");
    std::set<std::string> chat_words_ = literals_in("templates/replies/words.toml", ".toml");
};

}  // namespace

TEST_CASE("each requirement from R1 to R65 has one row, in order") {
    std::vector<std::string> wanted;
    for (int number = 1; number <= 65; ++number) wanted.push_back("R" + std::to_string(number));
    std::vector<std::string> found;
    for (const Row& row : rows()) {
        INFO(row.at);
        CHECK(row.cells.size() == 5);
        found.push_back(row.number);
    }
    CHECK(found == wanted);
}

TEST_CASE("a requirement that lives somewhere names a test, one that comes later none") {
    for (const Row& row : rows()) {
        INFO(row.at << " " << row.number);
        REQUIRE(row.cells.size() == 5);
        CHECK_FALSE(row.cells[1].empty());
        CHECK((row.tests() == "none") == row.is_later());
        CHECK(quoted(row.tests()).empty() == row.is_later());
        CHECK_FALSE(row.lives().empty());
    }
}

TEST_CASE("a test that the table of requirements quotes is there under that title") {
    const std::set<std::string> titles = titles_of_tests();
    CHECK(titles.size() > 900);
    std::vector<std::string> findings;
    for (const Row& row : rows()) {
        for (const std::string& title : quoted(row.cells.back())) {
            if (titles.count(title) == 0) findings.push_back(row.number + " quotes \"" + title + "\"");
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("a test that the paper about security quotes is there under that title") {
    const std::set<std::string> titles = titles_of_tests();
    std::size_t quotes = 0;
    std::vector<std::string> findings;
    for (const SourceFile& paper : files_in({"docs/security.md"})) {
        for (const std::string& title : quoted(paper.text)) {
            ++quotes;
            if (titles.count(title) == 0) findings.push_back("\"" + title + "\"");
        }
    }
    CHECK(quotes > 40);
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("a file, route, command or word of the chat that the table of requirements names is there") {
    const Known known;
    std::vector<std::string> findings;
    for (const Row& row : rows()) {
        for (const std::string& cell : row.cells) {
            for (const std::string& name : between_backticks(cell)) {
                if (!known.has(name)) findings.push_back(row.number + " names " + name);
            }
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("names that are not there are noticed") {
    const Known known;
    CHECK(known.has("GET /api/v1/units"));
    CHECK_FALSE(known.has("DELETE /api/v1/units"));
    CHECK(known.has("leaguectl batch approve"));
    CHECK_FALSE(known.has("leaguectl batch forget"));
    CHECK(known.has("tests/checks"));
    CHECK_FALSE(known.has("lib/domain/unwritten.hpp"));
    CHECK(known.has("进度"));
    CHECK_FALSE(known.has("进步"));
    const std::set<std::string> titles = titles_of_tests();
    CHECK(titles.count("names that are not there are noticed") == 1);
    CHECK(titles.count("signing in is silent where WeChat allows it, and remembered") == 1);
    CHECK(titles.count("a first-timer binds and logs within the first minutes") == 1);
    CHECK(titles.count("a test that nobody wrote") == 0);
}
