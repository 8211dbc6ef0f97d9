// What the papers and the code promise each other: references lead somewhere, every key is explained, and the
// project says nothing about the machine it was written on.
#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "tests/checks/source_tree.hpp"

using namespace league::checks;

namespace {

namespace fs = std::filesystem;

const std::vector<std::string>& whole_tree() {
    static const std::vector<std::string> kPlaces{"lib",
                                                  "server",
                                                  "bot",
                                                  "tools",
                                                  "tests",
                                                  "templates",
                                                  "config",
                                                  "docs",
                                                  "cmake",
                                                  "scripts",
                                                  ".ci",
                                                  "miniprogram",
                                                  "console",
                                                  "README.md",
                                                  "README.zh-CN.md",
                                                  "CHANGELOG.md",
                                                  "Makefile",
                                                  "CMakeLists.txt",
                                                  "CMakePresets.json",
                                                  ".clang-tidy"};
    return kPlaces;
}

std::vector<SourceFile> papers() {
    return files_in({"docs", "README.md", "README.zh-CN.md", "CHANGELOG.md"}, {".md"});
}

template <class Found>
void each_match(const std::string& text, const std::regex& pattern, Found found) {
    for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern); it != std::sregex_iterator(); ++it)
        found(*it);
}

// The numbers a paper can be cited by: "## 6.7 What survives" gives "6.7", and the third item of a numbered list
// directly under "## 9 Rules" gives "9.3".
std::set<std::string> numbered_sections(const std::string& paper) {
    static const std::regex kHeading("^#+ ([0-9]+(\\.[0-9]+)?)");
    static const std::regex kItem("^([0-9]+)\\. ");
    std::set<std::string> numbers;
    for (const SourceFile& file : files_in({paper})) {
        std::string section;
        for (const std::string& line : lines_of(file.text)) {
            std::smatch match;
            if (line.starts_with("#")) {
                section = std::regex_search(line, match, kHeading) ? match[1].str() : "";
                numbers.insert(section);
            } else if (!section.empty() && std::regex_search(line, match, kItem)) {
                numbers.insert(section + "." + match[1].str());
            }
        }
    }
    return numbers;
}

// The numbers of the list under "## Design rules".
std::set<std::string> design_rules() {
    std::set<std::string> numbers;
    for (const SourceFile& file : files_in({"docs/ARCHITECTURE.md"})) {
        bool inside = false;
        for (const std::string& line : lines_of(file.text)) {
            if (line.starts_with("#")) inside = line == "## Design rules";
            const std::size_t dot = line.find(". ");
            if (inside && dot != std::string::npos && dot < 3) numbers.insert(line.substr(0, dot));
        }
    }
    return numbers;
}

std::vector<std::string> unresolved(const std::regex& citation, const std::set<std::string>& known) {
    std::vector<std::string> findings;
    for (const SourceFile& file : files_in({"lib", "server", "bot", "tools", "tests"}, {".cpp", ".hpp", ".sql"})) {
        if (file.path.starts_with("tests/checks/")) continue;
        const auto lines = lines_of(file.text);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            each_match(lines[i], citation, [&](const std::smatch& match) {
                if (known.count(match[1].str()) == 0) findings.push_back(place(file, i) + " cites " + match[0].str());
            });
        }
    }
    return findings;
}

}  // namespace

TEST_CASE("a cited section of docs/wechat.md is there") {
    const auto findings =
        unresolved(std::regex("wechat-api ([0-9]+(\\.[0-9]+)?)"), numbered_sections("docs/wechat.md"));
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("a cited section of docs/domain.md is there") {
    const auto findings = unresolved(std::regex("domain ([0-9]+(\\.[0-9]+)?)"), numbered_sections("docs/domain.md"));
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("a cited design rule is one of docs/ARCHITECTURE.md") {
    const auto rules = design_rules();
    CHECK(rules.size() == 12);
    const auto findings = unresolved(std::regex("design (?:rule )?([0-9]+(\\.[0-9]+)?)"), rules);
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("a cited requirement is listed in docs/requirements.md") {
    std::set<std::string> known;
    for (const SourceFile& file : files_in({"docs/requirements.md"}))
        each_match(file.text, std::regex("\\| (R[0-9]+) \\|"),
                   [&](const auto& match) { known.insert(match[1].str()); });
    CHECK(known.size() == 65);
    const auto findings = unresolved(std::regex("\\b(R[1-9][0-9]?)\\b"), known);
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("a file or folder that a paper names exists") {
    static const std::regex kNamed(
        "`((lib|server|bot|tools|config|templates|tests|scripts|docs|cmake)/[A-Za-z0-9_./-]+)`");
    std::vector<std::string> findings;
    for (const SourceFile& paper : papers()) {
        const auto lines = lines_of(paper.text);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            each_match(lines[i], kNamed, [&](const std::smatch& match) {
                if (!fs::exists(project_root() / match[1].str()))
                    findings.push_back(place(paper, i) + " names " + match[1].str());
            });
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("a link between papers leads somewhere") {
    static const std::regex kLink("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    std::vector<std::string> findings;
    for (const SourceFile& paper : papers()) {
        const auto lines = lines_of(paper.text);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            each_match(lines[i], kLink, [&](const std::smatch& match) {
                const fs::path target = (project_root() / paper.path).parent_path() / match[1].str();
                if (!fs::exists(target)) findings.push_back(place(paper, i) + " links to " + match[1].str());
            });
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("every table of the migrations is explained in docs/schema.md") {
    const auto papers_of_schema = files_in({"docs/schema.md"});
    REQUIRE(papers_of_schema.size() == 1);
    std::set<std::string> tables;
    for (const SourceFile& file : files_in({"lib/storage/migrations"}, {".sql"})) {
        each_match(file.text, std::regex("CREATE TABLE ([a-z_]+)"),
                   [&](const auto& found) { tables.insert(found[1].str()); });
        each_match(file.text, std::regex("ALTER TABLE ([a-z_]+) RENAME TO ([a-z_]+)"), [&](const auto& found) {
            tables.erase(found[1].str());
            tables.insert(found[2].str());
        });
    }
    CHECK(tables.size() > 20);
    for (const std::string& table : tables) {
        INFO(table);
        CHECK(papers_of_schema.front().text.find("`" + table + "`") != std::string::npos);
    }
}

TEST_CASE("every folder of lib says what it is") {
    for (const auto& entry : fs::directory_iterator(project_root() / "lib")) {
        if (!entry.is_directory()) continue;
        INFO(entry.path());
        CHECK(fs::exists(entry.path() / "README.md"));
    }
}

TEST_CASE("every header begins with what it is for") {
    std::vector<std::string> findings;
    for (const SourceFile& file : program_sources())
        if (file.path.ends_with(".hpp") && !file.text.starts_with("//")) findings.push_back(file.path);
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("every key of config/league.toml has a comment") {
    static const std::regex kKey("^([a-z_0-9]+) *=");
    std::vector<std::string> findings;
    for (const SourceFile& file : files_in({"config/league.toml"})) {
        const auto lines = lines_of(file.text);
        std::set<std::string> explained;  // "[[account]] name": once is enough for a table that repeats
        std::string table;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (lines[i].starts_with("[")) table = lines[i];
            std::smatch match;
            if (!std::regex_search(lines[i], match, kKey)) continue;
            const std::string key = table + " " + match[1].str();
            if (i > 0 && lines[i - 1].starts_with("#")) explained.insert(key);
            if (explained.count(key) == 0) findings.push_back(place(file, i) + " " + key);
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("no lock file names a package registry") {
    for (const SourceFile& file : files_in(whole_tree(), {"package-lock.json", ".npmrc", ".yarnrc"})) {
        INFO(file.path);
        CHECK(file.text.find("\"resolved\": \"http") == std::string::npos);
        CHECK(file.text.find("registry=") == std::string::npos);
    }
}

TEST_CASE("no file names a folder of somebody's machine or a paper outside the project") {
    // Written in two halves so that this file does not find itself.
    const std::vector<std::string> words{
        "/wo"
        "rk/",
        "/ho"
        "me/",
        "/ro"
        "ot/",
        "../sha"
        "red",
        "design"
        ".md",
        "style"
        ".md",
        "wechat-"
        "api.md"};
    std::vector<std::string> findings;
    for (const SourceFile& file : files_in(whole_tree())) {
        if (file.path.ends_with("package-lock.json")) continue;
        const auto lines = lines_of(file.text);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            for (const std::string& word : words)
                if (lines[i].find(word) != std::string::npos) findings.push_back(place(file, i) + " says " + word);
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}
